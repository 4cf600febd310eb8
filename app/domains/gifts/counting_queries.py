"""Stock-takings as they are read: which there were, what each expects and has found, and what closing it would book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, func, or_, select

from app.domains.gifts.counting_rules import Closing, Counted, Expected, Line, Moved, closing, counted, same_place
from app.domains.gifts.records import Gift, GiftCount, GiftCountLine, GiftItem, GiftMovement, GiftPhoto
from app.domains.gifts.vocabulary import (
    GIFT,
    GIFT_ITEM,
    GONE,
    SEE_GIFTS,
    Acceptance,
    CountState,
    Decision,
    Direction,
    Fate,
    Ownership,
    Tally,
)
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.translated import Multilingual
from app.kernel.work import Reader

_NOT_HERE = (*GONE, Fate.LENT)
_THEIRS = (Ownership.PERSON, Ownership.GIVER, Ownership.OTHER)
# Whether an entry of the register is an object that the office has.
_HERE = and_(
    Gift.number.is_not(None),
    Gift.struck_on.is_(None),
    Gift.direction == Direction.RECEIVED,
    Gift.acceptance == Acceptance.ACCEPTED,
    Gift.fate.not_in(_NOT_HERE),
    Gift.ownership.not_in(_THEIRS),
    Gift.decision != Decision.REFUSE,
)
_GIFTS = select(Gift.id, Gift.number, Gift.description, Gift.place, _HERE.label("here"))


@dataclass(frozen=True, slots=True)
class CountRow:
    """A stock-taking as it is listed; `objects` is how many objects were counted, `differences` of how many the number was another."""

    id: str
    number: str
    day: date
    place: str
    state: CountState
    begun_by: str
    closed_on: date | None
    closed_by: str
    remark: str
    objects: int
    differences: int


@dataclass(frozen=True, slots=True)
class CountSheetRow:
    """A line of the sheet of a stock-taking: one object, with what was expected and what was found."""

    ref: Ref
    number: str
    name: Multilingual
    photo: str
    place: str
    place_found: str
    expected: int
    found: int | None
    tally: Tally
    lines: tuple[Line, ...]

    @property
    def id(self) -> str:
        """The identity of the line in a list."""
        return str(self.ref)

    @property
    def difference(self) -> int:
        """How many more, or fewer, were found than expected."""
        return 0 if self.found is None else self.found - self.expected


@dataclass(frozen=True, slots=True)
class CountSummary:
    """How a stock-taking stands: of how many objects what was found."""

    objects: int
    counted: int
    by_tally: Mapping[Tally, int]


@query(SEE_GIFTS)
def count_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of stock-takings, the latest first. Filter: "state" (open, closed)."""
    statement = select(GiftCount.id).order_by(GiftCount.day.desc(), GiftCount.number.desc())
    if state := criteria.chosen("state"):
        statement = statement.where(GiftCount.state == state)
    return reader.scalars(statement)


@query(SEE_GIFTS)
def count_rows(reader: Reader, ids: Sequence[str]) -> Sequence[CountRow]:
    """Give the stock-takings with *ids*, in that order. The differences of one that goes on are told by its sheet."""
    found = {count.id: count for count in reader.scalars(select(GiftCount).where(GiftCount.id.in_(ids)))}
    object_of = func.coalesce(GiftCountLine.item_id, GiftCountLine.gift_id)
    sums = (
        select(
            GiftCountLine.count_id,
            func.sum(GiftCountLine.found).label("found"),
            func.sum(GiftCountLine.expected).label("expected"),
        )
        .where(GiftCountLine.count_id.in_(ids))
        .group_by(GiftCountLine.count_id, object_of)
    )
    objects: defaultdict[str, int] = defaultdict(int)
    differences: defaultdict[str, int] = defaultdict(int)
    for row in reader.rows(sums):
        objects[row.count_id] += 1
        differences[row.count_id] += row.expected is not None and row.found != row.expected
    return [
        CountRow(
            id=id,
            number=found[id].number,
            day=found[id].day,
            place=found[id].place,
            state=found[id].state,
            begun_by=found[id].begun_by,
            closed_on=found[id].closed_on,
            closed_by=found[id].closed_by,
            remark=found[id].remark,
            objects=objects[id],
            differences=differences[id],
        )
        for id in ids
        if id in found
    ]


@query(SEE_GIFTS)
def counts(reader: Reader, *, open_only: bool = False) -> Sequence[CountRow]:
    """Give the stock-takings, the latest first."""
    criteria = Criteria(filters=(("state", CountState.OPEN),)) if open_only else Criteria()
    return count_rows.of(reader, count_ids.of(reader, criteria))


@query(SEE_GIFTS)
def count_sheet(reader: Reader, count: str) -> Sequence[CountSheetRow]:
    """Give every object that a stock-taking expects or has found, by its number; of a closed one, what was counted then."""
    objects = counted_objects(reader, count)
    photos = _first_photos(reader, objects)
    return [
        CountSheetRow(
            ref=one.ref,
            number=one.number,
            name=one.name,
            photo=photos.get(one.ref, ""),
            place=one.place,
            place_found=one.found_at,
            expected=one.expected,
            found=one.found,
            tally=one.tally,
            lines=one.lines,
        )
        for one in objects
    ]


