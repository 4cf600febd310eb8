"""What is due: the entries about which something is to be done, by the day by which, each with its next step to do in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domains.gifts.deciding_commands import DecideGift, SetFate, SetValue, ThankFor
from app.domains.gifts.drafts import DecisionDraft, FateDraft, Photo
from app.domains.gifts.register_fields import GIFTS
from app.domains.gifts.register_queries import GiftCard, gift_card, waiting_ids
from app.domains.gifts.register_rules import check_later
from app.domains.gifts.vocabulary import DECIDE_GIFTS, EDIT_GIFTS, GIFT, Step
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Column, Field, FieldKind, Form, Screen
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.gifts.deciding import ValueDraft, decision_draft, decision_form, fate_draft, fate_form, value_draft, value_form
from ui.gifts.gift_card import Badges, StepsBox, badges_of, line_told, party_told, thresholds_told, value_told
from ui.gifts.lines import DueCells, dress, gift_told, number_told, with_said
from ui.gifts.register import TOUCHED_BY, lay_line
from ui.gifts.steps import GiftSteps
from ui.kit.asking import AskLine
from ui.kit.controls import Action, Label, push_button
from ui.kit.desk import Desk
from ui.kit.forms import FormWidget
from ui.kit.groups import Composed
from ui.kit.language import spoken, worded
from ui.kit.pages import DetailPane
from ui.kit.parting import part_with
from ui.kit.parts import ActionButton, Section
from ui.kit.photo_views import ENLARGE, PhotoButton, PhotoDialog, Thumbnails, photo_name
from ui.kit.registers import RegisterPage
from ui.kit.theme import theme

_COLUMNS = ("next_step", "photo", "description", "number", "euro", "threshold", "direction", "outcome", "due", "nearness", "other", "day")
_CHANGED: dict[str, dict[str, Any]] = {
    "description": {"width": 30},
    "number": {"width": 12},
    "next_step": {"width": 20, "sort_key": "due"},
    "euro": {"width": 8, "title": lazy("Value")},
}
_SAID = {"description": ("other",), "number": ("day",), "next_step": ("due", "nearness")}
_SIDE = 84
_SIZES = 640, 460
_MAY_NOT = lazy("You do not have the right to do this: {right}.")


@dataclass(frozen=True, slots=True)
class ThanksDraft:
    """The day on which a thank-you letter went."""

    day: date | None = None


class DecisionsPage(RegisterPage):
    """What waits, in the order in which it is due."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _SCREEN, parent)

    def build_actions(self) -> None:
        """Offer what else is done with an entry."""
        self.steps = GiftSteps(self, self.line)
        self.show_action = self.offer(lazy("Show in the register"), self.show_in_register, "external")
        for number, button in enumerate((self.pane.do_button, self.pane.no_letter_button)):
            self._side_bar.insertWidget(number, button)
        self._side_bar.addWidget(ActionButton(self.show_action))
        steps = self.steps
        more = (
            *(steps.enter_action, steps.value_action, steps.decide_action, steps.thank_action, steps.no_thanks_action),
            *(steps.fate_action, steps.lend_action, steps.declare_action, steps.withdraw_action),
        )
        self._side_bar.addWidget(steps.more_button(*more))
        lay_line(self, self.line, _SIZES)
        dress(self, {"description": Composed(gift_told), "number": Composed(number_told), "next_step": DueCells()})

    def written_columns(self) -> Sequence[Column]:
        """Give the columns that are shown, and what stands below them in their cells."""
        return with_said(super().written_columns(), self.register.columns, _SAID)

    def make_detail(self) -> QWidget:
        """Make the pane, and the line in which a day or a reason is asked."""
        self.line = AskLine(self.desk.application)
        self.pane = DuePane(self, self._of_step)
        return self.pane

    def show_detail(self, id: str | None) -> None:
        """Show an entry and its next step."""
        card = self.ask_now(gift_card(id)) if id is not None else None
        self.steps.card = card
        self.steps.settle()
        self.pane.show_card(card)

    def concerns(self, changes: Changes) -> bool:
        """Tell whether an entry, or a rule by which something is due, was touched."""
        return super().concerns(changes) or changes.everything

    def take(self, changes: Changes) -> None:
        """Read again what a step touched; what waits now is shown at once."""
        super().take(changes)
        if self.chosen_id() is None:
            self.list_pane.view.select_first()

    @Slot()
    def edit(self) -> None:
        """Let the reader do the next step: it stands beside the list."""
        self.pane.take_focus()

    @Slot()
    def show_in_register(self) -> None:
        """Show the whole entry."""
        if (id := self.chosen_id()) is not None:
            self.open(Ref(GIFT, id))

    def _of_step(self) -> dict[Step, Action]:
        return self.steps.of_step


