"""What the rules need to know of the office to judge a request: its rule sets, its table of allowances, the other trips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from statistics import median
from typing import ClassVar

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from app.domains.trips.allowance import AllowanceRow, AllowanceSheet, AllowanceTable, allowance, allowance_rules
from app.domains.trips.circular import ruleset
from app.domains.trips.circular.facts import Facts, OpenAdvance, OtherTrip, OverdueReport
from app.domains.trips.circular.ruleset import RuleSet
from app.domains.trips.distances import leg_km
from app.domains.trips.moves import LIVE
from app.domains.trips.records import Advance, AllowanceRowRecord, MissionReport, RuleSetRow, Trip, TripEdition, TripTraveller
from app.domains.trips.request import Leg, Request, Stay
from app.domains.trips.vocabulary import Mode, State
from app.kernel.clock import BRUSSELS
from app.kernel.money import Money
from app.kernel.names import fold
from app.kernel.work import Reader

_BACK = (State.TO_SETTLE, State.IN_CHECK)
_LATEST = 150  # trips tell what is usual
_ENOUGH = 5  # fewer amounts tell nothing
_FAR_KM = 3700


def rule_sets_in_office(reader: Reader) -> tuple[RuleSet, ...]:
    """Give the shipped rule sets and those of the office; one of the office's goes before a shipped one of its code."""
    own = {one.code: one for one in _own_rule_sets(reader)}
    shipped = {one.code: one for one in ruleset.shipped()}
    return tuple(sorted({**shipped, **own}.values(), key=lambda one: one.in_force_from or date.max))


_MOST_READ = 32
_read: dict[tuple[str, int], RuleSet] = {}  # by row and its stamp, which never comes back: reading one takes longer than judging a request


def _own_rule_sets(reader: Reader) -> list[RuleSet]:
    stamps = [(row.id, row.version) for row in reader.rows(select(RuleSetRow.id, RuleSetRow.version))]
    found = {stamp: _read[stamp] for stamp in stamps if stamp in _read}
    if missing := [id for id, version in stamps if (id, version) not in found]:
        if len(_read) > _MOST_READ:
            _read.clear()
        for row in reader.scalars(select(RuleSetRow).where(RuleSetRow.id.in_(missing))):
            found[row.id, row.version] = _read[row.id, row.version] = ruleset.from_plain(row.content)[0]
    return list(found.values())


def rules_of(reader: Reader, code: str, request: Request) -> RuleSet:
    """Give the rule set of a file, or the one in force on the day of departure while none is fixed. Raises `Refused` in a hole."""
    sets = rule_sets_in_office(reader)
    fixed = next((one for one in sets if one.code == code), None) if code else None
    return fixed or ruleset.in_force(sets, request.departure_day or reader.today)


def rules_by_code(reader: Reader, code: str) -> RuleSet:
    """Give the rule set that a file has fixed."""
    return next((one for one in rule_sets_in_office(reader) if one.code == code), ruleset.shipped()[0])


def allowance_table(reader: Reader) -> AllowanceTable:
    """Give the table of daily allowances that the office has imported."""
    rows = reader.scalars(
        select(AllowanceRowRecord).order_by(AllowanceRowRecord.country, AllowanceRowRecord.city, AllowanceRowRecord.valid_from)
    )
    return AllowanceTable(
        tuple(AllowanceRow(r.country, r.city, r.category, r.daily, r.lodging, r.currency, r.valid_from, r.valid_to) for r in rows)
    )


def allowance_of(reader: Reader, request: Request, rules: RuleSet) -> AllowanceSheet:
    """Work out the daily allowance of a request."""
    return allowance(request, allowance_table(reader), allowance_rules(rules))


def facts_for(reader: Reader, request: Request, rules: RuleSet, trip_id: str | None, day: date | None = None) -> Facts:
    """Gather what the rules need to know of the office for one request; *day* is today, or the day on which it was submitted."""
    table = allowance_table(reader)
    return Facts(
        today=day or reader.today,
        other_trips=tuple(_other_trips(reader, request, trip_id, day)),
        overdue_reports=tuple(_missing_reports(reader, request, trip_id, rules.whole("R74", "days"), day or reader.today)),
        open_advances=tuple(_open_advances(reader, request, trip_id, day or reader.today)),
        allowances=table if table.rows else None,
        allowance_total=allowance(request, table, allowance_rules(rules)).total,
        approved_total=_approved_total(reader, trip_id),
        usual=usual_amounts(reader),
    )


def _same_people(request: Request) -> ColumnElement[bool]:
    names = [fold(traveller.name) for traveller in request.travellers if traveller.name]
    persons = [traveller.person for traveller in request.travellers if traveller.person]
    return or_(TripTraveller.folded.in_(names), TripTraveller.person_id.in_(persons))


