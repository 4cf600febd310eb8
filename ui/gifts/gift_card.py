"""An entry of the register beside its list: photographs, what is to be done next, who, what it is worth and why that matters, what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.house_rules import ThresholdSet
from app.domains.gifts.register_queries import DecisionRow, FateRow, GiftCard
from app.domains.gifts.register_rules import limit_in_euro, urgency
from app.domains.gifts.vocabulary import (
    ACCEPTANCES,
    CATEGORIES,
    DECISION_BADGES,
    DIRECTION_BADGES,
    FATE_BADGES,
    FATES,
    GIFT,
    GIFT_ITEM,
    MATERIALS,
    OWNERSHIPS,
    STANDING_BADGES,
    STEPS,
    THRESHOLD_BADGES,
    URGENCY_BADGES,
    VALUE_METHODS,
    Acceptance,
    Decision,
    Direction,
    Standing,
    Step,
)
from app.domains.missions.vocabulary import MISSION
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.fields import Badge as BadgeWords
from app.kernel.fields import Choice, Column, ColumnKind, Tone
from app.kernel.ids import Ref
from app.kernel.money import EURO, Money
from app.kernel.translated import Lazy, Multilingual, lazy
from ui.gifts.lending import LoansSection
from ui.gifts.steps import STEP_ICONS, STEP_VERBS
from ui.kit.controls import Action, ElidedButton, Label, tool_button
from ui.kit.flow import FlowLayout
from ui.kit.language import _, spoken
from ui.kit.pages import DetailPane, Page
from ui.kit.parts import ActionButton, Badge, Lines, Section, ShortTable
from ui.kit.photo_views import PhotoStrip
from ui.kit.photographs import holds_pictures
from ui.kit.theme import theme

TO_BE_DONE = lazy("To be done")
DECLINED = BadgeWords(lazy("offered and declined"), Tone.FAINT)
_EARLIER = (
    Column("what", lazy("Gift"), stretch=True, width=30),
    Column(
        "outcome",
        lazy("Decision"),
        ColumnKind.BADGE,
        badges={**{str(k): v for k, v in DECISION_BADGES.items()}, "declined": DECLINED},
        width=14,
    ),
)


class GiftPane(QWidget):
    """The chosen entry.

    Signals:
        open_requested: another record should be shown (`Ref`).
        dropped: files or a picture were let fall here (`QMimeData`).
    """

    open_requested = Signal(object)
    dropped = Signal(object)

    def __init__(self, page: Page, of_step: Callable[[], dict[Step, Action]]) -> None:
        super().__init__()
        self._page, self._of_step = page, of_step
        self.photographs = PhotoStrip(page.desk.application)
        self.heading = Label("", "heading", wrap=True)
        self.line = Label("", "quiet", wrap=True)
        self.struck = Label("", wrap=True)
        self.badges = Badges()
        self.steps = StepsBox()
        self.links = Links()
        self.links.chosen.connect(self.open_requested)
        self.who, self.worth, self.object, self.register = (_pairs() for _part in range(4))
        self.decisions, self.fates = _pairs(), _pairs()
        self.earlier = ShortTable(lazy("Offered before by the same giver"), _EARLIER, fitted=True)
        self.earlier.opened.connect(self._on_earlier)
        self.loans = LoansSection(page)
        self._sections: dict[QWidget, Section] = {}
        self._build()

    def show_card(self, card: GiftCard | None) -> None:
        """Show an entry; nothing when none is chosen."""
        for part in self._parts:
            part.setVisible(card is not None)
        if card is None:
            self.heading.setText("")
            self.photographs.show_photos(())
            self.loans.show_loans(())
            self.struck.hide()
            return
        today = self._page.desk.application.clock.today()
        self.heading.setText(spoken.wording.text(card.row.description))
        self.line.setText(line_told(card))
        self.struck.setVisible(card.row.standing is Standing.STRUCK)
        self.struck.setText(_("Struck out on {day}: {reason}", day=card.struck_on, reason=card.struck_why) if card.struck_on else "")
        self.badges.put(badges_of(card.row))
        self.photographs.show_photos(card.photos)
        self.steps.show_steps(card, self._of_step(), today)
        self.links.put(_links(card))
        self._show(self.who, _who(card))
        self._show(self.worth, _worth(card))
        self._show(self.object, _object(card))
        self._show(self.decisions, [_decision(row) for row in reversed(card.decisions)])
        self._show(self.fates, [_fate(row) for row in reversed(card.fates)])
        self._show(self.register, _register(card))
        self.loans.show_loans(card.loans)
        self.earlier.put([_offer(row) for row in card.earlier])
        self._sections[self.earlier].setVisible(bool(card.earlier))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let photographs in."""
        if holds_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand them over."""
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def _show(self, pane: DetailPane, pairs: Sequence[tuple[Lazy, object]]) -> None:
        pane.show_pairs("", pairs)
        pane.heading.hide()
        self._sections[pane].setVisible(any(value not in (None, "", ()) for _name, value in pairs))

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.scaled(8), 0)
        layout.setSpacing(theme.scaled(12))
        head = QVBoxLayout()
        head.setSpacing(theme.scaled(3))
        for part in (self.heading, self.line, self.struck):
            head.addWidget(part)
        layout.addLayout(head)
        for part in (self.badges, self.photographs, self.steps):
            layout.addWidget(part)
        titles = (
            (self.who, lazy("From whom and for whom")),
            (self.worth, lazy("What it is worth")),
            (self.decisions, lazy("Decisions")),
            (self.fates, lazy("What became of it")),
            (self.earlier, lazy("Offered before by the same giver")),
            (self.object, lazy("What it is")),
            (self.register, lazy("In the register")),
        )
        for part, title in titles:
            section = Section(title)
            section.add(part)
            self._sections[part] = section
            layout.addWidget(section)
            if part is self.who:
                section.add(self.links)
            if part is self.fates:
                layout.addWidget(self.loans)
        layout.addStretch(1)
        self._parts: Sequence[QWidget] = (self.line, self.badges, self.steps, self.links, *self._sections.values())

    @Slot(str)
    def _on_earlier(self, id: str) -> None:
        self.open_requested.emit(Ref(GIFT, id))


class Badges(QWidget):
    """Badges side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, spacing=theme.scaled(6))
        self.shown: tuple[BadgeWords, ...] = ()

    def put(self, badges: Sequence[BadgeWords]) -> None:
        """Show these in place of those before."""
        if tuple(badges) == self.shown:
            return
        self.shown = tuple(badges)
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for words in badges:
            badge = Badge()
            badge.show_badge(words.title, str(words.tone))
            self._flow.addWidget(badge)
        self.updateGeometry()


