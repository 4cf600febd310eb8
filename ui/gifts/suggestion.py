"""A gift that is suggested: the line in which it stands, and beside the list what it is, why it fits and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domains.gifts.suggest_queries import RecipientCard, SuggestionRow
from app.domains.gifts.suggesting import GiftWarning
from app.domains.gifts.vocabulary import CABIN_BAGS
from app.kernel.errors import Severity
from app.kernel.fields import Badge, Column, ColumnKind, Tone
from app.kernel.money import Money, euro
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.gifts.answers import AnswersEditor
from ui.kit.controls import Label
from ui.kit.icons import iconed, pixmap
from ui.kit.language import _, spoken, worded
from ui.kit.parts import Lines
from ui.kit.photo_views import Thumbnails
from ui.kit.theme import theme

if TYPE_CHECKING:
    from app.application import Application

PHOTO = 108  # pixels at 100 %
CLEAR, BARRED = "clear", "barred"
_MOST_COUNTED = 20
_MARKS: dict[str, Badge] = {
    CLEAR: Badge(lazy("fits"), Tone.GOOD),
    BARRED: Badge(lazy("not possible"), Tone.BAD),
    **{
        str(number): Badge(lazy_count("{number} warning", "{number} warnings", number), Tone.WARNING)
        for number in range(1, _MOST_COUNTED + 1)
    },
}


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """A suggestion as it stands in the list."""

    id: str
    photo: str
    name: str
    why: str
    cost: str
    free: int
    mark: str


COLUMNS = (
    Column("photo", lazy("Photograph"), ColumnKind.PICTURE, width=4),
    Column("name", lazy("Gift"), stretch=True, width=30),
    Column("mark", lazy("Against it"), ColumnKind.BADGE, badges=_MARKS, width=12),
    Column("why", lazy("Why"), width=38),
    Column("cost", lazy("Price"), ColumnKind.NUMBER, width=9),
    Column("free", lazy("Free"), ColumnKind.NUMBER, width=5),
)


def line_of(row: SuggestionRow) -> SuggestionLine:
    """Write a suggestion in the language of the screen."""
    wording = spoken.wording
    below = "  ·  ".join(part for part in (row.code, _("level {level}", level=str(row.level)), row.maker) if part)
    why = [_(one) for one in row.why]
    return SuggestionLine(
        row.item_id,
        row.photo,
        f"{wording.text(row.name)}\n{below}",
        "\n".join((why[0], " ".join(why[1:]))) if len(why) > 1 else "".join(why),
        wording.formats.money(row.unit_cost) if row.unit_cost is not None else "",
        row.free,
        mark_of(row),
    )


def mark_of(row: SuggestionRow) -> str:
    """Give the mark of a suggestion: how many warnings are to be answered, or that it cannot be."""
    if row.barred:
        return BARRED
    asked = sum(one.severity is not Severity.NOTES for one in row.warnings)
    return str(min(asked, _MOST_COUNTED)) if asked else CLEAR


class ChosenGift(QWidget):
    """The suggestion that is chosen in the list; the warnings against it are answered here."""

    def __init__(self, application: Application, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = Thumbnails(application)
        self._row: SuggestionRow | None = None
        self.photo = Label()
        self.photo.setFixedWidth(theme.scaled(PHOTO))
        self.photo.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.heading = Label("", "heading", wrap=True)
        self.facts = Label("", "quiet", wrap=True)
        self.story = Label("", wrap=True)
        self.reasons = Lines(spacing=theme.scaled(3))
        self.answers = AnswersEditor()
        self._why = Label(lazy("Why this one"), "strong")
        self._against = Label(lazy("What speaks against it"), "strong")
        self._build()
        theme.changed.connect(self._show_photo)

    def show_row(self, row: SuggestionRow | None, against: Sequence[GiftWarning] = ()) -> None:
        """Show a suggestion; *against* is all that has to be answered. What speaks against it by the wishes of now alone is only noted."""
        self._row = row
        for part in (self.photo, self._why, self._against, self.answers, self.reasons):
            part.setVisible(row is not None)
        if row is None:
            self.heading.setText("")
            self.facts.show_text(lazy("Choose a gift in the list: why it fits, and what speaks against it, stands here."))
            self.story.hide()
            self.answers.show_warnings(())
            return
        wording = spoken.wording
        self.heading.setText(wording.text(row.name))
        self.facts.setText("  ·  ".join(_facts(row)))
        self.story.setText(wording.text(row.story))
        self.story.setVisible(bool(self.story.text()))
        self.reasons.put([_reason(one) for one in row.why])
        codes = {one.code for one in against}
        noted = [replace(one, severity=Severity.NOTES) for one in row.warnings if one.code not in codes]
        self.answers.show_warnings([*against, *noted])
        self._show_photo()

    def _build(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(theme.scaled(4))
        for part in (self.heading, self.facts, self.story):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            texts.addWidget(part)
        texts.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(theme.scaled(14))
        top.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(texts, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(8), theme.scaled(8), 0)
        layout.setSpacing(theme.scaled(6))
        layout.addLayout(top)
        layout.addSpacing(theme.scaled(4))
        for part in (self._against, self.answers, self._why, self.reasons):
            layout.addWidget(part)
        layout.addStretch(1)

    @Slot()
    def _show_photo(self) -> None:
        row = self._row
        if row is None:
            return
        side, ratio = theme.scaled(PHOTO), self.devicePixelRatioF()
        picture = self._pictures.picture(row.photo, side, side, ratio)
        if picture.isNull():
            self.photo.setPixmap(pixmap("gift", "quiet", theme.scaled(40), ratio))
            worded(self.photo, accessibleName=lazy("No photograph"))
        else:
            self.photo.setPixmap(picture)
            worded(self.photo, accessibleName=lazy("Photograph"))


def about_recipient(card: RecipientCard) -> str:
    """Say what is known of somebody before a gift is chosen: rank, own rule, customs, what they last gave us."""
    wording, whom = spoken.wording, card.recipient
    told = [_("{name}: {why}.", name=whom.name, why=whom.meant.why)] if whom.meant is not None else [_("{name}.", name=whom.name)]
    if card.most is not None:
        told.append(_("Up to {most}.", most=euro(card.most)))
    if whom.regime is not None:
        told.append(_rule_told(card))
    if card.taboos:
        cultures = wording.formats.join(wording.text(one.name) for one in card.taboos if one.countries)
        if cultures:
            told.append(_("Customs to mind: {cultures}.", cultures=cultures))
    if (theirs := whom.theirs) is not None:
        told.append(_("They last gave us: {gift} ({value}, {day}).", gift=theirs.description, value=euro(theirs.value), day=theirs.day))
    return " ".join(told)


def _rule_told(card: RecipientCard) -> str:
    regime, known = card.recipient.regime, card.recipient.thresholds
    assert regime is not None
    if known is None or known.hand_over_from is None:
        return _("Bound by the rules of {regime}; their amount is not known here.", regime=regime.name)
    if known.hand_over_from == 0:
        return _("Bound by the rules of {regime}: gifts are not accepted, in principle.", regime=regime.name)
    amount = Money(known.hand_over_from, known.currency)
    return _("Bound by the rules of {regime}: handed over from {amount} on.", regime=regime.name, amount=amount)


def _facts(row: SuggestionRow) -> Sequence[str]:
    formats = spoken.wording.formats
    cabin = next((_(choice.title) for choice in CABIN_BAGS if choice.code == row.cabin and choice.code), "")
    parts = (
        row.code,
        _("level {level}", level=str(row.level)),
        row.maker,
        formats.money(row.unit_cost) if row.unit_cost is not None else "",
        _("{weight} g", weight=row.weight) if row.weight else "",
        cabin,
        _(lazy_count("{number} free", "{number} free", row.free)),
    )
    return [part for part in parts if part]


def _reason(text: Lazy) -> QWidget:
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.scaled(6))
    icon = Label()
    iconed(icon, "check", f"tone:{Tone.GOOD}")
    icon.setAlignment(Qt.AlignmentFlag.AlignTop)
    layout.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(Label(text, wrap=True), 1)
    return holder
