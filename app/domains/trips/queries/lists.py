"""The yearly lists of trips, read in a handful of statements however many trips there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from app.domains.access.records import Account, RoleGrant
from app.domains.access.vocabulary import RoleCode
from app.domains.trips.figures import estimate
from app.domains.trips.lists import OF_CABINET, ListedTrip, parliament_sheet, spent, transparency_sheet, whole
from app.domains.trips.records import Derogation, Expense, MissionReport, Trip, TripEdition
from app.domains.trips.request import Request, Traveller
from app.domains.trips.vocabulary import SEE_TRIPS, Category, CostKind, Mode, State
from app.kernel.bulk import all_of_use
from app.kernel.money import Money
from app.kernel.names import fold
from app.kernel.queries import query
from app.kernel.sheets import Sheet
from app.kernel.translated import Wording
from app.kernel.work import Reader

SETTLED = (State.IN_CHECK, State.CLOSED)
_OFFICES = (RoleCode.DIRECTOR_GENERAL, RoleCode.SECRETARY_GENERAL)


@query(SEE_TRIPS)
def transparency(reader: Reader, year: int, wording: Wording) -> Sheet:
    """Give the list of the ordinance for a calendar year: the trips that have begun, whatever became of their approval."""
    between = Trip.departs_on.between(date(year, 1, 1), min(date(year, 12, 31), reader.today))
    with all_of_use():
        return transparency_sheet(year, _listed(reader, and_(between, _made()), _offices_held(reader)), reader.now, wording)


@query(SEE_TRIPS)
def parliament(
    reader: Reader, first: date, last: date, wording: Wording, minister: str = "", entity: str = "", *, anonymous: bool = False
) -> Sheet:
    """Give the list that members of parliament ask for: the trips that depart between two days, both included.

    `minister` keeps those of one minister's office, `entity` those of one administration, by a part of its name.
    """
    which = and_(Trip.departs_on.between(first, last), _made())
    filters = [wording.say("Minister: {name}", name=minister)] if minister else []
    filters += [wording.say("Administration: {name}", name=entity)] if entity else []
    with all_of_use():
        trips = (
            trip
            for trip in _listed(reader, which, {})
            if _belongs(trip.travellers, minister, of_cabinet=True) and _belongs(trip.travellers, entity, of_cabinet=False)
        )
        return parliament_sheet(first, last, trips, reader.now, wording, anonymous=anonymous, filters=filters)


def _made() -> ColumnElement[bool]:
    """A trip counts when it was approved, or made without approval; not when it was called off."""
    return and_(Trip.state != State.CANCELLED, or_(Trip.approved_edition.is_not(None), Trip.regularised))


def _belongs(travellers: Sequence[Traveller], name: str, *, of_cabinet: bool) -> bool:
    wanted = fold(name.strip())
    return not wanted or any(
        wanted in fold(one.entity)
        for one in travellers
        if one.category is not Category.EXTERNAL and (one.category in OF_CABINET) is of_cabinet
    )


def _listed(reader: Reader, which: ColumnElement[bool], held: Mapping[str, Sequence[_Held]]) -> Iterator[ListedTrip]:
    expenses, derogations = expenses_by_trip(reader, which), _derogations(reader, which)
    edition = and_(TripEdition.trip_id == Trip.id, TripEdition.number == func.coalesce(Trip.approved_edition, Trip.edition))
    statement = (
        select(
            *(Trip.id, Trip.number, Trip.state, Trip.total, Trip.approved_total, Trip.approved_edition, Trip.kg, Trip.alternative_kg),
            *(Trip.regularised, TripEdition.number.label("edition"), TripEdition.title, TripEdition.travellers, TripEdition.destination),
            *(TripEdition.departs_at, TripEdition.returns_at, TripEdition.purpose, TripEdition.legs, TripEdition.stays, TripEdition.costs),
            *(TripEdition.third_party_payer, MissionReport.results),
        )
        .join(TripEdition, edition)
        .outerjoin(MissionReport, MissionReport.trip_id == Trip.id)
        .where(which)
        .order_by(Trip.departs_on, Trip.number)
    )
    for row in reader.rows(statement):
        asked = derogations.get((row.id, row.edition), ())
        yield _trip(row, expenses.get(row.id, ()), asked, held)


Spent = tuple[CostKind, Money]


def _trip(
    row: Row[Any], expenses: Sequence[Spent], asked: Sequence[tuple[str, bool | None]], held: Mapping[str, Sequence[_Held]]
) -> ListedTrip:
    known: Decimal | None = row.total if row.approved_edition is None else row.approved_total
    content = Request(travellers=row.travellers, legs=row.legs, stays=row.stays, costs=row.costs)
    planned = whole(estimate(content, None), known)
    departs: date = row.departs_at.date()
    return ListedTrip(
        number=row.number,
        state=row.state,
        title=row.title,
        travellers=row.travellers,
        destination=row.destination,
        departs_on=departs,
        returns_on=row.returns_at.date() if row.returns_at else None,
        purpose=row.purpose,
        legs=row.legs,
        stays=row.stays,
        third_party=row.third_party_payer,
        estimate=planned,
        actual=spent(expenses, planned.allowance) if expenses or row.state in SETTLED else None,
        kg=row.kg,
        alternative_kg=row.alternative_kg,
        regularised=row.regularised,
        results=row.results or (),
        derogations=tuple(asked),
        by_role=frozenset(one.name for one in row.travellers if any(grant.on(departs) for grant in held.get(one.person or "", ()))),
    )


def expenses_by_trip(reader: Reader, which: ColumnElement[bool]) -> Mapping[str, Sequence[Spent]]:
    """Give the lines of the expense statements of the trips that *which* keeps."""
    statement = (
        select(Expense.trip_id, Expense.expense_kind, Expense.money)
        .join(Trip, Trip.id == Expense.trip_id)
        .where(which)
        .order_by(Expense.trip_id, Expense.position)
    )
    found: defaultdict[str, list[Spent]] = defaultdict(list)
    for row in reader.rows(statement):
        found[row.trip_id].append((row.expense_kind, row.money))
    return found


def _derogations(reader: Reader, which: ColumnElement[bool]) -> Mapping[tuple[str, int], Sequence[tuple[str, bool | None]]]:
    statement = (
        select(Derogation.trip_id, Derogation.edition, Derogation.rule, Derogation.granted)
        .join(Trip, Trip.id == Derogation.trip_id)
        .where(which)
        .order_by(Derogation.trip_id, Derogation.position)
    )
    found: defaultdict[tuple[str, int], list[tuple[str, bool | None]]] = defaultdict(list)
    for row in reader.rows(statement):
        if (row.rule, row.granted) not in found[row.trip_id, row.edition]:
            found[row.trip_id, row.edition].append((row.rule, row.granted))
    return found


@dataclass(frozen=True, slots=True)
class _Held:
    since: date | None
    until: date | None

    def on(self, day: date) -> bool:
        return (self.since or date.min) <= day <= (self.until or date.max)


def _offices_held(reader: Reader) -> Mapping[str, Sequence[_Held]]:
    """Give who holds the role of an office that the ordinance names, by person: a second look at what the files say."""
    statement = (
        select(Account.person_id, RoleGrant.since, RoleGrant.until)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(RoleGrant.role.in_(_OFFICES), Account.person_id.is_not(None))
    )
    found: defaultdict[str, list[_Held]] = defaultdict(list)
    for row in reader.rows(statement):
        found[row.person_id].append(_Held(row.since, row.until))
    return found


# --- the mission ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MissionTrip:
    """A trip of a mission, in a line."""

    id: str
    number: str
    travellers: str
    departs_on: date | None
    returns_on: date | None
    modes: tuple[Mode, ...]
    state: State


@query(SEE_TRIPS)
def trips_of_mission(reader: Reader, mission: str) -> Sequence[MissionTrip]:
    """List the trips that belong to a mission, in the order of departure."""
    statement = (
        select(Trip.id, Trip.number, Trip.travellers, Trip.departs_on, Trip.returns_on, TripEdition.legs, Trip.state)
        .join(TripEdition, and_(TripEdition.trip_id == Trip.id, TripEdition.number == Trip.edition))
        .where(Trip.mission_id == mission)
        .order_by(Trip.departs_on, Trip.number)
    )
    return [
        MissionTrip(
            row.id,
            row.number,
            row.travellers,
            row.departs_on,
            row.returns_on,
            tuple(dict.fromkeys(leg.mode for leg in row.legs if leg.mode)),
            row.state,
        )
        for row in reader.rows(statement)
    ]