class StepsBox(Section):
    """What is still to be done, each with the day by which and the button that does it; the first is the next."""

    def __init__(self, title: Lazy = TO_BE_DONE) -> None:
        super().__init__(title)
        self.lines = Lines(spacing=2)
        self.add(self.lines)

    def show_steps(self, card: GiftCard, of_step: dict[Step, Action], today: date, *, without_first: bool = False) -> None:
        """Show the steps of an entry; without one the section is not there."""
        lines: list[QWidget] = []
        for step, day in card.steps[1:] if without_first else card.steps:
            line = QWidget()
            row = FlowLayout(line, spacing=theme.scaled(8))
            action = of_step[step]
            row.addWidget(ActionButton(action) if action.isVisible() else _of_others(step))
            row.addWidget(_deadline(day, today))
            lines.append(line)
        self.lines.put(lines)
        self.setVisible(bool(lines))


class Links(QWidget):
    """What an entry leads to.

    Signals:
        chosen: a record should be shown (`Ref`).
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, spacing=theme.scaled(4))
        self._refs: dict[QWidget, Ref] = {}

    def put(self, links: Sequence[tuple[Lazy, Ref]]) -> None:
        """Show these in place of those before."""
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._refs = {}
        for words, ref in links:
            button = ElidedButton(words)
            button.clicked.connect(self._on_clicked)
            self._refs[button] = ref
            self._flow.addWidget(button)
        self.setVisible(bool(links))
        self.updateGeometry()

    @Slot()
    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget) and sender in self._refs:
            self.chosen.emit(self._refs[sender])


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """What the same giver offered before, as a line."""

    id: str
    what: str
    outcome: str


def _pairs() -> DetailPane:
    pane = DetailPane()
    pane.heading.hide()
    return pane


def line_told(card: GiftCard) -> str:
    """Write what stands below the name of a gift: its number, its day, what kind of object it is."""
    row, formats = card.row, spoken.wording.formats
    pieces = _("{number} pieces", number=row.pieces) if row.pieces > 1 else ""
    parts = (row.number, formats.day(row.day), title_of(CATEGORIES, row.category), pieces)
    return "  ·  ".join(part for part in parts if part)


def badges_of(row: GiftRow) -> list[BadgeWords]:
    """Give the states of a gift as badges."""
    found = [STANDING_BADGES[row.standing], DIRECTION_BADGES[row.direction]]
    if row.standing is Standing.STRUCK:
        return found
    if row.acceptance is Acceptance.DECLINED:
        return [*found, DECLINED]
    if row.threshold is not None:
        found.append(THRESHOLD_BADGES[row.threshold])
    if row.outcome is not None:
        found.append(DECISION_BADGES[row.outcome])
    if row.whereabouts is not None:
        found.append(FATE_BADGES[row.whereabouts])
    return found


def _who(card: GiftCard) -> list[tuple[Lazy, object]]:
    row, draft = card.row, card.draft
    return [
        (lazy("Giver"), party_told(row.giver, row.giver_body, row.giver_country)),
        (lazy("Recipient"), party_told(row.recipient, row.recipient_body, row.recipient_country)),
        (lazy("Relation to the Region"), draft.relation),
        (lazy("Mission"), _joined((row.mission_number, spoken.wording.text(row.mission)))),
        (lazy("At"), card.moment),
        (lazy("Occasion"), row.occasion),
        (lazy("Circumstances"), row.circumstances),
    ]


def party_told(name: Multilingual, body: Multilingual, country: str) -> str:
    """Write one side of a gift: the name, for whom, and the country."""
    wording = spoken.wording
    return _joined((wording.text(name), wording.text(body), wording.formats.country(country) if country else ""))


def _worth(card: GiftCard) -> list[tuple[Lazy, object]]:
    row, draft = card.row, card.draft
    return [
        (lazy("Value"), row.value),
        (lazy("In euro"), Money(row.euro) if row.euro is not None and row.value is not None and row.value.currency != EURO else None),
        (lazy("Rate"), _rate(row.value)),
        (lazy("Found by"), _joined((title_of(VALUE_METHODS, draft.value_method) if draft.value_method else "", draft.appraiser))),
        (lazy("Valued on"), draft.valued_on),
        (lazy("Thresholds"), thresholds_told(card) if row.threshold is not None else None),
        (lazy("Declared on"), draft.declared_on),
    ]


def _rate(value: Money | None) -> Lazy | None:
    if value is None or value.currency == EURO or value.rate is None or value.rate_on is None:
        return None
    return lazy("€1 = {rate} {currency} on {day}", rate=value.rate, currency=value.currency, day=value.rate_on)


def value_told(row: GiftRow) -> str:
    """Write what a gift is worth, and what that comes to in euro."""
    if row.value is None:
        return ""
    in_euro = Money(row.euro) if row.euro is not None and row.value.currency != EURO else None
    return _joined([spoken.wording.formats.money(money) for money in (row.value, in_euro) if money is not None])


def thresholds_told(card: GiftCard, *, brief: bool = False) -> str:
    """Say what counts for this gift and whether it is confirmed; unless *brief* also of whom it is, since when, and who says so."""
    found = card.thresholds
    if found is None:
        return _("No thresholds are known for this day.")
    amounts = [
        *_amount(lazy("to be declared from {amount}"), found, found.declare_from),
        *_amount(lazy("to be handed over from {amount}"), found, found.hand_over_from),
    ]
    told = _joined(amounts) if amounts else _("no amounts are known")
    of = _("{regime}, in force since {day}", regime=card.regime, day=found.since)
    default = "" if found.confirmed else _("default, not confirmed")
    if brief:
        return "\n".join(part for part in (told, default) if part)
    return "\n".join(part for part in (told, of, _joined((default, found.source))) if part)


def _amount(words: Lazy, of: ThresholdSet, amount: Any) -> list[str]:
    if amount is None:
        return []
    told = [_(words.message, amount=Money(amount, of.currency))]
    if of.currency != EURO and (euro := limit_in_euro(amount, of)) is not None:
        told.append(spoken.wording.formats.money(Money(euro)))
    return [" = ".join(told)]


def _object(card: GiftCard) -> list[tuple[Lazy, object]]:
    row, draft = card.row, card.draft
    return [
        (lazy("Other languages"), _others(row.description)),
        (lazy("Object of the bank"), card.item_code),
        (lazy("Size"), draft.size),
        (lazy("Weight"), lazy("{number} g", number=draft.weight) if draft.weight else None),
        (lazy("Made of"), tuple(title_of(MATERIALS, code) for code in draft.materials)),
        (lazy("Papers (CITES)"), draft.cites_note),
        (lazy("Ceremonial gift"), lazy("yes") if row.ceremonial else None),
        (lazy("Place"), row.place),
        (lazy("Kept by"), card.custodian),
        (lazy("Whose it is"), title_of(OWNERSHIPS, row.ownership) if row.outcome not in (None, Decision.OPEN) else None),
        (lazy("Thank-you letter"), _thanks(row)),
        (lazy("Remark"), draft.remark),
    ]


def _others(text: Multilingual) -> str:
    shown = spoken.wording.text(text)
    return "\n".join(f"{code.upper()}  {other}" for code in ("nl", "fr", "en") if (other := text.in_language(code)) and other != shown)


def _thanks(row: GiftRow) -> object:
    if not row.received:
        return None
    return row.thanked_on or (None if row.thanks_needed else lazy("not needed"))


def _decision(row: DecisionRow) -> tuple[Lazy, object]:
    what = _(DECISION_BADGES[row.decision].title) if row.decision is not Decision.OPEN else _("withdrawn")
    by = _("by {name}", name=row.decided_by) if row.decided_by else ""
    whose = title_of(OWNERSHIPS, row.ownership) if row.decision is not Decision.OPEN else ""
    return lazy("{day}", day=row.day), "\n".join(part for part in (_joined((what, by, whose)), row.reason) if part)


def _fate(row: FateRow) -> tuple[Lazy, object]:
    proceeds = spoken.wording.formats.money(row.proceeds) if row.proceeds is not None else ""
    first = _joined((title_of(FATES, row.fate), row.to_whom, row.place, row.custodian, proceeds))
    return lazy("{day}", day=row.day), "\n".join(part for part in (first, row.remark) if part)


def _register(card: GiftCard) -> list[tuple[Lazy, object]]:
    row = card.row
    entered = lazy("{day}, by {name}", day=card.entered_at, name=card.entered_by) if card.entered_at is not None else None
    return [
        (lazy("Number"), row.number),
        (lazy("Entered"), entered),
        (lazy("Accepted"), title_of(ACCEPTANCES, row.acceptance) if row.acceptance is Acceptance.DECLINED else None),
        (lazy("Published on"), row.published_on),
    ]


def _links(card: GiftCard) -> list[tuple[Lazy, Ref]]:
    row = card.row
    giver_title, recipient_title = lazy("Show the giver"), lazy("Show the recipient")
    candidates = (
        (giver_title, PERSON, row.giver_person_id),
        (lazy("Show the giver's organisation"), ORGANISATION, row.giver_organisation_id),
        (recipient_title, PERSON, row.recipient_person_id),
        (lazy("Show the recipient's organisation"), ORGANISATION, row.recipient_organisation_id),
        (lazy("Show the mission"), MISSION, row.mission_id),
        (lazy("Show it in the bank"), GIFT_ITEM, row.item_id),
    )
    return [(words, Ref(kind, id)) for words, kind, id in candidates if id]


def _offer(row: GiftRow) -> EarlierLine:
    formats = spoken.wording.formats
    value = formats.money(Money(row.euro)) if row.euro is not None else ""
    what = f"{spoken.wording.text(row.description)}\n{_joined((formats.day(row.day), row.number, value))}"
    declined = row.acceptance is Acceptance.DECLINED
    return EarlierLine(row.id, what, "declined" if declined else str(row.decision) if row.direction is Direction.RECEIVED else "")


def title_of(choices: Sequence[Choice], code: str) -> str:
    """Write a code in its words."""
    return next((_(choice.title) for choice in choices if choice.code == code), str(code))


def _of_others(step: Step) -> QWidget:
    """Show a step that this user may not do: it stands in line with the buttons, and is none."""
    shown = tool_button(_step_title(step), STEP_ICONS[step], beside=True)
    shown.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    shown.setEnabled(False)
    return shown


def _deadline(day: date, today: date) -> QWidget:
    written = spoken.wording.formats.brief_day(day)
    words = URGENCY_BADGES.get(urgency(day, today))
    if words is None:
        by = Label("", "quiet")
        by.show_text(lazy("by {day}", day=written))
        return by
    badge = Badge()
    badge.show_badge(lazy("{day}, {urgency}", day=written, urgency=words.title), str(words.tone))
    return badge


def _step_title(step: Step) -> Lazy:
    return next((choice.title for choice in STEPS if choice.code == step), STEP_VERBS[step])


def _joined(parts: Sequence[str]) -> str:
    return "  ·  ".join(part for part in parts if part)
