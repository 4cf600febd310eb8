"""The figures of a year, read in a handful of statements however many trips there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, extract, func, select

from app.domains.trips.circular import ruleset
from app.domains.trips.circular.ruleset import RuleSet
from app.domains.trips.figures import estimate, lead_of
from app.domains.trips.lists import spent, whole
from app.domains.trips.moves import Step
from app.domains.trips.queries import judging
from app.domains.trips.queries.lists import SETTLED, Spent, expenses_by_trip
from app.domains.trips.records import Derogation, MissionReport, Trip, TripEdition, TripMove
from app.domains.trips.request import Request, Traveller
from app.domains.trips.vocabulary import SEE_TRIPS, State
from app.domains.trips.yearly import YearFigures, YearTrip, figures_of
from app.kernel.bulk import all_of_use
from app.kernel.clock import BRUSSELS
from app.kernel.queries import query
from app.kernel.translated import Multilingual
from app.kernel.work import Reader

_SENT = (Step.SUBMIT, Step.REGULARISE)
_DECIDED = (Step.APPROVE, Step.REFUSE)


@query(SEE_TRIPS)
def year_figures(reader: Reader, year: int) -> YearFigures:
    """Give the figures of the trips that depart in a calendar year."""
    which = and_(Trip.departs_on.between(date(year, 1, 1), date(year, 12, 31)), Trip.submitted_at.is_not(None))
    sets = {one.code: one for one in judging.rule_sets_in_office(reader)}
    with all_of_use():
        expenses, derogations, days = expenses_by_trip(reader, which), _derogations(reader, which), _days(reader, which)
        files: list[YearTrip] = []
        titles: dict[str, Multilingual] = {}
        for row in reader.rows(_files(which)):
            rules, asked = sets.get(row.rule_set) or ruleset.shipped()[0], derogations.get(row.id, ())
            titles |= {rule: rules.by_id[rule].title for rule, _ in asked if rule in rules.by_id}
            files.append(_file(row, expenses.get(row.id, ()), asked, days.get(row.id), rules))
        return figures_of(year, files, titles, reader.now, reader.today)


@query(SEE_TRIPS)
def years_of_trips(reader: Reader) -> Sequence[int]:
    """Give the years in which a submitted trip departs, the latest first."""
    year = extract("year", Trip.departs_on)
    statement = select(year).where(Trip.submitted_at.is_not(None), Trip.departs_on.is_not(None)).distinct()
    return sorted((int(one) for one in reader.scalars(statement)), reverse=True)


def _files(which: ColumnElement[bool]) -> Any:
    edition = and_(TripEdition.trip_id == Trip.id, TripEdition.number == func.coalesce(Trip.approved_edition, Trip.edition))
    return (
        select(
            *(Trip.id, Trip.state, Trip.approved_edition, Trip.regularised, Trip.urgent, Trip.total, Trip.approved_total, Trip.lost),
            *(Trip.kg, Trip.alternative_kg, Trip.rule_set, Trip.returns_on, MissionReport.handed_in_on),
            *(TripEdition.travellers, TripEdition.destination, TripEdition.purpose, TripEdition.legs, TripEdition.stays, TripEdition.costs),
        )
        .join(TripEdition, edition)
        .outerjoin(MissionReport, MissionReport.trip_id == Trip.id)
        .where(which)
        .order_by(Trip.departs_on, Trip.number)  # of two rule sets, the later one names a rule
    )


def _file(row: Row[Any], expenses: Sequence[Spent], asked: Sequence[tuple[str, bool | None]], days: int | None, rules: RuleSet) -> YearTrip:
    known: Decimal | None = row.total if row.approved_edition is None else row.approved_total
    content = Request(travellers=row.travellers, legs=row.legs, stays=row.stays, costs=row.costs)
    planned, lead = whole(estimate(content, None), known), lead_of(content) or Traveller()
    return YearTrip(
        state=row.state,
        approved=row.approved_edition is not None,
        regularised=row.regularised,
        urgent=row.urgent,
        country=row.destination.country,
        purpose=row.purpose.kind,
        category=lead.category,
        entity=lead.entity,
        travellers=len(content.travellers),
        modes=tuple(dict.fromkeys(leg.mode for leg in content.legs if leg.mode)),
        estimate=planned,
        actual=spent(expenses, planned.allowance) if expenses or row.state in SETTLED else None,
        lost=row.lost,
        kg=row.kg,
        alternative_kg=row.alternative_kg,
        derogations=tuple(asked),
        report_due=row.returns_on + timedelta(rules.whole("R74", "days")) if row.returns_on else None,
        handed_in=row.handed_in_on,
        days=days,
    )


def _derogations(reader: Reader, which: ColumnElement[bool]) -> Mapping[str, Sequence[tuple[str, bool | None]]]:
    statement = (
        select(Derogation.trip_id, Derogation.rule, Derogation.granted)
        .join(Trip, Trip.id == Derogation.trip_id)
        .where(which)
        .order_by(Derogation.trip_id, Derogation.position)
    )
    found: defaultdict[str, list[tuple[str, bool | None]]] = defaultdict(list)
    for row in reader.rows(statement):
        found[row.trip_id].append((row.rule, row.granted))
    return found


def _days(reader: Reader, which: ColumnElement[bool]) -> Mapping[str, int]:
    """Give the days from submission to the first decision. A request that was withdrawn counts from when it was sent again."""
    statement = (
        select(TripMove.trip_id, TripMove.step, TripMove.origin, TripMove.at)
        .join(Trip, Trip.id == TripMove.trip_id)
        .where(which, TripMove.step.in_((*_SENT, *_DECIDED)))
        .order_by(TripMove.trip_id, TripMove.position)
    )
    sent: dict[str, datetime] = {}
    found: dict[str, int] = {}
    for row in reader.rows(statement):
        if row.step in _SENT and row.origin is State.DRAFT:
            sent[row.trip_id] = row.at
        elif row.step in _DECIDED and row.trip_id in sent:
            found.setdefault(row.trip_id, (_day(row.at) - _day(sent[row.trip_id])).days)
    return found


def _day(moment: datetime) -> date:
    return moment.astimezone(BRUSSELS).date()
