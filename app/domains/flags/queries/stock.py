"""What is read about the stock of flags: how many there are, how many are free on a day, and who has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.domains.flags.house import flag_rules
from app.domains.flags.records import FlagItem, FlagMovement, FlagReservation
from app.domains.flags.stock import Held, ItemDraft, Movement, ReservationDraft, Shelf, total
from app.domains.flags.terms import FLAG_ITEM, MAKES, SEE_FLAGS, Condition, Make, ReservationState
from app.domains.missions.records import Mission
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.names import fold, words
from app.kernel.queries import query
from app.kernel.search import SearchText
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader

_NOTHING = Multilingual()


@dataclass(frozen=True, slots=True)
class StockRow:
    """An entry of the stock, counted today. `free` are the good ones that nobody has reserved or taken; below zero more are promised than there are."""

    id: str
    code: str
    name: Multilingual
    make: Make
    size: str
    good: int
    worn: int
    damaged: int
    lost: int
    free: int
    reserved: int
    out: int
    owner: str
    location: str
    borrowed_from: str
    since: date | None
    until: date | None
    design_checked: date | None

    @property
    def here(self) -> int:
        """How many there are, in whatever condition."""
        return self.good + self.worn + self.damaged


@dataclass(frozen=True, slots=True)
class ReservationRow:
    """A reservation as it is listed. `overdue`: it is out and was to be back before today. `mission` is the title of the mission."""

    id: str
    item_id: str
    code: str
    name: Multilingual
    make: Make
    size: str
    number: int
    starts: date
    ends: date
    state: ReservationState
    mission_id: str | None
    mission_number: str
    mission: Multilingual
    purpose: str
    lent_to: str
    out_on: date | None
    returned_on: date | None
    worn: int
    damaged: int
    lost: int
    damage: str
    reserved_by: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A movement as it is listed."""

    id: str
    day: date
    number: int
    condition_before: Condition
    condition_after: Condition
    remark: str
    noted_by: str
    noted_at: datetime


@dataclass(frozen=True, slots=True)
class FreeRow:
    """An entry of the stock, and how many of it are free throughout some days."""

    item_id: str
    code: str
    make: Make
    size: str
    location: str
    borrowed_from: str
    free: int


def shelves(reader: Reader, ids: Iterable[str] | None = None) -> Mapping[str, Shelf]:
    """Give entries of the stock (all of them without *ids*) with everything that counts for their numbers."""
    wanted = None if ids is None else list(ids)
    items, movements, held = select(FlagItem), select(FlagMovement), select(FlagReservation)
    if wanted is not None:
        items = items.where(FlagItem.id.in_(wanted))
        movements = movements.where(FlagMovement.item_id.in_(wanted))
        held = held.where(FlagReservation.item_id.in_(wanted))
    moved: defaultdict[str, list[Movement]] = defaultdict(list)
    for one in reader.scalars(movements):
        moved[one.item_id].append(Movement(one.day, one.number, one.condition_before, one.condition_after))
    taken: defaultdict[str, list[Held]] = defaultdict(list)
    for row in reader.scalars(held):
        taken[row.item_id].append(Held(row.id, row.number, row.starts, row.ends, row.state, row.returned_on))
    return {item.id: Shelf(tuple(moved[item.id]), tuple(taken[item.id]), item.since, item.until) for item in reader.scalars(items)}


