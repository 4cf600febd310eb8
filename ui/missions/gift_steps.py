"""What is done with the gifts of a mission, several at once: they leave the bank, are handed over, come back, or are released.

What was handed over or received is entered in the register, and thanked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Slot

from app.domains.gifts.deciding_commands import ThankFor
from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.handing_commands import HandOver, IssueReservation, ReturnReservation
from app.domains.gifts.register_commands import EnterInRegister
from app.domains.gifts.reserving_commands import ReleaseReservation
from app.domains.gifts.reserving_queries import ReservationRow
from app.domains.gifts.vocabulary import ReservationState, Standing
from app.kernel.commands import Command
from app.kernel.fields import Field, FieldKind
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.asking import AskLine
from ui.kit.controls import Action
from ui.kit.dialogs import Question
from ui.kit.pages import Page

_DAY = Field("day", lazy("Day"), FieldKind.DATE, required=True)
_REASON = Field("reason", lazy("Reason"), required=True, limit=500)
_STAYS = lazy(
    "Each gets the next number of its year. A number stays for ever, and what was done with these gifts before can no longer be undone: "
    "a mistake is corrected, or struck out with its reason."
)


class _Steps(QObject):
    """Actions of a page for what is selected; each asks for its day or its reason in a line."""

    def __init__(self, page: Page, line: AskLine, *, may: bool) -> None:
        super().__init__(page)
        self._page, self._line, self._may = page, line, may
        self._asked: tuple[str, ...] = ()

    def _action(self, text: Lazy, icon: str, act: Callable[[], None]) -> Action:
        action = Action(text, icon, "", self._page)
        action.triggered.connect(act)
        action.setVisible(self._may)
        self._page.addAction(action)
        return action

    def _done(self, command: Command[Any]) -> bool:
        operation = self._page.perform(command, refused=self._line.show_refusal)
        return not (operation.done and operation.failed)


class GiftSteps(_Steps):
    """The steps of gifts that were chosen from the bank."""

    def __init__(self, page: Page, line: AskLine, *, may: bool) -> None:
        super().__init__(page, line, may=may)
        self._rows: Sequence[ReservationRow] = ()
        self.issue_action = self._action(lazy("Take out of the bank…"), "forward", self.issue)
        self.both_action = self._action(lazy("Take out and hand over…"), "give", self.issue_and_hand_over)
        self.hand_over_action = self._action(lazy("Handed over…"), "give", self.hand_over)
        self.back_action = self._action(lazy("Bring back…"), "back", self.bring_back)
        self.release_action = self._action(lazy("Release…"), "undo", self.release)
        self.follow(())

    @property
    def actions(self) -> tuple[Action, ...]:
        """All of them, in the order in which they are done."""
        return self.issue_action, self.both_action, self.hand_over_action, self.back_action, self.release_action

    def follow(self, rows: Sequence[ReservationRow]) -> None:
        """Know which gifts are selected."""
        self._rows = rows
        for action in (self.issue_action, self.both_action, self.release_action):
            action.setEnabled(bool(self._reserved()))
        for action in (self.hand_over_action, self.back_action):
            action.setEnabled(bool(self._on_the_way()))

    @Slot()
    def issue(self) -> None:
        """Note that the selected gifts leave the bank."""
        ids = self._reserved()
        told = lazy_count("{number} gift leaves the bank. On which day?", "{number} gifts leave the bank. On which day?", len(ids))
        self._ask_day(ids, told, lazy("Take out"), self._on_issued)

    @Slot()
    def issue_and_hand_over(self) -> None:
        """Note that the selected gifts leave the bank and are handed over, in one step."""
        ids = self._reserved()
        told = lazy_count(
            "{number} gift leaves the bank and is handed over. On which day?",
            "{number} gifts leave the bank and are handed over. On which day?",
            len(ids),
        )
        self._ask_day(ids, told, lazy("Hand over"), self._on_both)

    @Slot()
    def hand_over(self) -> None:
        """Note that the selected gifts were handed over: their entries in the register are made."""
        ids = self._on_the_way()
        told = lazy_count("{number} gift was handed over. On which day?", "{number} gifts were handed over. On which day?", len(ids))
        self._ask_day(ids, told, lazy("Hand over"), self._on_handed_over)

    @Slot()
    def bring_back(self) -> None:
        """Note that the selected gifts come back into the bank."""
        ids = self._on_the_way()
        told = lazy_count(
            "{number} gift comes back into the bank. On which day?", "{number} gifts come back into the bank. On which day?", len(ids)
        )
        self._ask_day(ids, told, lazy("Bring back"), self._on_back)

    @Slot()
    def release(self) -> None:
        """Give the selected gifts back to the bank, with the reason."""
        self._asked = self._reserved()
        told = lazy_count("Why is {number} gift no longer given?", "Why are {number} gifts no longer given?", len(self._asked))
        if self._asked:
            self._line.ask(told, _REASON, lazy("Release"), self._on_released)

    # --- what is selected ------------------------------------------------------------------------------------------

    def _reserved(self) -> tuple[str, ...]:
        return tuple(row.id for row in self._rows if row.state is ReservationState.RESERVED)

    def _on_the_way(self) -> tuple[str, ...]:
        return tuple(row.id for row in self._rows if row.state is ReservationState.ISSUED and row.gift_id is None)

    # --- what happens ----------------------------------------------------------------------------------------------

    def _ask_day(self, ids: tuple[str, ...], told: Lazy, verb: Lazy, receive: Callable[[Any], object]) -> None:
        self._asked = ids
        if ids:
            self._line.ask(told, _DAY, verb, receive, self._page.desk.application.clock.today())

    @Slot(object)
    def _on_issued(self, day: object) -> bool:
        assert isinstance(day, date)
        return self._done(IssueReservation(self._asked, day))

    @Slot(object)
    def _on_both(self, day: object) -> bool:
        assert isinstance(day, date)
        return self._done(IssueReservation(self._asked, day, hand_over=True))

    @Slot(object)
    def _on_handed_over(self, day: object) -> bool:
        assert isinstance(day, date)
        return self._done(HandOver(self._asked, day))

    @Slot(object)
    def _on_back(self, day: object) -> bool:
        assert isinstance(day, date)
        asked, application = self._asked, self._page.desk.application
        if len(asked) == 1:
            return self._done(ReturnReservation(asked[0], day))

        def act(do: Callable[[Command[Any]], Any]) -> int:
            for id in asked:
                do(ReturnReservation(id, day))
            return len(asked)

        label = lazy_count("Bring {number} gift back", "Bring {number} gifts back", len(asked))
        operation = self._page.desk.operations.step(lambda: application.together(label, act))
        return not (operation.done and operation.failed)

    @Slot(object)
    def _on_released(self, reason: object) -> bool:
        return self._done(ReleaseReservation(self._asked, str(reason)))


class RegisterSteps(_Steps):
    """The steps of gifts that stand in the register, or wait for their number."""

    def __init__(self, page: Page, line: AskLine, *, may: bool) -> None:
        super().__init__(page, line, may=may)
        self._rows: Sequence[GiftRow] = ()
        self.enter_action = self._action(lazy("Enter in the register…"), "record", self.enter)
        self.thank_action = self._action(lazy("Thank-you letter sent…"), "mail", self.thank)
        self.follow(())

    def follow(self, rows: Sequence[GiftRow]) -> None:
        """Know which gifts are selected."""
        self._rows = rows
        self.enter_action.setEnabled(bool(self._noted()))
        self.thank_action.setEnabled(bool(self._unthanked()))

    @Slot()
    def enter(self) -> None:
        """Give the noted gifts that are selected their numbers, after saying that this stays."""
        if not (ids := self._noted()):
            return
        title = lazy_count("Enter {number} gift in the register", "Enter {number} gifts in the register", len(ids))
        if Question.ask(self._page.window(), title, _STAYS, lazy("Enter in the register")):
            self._page.perform(EnterInRegister(ids))

    @Slot()
    def thank(self) -> None:
        """Note that the thank-you letters for the selected gifts went."""
        self._asked = self._unthanked()
        told = lazy_count(
            "The thank-you letter for {number} gift went. On which day?",
            "The thank-you letters for {number} gifts went. On which day?",
            len(self._asked),
        )
        if self._asked:
            self._line.ask(told, _DAY, lazy("Note it"), self._on_thanked, self._page.desk.application.clock.today())

    def _noted(self) -> tuple[str, ...]:
        return tuple(row.id for row in self._rows if row.standing is Standing.NOTED)

    def _unthanked(self) -> tuple[str, ...]:
        return tuple(row.id for row in self._rows if row.received and row.thanked_on is None and row.standing is not Standing.STRUCK)

    @Slot(object)
    def _on_thanked(self, day: object) -> bool:
        assert isinstance(day, date)
        return self._done(ThankFor(self._asked, day))
