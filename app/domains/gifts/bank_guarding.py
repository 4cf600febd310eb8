"""What must hold of the gift bank below the interface, whatever way a change comes in: window, command line, undo, redo.

On no day are there fewer pieces than none. No step promises more than are free: only what nobody decides (a loss, a stock-taking) may leave
more promised than there is, and that is told. What a reservation or a loan says has left the shelf is what its movements say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domains.gifts.bank_queries import shelves
from app.domains.gifts.records import GiftItem, GiftLoan, GiftMovement, GiftReservation
from app.domains.gifts.reserving_queries import booked
from app.domains.gifts.stock_rules import UNPLANNED
from app.domains.gifts.vocabulary import GIFT_ITEM, GIFT_LOAN, GIFT_MOVEMENT, GIFT_RESERVATION, ReservationState
from app.kernel.changes import Change
from app.kernel.errors import Finding
from app.kernel.guards import Guard, StepFacts
from app.kernel.ids import Ref
from app.kernel.translated import lazy
from app.kernel.work import Reader

_Values = Mapping[str, Any]
_MOVEMENT, _RESERVATION, _LOAN = (record.__tablename__ for record in (GiftMovement, GiftReservation, GiftLoan))


def check(reader: Reader, changes: Sequence[Change], _step: StepFacts) -> Sequence[Finding]:
    """Look at every object of which pieces moved or were promised, and at what moved them."""
    return [*_shelves(reader, changes), *_books(reader, changes)]


def _shelves(reader: Reader, changes: Sequence[Change]) -> Iterator[Finding]:
    counted = [change for change in changes if change.table in (_MOVEMENT, _RESERVATION)]
    items = {values["item_id"] for change in counted for values in (change.before, change.after) if values is not None}
    if not items:
        return
    found = shelves(reader, items)
    for id in sorted(items):
        shelf = found[id]
        least, day = shelf.least()
        if least < 0:
            message = lazy("More pieces of {item} would be gone on {day} than were there.", item=_name(reader, id), day=day)
            yield Finding("number", message, rule="gift-stock-below-zero", ref=Ref(GIFT_ITEM, id), value=least, limit=0)
        elif shelf.free < 0 and sum(_freed(change, id) for change in counted) < 0:
            message = lazy("More pieces of {item} would be promised than are there.", item=_name(reader, id))
            yield Finding("number", message, rule="gift-not-free", ref=Ref(GIFT_ITEM, id), value=shelf.free, limit=0)


def _freed(change: Change, item: str) -> int:
    """Tell how many pieces of an object a change makes free (below zero: takes), apart from what nobody decides."""
    if change.before is None and change.after is not None and change.table == _MOVEMENT and change.after["movement"] in UNPLANNED:
        return 0
    return _free_in(change.after, change.table, item) - _free_in(change.before, change.table, item)


def _free_in(values: _Values | None, table: str, item: str) -> int:
    if values is None or values["item_id"] != item:
        return 0
    if table == _MOVEMENT:
        return values["number"]
    return -values["number"] if values["state"] == ReservationState.RESERVED else 0


def _books(reader: Reader, changes: Sequence[Change]) -> Iterator[Finding]:
    reservations, loans = _concerned(changes, _RESERVATION, "reservation_id"), _concerned(changes, _LOAN, "loan_id")
    if not (reservations or loans):
        return
    there = booked(reader, reservations, loans)
    for id in sorted(reservations):
        row = reader.find(GiftReservation, id)
        out = row.number if row is not None and row.state is ReservationState.ISSUED else 0
        early = row is not None and row.gift_id is not None and row.state in (ReservationState.RESERVED, ReservationState.RELEASED)
        if there.get(id, 0) != -out or early:
            message = lazy("What was handed over or taken out of the bank for somebody cannot be undone halfway: bring it back instead.")
            yield Finding("state", message, rule="reservation-books", ref=Ref(GIFT_RESERVATION, id))
    for id in sorted(loans):
        row = reader.find(GiftLoan, id)
        out = row.number if row is not None and row.item_id is not None and row.back_on is None else 0
        if there.get(id, 0) != -out:
            message = lazy("What was lent out is where its movements say: take the loan back instead.")
            yield Finding("back_on", message, rule="loan-books", ref=Ref(GIFT_LOAN, id))


def _concerned(changes: Sequence[Change], table: str, column: str) -> set[str]:
    own = {change.id for change in changes if change.table == table}
    moved = (values[column] for c in changes if c.table == _MOVEMENT for values in (c.before, c.after) if values is not None)
    return own | {id for id in moved if id}


def _name(reader: Reader, id: str) -> object:
    return reader.get(GiftItem, id).name


GUARD = Guard(frozenset({GIFT_MOVEMENT, GIFT_RESERVATION, GIFT_LOAN}), check)
