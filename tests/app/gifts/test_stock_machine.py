"""Random work of two officers on one gift bank: the stock is what its movements say, on no day below zero, and nothing is promised twice.

What should be there is kept apart from the program, as plain values by key, so that a step can be taken back there too.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from app.bootstrap import Config, start
from app.domains.gifts.bank_commands import AddGiftItem, NoteGiftMovement, WithdrawMovement
from app.domains.gifts.bank_queries import item_card, item_rows
from app.domains.gifts.counting_commands import CloseCount, CountFound, RemoveCountLine, StartCount
from app.domains.gifts.counting_queries import count_sheet
from app.domains.gifts.drafts import CountDraft, ItemDraft, LoanDraft, MovementDraft, ReservationDraft
from app.domains.gifts.handing_commands import HandOver, IssueReservation, ReturnReservation
from app.domains.gifts.lending_commands import LendGift, TakeBackLoan
from app.domains.gifts.register_commands import EnterInRegister, RemoveGift
from app.domains.gifts.reserving_commands import EditGiftReservation, ReleaseReservation, ReserveGift
from app.domains.gifts.reserving_queries import reservation_draft
from app.domains.gifts.suggest_queries import warnings_against
from app.domains.gifts.vocabulary import Level, MovementKind, Tally
from app.kernel.clock import FixedClock
from app.kernel.commands import Command
from app.kernel.errors import Gone, OfficeError
from app.kernel.translated import Multilingual
from tests.storage.test_undo_machine import everything

TODAY = datetime(2021, 9, 1, 8, tzinfo=UTC)
Key = tuple[str, ...]
Believed = dict[Key, Any]

officers = st.integers(0, 1)
pieces = st.integers(1, 4)
days_ago = st.integers(0, 6)


@dataclass(frozen=True)
class Booked:
    """Pieces that came or went, as the office believes: when they did, and when that was noted."""

    item: str
    day: date
    number: int
    noted: datetime


@cache
def _empty_office() -> Path:
    path = Path(tempfile.mkdtemp()) / "office.db"
    start(Config(path, user="officer")).close()
    return path


class Bank(RuleBasedStateMachine):
    """Two officers, a bank, and what should be in it."""

    items = Bundle("items")
    reservations = Bundle("reservations")
    loans = Bundle("loans")
    gifts = Bundle("gifts")
    bought = Bundle("bought")
    counts = Bundle("counts")
    lines = Bundle("lines")

    @initialize(target=items, numbers=st.lists(pieces, min_size=1, max_size=2))
    def open(self, numbers):
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(_empty_office(), self.folder / "office.db")
        self.clock = FixedClock(TODAY)
        self.desks = [start(Config(self.folder / "office.db", user=name, clock=self.clock)) for name in ("one", "two")]
        self.believed: Believed = {}
        self.effects: dict[int, dict[Key, tuple[Any, Any]]] = {}
        self.unplanned: set[int] = set()  # steps in which pieces went that nobody decided to give
        self.made = 0
        made = [self.add_one(0, None) for _ in numbers]
        for officer, (item, number) in enumerate(zip(made, numbers, strict=True)):
            self.buy_some(officer, item, number, 3)
        return multiple(*made)

    def teardown(self) -> None:
        assert self.desks[0].check() == []
        for desk in self.desks:
            desk.close()
        shutil.rmtree(self.folder)

    # -------------------------------------------------------------------------------------------- what is believed

    def movements(self, item: str) -> list[Booked]:
        return [value for key, value in self.believed.items() if key[0] == "movement" and value.item == item]

    def stock(self, item: str, day: date | None = None) -> int:
        return sum(one.number for one in self.movements(item) if day is None or one.day <= day)

    def can_leave(self, item: str, day: date) -> int:
        days = {day} | {one.day for one in self.movements(item) if one.day > day}
        return min(self.stock(item, one) for one in days)

    def reserved(self, item: str) -> int:
        of_item = [key[1] for key, value in self.believed.items() if key[0] == "reservation" and key[2] == "item" and value == item]
        return sum(self.of(id, "number") for id in of_item if self.of(id, "state") == "reserved")

    def free(self, item: str) -> int:
        return self.stock(item) - self.reserved(item)

    def known(self) -> list[str]:
        return [key[1] for key in self.believed if key[0] == "item"]

    def of(self, reservation: str, field: str) -> Any:
        return self.believed.get(("reservation", reservation, field))

    def book(self, item: str, day: date, number: int) -> None:
        self.made += 1
        self.believed["movement", str(self.made)] = Booked(item, day, number, self.clock.moment)

    def today(self) -> date:
        return self.clock.today()

    # -------------------------------------------------------------------------------------------- what is done

    @contextmanager
    def believing(self, *, unplanned: bool = False) -> Iterator[Callable[[int], None]]:
        """Note what a step makes of what is believed, under its number."""
        before = dict(self.believed)
        step: list[int] = []
        yield step.append
        if step:
            keys = before.keys() | self.believed.keys()
            self.effects[step[0]] = {
                key: (before.get(key), self.believed.get(key)) for key in keys if before.get(key) != self.believed.get(key)
            }
            if unplanned:
                self.unplanned.add(step[0])

    def do(self, officer: int, command: Command[Any], then: Callable[[Any], None], *, allowed: bool | None = None, **how: bool) -> Any:
        """Carry a command out; a refusal must be one that is expected, and leave no trace."""
        self.clock.moment += timedelta(seconds=1)
        desk = self.desks[officer]
        before, free = everything(desk), {item: self.free(item) for item in self.known()}
        try:
            outcome = desk.execute(command)
        except OfficeError:
            outcome = None
        assert allowed is None or allowed is (outcome is not None)
        if outcome is None:
            assert everything(desk) == before
            return None
        if outcome.repeated:
            return None
        with self.believing(**how) as noted:
            then(outcome.result)
            noted(outcome.changes.step)
        if not how.get("unplanned"):
            assert all(self.free(item) >= min(free.get(item, 0), 0) for item in self.known())
        return outcome.result

    @precondition(lambda self: len(self.known()) < 3)
    @rule(target=items, officer=officers, shelf=st.none() | st.integers(2, 9))
    def add_item(self, officer, shelf):
        return self.add_one(officer, shelf)

    def add_one(self, officer: int, shelf: int | None) -> str:
        def then(id: str) -> None:
            self.believed["item", id] = True

        return self.do(officer, AddGiftItem(ItemDraft(name=Multilingual("Doos"), level=Level.B, shelf_days=shelf)), then, allowed=True)

    @rule(target=bought, officer=officers, item=items, number=pieces, ago=days_ago)
    def buy(self, officer, item, number, ago):
        made = self.buy_some(officer, item, number, ago)
        return multiple() if made is None else (made, ("movement", str(self.made)))

    def buy_some(self, officer: int, item: str, number: int, ago: int) -> str | None:
        day = self.today() - timedelta(ago)
        draft = MovementDraft(MovementKind.PURCHASE, day, number)
        return self.do(officer, NoteGiftMovement(item, draft), lambda _: self.book(item, day, number), allowed=item in self.known())

    @rule(officer=officers, pair=bought)
    def withdraw(self, officer, pair):
        movement, key = pair
        self.do(officer, WithdrawMovement(movement), lambda _: self.believed.pop(key))

    @rule(officer=officers, item=items, number=pieces, ago=days_ago)
    def lose(self, officer, item, number, ago):
        day = self.today() - timedelta(ago)
        allowed = item in self.known() and self.can_leave(item, day) >= number
        draft = MovementDraft(MovementKind.LOSS, day, number, remark="broken")
        self.do(officer, NoteGiftMovement(item, draft), lambda _: self.book(item, day, -number), allowed=allowed, unplanned=True)

    @rule(target=reservations, officer=officers, item=items, number=pieces)
    def reserve(self, officer, item, number):
        return self.reserve_some(officer, item, number) or multiple()

    def reserve_some(self, officer: int, item: str, number: int) -> str | None:
        allowed = item in self.known() and self.free(item) >= number

        def then(id: str) -> None:
            for field, value in (("item", item), ("number", number), ("state", "reserved")):
                self.believed["reservation", id, field] = value

        draft = self.answered(ReservationDraft(item, number, occasion="reception", recipient_said="Envoy"))
        return self.do(officer, ReserveGift(draft), then, allowed=allowed)

    @rule(target=gifts, officer=officers, item=items)
    def give(self, officer, item):
        mine = self.reserve_some(officer, item, 1)
        return multiple() if mine is None else multiple(*self.issue_some(officer, [mine], 0, at_once=True))

    def answered(self, draft: ReservationDraft) -> ReservationDraft:
        try:
            told = self.desks[0].ask(warnings_against(draft))
        except Gone:
            return draft
        return replace(draft, answers=tuple((one.code, "all the same") for one in told))

    @rule(officer=officers, reservation=reservations, number=pieces)
    def change(self, officer, reservation, number):
        try:
            before = self.desks[officer].ask(reservation_draft(reservation))
        except Gone:
            return
        after = self.answered(replace(before, number=number))

        def then(_: str) -> None:
            self.believed["reservation", reservation, "number"] = number

        item, held = self.of(reservation, "item"), self.of(reservation, "number")
        allowed = self.of(reservation, "state") == "reserved" and (number <= held or self.free(item) >= number - held)
        self.do(officer, EditGiftReservation(reservation, before, after), then, allowed=allowed if number != held else None)

    @rule(officer=officers, reservation=reservations)
    def release(self, officer, reservation):
        allowed = self.of(reservation, "state") == "reserved"
        self.do(officer, ReleaseReservation((reservation,)), lambda _: self.put(reservation, "released"), allowed=allowed)

    def put(self, reservation: str, state: str) -> None:
        self.believed["reservation", reservation, "state"] = state

    @rule(target=gifts, officer=officers, one=reservations, other=reservations, ago=days_ago, at_once=st.booleans())
    def issue(self, officer, one, other, ago, at_once):
        return multiple(*self.issue_some(officer, list(dict.fromkeys((one, other))), ago, at_once=at_once))

    def issue_some(self, officer: int, chosen: list[str], ago: int, *, at_once: bool) -> tuple[str, ...]:
        day = self.today() - timedelta(ago)
        allowed = all(self.of(taken, "state") == "reserved" for taken in chosen)
        if allowed and len(chosen) == 1:
            allowed = self.can_leave(self.of(chosen[0], "item"), day) >= self.of(chosen[0], "number")

        def then(made: Any) -> None:
            for n, taken in enumerate(chosen):
                self.book(self.of(taken, "item"), day, -self.of(taken, "number"))
                self.put(taken, "issued")
                if at_once:
                    self.believed["reservation", taken, "gift"] = made[n]

        foreseen = allowed if len(chosen) == 1 or not allowed else None  # of two, one may take what the other needs
        return self.do(officer, IssueReservation(tuple(chosen), day, at_once), then, allowed=foreseen) or ()

    @rule(target=gifts, officer=officers, reservation=reservations)
    def hand_over(self, officer, reservation):
        allowed = self.of(reservation, "state") == "issued" and self.of(reservation, "gift") is None

        def then(made: Any) -> None:
            self.believed["reservation", reservation, "gift"] = made[0]

        made = self.do(officer, HandOver((reservation,), self.today()), then, allowed=allowed)
        return multiple(*(made or ()))

    @rule(officer=officers, reservation=reservations)
    def bring_back(self, officer, reservation):
        item, number, gift = (self.of(reservation, field) for field in ("item", "number", "gift"))
        out = self.of(reservation, "state") == "issued"
        allowed = out and (gift is None or ("entered", gift) in self.believed)

        def then(_: None) -> None:
            self.book(item, self.today(), number)
            self.put(reservation, "returned")

        self.do(officer, ReturnReservation(reservation, self.today()), then, allowed=allowed)

    @rule(officer=officers, gift=gifts)
    def enter(self, officer, gift):
        def then(_: Any) -> None:
            self.believed["entered", gift] = True

        self.do(officer, EnterInRegister((gift,)), then)

    @rule(officer=officers, gift=gifts)
    def remove_entry(self, officer, gift):
        holders = [key for key, value in self.believed.items() if key[-1] == "gift" and value == gift]

        def then(_: None) -> None:
            for key in holders:
                del self.believed[key]

        self.do(officer, RemoveGift(gift), then, allowed=bool(holders) and ("entered", gift) not in self.believed)

    @rule(target=loans, officer=officers, item=items, number=pieces, ago=days_ago)
    def lend(self, officer, item, number, ago):
        day = self.today() - timedelta(ago)
        allowed = item in self.known() and self.free(item) >= number and self.can_leave(item, day) >= number

        def then(id: str) -> None:
            self.book(item, day, -number)
            self.believed["loan", id] = (item, number)

        draft = LoanDraft(item_id=item, number=number, borrower_said="Museum", since=day)
        return self.do(officer, LendGift(draft), then, allowed=allowed) or multiple()

    @rule(officer=officers, loan=loans)
    def take_back(self, officer, loan):
        item, number = self.believed.get(("loan", loan), (None, 0))

        def then(_: None) -> None:
            self.book(item, self.today(), number)
            del self.believed["loan", loan]

        self.do(officer, TakeBackLoan(loan, self.today()), then, allowed=item is not None)

    # -------------------------------------------------------------------------------------------- stock-taking

    @precondition(lambda self: sum(key[0] == "count" for key in self.believed) < 3)
    @rule(target=counts, officer=officers)
    def start_count(self, officer):
        def then(id: str) -> None:
            self.believed["count", id] = "open"

        going_on = any(key[0] == "count" and value == "open" for key, value in self.believed.items())
        return self.do(officer, StartCount(CountDraft()), then, allowed=not going_on) or multiple()

    @rule(
        target=lines, officer=officers, count=counts, item=items, number=st.integers(0, 6), place=st.sampled_from("xy"), add=st.booleans()
    )
    def scan(self, officer, count, item, number, place, add):
        if item not in self.known():
            return multiple()
        code = self.desks[officer].ask(item_card(item)).row.code
        there, _ = self.believed.get(("line", count, item, place), (0, None))
        found = there + number if add else number

        def then(_: str) -> None:
            self.believed["line", count, item, place] = (found, self.clock.moment)

        allowed = self.believed.get(("count", count)) == "open" and (number > 0 or not add)
        made = self.do(officer, CountFound(count, code, place, number, add), then, allowed=allowed)
        return multiple() if made is None else (made, ("line", count, item, place))

    @rule(officer=officers, pair=lines)
    def remove_line(self, officer, pair):
        line, key = pair
        allowed = self.believed.get(("count", key[1])) == "open" and key in self.believed
        self.do(officer, RemoveCountLine(line), lambda _: self.believed.pop(key), allowed=None if allowed else False)

    @rule(officer=officers, count=counts, missing=st.booleans())
    def close_count(self, officer, count, missing):
        booked = self.differences(count, missing=missing)

        def then(_: None) -> None:
            for item, difference in booked.items():
                if difference:
                    self.book(item, self.today(), difference)
            self.believed["count", count] = "closed"

        allowed = self.believed.get(("count", count)) == "open"
        allowed = allowed and all(self.stock(item) + difference >= 0 for item, difference in booked.items())
        counted = missing or any(key[0] == "line" and key[1] == count for key in self.believed)
        self.do(officer, CloseCount(count, missing), then, allowed=allowed and counted, unplanned=True)

    def differences(self, count: str, *, missing: bool) -> dict[str, int]:
        booked: dict[str, int] = {}
        for item in self.known():
            lines = [value for key, value in self.believed.items() if key[:3] == ("line", count, item)]
            if lines:
                noted = max(at for _, at in lines)
                then = sum(one.number for one in self.movements(item) if one.noted <= noted)
                booked[item] = sum(found for found, _ in lines) - then
            elif missing:
                booked[item] = -self.stock(item)
        return booked

    # -------------------------------------------------------------------------------------------- back and forth

    @rule(officer=officers, times=st.integers(1, 5))
    def undo(self, officer, times):
        for _ in range(times):
            self.move(officer, again=False)

    @rule(officer=officers, times=st.integers(1, 5))
    def redo(self, officer, times):
        for _ in range(times):
            self.move(officer, again=True)

    def move(self, officer: int, *, again: bool) -> None:
        self.clock.moment += timedelta(seconds=1)
        desk = self.desks[officer]
        before, free = everything(desk), {item: self.free(item) for item in self.known()}
        try:
            outcome = desk.redo() if again else desk.undo()
        except OfficeError:
            assert everything(desk) == before
            return
        effect = self.effects[outcome.result]
        unplanned = again and outcome.result in self.unplanned
        with self.believing(unplanned=not again and outcome.result in self.unplanned) as noted:
            for key, (value, _) in effect.items():
                if value is None:
                    del self.believed[key]
                else:
                    self.believed[key] = value
            noted(outcome.changes.step)
        if not unplanned:
            assert all(self.free(item) >= min(free.get(item, 0), 0) for item in self.known())

    @rule(hours=st.integers(1, 40))
    def wait(self, hours):
        self.clock.moment += timedelta(hours=hours)

    # -------------------------------------------------------------------------------------------- what always holds

    @invariant()
    def the_stock_is_what_its_movements_say(self):
        ids = self.known()
        for desk in self.desks:
            rows = desk.ask(item_rows(ids))
            told = {row.id: (row.stock, row.reserved, row.free) for row in rows}
            assert told == {item: (self.stock(item), self.reserved(item), self.free(item)) for item in ids}

    @invariant()
    def on_no_day_is_there_less_than_nothing(self):
        for item in self.known():
            card = self.desks[0].ask(item_card(item))
            moved = [line for line in card.ledger if line.movement is not None]
            assert sum(line.number for line in moved) == self.stock(item)
            days = {line.day for line in moved if line.day is not None}
            assert [day for day in days if sum(line.number for line in moved if line.day <= day) < 0] == []
            assert sum(lot.number for lot in card.lots) == card.row.stock

    @invariant()
    def an_open_count_expects_what_is_there(self):
        for key, state in self.believed.items():
            if key[0] == "count" and state == "open":
                sheet = {row.ref.id: row for row in self.desks[0].ask(count_sheet(key[1]))}
                for item in self.known():
                    row = sheet.get(item)
                    if row is None or row.tally is Tally.NOT_COUNTED:
                        assert (row.expected if row else 0) == self.stock(item)


Bank.TestCase.settings = settings(
    max_examples=int(os.environ.get("ATTACHE_STOCK_EXAMPLES", "10")),
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestBank = Bank.TestCase