def _other_trips(reader: Reader, request: Request, trip_id: str | None, on: date | None) -> Iterator[OtherTrip]:
    if request.departure_day is None or request.return_day is None:
        return
    # A file that was sent is measured by what had been sent on that day.
    known = Trip.submitted_at < datetime.combine(on + timedelta(1), time(), BRUSSELS) if on else true()
    statement = (
        select(
            Trip.number,
            Trip.city,
            Trip.country,
            TripTraveller.name,
            TripTraveller.person_id,
            TripEdition.departs_at,
            TripEdition.returns_at,
        )
        .join(TripTraveller, TripTraveller.trip_id == Trip.id)
        .join(TripEdition, and_(TripEdition.trip_id == Trip.id, TripEdition.number == Trip.edition))
        .where(
            Trip.id != (trip_id or ""),
            known,
            Trip.state.in_(LIVE),
            Trip.departs_on <= request.return_day,
            Trip.returns_on >= request.departure_day,
            _same_people(request),
        )
        .order_by(Trip.number, TripTraveller.position)
    )
    for row in reader.rows(statement):
        yield OtherTrip(row.number, row.name, row.person_id or "", row.departs_at, row.returns_at, row.city, row.country)


def _missing_reports(reader: Reader, request: Request, trip_id: str | None, days: int, on: date) -> Iterator[OverdueReport]:
    # As it was on that day: what was handed in afterwards was missing then, what fell due afterwards was not.
    statement = (
        select(Trip.number, Trip.returns_on, TripTraveller.name, TripTraveller.person_id)
        .join(TripTraveller, TripTraveller.trip_id == Trip.id)
        .outerjoin(MissionReport, and_(MissionReport.trip_id == Trip.id, MissionReport.handed_in_on <= on))
        .where(
            Trip.id != (trip_id or ""),
            Trip.state.in_((*_BACK, State.CLOSED)),
            Trip.returns_on < on - timedelta(days),
            MissionReport.id.is_(None),
            _same_people(request),
        )
        .order_by(Trip.number, TripTraveller.position)
    )
    for row in reader.rows(statement):
        yield OverdueReport(row.number, row.name, row.person_id or "", row.returns_on + timedelta(days))


def _open_advances(reader: Reader, request: Request, trip_id: str | None, on: date) -> Iterator[OpenAdvance]:
    unsettled = or_(Advance.settled_on.is_(None), Advance.settled_on > on)
    statement = (
        select(Trip.number, Advance.paid_on, Advance.amount, TripTraveller.name, TripTraveller.person_id)
        .join(Advance, Advance.trip_id == Trip.id)
        .join(TripTraveller, TripTraveller.trip_id == Trip.id)
        .where(Trip.id != (trip_id or ""), Advance.paid_on <= on, unsettled, _same_people(request))
        .order_by(Trip.number, TripTraveller.position)
    )
    for row in reader.rows(statement):
        yield OpenAdvance(row.number, row.name, row.person_id or "", row.paid_on, Money(row.amount))


def _approved_total(reader: Reader, trip_id: str | None) -> Decimal | None:
    trip = reader.find(Trip, trip_id) if trip_id else None
    return trip.approved_total if trip else None


def usual_amounts(reader: Reader) -> Mapping[str, Decimal]:
    """Give the median of what the last approved trips cost, by kind (see `Facts.usual`); a kind seen too seldom is left out.

    A form asks this at every pause of typing: it is worked out again only when a file was written since.
    """
    number, stamp = reader.rows(select(func.count(), func.max(Trip.version)).where(Trip.approved_edition.is_not(None)))[0]
    if _Usual.known[0] != (number, stamp):
        _Usual.known = (number, stamp), _worked_out(reader)
    return _Usual.known[1]


class _Usual:
    """What was worked out last, and of which files: their number, and the latest stamp, which no other file has."""

    known: ClassVar[tuple[tuple[int, int | None], Mapping[str, Decimal]]] = ((0, None), {})


def _worked_out(reader: Reader) -> Mapping[str, Decimal]:
    statement = (
        select(TripEdition.legs, TripEdition.stays, TripEdition.costs)
        .join(Trip, and_(Trip.id == TripEdition.trip_id, Trip.approved_edition == TripEdition.number))
        .order_by(Trip.departs_on.desc())
        .limit(_LATEST)
    )
    amounts: defaultdict[str, list[Decimal]] = defaultdict(list)
    for row in reader.rows(statement):
        found = [*map(_night, row.stays), *map(_ticket, row.legs), *((str(cost.kind), cost.money.in_euro) for cost in row.costs)]
        for kind, amount in found:
            if kind and amount:
                amounts[kind].append(amount)
    return {kind: Decimal(median(found)) for kind, found in amounts.items() if len(found) >= _ENOUGH}


def _night(stay: Stay) -> tuple[str, Decimal | None]:
    return "hotel_night", stay.price_per_night.in_euro if stay.price_per_night else None


def _ticket(leg: Leg) -> tuple[str, Decimal | None]:
    price = leg.price.in_euro if leg.price else None
    match leg.mode:
        case Mode.TRAIN | Mode.NIGHT_TRAIN:
            return "ticket_train", price
        case Mode.PLANE:
            return ("ticket_plane_far" if (leg_km(leg) or 0) > _FAR_KM else "ticket_plane"), price
        case Mode.BOAT:
            return "ticket_boat", price
        case Mode.CAR | Mode.OWN_CAR | Mode.COACH:
            return "ticket_road", price
        case _:
            return "", None
