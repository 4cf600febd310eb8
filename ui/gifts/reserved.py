"""For whom an object of the bank is kept, and what follows: issued, handed over, brought back, released. For one gift or several at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Slot

from app.application import Outcome
from app.domains.gifts.handing_commands import HandOver, IssueReservation, ReturnReservation
from app.domains.gifts.papers.receipts import ReceiptKind
from app.domains.gifts.reserving_commands import ReleaseReservation
from app.domains.gifts.reserving_queries import ReservationRow
from app.domains.gifts.vocabulary import EDIT_GIFTS, GIFT, GIFT_RESERVATION, RESERVATION_BADGES, ReservationState
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Badge, Column, ColumnKind, Field, FieldKind, Form, Tone
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.gifts.lending import menu_of
from ui.gifts.papers import GiftPapers
from ui.gifts.reserving import change_reservation
from ui.kit.asking import AskLine
from ui.kit.controls import Action
from ui.kit.dialogs import FormDialog
from ui.kit.language import _, spoken
from ui.kit.operations import Operation
from ui.kit.pages import Page
from ui.kit.parts import ActionButton, Section, ShortTable

GIVEN = "handed over"
STATES = {str(code): badge for code, badge in RESERVATION_BADGES.items()} | {GIVEN: Badge(lazy("handed over"), Tone.GOOD)}
_DAY = Field("day", lazy("Day"), FieldKind.DATE, required=True)
_REASON = Field("reason", lazy("Reason"), required=True, limit=300)


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What is noted when a gift that was issued comes back."""

    day: date | None = None
    remark: str = ""


def check_brought_back(draft: BroughtBack) -> list[Finding]:
    """It came back on a day."""
    return [] if draft.day else [Finding("day", lazy("Enter the day."), rule="day-missing")]


BACK_FORM: Form[BroughtBack] = Form(
    BroughtBack,
    (
        Field("day", lazy("Brought back on"), FieldKind.DATE, required=True),
        Field("remark", lazy("Why it was not handed over"), FieldKind.LONG_TEXT, limit=500),
    ),
    check_brought_back,
)


@dataclass(frozen=True, slots=True)
class ReservedLine:
    """A reservation as a line."""

    id: str
    whom: str
    state: str


COLUMNS = (
    Column("whom", lazy("For"), stretch=True, width=30),
    Column("state", lazy("Status"), ColumnKind.BADGE, badges=STATES, width=13),
)


