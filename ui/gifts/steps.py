"""What is done with entries of the register: entered under a number, valued, decided on, thanked for, lent, published, struck out.

One set of actions for the register and for what is due; what several entries can undergo at once happens in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMenu, QToolButton

from app.domains.gifts.deciding_commands import DeclareGift, ThankFor, ThanksNotNeeded, WithdrawDecision
from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.register_commands import EnterInRegister, MarkPublished, StrikeGift, Unpublish
from app.domains.gifts.register_queries import GiftCard
from app.domains.gifts.vocabulary import DECIDE_GIFTS, EDIT_GIFTS, Acceptance, Decision, Standing, Step
from app.kernel.commands import Command
from app.kernel.fields import Field, FieldKind
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.gifts.deciding import ask_decision, ask_fate, ask_value, gift_name
from ui.gifts.lending import lend_gift
from ui.kit.asking import AskLine
from ui.kit.controls import Action, beside_text
from ui.kit.dialogs import Question
from ui.kit.icons import iconed
from ui.kit.language import worded
from ui.kit.registers import RegisterPage

DAY = Field("day", lazy("Day"), FieldKind.DATE, required=True)
REASON = Field("reason", lazy("Reason"), required=True, limit=1000)
STEP_VERBS = {
    Step.ENTER: lazy("Enter in the register…"),
    Step.VALUE: lazy("Set the value…"),
    Step.DECIDE: lazy("Decide…"),
    Step.THANK: lazy("Thank-you letter sent…"),
    Step.PLACE: lazy("What became of it…"),
}
STEP_ICONS = {Step.ENTER: "check", Step.VALUE: "tag", Step.DECIDE: "done", Step.THANK: "mail", Step.PLACE: "place"}


class GiftSteps(QObject):
    """The actions of a page of gifts, for the entry that is shown (`card`) and those that are selected (`rows`)."""

    def __init__(self, page: RegisterPage, line: AskLine) -> None:
        super().__init__(page)
        self._page, self._line = page, line
        self.card: GiftCard | None = None
        user = page.desk.application.user
        self._may_edit, self._may_decide = user.may(EDIT_GIFTS), user.may(DECIDE_GIFTS)
        self._rules: list[tuple[Action, Callable[[GiftRow], bool]]] = []
        self._asked: tuple[str, ...] = ()
        edits, decides = self._may_edit, self._may_decide
        self.enter_action = self._offer(STEP_VERBS[Step.ENTER], STEP_ICONS[Step.ENTER], self.enter, _is_noted, may=edits, shortcut="Ctrl+R")
        self.value_action = self._offer(STEP_VERBS[Step.VALUE], STEP_ICONS[Step.VALUE], self.value, _is_live, may=edits)
        self.decide_action = self._offer(
            STEP_VERBS[Step.DECIDE], STEP_ICONS[Step.DECIDE], self.decide, _is_ours, may=decides, shortcut="Ctrl+D"
        )
        self.thank_action = self._offer(STEP_VERBS[Step.THANK], STEP_ICONS[Step.THANK], self.thank, _is_received, may=edits)
        self.fate_action = self._offer(STEP_VERBS[Step.PLACE], STEP_ICONS[Step.PLACE], self.fate, _is_ours, may=edits)
        self.lend_action = self._offer(lazy("Lend…"), "give", self.lend, _is_kept, may=edits)
        self.declare_action = self._offer(lazy("Declared on…"), "calendar", self.declare, _is_ours, may=edits)
        self.no_thanks_action = self._offer(lazy("No thank-you letter needed…"), "close", self.no_thanks, _may_go_without_thanks, may=edits)
        self.withdraw_action = self._offer(lazy("Withdraw the decision…"), "undo", self.withdraw, _is_decided, may=decides)
        self.publish_action = self._offer(lazy("Mark as published…"), "globe", self.publish, _is_unpublished, may=edits)
        self.unpublish_action = self._offer(lazy("Mark as not published"), "globe", self.unpublish, _is_published, may=edits)
        self.strike_action = self._offer(lazy("Strike out…"), "fault", self.strike, _is_entered, may=edits)

    @property
    def of_step(self) -> dict[Step, Action]:
        """The action by which each step is done."""
        return {
            Step.ENTER: self.enter_action,
            Step.VALUE: self.value_action,
            Step.DECIDE: self.decide_action,
            Step.THANK: self.thank_action,
            Step.PLACE: self.fate_action,
        }

    @property
    def rows(self) -> Sequence[GiftRow]:
        """The entries that are selected in the list."""
        return self._page.list_pane.view.selected_rows()

    def settle(self) -> None:
        """Offer what can be done with the entry that is shown."""
        row = self.card.row if self.card is not None else None
        for action, suits in self._rules:
            action.setEnabled(row is not None and suits(row))

    def more_button(self, *actions: Action) -> QToolButton:
        """Make a button whose menu has these actions."""
        button = QToolButton()
        button.setAutoRaise(True)
        iconed(button, "more")
        button.setIconSize(beside_text())
        worded(button, accessibleName=lazy("More that is done with the gift"), toolTip=lazy("More"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        menu.addActions(list(actions))
        button.setMenu(menu)
        button.setVisible(self._may_edit or self._may_decide)
        return button

    # --- what is done ----------------------------------------------------------------------------------------------

    @Slot()
    def enter(self) -> None:
        """Give the selected entries their numbers, after saying that this stays."""
        noted = [row for row in self.rows if _is_noted(row)]
        if not noted:
            return
        sentence = lazy_count(
            "It gets the next number of the register of its year. This cannot be undone, nor what was done with the gift before: "
            "an entry that was a mistake is struck out with a reason, and keeps its number.",
            "{number} gifts get the next numbers of the register of their years. This cannot be undone, nor what was done with them before: "
            "an entry that was a mistake is struck out with a reason, and keeps its number.",
            len(noted),
        )
        if Question.ask(self._page, lazy("Enter in the register"), sentence, lazy("Enter in the register")):
            self._page.perform(EnterInRegister(tuple(row.id for row in noted)))

    @Slot()
    def value(self) -> None:
        """Ask for the value of the entry that is shown."""
        if self.card is not None and _is_live(self.card.row):
            ask_value(self._page, self.card)

    @Slot()
    def decide(self) -> None:
        """Ask what is decided about the entry that is shown."""
        if self.card is not None and _is_ours(self.card.row):
            ask_decision(self._page, self.card)

    @Slot()
    def fate(self) -> None:
        """Ask what became of the entry that is shown."""
        if self.card is not None and _is_ours(self.card.row):
            ask_fate(self._page, self.card)

    @Slot()
    def lend(self) -> None:
        """Ask to whom the object is lent."""
        if self.card is not None and _is_kept(self.card.row):
            lend_gift(self._page, self.card.row.id, self.card.row.description)

    @Slot()
    def thank(self) -> None:
        """Ask on which day the letters for the selected entries went."""
        rows = [row for row in self.rows if _is_received(row)]
        told = lazy_count("The thank-you letter for {number} gift went on:", "The thank-you letters for {number} gifts went on:", len(rows))
        self._ask(rows, told, DAY, lazy("Note this"), self._on_thanked, self._today())

    @Slot()
    def no_thanks(self) -> None:
        """Ask why no letter is sent for the entry that is shown."""
        self._ask_one(lazy("No thank-you letter goes for {gift}. Why?"), REASON, lazy("No letter"), self._on_no_thanks, "")

    @Slot()
    def declare(self) -> None:
        """Ask when the recipient declared the entry that is shown."""
        self._ask_one(lazy("{gift} was declared by who received it on:"), DAY, lazy("Note this"), self._on_declared, self._today())

    @Slot()
    def withdraw(self) -> None:
        """Ask why the decision is taken back."""
        self._ask_one(lazy("The decision on {gift} is withdrawn. Why?"), REASON, lazy("Withdraw"), self._on_withdrawn, "")

    @Slot()
    def strike(self) -> None:
        """Ask why the entry that is shown is struck out."""
        told = lazy("{gift} is struck out: it keeps its number and its place, and says why. Why?")
        self._ask_one(told, REASON, lazy("Strike out"), self._on_struck, "")

    @Slot()
    def publish(self) -> None:
        """Ask on which day the selected entries were published."""
        rows = [row for row in self.rows if _is_unpublished(row)]
        told = lazy_count("{number} gift was published on:", "{number} gifts were published on:", len(rows))
        self._ask(rows, told, DAY, lazy("Note this"), self._on_published, self._today())

    @Slot()
    def unpublish(self) -> None:
        """Note that the selected entries are not published."""
        if rows := [row for row in self.rows if _is_published(row)]:
            self._page.perform(Unpublish(tuple(row.id for row in rows)))

    # --- what was answered -----------------------------------------------------------------------------------------

    def _on_thanked(self, day: object) -> bool:
        assert isinstance(day, date)
        return self._do(ThankFor(self._asked, day))

    def _on_no_thanks(self, reason: object) -> bool:
        return self._do(ThanksNotNeeded(self._asked[0], str(reason)))

    def _on_declared(self, day: object) -> bool:
        assert isinstance(day, date)
        return self._do(DeclareGift(self._asked[0], day))

    def _on_withdrawn(self, reason: object) -> bool:
        return self._do(WithdrawDecision(self._asked[0], str(reason)))

    def _on_struck(self, reason: object) -> bool:
        return self._do(StrikeGift(self._asked[0], str(reason)))

    def _on_published(self, day: object) -> bool:
        assert isinstance(day, date)
        return self._do(MarkPublished(self._asked, day))

    def _do(self, command: Command[Any]) -> bool:
        return not self._page.perform(command, refused=self._line.show_refusal).failed

    def _ask_one(self, told: Lazy, field: Field, verb: Lazy, receive: Callable[[Any], object], value: object) -> None:
        if self.card is not None:
            self._ask([self.card.row], lazy(told.message, gift=gift_name(self.card)), field, verb, receive, value)

    def _ask(self, rows: Sequence[GiftRow], told: Lazy, field: Field, verb: Lazy, receive: Callable[[Any], object], value: object) -> None:
        if rows:
            self._asked = tuple(row.id for row in rows)
            self._line.ask(told, field, verb, receive, value)

    def _offer(
        self, text: Lazy, icon: str, act: Callable[[], None], suits: Callable[[GiftRow], bool], *, may: bool, shortcut: str = ""
    ) -> Action:
        action = self._page.offer(text, act, icon, shortcut)
        action.setVisible(may)
        self._rules.append((action, suits))
        return action

    def _today(self) -> date:
        return self._page.desk.application.clock.today()


def _is_live(row: GiftRow) -> bool:
    return row.standing is not Standing.STRUCK


def _is_noted(row: GiftRow) -> bool:
    return row.standing is Standing.NOTED


def _is_entered(row: GiftRow) -> bool:
    return row.standing is Standing.ENTERED


def _is_received(row: GiftRow) -> bool:
    return _is_live(row) and row.received


def _is_ours(row: GiftRow) -> bool:
    return _is_received(row) and row.acceptance is Acceptance.ACCEPTED


def _is_kept(row: GiftRow) -> bool:
    return _is_ours(row) and _is_entered(row)


def _is_decided(row: GiftRow) -> bool:
    return _is_ours(row) and row.decision is not Decision.OPEN


def _may_go_without_thanks(row: GiftRow) -> bool:
    return _is_received(row) and not row.thanked


def _is_unpublished(row: GiftRow) -> bool:
    return row.standing is not Standing.NOTED and row.published_on is None


def _is_published(row: GiftRow) -> bool:
    return row.published_on is not None