@query(SEE_FLAGS)
def stock_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of entries by flag, make and size. Filters: "make", and "held" ("own", "borrowed")."""
    statement = select(FlagItem)
    if make := criteria.chosen("make"):
        statement = statement.where(FlagItem.make == make)
    if held := criteria.chosen("held"):
        borrowed = FlagItem.borrowed_from != ""
        statement = statement.where(borrowed if held == "borrowed" else ~borrowed)
    rules, wanted = flag_rules.of(reader), words(criteria.text)
    there = list(reader.scalars(statement))
    names = {item.id: rules.title_of(item.code) for item in there}
    items = [
        item
        for item in there
        if _holds(wanted, (item.code, *names[item.id].all(), item.size, item.owner, item.location, item.borrowed_from, item.notes))
    ]

    def place(item: FlagItem) -> tuple[object, ...]:
        usual = (fold(names[item.id].best("en")), tuple(Make).index(item.make), item.size, item.id)
        match criteria.sort:
            case "size":
                return item.size, *usual
            case "make":
                return tuple(Make).index(item.make), *usual
            case "location":
                return fold(item.location), *usual
            case _:
                return usual

    items.sort(key=place)
    return [item.id for item in (items[::-1] if criteria.descending else items)]


def _holds(wanted: Sequence[str], texts: Iterable[str]) -> bool:
    there = [word for text in texts for word in words(text)]
    return all(any(word.startswith(one) for word in there) for one in wanted)


@query(SEE_FLAGS)
def stock(reader: Reader, ids: Sequence[str], on: date | None = None) -> Sequence[StockRow]:
    """Give the entries with *ids*, in that order, counted on a day (today when none is given)."""
    day, today, rules = on or reader.today, reader.today, flag_rules.of(reader)
    counted = shelves(reader, ids)
    items = {item.id: item for item in reader.scalars(select(FlagItem).where(FlagItem.id.in_(ids)))}
    return [_row(items[id], counted[id], day, today, rules.title_of(items[id].code)) for id in ids if id in items]


def _row(item: FlagItem, shelf: Shelf, day: date, today: date, name: Multilingual) -> StockRow:
    counts = shelf.counts(day)
    there = [one for one in shelf.held if one.covers(day, today)]
    return StockRow(
        id=item.id,
        code=item.code,
        name=name,
        make=item.make,
        size=item.size,
        good=counts[Condition.GOOD],
        worn=counts[Condition.WORN],
        damaged=counts[Condition.DAMAGED],
        lost=counts[Condition.LOST],
        free=shelf.free(day, today),
        reserved=sum(one.number for one in there if one.state is ReservationState.RESERVED),
        out=sum(one.number for one in there if one.state is ReservationState.OUT),
        owner=item.owner,
        location=item.location,
        borrowed_from=item.borrowed_from,
        since=item.since,
        until=item.until,
        design_checked=item.design_checked,
    )


@query(SEE_FLAGS)
def free_stock(
    reader: Reader, starts: date, ends: date, *, code: str = "", make: Make | None = None, without: str = ""
) -> Sequence[FreeRow]:
    """Give how many of each entry are free throughout some days; *without* leaves out a reservation that is about to change."""
    statement = select(FlagItem)
    if code:
        statement = statement.where(FlagItem.code == code)
    if make:
        statement = statement.where(FlagItem.make == make)
    items = list(reader.scalars(statement.order_by(FlagItem.code, FlagItem.make, FlagItem.size, FlagItem.id)))
    counted = shelves(reader, [item.id for item in items])
    return [
        FreeRow(
            item.id,
            item.code,
            item.make,
            item.size,
            item.location,
            item.borrowed_from,
            counted[item.id].least_free(starts, ends, reader.today, without)[0],
        )
        for item in items
    ]


@query(SEE_FLAGS)
def item_draft(reader: Reader, id: str) -> ItemDraft:
    """Read an entry for editing, with the number of good ones of today."""
    return draft_of_item(reader.get(FlagItem, id), shelves(reader, [id])[id], reader.today)


def draft_of_item(item: FlagItem, shelf: Shelf, today: date) -> ItemDraft:
    """Give what a form shows of an entry."""
    return ItemDraft(
        code=item.code,
        make=item.make,
        size=item.size,
        number=good_now(shelf, today),
        owner=item.owner,
        location=item.location,
        borrowed_from=item.borrowed_from,
        since=item.since,
        until=item.until,
        design_checked=item.design_checked,
        notes=item.notes,
    )


def good_now(shelf: Shelf, today: date) -> int:
    """Count the good ones that the movements have left, of a loan too that is not here today."""
    return Shelf(shelf.movements).counts(today)[Condition.GOOD]


@query(SEE_FLAGS)
def item_detail(reader: Reader, id: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the pane beside the list says of an entry."""
    item = reader.get(FlagItem, id)
    (row,) = stock.of(reader, [id])
    make = next(choice.title for choice in MAKES if choice.code == row.make)
    return [
        (lazy("Flag"), row.name),
        (lazy("Made as"), make),
        (lazy("Size"), row.size),
        (lazy("Good"), str(row.good)),
        (lazy("Free today"), str(row.free)),
        (lazy("Worn"), str(row.worn) if row.worn else ""),
        (lazy("Damaged"), str(row.damaged) if row.damaged else ""),
        (lazy("Lost"), str(row.lost) if row.lost else ""),
        (lazy("Owner"), row.owner),
        (lazy("Kept at"), row.location),
        (lazy("Borrowed from"), row.borrowed_from),
        (lazy("Here from"), row.since),
        (lazy("Back on"), row.until),
        (lazy("Design compared on"), row.design_checked),
        (lazy("Notes"), item.notes),
        *((lazy("Reserved"), _told(one)) for one in reservations_of_item.of(reader, id) if one.state is not ReservationState.RETURNED),
    ]


def _told(one: ReservationRow) -> Lazy:
    whom = one.mission or one.lent_to or one.purpose
    return lazy("{number}, from {first} until {last}: {whom}", number=one.number, first=one.starts, last=one.ends, whom=whom)


@query(SEE_FLAGS)
def movements(reader: Reader, item: str) -> Sequence[MovementRow]:
    """Give what came, went and changed, the latest first."""
    statement = (
        select(FlagMovement)
        .where(FlagMovement.item_id == item)
        .order_by(FlagMovement.day.desc(), FlagMovement.noted_at.desc(), FlagMovement.id)
    )
    return [
        MovementRow(m.id, m.day, m.number, m.condition_before, m.condition_after, m.remark, m.noted_by, m.noted_at)
        for m in reader.scalars(statement)
    ]


@query(SEE_FLAGS)
def reservations_of_item(reader: Reader, item: str) -> Sequence[ReservationRow]:
    """Give the reservations of an entry, the latest first."""
    return _reservations(reader, [row.id for row in reader.rows(select(FlagReservation.id).where(FlagReservation.item_id == item))])[::-1]


