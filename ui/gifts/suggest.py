"""The choice of a gift for somebody: what the bank has that fits, best first, why it fits, and what speaks against it.

A warning does not forbid: it is answered in its line with a reason, and the reason is kept with the reservation. What cannot be answered
(nothing of it is free) bars the button, which says what is still missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from app.domains.gifts.bank_fields import RESERVATION_FORM
from app.domains.gifts.drafts import ReservationDraft
from app.domains.gifts.reserving_commands import ReserveGift
from app.domains.gifts.stock_rules import check_reservation
from app.domains.gifts.suggest_queries import RecipientCard, SuggestionRow, recipient_card, suggestions, warnings_against
from app.domains.gifts.vocabulary import LEVELS
from app.domains.missions.vocabulary import MISSION
from app.kernel.errors import Finding
from app.kernel.fields import Choice, Field, FieldKind, Form
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES, Lazy, lazy, lazy_count
from ui.gifts.moments import MomentEditor
from ui.gifts.suggestion import COLUMNS, ChosenGift, about_recipient, line_of
from ui.kit.choosers import ChoiceEditor
from ui.kit.controls import Label
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.editors import Editor, NumberEditor
from ui.kit.flow import FlowLayout
from ui.kit.forms import FormWidget, scrolled
from ui.kit.language import _, spoken, worded
from ui.kit.parts import ShortTable
from ui.kit.theme import theme
from ui.kit.views import EmptyState

if TYPE_CHECKING:
    from app.application import Application

READ_AFTER = 200  # milliseconds of silence before the suggestions are read again
_WIDTH, _HEIGHT = 1180, 740  # pixels at 100 %
_LEFT = 400
_NOBODY = lazy("Say for whom it is: then what fits stands first, and what speaks against it is known.")
_LEVEL = Field("level", lazy("Level"), FieldKind.CHOICE, choices=(Choice("", lazy("by the office held")), *LEVELS))
_BUDGET = Field("budget", lazy("Budget in €"), FieldKind.NUMBER)
_WEIGHT = Field("weight", lazy("Weight in g"), FieldKind.NUMBER)


class ReservationForm(FormWidget):
    """Who gets something, when, and what goes with it; the lines of the programme follow the mission."""

    def __init__(self, draft: ReservationDraft, application: Application, *, within: bool) -> None:
        left_out = {"item_id", "mission_id", "occasion"} if within else {"item_id"}
        fields = tuple(field for field in RESERVATION_FORM.fields if field.key not in left_out)
        super().__init__(Form(ReservationDraft, fields, _check), draft, application)

    def make_editor(self, field: Field, application: Application | None) -> Editor:
        """Make the list of the programme; the others as usual."""
        if field.key == "moment_id" and application is not None:
            return MomentEditor(field, application)
        return super().make_editor(field, application)

    def show_draft(self, draft: Any) -> None:
        """Show a draft; its line of the programme is one of its mission."""
        self.follow(draft.mission_id)
        super().show_draft(draft)

    def follow(self, mission: str | None) -> None:
        """Offer the programme of this mission."""
        self._moment().follow(mission)

    def day(self) -> date | None:
        """Give the day of the hand-over: that of the line of the programme, else the one that was typed."""
        return self._moment().day() or self.editors["day"].value()

    def _moment(self) -> MomentEditor:
        moment = self.editors["moment_id"]
        assert isinstance(moment, MomentEditor)
        return moment


class SuggestDialog(Dialog):
    """At the left for whom and when, at the right what fits, and below it the gift that is chosen, with its warnings.

    `ask` waits and gives the draft; `show_for` does not wait, carries the reservation out itself and stays open while it is refused.

    Signals:
        reserved: the gift is reserved; the id of the reservation.
    """

    reserved = Signal(object)

    def __init__(self, desk: Desk, draft: ReservationDraft, parent: QWidget | None = None) -> None:
        super().__init__(_title(desk, draft.mission_id), lazy("Reserve it"), parent)
        self._desk = desk
        self._rows: tuple[SuggestionRow, ...] = ()
        self._recipient: RecipientCard | None = None
        self._carries_out = False
        self.form = ReservationForm(draft, desk.application, within=bool(draft.mission_id))
        self._build()
        self._connect()
        self.read()
        self._propose_language()
        # Whoever is known already needs only a choice; otherwise the first question is for whom it is.
        if draft.person_id or draft.organisation_id:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.focus_first()

    @classmethod
    def ask(
        cls, parent: QWidget | None, desk: Desk, person_id: str = "", organisation_id: str = "", mission_id: str = "", **known: Any
    ) -> ReservationDraft | None:
        """Let a gift be chosen for somebody; give what is to be reserved, or nothing when it was left."""
        dialog = cls(desk, _draft(person_id, organisation_id, mission_id, known), parent)
        return dialog.draft() if dialog.run() else None

    @classmethod
    def show_for(
        cls, parent: QWidget, desk: Desk, person_id: str = "", organisation_id: str = "", mission_id: str = "", **known: Any
    ) -> Self:
        """Show the choice in front of the window of *parent*; *known* are further fields of the draft. Connect `reserved` to go on."""
        dialog = cls(desk, _draft(person_id, organisation_id, mission_id, known), parent)
        dialog._carries_out = True
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.open()
        return dialog

    def draft(self) -> ReservationDraft:
        """Give what would be reserved."""
        return replace(self.form.draft(), item_id=self.list.current_id(), answers=self.chosen.answers.value())

    def row(self) -> SuggestionRow | None:
        """Give the suggestion that is chosen."""
        id = self.list.current_id()
        return next((row for row in self._rows if row.item_id == id), None)

    def missing(self) -> list[Finding]:
        """Give what is still missing, in the order in which it stands on the screen."""
        blocking = [finding for finding in self.form.findings() if finding.blocks]
        if self.row() is None:
            return [*blocking, Finding("item_id", lazy("Choose the gift."), rule="reservation-without-item")]
        return [*blocking, *self.chosen.answers.findings()]

    @Slot()
    def read(self) -> None:
        """Read what fits."""
        self._soon.stop()
        draft: ReservationDraft = self.form.draft()
        budget, whom = self.budget.value(), (draft.person_id or "", draft.organisation_id or "", draft.mission_id or "")
        day, ask = self.form.day(), self._desk.operations.ask_now
        found = ask(
            suggestions(
                *whom,
                level=self.level.value() or "",
                budget=Decimal(budget) if budget is not None else None,
                weight=self.weight.value(),
                day=day,
                text=self.words.text().strip(),
                number=draft.number or 1,
            ),
            (),
        )
        self._rows = tuple(found or ())
        self._recipient = ask(recipient_card(*whom, day=day)) if whom[0] or whom[1] else None
        self.retranslate()

    @Slot()
    def retranslate(self) -> None:
        """Say the suggestions in the language of the screen."""
        self.about.setText(about_recipient(self._recipient) if self._recipient is not None else _(_NOBODY))
        self.list.put([line_of(row) for row in self._rows])
        self._stack.setCurrentIndex(0 if self._rows else 1)
        if self.list.current_id() is None:
            self.list.select_first()
        self._show_chosen()

    def accept(self) -> None:
        """Reserve the gift, or go to what is missing."""
        if not self.form.ready():
            self._show_missing()
            return
        if missing := self.missing():
            self._show_missing()
            if missing[0].path == "item_id":
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.chosen.answers.focus()
            return
        if not self._carries_out:
            super().accept()
            return
        self._desk.operations.perform(ReserveGift(self.draft()), refused=self._on_refused).then(self._on_reserved)

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.about = Label("", wrap=True)
        self.level = ChoiceEditor(_LEVEL)
        self.budget = NumberEditor(_BUDGET)
        self.weight = NumberEditor(_WEIGHT)
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        worded(self.words, placeholderText=lazy("Find in the bank"), accessibleName=lazy("Find in the bank"))
        self.words.setMinimumWidth(theme.scaled(120))
        self.words.setMaximumWidth(theme.scaled(240))
        self.list = ShortTable(lazy("Gifts that are suggested, best first"), COLUMNS)
        self.list.show_photographs(self._desk.application)
        self.chosen = ChosenGift(self._desk.application)
        self.empty = EmptyState(
            lazy("Nothing in the bank fits. Ask for less, or enter what can be given on the page of gifts."), None, "gift"
        )
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        below = QSplitter(Qt.Orientation.Vertical)
        below.setChildrenCollapsible(False)
        below.addWidget(holder)
        below.addWidget(scrolled(self.chosen))
        below.setSizes([theme.scaled(270), theme.scaled(300)])
        beside = QWidget()
        right = QVBoxLayout(beside)
        right.setContentsMargins(theme.scaled(10), 0, 0, 0)
        right.setSpacing(theme.scaled(8))
        right.addWidget(self.about)
        right.addWidget(self._tools())
        right.addWidget(below, 1)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, theme.scaled(10), 0)
        column.addWidget(self.form)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.setChildrenCollapsible(False)
        whole.addWidget(scrolled(form))
        whole.addWidget(beside)
        whole.setSizes([theme.scaled(_LEFT), theme.scaled(_WIDTH - _LEFT)])
        whole.setStretchFactor(1, 1)
        self.body.setContentsMargins(theme.scaled(24), theme.scaled(16), theme.scaled(16), theme.scaled(10))
        self.body.addWidget(whole, 1)
        self._still = Label("", "quiet", wrap=True)
        self.buttons.insertWidget(0, self._still, 1)
        self.buttons.setStretch(1, 0)
        screen = self.screen().availableGeometry()
        self.resize(min(theme.scaled(_WIDTH), round(screen.width() * 0.95)), min(theme.scaled(_HEIGHT), round(screen.height() * 0.92)))

    def _tools(self) -> QWidget:
        bar = QWidget()
        flow = FlowLayout(bar, spacing=10)
        flow.addWidget(self.words)
        for editor in (self.level, self.budget, self.weight):
            editor.name(editor.field.title)
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.scaled(6))
            title = Label(editor.field.title, "quiet")
            title.setBuddy(editor.inputs()[0])
            row.addWidget(title)
            row.addWidget(editor)
            flow.addWidget(pair)
        for editor in (self.budget, self.weight):
            editor.line.setFixedWidth(theme.scaled(64))
        self.level.box.setMaximumWidth(theme.scaled(170))
        return bar

    def _connect(self) -> None:
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(READ_AFTER)
        self._soon.timeout.connect(self.read)
        self.form.edited.connect(self._on_form_edited)
        for editor in (self.level, self.budget, self.weight):
            editor.edited.connect(self._soon.start)
        self.words.textEdited.connect(self._soon.start)
        self.words.returnPressed.connect(self.read)
        self.list.selected.connect(self._show_chosen)
        self.list.opened.connect(self._on_opened)
        self.chosen.answers.edited.connect(self._show_missing)
        spoken.changed.connect(self.retranslate)

    # --- showing ---------------------------------------------------------------------------------------------------

    @Slot()
    def _show_chosen(self) -> None:
        row = self.row()
        against = self._desk.operations.ask_now(warnings_against(self.draft()), ()) if row is not None else ()
        self.chosen.show_row(row, against or ())
        self._show_missing()

    def _propose_language(self) -> None:
        """Write the card in the language of the recipient, unless something else was said."""
        spoken_there = self._recipient.recipient.languages if self._recipient is not None else ()
        known = next((code for code in spoken_there if code in LANGUAGES), "")
        if known and not self.form.draft().card_language:
            self.form.editors["card_language"].show_value(known)

    @Slot()
    def _show_missing(self) -> None:
        missing, row = self.missing(), self.row()
        self._still.setText(_missing_told(missing))
        self.accept_button.setEnabled(row is None or not row.barred)
        self.accept_button.setAccessibleDescription(self._still.text())

    # --- what happens ----------------------------------------------------------------------------------------------

    @Slot()
    def _on_form_edited(self) -> None:
        if "mission_id" in self.form.editors:
            self.form.follow(self.form.draft().mission_id)
        self._soon.start()
        self._show_missing()

    @Slot(str)
    def _on_opened(self, _id: str) -> None:
        self.chosen.answers.focus()

    @Slot(object)
    def _on_refused(self, findings: tuple[Finding, ...]) -> None:
        self.form.show_refusal(tuple(replace(one, path="") if one.path not in self.form.editors else one for one in findings))
        self.read()

    @Slot(object)
    def _on_reserved(self, id: object) -> None:
        super().accept()
        self.reserved.emit(id)


def _title(desk: Desk, mission: str | None) -> Lazy:
    if mission is None:
        return lazy("Choose a gift")
    return lazy("Choose a gift: {mission}", mission=desk.application.title_of(Ref(MISSION, mission)))


def _draft(person_id: str, organisation_id: str, mission_id: str, known: dict[str, Any]) -> ReservationDraft:
    return ReservationDraft(person_id=person_id or None, organisation_id=organisation_id or None, mission_id=mission_id or None, **known)


def _check(draft: ReservationDraft) -> Sequence[Finding]:
    """Check all but what is chosen in the list."""
    return [finding for finding in check_reservation(draft) if finding.path != "item_id"]


def _missing_told(missing: Sequence[Finding]) -> str:
    if not missing:
        return ""
    first: Lazy = missing[0].message
    if len(missing) == 1:
        return _(first)
    return _(
        lazy_count(
            "{first} And {number} thing more is missing.", "{first} And {number} things more are missing.", len(missing) - 1, first=first
        )
    )