class DuePane(QWidget):
    """An entry in short, and the form of its next step."""

    def __init__(self, page: DecisionsPage, of_step: Callable[[], dict[Step, Action]]) -> None:
        super().__init__()
        self._page, self._of_step = page, of_step
        self._command: Callable[[Any], Command[Any]] | None = None
        self._shown: tuple[str, Step] | None = None
        self.form: FormWidget | None = None
        self.photograph = PhotoButton()
        worded(self.photograph, accessibleName=ENLARGE)
        self._thumbnails = Thumbnails(page.desk.application)
        self._photos: tuple[Photo, ...] = ()
        self.heading = Label("", "heading", wrap=True)
        self.line = Label("", "quiet", wrap=True)
        self.badges = Badges()
        self.facts = DetailPane()
        self.facts.heading.hide()
        self.next = Section(lazy("Next"))
        self.sentence = Label("", wrap=True)
        self.do_button = push_button(lazy("Save"), primary=True)
        self.do_button.setAutoDefault(False)
        self.no_letter_button = push_button(lazy("No thank-you letter needed…"))
        self.no_letter_button.setAutoDefault(False)
        self.after = StepsBox(lazy("Then"))
        self._build()

    def show_card(self, card: GiftCard | None) -> None:
        """Show an entry; nothing when none is chosen. What is half-typed about the same step stays."""
        for part in (self.line, self.badges, self.facts, self.next, self.after):
            part.setVisible(card is not None)
        if card is None:
            self.do_button.hide()
            self.no_letter_button.hide()
            self.heading.setText("")
            self._show_photo(())
            self._clear()
            return
        row, wording = card.row, spoken.wording
        self.heading.setText(wording.text(row.description))
        self.line.setText(line_told(card))
        self.badges.put(badges_of(row))
        self._show_photo(card.photos)
        self.facts.show_pairs(
            "",
            (
                (lazy("Giver"), party_told(row.giver, row.giver_body, row.giver_country)),
                (lazy("Recipient"), party_told(row.recipient, row.recipient_body, row.recipient_country)),
                (lazy("Mission"), row.mission),
                (lazy("Value"), value_told(row)),
                (lazy("Thresholds"), thresholds_told(card, brief=True) if row.threshold is not None else None),
                (lazy("Offered before by the same giver"), len(card.earlier) or None),
                (lazy("Circumstances"), row.circumstances),
            ),
        )
        self.after.show_steps(card, self._of_step(), self._page.desk.application.clock.today(), without_first=True)
        if self._shown != (row.id, row.step) or self.form is None or not self.form.dirty:
            self._offer(card)

    def take_focus(self) -> None:
        """Give the keyboard to the next step."""
        if self.form is not None:
            self.form.focus_first()
        else:
            self.do_button.setFocus()

    @Slot()
    def do(self) -> None:
        """Do the next step with what stands in the form."""
        if self.form is None:
            self._page.steps.enter()
        elif self._command is not None and self.form.ready():
            form = self.form
            operation = self._page.perform(self._command(form.draft()), refused=form.show_refusal)
            operation.then(self._on_done)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.scaled(8), 0)
        layout.setSpacing(theme.scaled(12))
        head = QHBoxLayout()
        head.setSpacing(theme.scaled(12))
        head.addWidget(self.photograph, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(theme.scaled(3))
        for part in (self.heading, self.line, self.badges):
            names.addWidget(part)
        names.addStretch(1)
        head.addLayout(names, 1)
        layout.addLayout(head)
        self._place = QVBoxLayout()
        self.next.add(self.sentence)
        self.next.body.addLayout(self._place)
        for part in (self.facts, self.next, self.after):
            layout.addWidget(part)
        layout.addStretch(1)
        self.do_button.clicked.connect(self.do)
        self.no_letter_button.clicked.connect(self._on_no_letter)
        self.photograph.clicked.connect(self._on_photograph)

    def _show_photo(self, photos: tuple[Photo, ...]) -> None:
        self._photos = photos
        self.photograph.setVisible(bool(photos))
        if not photos:
            return
        side = theme.scaled(_SIDE)
        picture = self._thumbnails.picture(photos[0].digest, side, side, self.devicePixelRatioF())
        self.photograph.show_picture(picture, QSize(side, side))
        worded(self.photograph, accessibleName=photo_name(photos[0], 0, len(photos)), toolTip=ENLARGE)

    def _offer(self, card: GiftCard) -> None:
        """Put the form of the next step, or the sentence that says why there is none."""
        self._clear()
        step = card.row.step
        self._shown = (card.row.id, step)
        self.next.heading.show_text(_HEADINGS[step])
        self.no_letter_button.setVisible(step is Step.THANK and self._may(step))
        self.do_button.setVisible(step is not Step.DONE and self._against(card) is None)
        self.sentence.show_text(self._against(card) or _SENTENCES.get(step, ""))
        self.sentence.setVisible(bool(self.sentence.text()))
        if step is Step.DONE or self._against(card) is not None:
            return
        worded(self.do_button, text=_VERBS[step])
        if step is Step.ENTER:
            return
        form, draft, self._command = self._asked(card, step)
        self.form = FormWidget(form, draft, self._page.desk.application, stacked=True)
        self.form.submitted.connect(self.do)
        self.form.keep_in(self._page.desk.drafts, f"gift/{card.row.id}/{step}")
        self._place.addWidget(self.form)

    def _asked(self, card: GiftCard, step: Step) -> tuple[Form[Any], Any, Callable[[Any], Command[Any]]]:
        today, id = self._page.desk.application.clock.today(), card.row.id
        match step:
            case Step.VALUE:

                def value(after: ValueDraft) -> Command[Any]:
                    return SetValue(id, after.value, after.method, after.appraiser, after.day)

                return value_form(card, today, needed=True), value_draft(card, today), value
            case Step.DECIDE:

                def decide(after: DecisionDraft) -> Command[Any]:
                    return DecideGift(id, after)

                return decision_form(card, today), decision_draft(card, today), decide
            case Step.THANK:

                def thank(after: ThanksDraft) -> Command[Any]:
                    return ThankFor((id,), after.day or today)

                return thanks_form(card, today), ThanksDraft(today), thank
            case _:

                def place(after: FateDraft) -> Command[Any]:
                    return SetFate(id, after)

                return fate_form(card, today), fate_draft(card, today), place

    def _against(self, card: GiftCard) -> Lazy | None:
        """Say why whoever is signed in cannot do the next step."""
        step, user = card.row.step, self._page.desk.application.user
        if not self._may(step):
            return lazy(_MAY_NOT.message, right=(DECIDE_GIFTS if step is Step.DECIDE else EDIT_GIFTS).title)
        if step is Step.DECIDE and user.person and user.person == card.row.recipient_person_id:
            return lazy("You received this gift: somebody else decides on it.")
        return None

    def _may(self, step: Step) -> bool:
        return self._page.desk.application.user.may(DECIDE_GIFTS if step is Step.DECIDE else EDIT_GIFTS)

    def _clear(self) -> None:
        self._shown, self._command = None, None
        if self.form is not None:
            self.form.put_away()
            self._place.removeWidget(self.form)
            part_with(self.form)
            self.form = None

    @Slot(object)
    def _on_done(self, _result: object) -> None:
        if self.form is not None:
            self.form.let_go()
        self._shown = None

    @Slot()
    def _on_photograph(self) -> None:
        if self._photos:
            PhotoDialog.look(self, self._page.desk.application, self._photos, 0)

    @Slot()
    def _on_no_letter(self) -> None:
        self._page.steps.no_thanks()


_HEADINGS = {
    Step.ENTER: lazy("Enter it in the register"),
    Step.VALUE: lazy("Set its value"),
    Step.DECIDE: lazy("Decide what becomes of it"),
    Step.THANK: lazy("Thank for it"),
    Step.PLACE: lazy("Say where it is, or what became of it"),
    Step.DONE: lazy("Nothing more to do"),
}
_VERBS = {
    Step.ENTER: lazy("Enter in the register…"),
    Step.VALUE: lazy("Set value"),
    Step.DECIDE: lazy("Decide"),
    Step.THANK: lazy("Note the letter"),
    Step.PLACE: lazy("Note this"),
}
_SENTENCES = {
    Step.ENTER: lazy("It has no number yet. Entered in the register it gets the next one of its year, and keeps it."),
    Step.THANK: lazy("The day on which the thank-you letter went."),
}


def thanks_form(card: GiftCard, today: date) -> Form[ThanksDraft]:
    """Give the form of the day of a letter."""

    def check(draft: ThanksDraft) -> list[Finding]:
        return list(check_later("day", draft.day, card.row.day, today))

    return Form(ThanksDraft, (Field("day", lazy("Sent on"), FieldKind.DATE, required=True),), check)


def _columns() -> tuple[Column, ...]:
    by_key = {column.key: column for column in GIFTS.register.columns}
    return tuple(replace(by_key[key], **_CHANGED.get(key, {})) for key in _COLUMNS if key in by_key)


_SCREEN: Screen = replace(
    GIFTS,
    title=lazy("Decisions due"),
    empty=lazy("Nothing waits: every gift has its number, its value, its decision and its thank-you letter."),
    touched_by=tuple(dict.fromkeys((*GIFTS.touched_by, *TOUCHED_BY))),
    command_name="gifts-due",
    register=replace(
        GIFTS.register,
        ids=waiting_ids,
        columns=_columns(),
        filters=tuple(one for one in GIFTS.register.filters if one.key in ("step", "direction")),
        form=None,
        blank=None,
        add=None,
        edit=None,
        remove=None,
    ),
)
