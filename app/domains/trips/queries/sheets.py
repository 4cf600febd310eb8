"""What the papers of a trip are made of, read in one go: the decision sheet, the mission order, the expense statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, or_, select

from app.domains.trips import chains
from app.domains.trips.aftercare import ExpenseDraft
from app.domains.trips.allowance import AllowanceSheet
from app.domains.trips.chains import ChainStep, Somebody, part_digest
from app.domains.trips.circular.ruleset import RuleSet
from app.domains.trips.decision import AskedDerogation, Chooser, Decided, DecisionSheet, LastReport, SameWeek, SheetStep
from app.domains.trips.differences import Difference, differences
from app.domains.trips.distances import city_key
from app.domains.trips.moves import APPROVED_STATES, LIVE, Step
from app.domains.trips.papers.expense_statement import ExpenseStatement, PaidAdvance
from app.domains.trips.papers.mission_order import Approval, MissionOrder
from app.domains.trips.queries import approving
from app.domains.trips.queries.files import JudgedFile, judged_now
from app.domains.trips.records import Derogation, MissionReport, Trip, TripDecision, TripEdition, TripTraveller
from app.domains.trips.request import Request, Traveller, digest
from app.domains.trips.vocabulary import SEE_TRIPS, State
from app.kernel.drafts import draft_of
from app.kernel.errors import Severity
from app.kernel.names import fold
from app.kernel.queries import query
from app.kernel.translated import Multilingual
from app.kernel.work import Reader

_WEEK = 7


@query(SEE_TRIPS)
def decision_sheet(reader: Reader, trip_id: str) -> DecisionSheet:
    """Give all that a decision on a file is taken on, of the content that is asked for now.

    Rules are judged as of the day on which it was submitted: a sheet that is read a week later says the same.
    """
    trip = reader.get(Trip, trip_id)
    edition = trip.current
    request, judged = edition.request, judged_now(reader, trip, edition)
    rules = judged.rules
    return DecisionSheet(
        trip=trip.id,
        number=trip.number,
        state=trip.state,
        edition=edition.number,
        digest=edition.digest or digest(request),
        request=request,
        entity=trip.entity,
        submitted_at=edition.frozen_at,
        urgent=trip.urgent,
        regularised=trip.regularised,
        reason=edition.reason,
        mission=trip.mission_id,
        rules_title=rules.title if rules else Multilingual(),
        confirmed=rules.confirmed if rules else False,
        findings=judged.findings,
        ways=judged.ways,
        emissions=judged.emissions,
        estimate=judged.estimate,
        allowance=judged.allowance,
        same_week=tuple(_same_week(reader, trip)),
        last_reports=tuple(_last_reports(reader, trip, request, rules.whole("R74", "days") if rules else 0)),
        steps=tuple(_steps(reader, trip, _chain(reader, trip, judged))),
        derogations=tuple(_asked(one, rules) for one in trip.derogations if one.edition == edition.number),
        differences=_changed(trip, request),
        approved_edition=trip.approved_edition,
    )


def _changed(trip: Trip, request: Request) -> tuple[Difference, ...]:
    if trip.approved_edition is None or trip.approved_edition == trip.edition:
        return ()
    return differences(trip.edition_of(trip.approved_edition).request, request)


def _chain(reader: Reader, trip: Trip, judged: JudgedFile) -> Sequence[ChainStep]:
    """Give the steps that were fixed with the content, or those it would have to pass."""
    edition = trip.current
    if edition.steps or judged.rules is None:
        return edition.steps
    derogation = any(finding.severity is Severity.DEROGATION for finding in judged.findings)
    known = judged.estimate.known
    return approving.steps_of(reader, edition.request, judged.rules, known, derogation=derogation, urgent=trip.urgent)


@query(SEE_TRIPS)
def mission_order(reader: Reader, trip_id: str) -> MissionOrder:
    """Give what the mission order of a file says: of the edition that was approved last, else of the one that is asked for."""
    trip = reader.get(Trip, trip_id)
    edition = trip.edition_of(trip.approved_edition) if trip.approved_edition else trip.current
    judged = judged_now(reader, trip, edition)
    return MissionOrder(
        trip=trip.id,
        number=trip.number,
        edition=edition.number,
        state=trip.state,
        approved=trip.approved_edition is not None,
        request=edition.request,
        since=_approved_at(trip, edition),
        amended=trip.edition != edition.number,
        regularised=trip.regularised,
        estimate=judged.estimate,
        allowance=judged.allowance,
        approvals=tuple(_approvals(trip, edition)),
        derogations=tuple(_asked(one, judged.rules) for one in trip.derogations if one.edition == edition.number),
    )


def _approved_at(trip: Trip, edition: TripEdition) -> datetime | None:
    approved = [move.at for move in trip.moves if move.step is Step.APPROVE and move.edition == edition.number]
    return approved[-1] if approved else edition.frozen_at


def _approvals(trip: Trip, edition: TripEdition) -> Iterator[Approval]:
    request = edition.request
    for step in edition.steps:
        if (decision := _decision_at(trip.decisions, step, request)) is not None:
            yield Approval(approving.title_of_role(step.role), _decided(decision))


@query(SEE_TRIPS)
def expense_statement(reader: Reader, trip_id: str) -> ExpenseStatement:
    """Give what the expense statements of a file are made of: its estimate beside what was entered until now."""
    trip = reader.get(Trip, trip_id)
    edition = trip.edition_of(trip.approved_edition) if trip.approved_edition else trip.current
    judged = judged_now(reader, trip, edition)
    cancelled = trip.state is State.CANCELLED  # nobody travelled: no allowance is due
    return ExpenseStatement(
        trip=trip.id,
        number=trip.number,
        edition=edition.number,
        state=trip.state,
        request=edition.request,
        as_of=reader.now,
        estimate=judged.estimate,
        allowance=AllowanceSheet(total=Decimal(0)) if cancelled or judged.allowance is None else judged.allowance,
        expenses=tuple(draft_of(one, ExpenseDraft) for one in trip.expenses),
        advances=tuple(PaidAdvance(one.traveller, one.amount, one.paid_on, one.settled_on, one.settled_amount) for one in trip.advances),
    )


# --- who decides ---------------------------------------------------------------------------------------------------------------


def _steps(reader: Reader, trip: Trip, chain: Iterable[ChainStep]) -> Iterator[SheetStep]:
    request, accounts = trip.current.request, approving.everybody(reader)
    waiting = {step.role for step in approving.open_steps(reader, trip, accounts)}
    for step in chain:
        decision = _decision_at(trip.decisions, step, request)
        told = decision is not None and chains.is_done(step, request, approving.voices(reader, trip, accounts))
        yield SheetStep(
            role=step.role,
            title=approving.title_of_role(step.role),
            rank=step.rank,
            opinion=step.opinion,
            open=step.role in waiting,
            choosers=() if told else tuple(_choosers(reader, trip, step, accounts)),
            decided=_decided(decision) if decision else None,
        )


def _decision_at(decisions: Iterable[TripDecision], step: ChainStep, request: Request) -> TripDecision | None:
    """Find the last decision at a step, when it was of this very content of its concern."""
    wanted = part_digest(request, step.concern)
    told = sorted(decisions, key=lambda one: -one.position)
    return next((one for one in told if one.role == step.role and one.part == wanted), None)


def _decided(decision: TripDecision) -> Decided:
    return Decided(
        outcome=decision.outcome,
        name=decision.name,
        given_on=decision.given_on,
        behalf_of=decision.behalf_of,
        means=decision.means,
        recorder=decision.recorder_name,
        reason=decision.reason,
    )


def _choosers(reader: Reader, trip: Trip, step: ChainStep, accounts: Mapping[str, Somebody]) -> Iterator[Chooser]:
    for candidate in approving.candidates_for(reader, trip, step, accounts):
        absent = candidate.behalf_of
        yield Chooser(candidate.who.account, candidate.who.names[0], absent.names[0] if absent else "")


def _asked(derogation: Derogation, rules: RuleSet | None) -> AskedDerogation:
    rule = rules.by_id.get(derogation.rule) if rules else None
    return AskedDerogation(
        id=derogation.id,
        rule=derogation.rule,
        title=rule.title if rule else Multilingual(),
        path=derogation.path,
        asked=derogation.asked,
        limit=derogation.limit,
        reason=derogation.reason,
        granted=derogation.granted,
        allowed=derogation.allowed,
        decided_by=derogation.decided_name,
        decided_at=derogation.decided_at,
    )


# --- what else is going on -----------------------------------------------------------------------------------------------------


def _same_week(reader: Reader, trip: Trip) -> Iterator[SameWeek]:
    """Find the other files that go to the same city in the weeks of this journey, whatever language its name was written in."""
    if trip.departs_on is None or trip.returns_on is None or not trip.city:
        return
    monday = trip.departs_on - timedelta(trip.departs_on.weekday())
    sunday = trip.returns_on + timedelta(_WEEK - 1 - trip.returns_on.weekday())
    statement = (
        select(Trip.id, Trip.number, Trip.title, Trip.travellers, Trip.city, Trip.departs_on, Trip.returns_on, Trip.state)
        .where(
            Trip.id != trip.id,
            Trip.country == trip.country,
            Trip.state.in_(LIVE),
            Trip.departs_on <= sunday,
            Trip.returns_on >= monday,
        )
        .order_by(Trip.departs_on, Trip.number)
    )
    here = city_key(trip.country, trip.city)
    for row in reader.rows(statement):
        if city_key(trip.country, row.city) == here:
            yield SameWeek(row.id, row.number, row.title, row.travellers, row.departs_on, row.returns_on, row.state)


def _last_reports(reader: Reader, trip: Trip, request: Request, days: int) -> Iterator[LastReport]:
    """Say of each traveller what became of the report of the last trip; reports are due *days* after the return."""
    earlier = _earlier_trips(reader, trip, request)
    for traveller in request.travellers:
        row = next((one for one in earlier if _is(traveller, one.person_id, one.folded)), None)
        if row is None:
            yield LastReport(traveller.name)
            continue
        due = row.returns_on + timedelta(days)
        overdue = row.handed_in_on is None and due < reader.today
        yield LastReport(traveller.name, row.id, row.number, row.title, row.returns_on, due, row.handed_in_on, overdue)


@dataclass(frozen=True, slots=True)
class _Earlier:
    id: str
    number: str
    title: str
    returns_on: date
    person_id: str | None
    folded: str
    handed_in_on: date | None


def _earlier_trips(reader: Reader, trip: Trip, request: Request) -> Sequence[_Earlier]:
    statement = (
        select(Trip.id, Trip.number, Trip.title, Trip.returns_on, TripTraveller.person_id, TripTraveller.folded, MissionReport.handed_in_on)
        .join(TripTraveller, TripTraveller.trip_id == Trip.id)
        .outerjoin(MissionReport, MissionReport.trip_id == Trip.id)
        .where(Trip.id != trip.id, Trip.state.in_(APPROVED_STATES), Trip.returns_on < reader.today, _travels(request.travellers))
        .order_by(Trip.returns_on.desc(), Trip.number.desc())
    )
    return [_Earlier(*row) for row in reader.rows(statement)]


def _travels(travellers: Iterable[Traveller]) -> ColumnElement[bool]:
    people = tuple(travellers)
    names = [fold(one.name) for one in people if one.name]
    return or_(TripTraveller.folded.in_(names), TripTraveller.person_id.in_([one.person for one in people if one.person]))


def _is(traveller: Traveller, person: str | None, folded: str) -> bool:
    if traveller.person and person:
        return traveller.person == person
    return bool(traveller.name) and fold(traveller.name) == folded