@query(SEE_FLAGS)
def reservations_of_mission(reader: Reader, mission: str) -> Sequence[ReservationRow]:
    """Give the flags kept for a mission, by their first day."""
    return reservations_of_missions(reader, [mission])[mission]


def reservations_of_missions(reader: Reader, missions: Sequence[str]) -> Mapping[str, list[ReservationRow]]:
    """Give the flags kept for each of several missions, by their first day; nothing for those that have none."""
    kept = reader.scalars(select(FlagReservation.id).where(FlagReservation.mission_id.in_(missions)))
    found: defaultdict[str, list[ReservationRow]] = defaultdict(list)
    for row in _reservations(reader, kept) if kept else ():
        found[row.mission_id or ""].append(row)
    return found


@query(SEE_FLAGS)
def reservations(reader: Reader, *, open_only: bool = True) -> Sequence[ReservationRow]:
    """Give the reservations in the order of time; only those that are not brought back unless all are wanted."""
    statement = select(FlagReservation.id)
    if open_only:
        statement = statement.where(FlagReservation.state != ReservationState.RETURNED)
    return _reservations(reader, list(reader.scalars(statement)))


def _reservations(reader: Reader, ids: Sequence[str]) -> list[ReservationRow]:
    statement = (
        select(FlagReservation, FlagItem, Mission.number, Mission.title)
        .join(FlagItem, FlagItem.id == FlagReservation.item_id)
        .join(Mission, Mission.id == FlagReservation.mission_id, isouter=True)
        .where(FlagReservation.id.in_(ids))
        .order_by(FlagReservation.starts, FlagReservation.ends, FlagItem.code, FlagReservation.id)
    )
    rules = flag_rules.of(reader)
    return [
        ReservationRow(
            id=row.id,
            item_id=item.id,
            code=item.code,
            name=rules.title_of(item.code),
            make=item.make,
            size=item.size,
            number=row.number,
            starts=row.starts,
            ends=row.ends,
            state=row.state,
            mission_id=row.mission_id,
            mission_number=number or "",
            mission=title or _NOTHING,
            purpose=row.purpose,
            lent_to=row.lent_to,
            out_on=row.out_on,
            returned_on=row.returned_on,
            worn=row.worn,
            damaged=row.damaged,
            lost=row.lost,
            damage=row.damage,
            reserved_by=row.reserved_by,
            overdue=row.state is ReservationState.OUT and row.ends < reader.today,
        )
        for row, item, number, title in reader.rows(statement)
    ]


@query(SEE_FLAGS)
def reservation_draft(reader: Reader, id: str) -> ReservationDraft:
    """Read a reservation for editing."""
    row = reader.get(FlagReservation, id)
    return ReservationDraft(row.item_id, row.mission_id, row.number, row.starts, row.ends, row.purpose, row.lent_to)


@query(SEE_FLAGS)
def stock_findings(reader: Reader) -> Sequence[Finding]:
    """Give what does not add up from today on: more promised than there is, flags not brought back, loans that run out."""
    today, rules = reader.today, flag_rules.of(reader)
    names = {item.id: rules.title_of(item.code) for item in reader.scalars(select(FlagItem))}
    found: list[Finding] = []
    for id, shelf in shelves(reader).items():
        last = max((one.last(today) for one in shelf.held), default=today)
        free, day = shelf.least_free(today, max(last, today), today)
        if free < 0:
            message = lazy("{number} flags more of {flag} are promised for {day} than there are.", number=-free, flag=names[id], day=day)
            found.append(Finding("number", message, Severity.WARNS, rule="flags-overpromised", ref=Ref(FLAG_ITEM, id), value=-free))
        held = total(Shelf(shelf.movements).counts(today))
        if shelf.until and shelf.until < today and held:
            message = lazy("The borrowed flags of {flag} were to go back on {day}.", flag=names[id], day=shelf.until)
            found.append(Finding("until", message, Severity.WARNS, rule="loan-overdue", ref=Ref(FLAG_ITEM, id)))
    for row in reservations.of(reader):
        if row.overdue:
            message = lazy("{number} of {flag} were to be back on {day}.", number=row.number, flag=row.name, day=row.ends)
            found.append(Finding("ends", message, Severity.WARNS, rule="flags-not-back", ref=Ref(FLAG_ITEM, row.item_id)))
    return found


def stock_texts(reader: Reader, ids: Sequence[str]) -> Iterable[SearchText]:
    """Give the texts by which search finds entries of the stock: the flag in every language, its code, size and place."""
    rules = flag_rules.of(reader)
    for item in reader.scalars(select(FlagItem).where(FlagItem.id.in_(ids))):
        name = rules.title_of(item.code)
        told = " · ".join(part for part in (item.code, item.size, item.location) if part)
        texts = (item.code, *name.all(), item.size, item.location, item.owner, item.borrowed_from)
        yield SearchText(item.id, name, Multilingual.same(told), tuple(text for text in texts if text))