@query(SEE_GIFTS)
def count_summary(reader: Reader, count: str) -> CountSummary:
    """Say how far a stock-taking is."""
    tallies: defaultdict[Tally, int] = defaultdict(int)
    for one in counted_objects(reader, count):
        tallies[one.tally] += 1
    total = sum(tallies.values())
    return CountSummary(total, total - tallies[Tally.NOT_COUNTED], dict(tallies))


@query(SEE_GIFTS)
def closing_of(reader: Reader, count: str, *, missing: bool) -> Closing:
    """Say what closing a stock-taking would book and correct, before it is done."""
    return closing(counted_objects(reader, count), missing=missing)


@query(SEE_GIFTS)
def places(reader: Reader) -> Sequence[str]:
    """Give the places in which objects of the bank and of the register are kept."""
    found: dict[str, None] = {}
    for column in (GiftItem.place, Gift.place):
        for place in reader.scalars(select(column).where(column != "").distinct().order_by(column)):
            found.setdefault(place)
    return sorted(found)


def counted_objects(reader: Reader, count: str) -> list[Counted]:
    """Give every object of a stock-taking with what was found of it, by its number."""
    row = reader.get(GiftCount, count)
    lines = _lines(reader, count)
    if row.state is CountState.CLOSED:
        objects = [_as_closed(one, lines[one.ref]) for one in _named(reader, lines)]
    else:
        there = {one.ref: one for one in _expected(reader, row.place)}
        others = [one for one in _named(reader, lines) if one.ref not in there]
        objects = [counted(one, lines.get(one.ref, ())) for one in (*there.values(), *others)]
    return sorted(objects, key=lambda one: (one.unique, len(one.number) if not one.unique else 0, one.number, one.ref.id))


def _as_closed(one: Expected, lines: Sequence[Line]) -> Counted:
    # What was expected then is written on the lines; what is expected today is another matter.
    found, then = sum(line.found for line in lines), sum(line.expected or 0 for line in lines)
    return Counted(one.ref, one.number, one.name, lines[0].place_before, then, found, tuple(lines))


def _lines(reader: Reader, count: str) -> Mapping[Ref, Sequence[Line]]:
    found: defaultdict[Ref, list[Line]] = defaultdict(list)
    statement = select(GiftCountLine).where(GiftCountLine.count_id == count).order_by(GiftCountLine.noted_at, GiftCountLine.id)
    for row in reader.scalars(statement):
        ref = ref_of(row)
        found[ref].append(Line(row.id, ref, row.place, row.found, row.noted_at, row.noted_by, row.expected, row.place_before))
    return found


def ref_of(row: GiftCountLine) -> Ref:
    """Say what was found."""
    return Ref(GIFT_ITEM, row.item_id) if row.item_id else Ref(GIFT, row.gift_id or "")


def _expected(reader: Reader, place: str) -> list[Expected]:
    """Give what should be in *place*: objects of the bank of which pieces are here, and those of the register that the office has."""
    items = [one for one in _items(reader, None) if one.pieces > 0]
    there = [*items, *_of_register(reader, _GIFTS.where(_HERE))]
    return [one for one in there if not place or same_place(one.place, place)]


def _named(reader: Reader, refs: Iterable[Ref]) -> list[Expected]:
    """Give what was found, whether it was expected or not: of the register, what the office is not to have is not expected."""
    wanted = list(refs)
    items = _items(reader, [ref.id for ref in wanted if ref.kind == GIFT_ITEM])
    gifts = [ref.id for ref in wanted if ref.kind == GIFT]
    return [*items, *(_of_register(reader, _GIFTS.where(Gift.id.in_(gifts))) if gifts else ())]


def _of_register(reader: Reader, statement: Select[str, str | None, Multilingual, str, bool]) -> list[Expected]:
    return [Expected(Ref(GIFT, row.id), row.number or "", row.description, row.place, int(row.here)) for row in reader.rows(statement)]


def _items(reader: Reader, ids: Sequence[str] | None) -> list[Expected]:
    items, moved = select(GiftItem), select(GiftMovement.item_id, GiftMovement.noted_at, GiftMovement.number)
    if ids is not None:
        items, moved = items.where(GiftItem.id.in_(ids)), moved.where(GiftMovement.item_id.in_(ids))
    movements: defaultdict[str, list[Moved]] = defaultdict(list)
    for item, noted_at, number in reader.rows(moved):
        movements[item].append(Moved(noted_at, number))
    return [
        Expected(
            Ref(GIFT_ITEM, item.id),
            item.code,
            item.name,
            item.place,
            sum(one.number for one in movements[item.id]),
            tuple(movements[item.id]),
        )
        for item in reader.scalars(items)
    ]


def _first_photos(reader: Reader, objects: Sequence[Counted]) -> Mapping[Ref, str]:
    if not objects:
        return {}
    items, gifts = ({one.ref.id for one in objects if one.ref.kind == kind} for kind in (GIFT_ITEM, GIFT))
    statement = (
        select(GiftPhoto.item_id, GiftPhoto.gift_id, GiftPhoto.digest)
        .where(GiftPhoto.position <= 1, or_(GiftPhoto.item_id.is_not(None), GiftPhoto.gift_id.is_not(None)))
        .order_by(GiftPhoto.position, GiftPhoto.id)
    )
    found: dict[Ref, str] = {}
    for item, gift, digest in reader.rows(statement):
        if item in items or gift in gifts:
            found.setdefault(Ref(GIFT_ITEM, item) if item else Ref(GIFT, gift or ""), digest)
    return found