class ReservationsSection(Section):
    """The reservations of an object; `page` is where it stands, `line` where it asks for a day or a reason."""

    def __init__(self, page: Page, line: AskLine) -> None:
        super().__init__(lazy("Reservations"))
        self._page, self._line = page, line
        self._rows: dict[str, ReservationRow] = {}
        self._asked: tuple[ReservationRow, ...] = ()
        self._may = page.desk.application.user.may(EDIT_GIFTS)
        self.table = ShortTable(lazy("Reservations of the object"), COLUMNS, fitted=True)
        self.add(self.table)
        self.issue_action = self._action(lazy("Issue…"), "forward", self.issue)
        self.hand_over_action = self._action(lazy("Hand over…"), "give", self.hand_over)
        self.back_action = self._action(lazy("Bring back…"), "back", self.bring_back)
        for action in self._steps:
            self.add_button(ActionButton(action))
        self.change_action = self._action(lazy("Change…"), "edit", self.change)
        self.release_action = self._action(lazy("Release…"), "undo", self.release)
        self.entry_action = self._action(lazy("Show in the register"), "external", self.show_entry, reads=True)
        others = (self.change_action, self.release_action, self.entry_action)
        self.table.act(*self._steps, *others)
        self.papers = GiftPapers(page)
        menu = menu_of(self, lazy("More that is done with the reservation"), "more", beside=False)
        menu.addActions(list(others))
        menu.addSeparator()
        for text, act in (
            (lazy("Gift card…"), self.print_cards),
            (lazy("Hand-over receipt…"), self.print_receipt),
            (lazy("Return receipt…"), self.print_return),
        ):
            paper = Action(text, "", "", menu)
            paper.triggered.connect(act)
            menu.addAction(paper)
        self.table.selected.connect(self._settle)
        self.table.selectionModel().selectionChanged.connect(self._settle)
        self.table.opened.connect(self.change)
        self.show_reservations(())

    def show_reservations(self, rows: Sequence[ReservationRow]) -> None:
        """Show these, what is still open first; without one the section is not there."""
        ordered = sorted(rows, key=lambda row: not row.open)
        self._rows = {row.id: row for row in ordered}
        self.table.put([reserved_line(row) for row in ordered])
        self.setVisible(bool(rows))
        if self.table.current_id() is None:
            self.table.select_first()
        self._settle()

    def chosen(self) -> tuple[ReservationRow, ...]:
        """Give the reservations that are selected."""
        return tuple(row for id in self.table.selected_ids() if (row := self._rows.get(id)) is not None)

    @Slot()
    def issue(self) -> None:
        """Take the chosen gifts out of the bank, on a day."""
        if rows := [row for row in self.chosen() if row.state is ReservationState.RESERVED]:
            told = lazy_count("{number} gift leaves the bank. On which day?", "{number} gifts leave the bank. On which day?", len(rows))
            self._ask(rows, told, _DAY, lazy("Issue"), self._on_issue, self._today())

    @Slot()
    def hand_over(self) -> None:
        """Note that the chosen gifts were handed over; what is still in the bank leaves it with that."""
        rows = [row for row in self.chosen() if row.open]
        if not rows:
            return
        told = lazy_count(
            "{number} gift is handed over and noted for the register. On which day?",
            "{number} gifts are handed over and noted for the register. On which day?",
            len(rows),
        )
        days = {row.day for row in rows if row.day is not None and row.day <= self._today()}
        self._ask(rows, told, _DAY, lazy("Hand over"), self._on_hand_over, days.pop() if len(days) == 1 else self._today())

    @Slot()
    def release(self) -> None:
        """Give up the chosen reservations, with a reason."""
        if rows := [row for row in self.chosen() if row.state is ReservationState.RESERVED]:
            told = lazy_count("{number} reservation is given up. Why?", "{number} reservations are given up. Why?", len(rows))
            self._ask(rows, told, _REASON, lazy("Release"), self._on_release, "")

    @Slot()
    def bring_back(self) -> None:
        """Note that a gift that was issued comes back into the bank."""
        row = self._one()
        if row is None or not self.back_action.isEnabled():
            return
        id, page = row.id, self._page

        def command(_before: BroughtBack, after: BroughtBack) -> Command[Any]:
            return ReturnReservation(id, after.day or self._today(), after.remark)

        draft, title = BroughtBack(self._today()), lazy("Bring {item} back", item=row.item_name)
        FormDialog.show_for(page, page.desk, BACK_FORM, draft, title, command, key=f"gift reservation/{id}/back", verb=lazy("Bring back"))

    @Slot()
    def change(self) -> None:
        """Change for whom, when and how many."""
        row = self._one()
        if row is not None and self.change_action.isEnabled() and self._may:
            change_reservation(self._page, row.id)

    @Slot()
    def print_cards(self) -> None:
        """Print the cards of the chosen gifts."""
        self.papers.cards(tuple(row.id for row in self.chosen()))

    @Slot()
    def print_receipt(self) -> None:
        """Write a hand-over receipt of the chosen gifts."""
        self.papers.receipt(tuple(Ref(GIFT_RESERVATION, row.id) for row in self.chosen()), ReceiptKind.HAND_OVER)

    @Slot()
    def print_return(self) -> None:
        """Write a return receipt of the chosen gifts."""
        self.papers.receipt(tuple(Ref(GIFT_RESERVATION, row.id) for row in self.chosen()), ReceiptKind.RETURN)

    @Slot()
    def show_entry(self) -> None:
        """Show the entry of the register that the gift has."""
        row = self._one()
        if row is not None and row.gift_id is not None:
            self._page.open(Ref(GIFT, row.gift_id))

    def _action(self, text: Lazy, icon: str, act: Any, *, reads: bool = False) -> Action:
        action = Action(text, icon, "", self)
        action.triggered.connect(act)
        action.setVisible(self._may or reads)
        return action

    @property
    def _steps(self) -> tuple[Action, ...]:
        """What comes next of a gift; a button is there while its step is possible."""
        return self.issue_action, self.hand_over_action, self.back_action

    def _one(self) -> ReservationRow | None:
        return self._rows.get(self.table.current_id() or "")

    def _today(self) -> date:
        return self._page.desk.application.clock.today()

    def _ask(self, rows: Sequence[ReservationRow], told: Lazy, field: Field, verb: Lazy, receive: Any, value: Any) -> None:
        self._asked = tuple(rows)
        self._line.ask(told, field, verb, receive, value)

    def _on_issue(self, day: object) -> bool:
        assert isinstance(day, date)
        return self._do(IssueReservation(tuple(row.id for row in self._asked), day))

    def _on_hand_over(self, day: object) -> bool:
        """Hand over what has left, and issue what has not in the same step."""
        assert isinstance(day, date)
        waiting = tuple(row.id for row in self._asked if row.state is ReservationState.RESERVED)
        left = tuple(row.id for row in self._asked if row.state is ReservationState.ISSUED)
        if not left:
            return self._do(IssueReservation(waiting, day, hand_over=True))
        if not waiting:
            return self._do(HandOver(left, day))
        application, label = (
            self._page.desk.application,
            lazy_count("Hand {number} gift over", "Hand {number} gifts over", len(self._asked)),
        )

        def both() -> Outcome[Any]:
            return application.together(label, lambda do: [do(IssueReservation(waiting, day, hand_over=True)), do(HandOver(left, day))])

        return not self._page.desk.operations.step(both).failed

    def _on_release(self, reason: object) -> bool:
        return self._do(ReleaseReservation(tuple(row.id for row in self._asked), str(reason)))

    def _do(self, command: Command[Any]) -> bool:
        operation: Operation = self._page.perform(command, refused=self._line.show_refusal)
        return not operation.failed

    @Slot()
    def _settle(self) -> None:
        rows = self.chosen()
        reserved = any(row.state is ReservationState.RESERVED for row in rows)
        one = self._one()
        # A noted entry of the register has to go first; one with a number stays, whatever comes back.
        noted = one is not None and one.gift_id is not None and not one.gift_number
        back = one is not None and one.state is ReservationState.ISSUED and not noted
        for action, possible in zip(self._steps, (reserved, any(row.open for row in rows), back), strict=True):
            action.setVisible(self._may and possible)
            action.setEnabled(possible)
        self.release_action.setEnabled(reserved)
        self.change_action.setEnabled(one is not None and one.open)
        self.entry_action.setVisible(one is not None and one.gift_id is not None)


def reserved_line(row: ReservationRow) -> ReservedLine:
    """Write a reservation in the language of the screen."""
    text, formats = spoken.wording.text, spoken.wording.formats
    when = " ".join(part for part in (formats.day(row.day) if row.day else "", formats.time(row.begins) if row.begins else "") if part)
    below = (
        when,
        text(row.moment),
        text(row.mission) or row.occasion,
        _("carried by {name}", name=row.carrier) if row.carrier else "",
        row.gift_number,
        row.released_why,
    )
    whom = text(row.recipient)
    first = whom if row.number == 1 else f"{formats.number(row.number)} × {whom}"
    state = GIVEN if row.handed_over and row.state is ReservationState.ISSUED else str(row.state)
    return ReservedLine(row.id, f"{first}\n{'  ·  '.join(part for part in below if part)}", state)
