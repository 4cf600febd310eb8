"""How the office takes stock: begins, counts by scanning or typing inventory numbers, corrects, and closes.

Closing books what was found more or fewer and corrects the places. It cannot be undone, nor what came and went before it: what was
counted is the truth from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from app.domains.gifts import counting_rules as rules
from app.domains.gifts.bank_commands import book
from app.domains.gifts.bank_queries import by_inventory_number
from app.domains.gifts.counting_queries import counted_objects
from app.domains.gifts.counting_rules import Counted, same_place
from app.domains.gifts.drafts import CountDraft
from app.domains.gifts.records import Gift, GiftCount, GiftCountLine, GiftItem, GiftMovement
from app.domains.gifts.stock_rules import not_to_come
from app.domains.gifts.vocabulary import (
    EDIT_GIFTS,
    GIFT,
    GIFT_ITEM,
    GIFT_LOAN,
    GIFT_MOVEMENT,
    GIFT_RESERVATION,
    CountState,
    MovementKind,
)
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.ids import Ref
from app.kernel.names import clean
from app.kernel.translated import lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class StartCount(Command[str]):
    """Begin a stock-taking of everything, or of one place."""

    permission = EDIT_GIFTS
    label = lazy("Begin a stock-taking")

    draft: CountDraft


@handles(StartCount)
def start_count(command: StartCount, work: Work) -> str:
    """Store it under the next number of its year; refused while the same place is being counted."""
    draft = replace(command.draft, day=command.draft.day or work.today)
    draft = accepted(draft, rules.check_count)
    assert draft.day is not None
    refuse(not_to_come("day", draft.day, work.today))
    for other in work.scalars(select(GiftCount).where(GiftCount.state == CountState.OPEN)):
        if not draft.place or not other.place or same_place(draft.place, other.place):
            message = lazy("Stock-taking {number} is going on already: close it first.", number=other.number)
            raise Refused(Finding("place", message, rule="count-going-on", ref=other.ref))
    year = draft.day.year
    of_year = select(GiftCount.number).where(GiftCount.number.startswith(f"C{year:04}/"))
    last = work.scalar(of_year.order_by(func.length(GiftCount.number).desc(), GiftCount.number.desc()))
    count = GiftCount(
        number=rules.number_after(year, last),
        day=draft.day,
        place=draft.place,
        remark=draft.remark,
        state=CountState.OPEN,
        begun_by=work.user.name,
    )
    work.describe(lazy("Begin stock-taking {number}", number=count.number))
    work.add(count)
    return count.id


@dataclass(frozen=True, slots=True)
class CountFound(Command[str]):
    """Note that pieces were found in a place, by the inventory number on them; a scan adds to what was found there, typing may correct it.

    An object of the register is one piece: found again, it is only found where it was seen last.
    """

    permission = EDIT_GIFTS
    label = lazy("Count an object")

    count: str
    code: str
    place: str = ""
    number: int = 1
    add: bool = True


@handles(CountFound)
def count_found(command: CountFound, work: Work) -> str:
    """Write the line of the object in that place; refused for a number that nothing has."""
    count = _going_on(work, command.count)
    ref = by_inventory_number.of(work, command.code)
    if ref is None:
        message = lazy("No object has the inventory number “{code}”.", code=clean(command.code)[:60])
        raise Refused(Finding("code", message, rule="inventory-number-unknown", value=command.code[:60]))
    refuse(rules.check_found(command.number, add=command.add))
    thing = work.get(GiftItem if ref.kind == GIFT_ITEM else Gift, ref.id)
    place = clean(command.place) or count.place or thing.place
    line = _line(work, count, ref, place) or _new_line(work, count, ref, place)
    if isinstance(thing, Gift):
        _require_one(ref, command)
        line.found, line.place = (1 if command.add else command.number), place
    else:
        line.found = line.found + command.number if command.add else command.number
        refuse(rules.check_found(line.found, add=False))
    line.noted_by, line.noted_at = work.user.name, _after_what_moved(work, ref)
    name = thing.description if isinstance(thing, Gift) else thing.name
    work.describe(lazy("Count {item}: {number} found", item=name, number=line.found))
    return line.id


def _after_what_moved(work: Work, ref: Ref) -> datetime:
    """Give the moment of a count: not before what came and went of the object, whatever the clocks of two desks say."""
    last = work.scalar(select(func.max(GiftMovement.noted_at)).where(GiftMovement.item_id == ref.id)) if ref.kind == GIFT_ITEM else None
    return work.now if last is None else max(work.now, last)


def _require_one(ref: Ref, command: CountFound) -> None:
    if command.number > 1:
        message = lazy("An object of the register is one piece.")
        raise Refused(Finding("number", message, rule="one-piece", ref=ref, value=command.number, limit=1))


def _line(work: Work, count: GiftCount, ref: Ref, place: str) -> GiftCountLine | None:
    column = GiftCountLine.item_id if ref.kind == GIFT_ITEM else GiftCountLine.gift_id
    rows = work.scalars(select(GiftCountLine).where(GiftCountLine.count_id == count.id, column == ref.id).order_by(GiftCountLine.id))
    return next((row for row in rows if ref.kind == GIFT or same_place(row.place, place)), None)


def _new_line(work: Work, count: GiftCount, ref: Ref, place: str) -> GiftCountLine:
    line = GiftCountLine(
        count_id=count.id,
        item_id=ref.id if ref.kind == GIFT_ITEM else None,
        gift_id=ref.id if ref.kind == GIFT else None,
        place=place,
        found=0,
        noted_by=work.user.name,
        noted_at=work.now,
    )
    work.add(line)
    return line


@dataclass(frozen=True, slots=True)
class RemoveCountLine(Command[None]):
    """Take back what was counted of an object in a place: it counts as not counted there."""

    permission = EDIT_GIFTS
    label = lazy("Remove a line of a stock-taking")

    line: str


@handles(RemoveCountLine)
def remove_count_line(command: RemoveCountLine, work: Work) -> None:
    """Refused once the stock-taking is closed."""
    line = work.get(GiftCountLine, command.line)
    _going_on(work, line.count_id)
    work.remove(line)


@dataclass(frozen=True, slots=True)
class DropCount(Command[None]):
    """Give up a stock-taking that goes on, with all that was counted; nothing is booked."""

    permission = EDIT_GIFTS
    label = lazy("Give up a stock-taking")

    count: str


@handles(DropCount)
def drop_count(command: DropCount, work: Work) -> None:
    """Remove it; a closed one stays."""
    count = _going_on(work, command.count)
    work.describe(lazy("Give up stock-taking {number}", number=count.number))
    work.remove(count)


@dataclass(frozen=True, slots=True)
class CloseCount(Command[None]):
    """Close a stock-taking: differences are booked, places corrected. This cannot be undone, nor what came and went before it.

    With *missing*, what nobody has counted is taken for not there; without, it stays as it is believed to be.
    """

    permission = EDIT_GIFTS
    label = lazy("Close a stock-taking")
    undoable = False

    count: str
    missing: bool = False


@handles(CloseCount)
def close_count(command: CloseCount, work: Work) -> None:
    """Book and correct; an object of the register that is missing is told, and nothing is decided about it."""
    count = _going_on(work, command.count)
    objects = counted_objects(work, count.id)
    judged = rules.closing(objects, missing=command.missing)
    if not any(one.found is not None for one in objects) and not command.missing:
        raise Refused(Finding("", lazy("Nothing has been counted yet."), rule="nothing-counted", ref=count.ref))
    refuse(_overtaken(judged.booked, work))
    for one in judged.booked:
        book(work, work.get(GiftItem, one.ref.id), MovementKind.COUNT, one.difference, work.today, count=count.id, remark=count.number)
    for one in judged.moved:
        work.get(GiftItem if one.ref.kind == GIFT_ITEM else Gift, one.ref.id).place = one.found_at
    not_counted = {one.ref for one in judged.not_counted}
    seen = [one for one in objects if one.ref not in not_counted]
    _write_expected(work, count, seen)
    count.state, count.closed_on, count.closed_by = CountState.CLOSED, work.today, work.user.name
    work.seal(count.ref)
    _seal_movements(work, [one.ref.id for one in seen if not one.unique])
    work.describe(lazy("Close stock-taking {number}", number=count.number))


def _overtaken(booked: Iterable[Counted], work: Work) -> Iterable[Finding]:
    """Refuse to book fewer pieces than none: more left after the count than were found in it."""
    for one in booked:
        there = sum(work.scalars(select(GiftMovement.number).where(GiftMovement.item_id == one.ref.id)))
        if there + one.difference < 0:
            message = lazy("More pieces of {item} have left since they were counted than were found: count them again.", item=one.name)
            yield Finding("found", message, rule="count-overtaken", ref=one.ref, value=one.found, limit=there)


def _write_expected(work: Work, count: GiftCount, seen: Sequence[Counted]) -> None:
    for one in seen:
        if not one.lines:
            line = _new_line(work, count, one.ref, one.place)
            line.expected, line.place_before = one.expected, one.place
            continue
        rows = [work.get(GiftCountLine, line.id) for line in one.lines]
        home = next((row for row in rows if same_place(row.place, one.place)), rows[0])
        for row in rows:
            row.expected, row.place_before = (one.expected if row is home else 0), one.place


def _seal_movements(work: Work, items: Sequence[str]) -> None:
    """Close what was booked since the objects were counted the last time; what was booked before is closed already."""
    last = (
        select(GiftCountLine.item_id, func.max(GiftCountLine.noted_at).label("at"))
        .join(GiftCount, GiftCount.id == GiftCountLine.count_id)
        .where(GiftCount.state == CountState.CLOSED, GiftCount.closed_on < work.today)
        .group_by(GiftCountLine.item_id)
        .subquery()
    )
    moved = (
        select(GiftMovement.id, GiftMovement.reservation_id, GiftMovement.loan_id)
        .join(last, last.c.item_id == GiftMovement.item_id, isouter=True)
        .where(GiftMovement.item_id.in_(items), (last.c.at.is_(None)) | (GiftMovement.noted_at >= last.c.at))
        .order_by(GiftMovement.noted_at, GiftMovement.id)
    )
    # What led to a movement is closed with it: undo would only meet what came of it.
    for row in work.rows(moved):
        for kind, id in zip((GIFT_MOVEMENT, GIFT_RESERVATION, GIFT_LOAN), row, strict=True):
            if id is not None:
                work.seal(Ref(kind, id))


def _going_on(work: Work, id: str) -> GiftCount:
    count = work.get(GiftCount, id)
    if count.state is CountState.CLOSED:
        message = lazy("Stock-taking {number} is closed.", number=count.number)
        raise Refused(Finding("", message, rule="count-closed", ref=count.ref))
    return count
