"""What is read about trips: the list, one file, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Select, or_, select

from app.domains.access.queries import holders
from app.domains.people.records import Person
from app.domains.trips import chains, status
from app.domains.trips.aftercare import ExpenseDraft, FollowUpDraft, ReportDraft, Result
from app.domains.trips.allowance import AllowanceSheet
from app.domains.trips.alternatives import Way, alternatives
from app.domains.trips.circular.checking import check, missing_reasons
from app.domains.trips.circular.ruleset import RuleSet
from app.domains.trips.emissions import DEFAULT_FACTORS, Emissions, emissions, factor_set
from app.domains.trips.figures import Estimate, estimate
from app.domains.trips.moves import EDITABLE, Actor, Step, Transition, possible
from app.domains.trips.queries import approving, judging
from app.domains.trips.records import MissionReport, StandInRow, Trip, TripEdition, TripTemplate, TripTraveller
from app.domains.trips.request import Request
from app.domains.trips.standing import standing_findings
from app.domains.trips.vocabulary import (
    HANDLE_TRIPS,
    SEE_TRIPS,
    SETTLE_TRIPS,
    TRIP,
    CancelReason,
    Category,
    Means,
    Outcome,
    PurposeKind,
    State,
)
from app.kernel.clock import BRUSSELS
from app.kernel.drafts import draft_of
from app.kernel.errors import Finding, Refused
from app.kernel.fields import Criteria
from app.kernel.money import Money, euro
from app.kernel.names import fold
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.search import SearchText
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader


@dataclass(frozen=True, slots=True)
class TripRow:
    """A trip in a list, with its status line: with whom, since when, what is next, what is missing."""

    id: str
    number: str
    title: str
    travellers: str
    entity: str
    category: Category
    purpose_kind: PurposeKind
    country: str
    city: str
    period: tuple[PartialDate | None, PartialDate | None]
    state: State
    with_whom: Lazy
    since: date
    next: Lazy
    missing: tuple[Lazy, ...]
    total: Money | None
    kg: Decimal | None
    urgent: bool
    regularised: bool
    by_plane: bool
    mission_id: str | None

    @property
    def line(self) -> Lazy:
        """The status in one line: with whom, since when, what is next, what is missing."""
        return status.line(self.state, self.with_whom, self.since, self.next, self.missing)

    @property
    def kilograms(self) -> int | None:
        """The CO2e of the chosen way, in whole kilograms."""
        return None if self.kg is None else round(self.kg)

    @property
    def way(self) -> Lazy:
        """Whether a plane is taken."""
        return lazy("by plane") if self.by_plane else lazy("without a plane")


@query(SEE_TRIPS)
def trip_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of trips in order, the latest departure first unless another order is chosen; at most 500 when words are looked for.

    Filters: "view" (mine, waiting for the user, without a report), "state", "year" of departure, "category", "way" (plane or other).
    """
    columns: Mapping[str, Any] = {
        "number": Trip.number,
        "title": Trip.title,
        "travellers": Trip.travellers,
        "period": Trip.departs_on,
        "state": Trip.state,
        "country": Trip.country,
        "city": Trip.city,
        "since": Trip.since,
    }
    column = columns.get(criteria.sort)
    if column is None:
        order = [Trip.departs_on.desc().nulls_first(), Trip.number.desc()]
    else:
        order = [column.desc() if criteria.descending else column, Trip.number]
    statement = select(Trip.id).order_by(*order, Trip.id)
    if criteria.text.strip():
        statement = statement.where(Trip.id.in_(reader.matching(TRIP, criteria.text)))
    return reader.scalars(_filtered(reader, statement, criteria))


def _filtered(reader: Reader, statement: Select[Any], criteria: Criteria) -> Select[Any]:
    match criteria.chosen("view"):
        case "mine":
            statement = statement.where(_mine(reader))
        case "waiting":
            statement = statement.where(Trip.id.in_(waiting_ids(reader)))
        case "unreported":
            statement = statement.where(Trip.state == State.TO_SETTLE, ~_reported())
        case _:
            pass
    if state := criteria.chosen("state"):
        statement = statement.where(Trip.state == state)
    if category := criteria.chosen("category"):
        statement = statement.where(Trip.category == category)
    if way := criteria.chosen("way"):
        statement = statement.where(Trip.by_plane == (way == "plane"))
    if year := criteria.chosen("year"):
        statement = statement.where(Trip.number >= f"T{year}/", Trip.number < f"T{year}0")
    return statement


def _reported() -> Any:
    return select(MissionReport.id).where(MissionReport.trip_id == Trip.id, MissionReport.handed_in_on.is_not(None)).exists()


def _mine(reader: Reader) -> Any:
    user = reader.user
    account = user.id or f"desk:{user.name}"
    travelling = select(TripTraveller.trip_id).where(or_(TripTraveller.person_id == user.person, TripTraveller.folded == fold(user.name)))
    return or_(Trip.creator == account, Trip.sender == account, Trip.id.in_(travelling))


def waiting_ids(reader: Reader) -> list[str]:
    """Give the files that wait for the user: to be found admissible, to be decided, to be checked and closed."""
    user = reader.user
    found: list[str] = []
    if user.may(HANDLE_TRIPS):
        found += reader.scalars(select(Trip.id).where(Trip.state == State.SUBMITTED).order_by(Trip.departs_on, Trip.number))
    if user.may(SETTLE_TRIPS):
        found += reader.scalars(select(Trip.id).where(Trip.state == State.IN_CHECK).order_by(Trip.returns_on, Trip.number))
    if user.id:
        found += [trip.id for trip in _perhaps_mine_to_decide(reader) if approving.seats(reader, trip, user.id)]
    return found


def _perhaps_mine_to_decide(reader: Reader) -> Iterable[Trip]:
    user, today = reader.user, reader.today
    roles = {role.code for role in user.roles}
    absent = reader.scalars(
        select(StandInRow.absent).where(StandInRow.stand_in == user.id, StandInRow.since <= today, StandInRow.until >= today)
    )
    statement = (
        select(Trip)
        .where(Trip.state.in_((State.IN_APPROVAL, State.REGULARISATION)))
        .order_by(Trip.urgent.desc(), Trip.departs_on, Trip.number)
    )
    return [trip for trip in reader.scalars(statement) if absent or roles & set(trip.waiting_for)]


@query(SEE_TRIPS)
def trips(reader: Reader, ids: Sequence[str]) -> Sequence[TripRow]:
    """Give the rows of the trips with *ids*, in that order."""
    columns = [column for column in Trip.__table__.columns if column.name not in ("vouchers", "booking_note")]
    found = {row.id: row for row in reader.rows(select(*columns).where(Trip.id.in_(ids)))}
    reported = set(
        reader.scalars(select(MissionReport.trip_id).where(MissionReport.trip_id.in_(ids), MissionReport.handed_in_on.is_not(None)))
    )
    people = _People(reader)
    return [_trip_row(reader, found[id], people, has_report=id in reported) for id in ids if id in found]


class _People:
    """Who holds which role for which entity today, asked once each."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, role: str, entity: str, travellers: str) -> tuple[str, ...]:
        key = role, entity
        if key not in self._known:
            self._known[key] = tuple(holder.name for holder in holders(self._reader, role, entity, self._reader.today))
        travelling = {fold(name) for name in travellers.split(", ")}
        return tuple(name for name in self._known[key] if fold(name) not in travelling)


def _trip_row(reader: Reader, row: Row[Any], people: _People, *, has_report: bool) -> TripRow:
    names = tuple(name for role in row.waiting_for for name in people.of(role, row.entity, row.travellers))
    place = status.Place(
        state=row.state,
        who=names or tuple(approving.title_of_role(role) for role in row.waiting_for),
        departs_on=row.departs_on,
        returns_on=row.returns_on,
        nobody=bool(row.waiting_for) and not names,
        has_report=has_report,
        amended=row.approved_edition is not None,
    )
    return TripRow(
        id=row.id,
        number=row.number,
        title=row.title,
        travellers=row.travellers,
        entity=row.entity,
        category=row.category,
        purpose_kind=row.purpose_kind,
        country=row.country,
        city=row.city,
        period=_period(row.departs_on, row.returns_on),
        state=row.state,
        with_whom=status.with_whom(place),
        since=row.since.astimezone(BRUSSELS).date(),
        next=status.what_next(place),
        missing=tuple(status.whats_missing(place, reader.today, _terms(reader, row.rule_set))),
        total=None if row.total is None else euro(row.total),
        kg=row.kg,
        urgent=row.urgent,
        regularised=row.regularised,
        by_plane=row.by_plane,
        mission_id=row.mission_id,
    )


def _period(departs: date | None, returns: date | None) -> tuple[PartialDate | None, PartialDate | None]:
    return PartialDate.of(departs) if departs else None, PartialDate.of(returns) if returns else None


def _terms(reader: Reader, code: str) -> status.Terms:
    if not code:
        return status.Terms()
    rules = judging.rules_by_code(reader, code)
    return status.Terms(rules.whole("R74", "days"), rules.whole("R76", "days"), rules.whole("R76", "last_days"))


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the chain: who can decide there, or who has."""

    role: str
    title: Lazy
    rank: int
    opinion: bool
    is_open: bool
    candidates: tuple[str, ...]
    decision: DecisionRow | None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as it stands in the file."""

    id: str
    role: str
    outcome: Outcome
    name: str
    behalf_of: str
    means: Means
    recorder: str
    given_on: date
    at: datetime
    reason: str
    edition: int
    scan: str
    confirm_by: date | None
    mine: bool


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move as it stands in the file."""

    id: str
    step: Step
    to: State
    edition: int
    at: datetime
    name: str
    behalf_of: str
    reason: str


@dataclass(frozen=True, slots=True)
class DerogationRow:
    """A derogation that was asked, and what was decided."""

    id: str
    rule: str
    title: Multilingual
    path: str
    asked: str
    limit: str
    reason: str
    granted: bool | None
    allowed: str
    decided_name: str
    decided_at: datetime | None
    edition: int


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """A line of the expense statement."""

    id: str
    draft: ExpenseDraft


@dataclass(frozen=True, slots=True)
class AdvanceRow:
    """An advance, open or settled."""

    id: str
    traveller: str
    amount: Money
    paid_on: date
    settled_on: date | None
    settled_amount: Decimal | None


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """Something to do after the trip."""

    id: str
    draft: FollowUpDraft
    owner: str


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One edition of a file: its number, since when it is fixed, and what it asked for."""

    number: int
    frozen_at: datetime | None
    reason: str
    digest: str
    request: Request


@dataclass(frozen=True, slots=True)
class Seat:
    """A step at which the user may decide now, on somebody's behalf or not."""

    role: str
    title: Lazy
    behalf_of: str
    opinion: bool


@dataclass(frozen=True, slots=True)
class TripCard:
    """One file, whole. `may` are the moves that the user can make now; `seats` the steps at which the user may decide."""

    row: TripRow
    edition: int
    approved_edition: int | None
    request: Request
    editions: tuple[EditionRow, ...]
    rules: RuleSet | None
    findings: tuple[Finding, ...]
    estimate: Estimate
    ways: tuple[Way, ...]
    emissions: Emissions
    allowance: AllowanceSheet | None
    steps: tuple[StepRow, ...]
    decisions: tuple[DecisionRow, ...]
    derogations: tuple[DerogationRow, ...]
    moves: tuple[MoveRow, ...]
    marked: tuple[str, ...]
    returned_because: str
    report: ReportDraft
    report_handed_in: date | None
    expenses: tuple[ExpenseRow, ...]
    advances: tuple[AdvanceRow, ...]
    follow_ups: tuple[FollowUpRow, ...]
    booked_on: date | None
    booked_total: Decimal | None
    booking_note: str
    cancel_reason: CancelReason | None
    lost: Decimal | None
    vouchers: str
    may: frozenset[Step]
    may_edit: bool
    seats: tuple[Seat, ...]

    @property
    def id(self) -> str:
        """The id of the file."""
        return self.row.id

    @property
    def digest(self) -> str:
        """The hash of what is to be decided; empty while it has not been submitted."""
        return next((edition.digest for edition in self.editions if edition.number == self.edition), "")


@query(SEE_TRIPS)
def trip_card(reader: Reader, id: str) -> TripCard:
    """Give one file with all that belongs to it."""
    trip = reader.get(Trip, id)
    edition = trip.current
    request = edition.request
    judged = judged_now(reader, trip, edition)
    accounts = approving.everybody(reader)
    qualities = approving.qualities(reader, trip)
    latest = trip.moves[-1] if trip.moves else None
    return TripCard(
        row=trips.of(reader, [id])[0],
        edition=trip.edition,
        approved_edition=trip.approved_edition,
        request=request,
        editions=tuple(EditionRow(one.number, one.frozen_at, one.reason, one.digest, one.request) for one in trip.editions),
        rules=judged.rules,
        findings=(*_standing(reader, trip), *judged.findings),
        estimate=judged.estimate,
        ways=judged.ways,
        emissions=judged.emissions,
        allowance=judged.allowance,
        steps=tuple(_steps(reader, trip, accounts)),
        decisions=tuple(_decision_row(reader, one) for one in trip.decisions),
        derogations=tuple(_derogation_rows(trip, judged.rules)),
        moves=tuple(MoveRow(m.id, m.step, m.to, m.edition, m.at, m.name, m.behalf_of, m.reason) for m in trip.moves),
        marked=trip.marked,
        returned_because=latest.reason if latest and latest.step is Step.RETURN else "",
        report=draft_of(trip.report, ReportDraft) if trip.report else _blank_report(request),
        report_handed_in=trip.report.handed_in_on if trip.report else None,
        expenses=tuple(ExpenseRow(one.id, draft_of(one, ExpenseDraft)) for one in trip.expenses),
        advances=tuple(
            AdvanceRow(one.id, one.traveller, euro(one.amount), one.paid_on, one.settled_on, one.settled_amount) for one in trip.advances
        ),
        follow_ups=tuple(FollowUpRow(one.id, draft_of(one, FollowUpDraft), _owner(reader, one.owner_id)) for one in trip.follow_ups),
        booked_on=trip.booked_on,
        booked_total=trip.booked_total,
        booking_note=trip.booking_note,
        cancel_reason=trip.cancel_reason,
        lost=trip.lost,
        vouchers=trip.vouchers,
        may=frozenset(t.step for t in possible(trip.state) if _may(reader, trip, t, qualities) and _to_fits(trip, t.step, t.to)),
        may_edit=trip.state in EDITABLE and bool({Actor.REQUESTER, Actor.CELL} & qualities),
        seats=tuple(
            Seat(
                seat.step.role,
                approving.title_of_role(seat.step.role),
                seat.candidate.behalf_of.names[0] if seat.candidate.behalf_of else "",
                seat.step.opinion,
            )
            for seat in (approving.seats(reader, trip, reader.user.id) if reader.user.id else ())
        ),
    )


def _may(reader: Reader, trip: Trip, move: Transition, qualities: frozenset[Actor]) -> bool:
    return bool(set(move.actors) & qualities) or (move.step is Step.CANCEL and approving.is_approver(reader, trip))


def _to_fits(trip: Trip, step: Step, to: State) -> bool:
    # What is done to an amendment leads elsewhere than what is done to a first request.
    if step in (Step.RETURN, Step.WITHDRAW) and trip.state is State.IN_APPROVAL:
        return (to is State.AMENDING) == (trip.approved_edition is not None)
    return True


@dataclass(frozen=True, slots=True)
class JudgedFile:
    """An edition under the circular, with its sums."""

    rules: RuleSet | None
    findings: tuple[Finding, ...]
    estimate: Estimate
    ways: tuple[Way, ...]
    emissions: Emissions
    allowance: AllowanceSheet | None


_BEFORE_THE_JOURNEY = (State.SUBMITTED, State.IN_APPROVAL, State.REGULARISATION, State.APPROVED, State.BOOKED)


def _standing(reader: Reader, trip: Trip) -> Sequence[Finding]:
    """Give what speaks against going on as it is, while the file can still be stopped or changed."""
    return standing_findings(reader, trip) if trip.state in (*EDITABLE, *_BEFORE_THE_JOURNEY) else ()


def judged_now(reader: Reader, trip: Trip, edition: TripEdition) -> JudgedFile:
    """Judge an edition: as of today while it is written, as of the day of its submission afterwards."""
    request, factors = edition.request, factor_set(trip.factor_set or DEFAULT_FACTORS)
    told, ways = emissions(request, factors), alternatives(request, factors)
    try:
        rules = judging.rules_of(reader, trip.rule_set, request)
    except Refused as refused:
        return JudgedFile(None, refused.findings, estimate(request, None), ways, told, None)
    frozen = edition.frozen_at.astimezone(BRUSSELS).date() if edition.frozen_at else None
    facts = judging.facts_for(reader, request, rules, trip.id, frozen)
    findings = check(request, rules, facts)
    sheet = judging.allowance_of(reader, request, rules)
    findings = (*findings, *missing_reasons(request, findings))
    return JudgedFile(rules, findings, estimate(request, sheet.total), ways, told, sheet)


@query(SEE_TRIPS)
def judged_request(reader: Reader, request: Request, trip: str | None = None) -> JudgedFile:
    """Judge a request that is being written, for a file or for none yet."""
    file = reader.find(Trip, trip) if trip else None
    code, factors = (file.rule_set, factor_set(file.factor_set or DEFAULT_FACTORS)) if file else ("", factor_set(DEFAULT_FACTORS))
    told, ways = emissions(request, factors), alternatives(request, factors)
    try:
        rules = judging.rules_of(reader, code, request)
    except Refused as refused:
        return JudgedFile(None, refused.findings, estimate(request, None), ways, told, None)
    findings = check(request, rules, judging.facts_for(reader, request, rules, trip))
    sheet = judging.allowance_of(reader, request, rules)
    days = file and (file.current.departs_at, file.current.returns_at)
    standing = _standing(reader, file) if file and days == (request.departs_at, request.returns_at) else ()
    told_of = (*standing, *findings, *missing_reasons(request, findings))
    return JudgedFile(rules, told_of, estimate(request, sheet.total), ways, told, sheet)


def _steps(reader: Reader, trip: Trip, accounts: Mapping[str, chains.Somebody]) -> Iterable[StepRow]:
    edition = trip.current
    now_open = {step.role for step in approving.open_steps(reader, trip, accounts)}
    for step in edition.steps:
        wanted = chains.part_digest(edition.request, step.concern)
        decision = next((one for one in reversed(trip.decisions) if one.role == step.role and one.part == wanted), None)
        is_open = step.role in now_open
        names = (candidate.who.names[0] for candidate in approving.candidates_for(reader, trip, step, accounts)) if is_open else ()
        yield StepRow(
            step.role,
            approving.title_of_role(step.role),
            step.rank,
            step.opinion,
            is_open,
            tuple(names),
            _decision_row(reader, decision) if decision and not is_open else None,
        )


def _decision_row(reader: Reader, one: Any) -> DecisionRow:
    return DecisionRow(
        id=one.id,
        role=one.role,
        outcome=one.outcome,
        name=one.name,
        behalf_of=one.behalf_of,
        means=one.means,
        recorder=one.recorder_name,
        given_on=one.given_on,
        at=one.at,
        reason=one.reason,
        edition=one.edition,
        scan=one.scan,
        confirm_by=one.confirm_by,
        mine=bool(reader.user.id) and one.account == reader.user.id,
    )


def _derogation_rows(trip: Trip, rules: RuleSet | None) -> Iterable[DerogationRow]:
    for one in trip.derogations:
        title = rules.rule(one.rule).title if rules and one.rule in rules.by_id else Multilingual.same(one.rule)
        yield DerogationRow(
            one.id,
            one.rule,
            title,
            one.path,
            one.asked,
            one.limit,
            one.reason,
            one.granted,
            one.allowed,
            one.decided_name,
            one.decided_at,
            one.edition,
        )


def _blank_report(request: Request) -> ReportDraft:
    return ReportDraft(results=tuple(Result(expected) for expected in request.purpose.expected_results))


def _owner(reader: Reader, person: str | None) -> str:
    found = reader.find(Person, person)
    return found.name if found else ""


@query(SEE_TRIPS)
def time_has_passed(reader: Reader) -> bool:
    """Tell whether a file has to be moved because its day has come; see `LetTimePass`."""
    left = Trip.state.in_((State.APPROVED, State.BOOKED)) & (Trip.departs_on <= reader.today)
    back = (Trip.state == State.ON_TRIP) & (Trip.returns_on < reader.today)
    return reader.scalar(select(Trip.id).where(or_(left, back)).limit(1)) is not None


@query(SEE_TRIPS)
def trip_by(reader: Reader, word: str) -> str:
    """Give the id of the trip with this number ("T2026/014", "2026/014") or id; refused when there is none."""
    wanted = word.strip()
    number = wanted if wanted.upper().startswith("T") else f"T{wanted}"
    found = reader.scalar(select(Trip.id).where(or_(Trip.id == wanted, Trip.number == number.upper(), Trip.import_id == wanted)))
    if found is None:
        raise Refused(Finding("number", lazy("There is no trip “{number}”.", number=word[:60]), rule="no-such-trip"))
    return found


@query(SEE_TRIPS)
def trips_of_mission(reader: Reader, mission: str) -> Sequence[TripRow]:
    """Give the trips of a mission."""
    ids = reader.scalars(select(Trip.id).where(Trip.mission_id == mission).order_by(Trip.departs_on, Trip.number))
    return trips.of(reader, ids)


@query(SEE_TRIPS)
def trips_of_person(reader: Reader, person: str) -> Sequence[TripRow]:
    """Give the trips of a person, the latest first."""
    own = select(TripTraveller.trip_id).where(TripTraveller.person_id == person)
    return trips.of(reader, reader.scalars(select(Trip.id).where(Trip.id.in_(own)).order_by(Trip.departs_on.desc(), Trip.number)))


@query(SEE_TRIPS)
def templates(reader: Reader) -> Sequence[tuple[str, str, Request]]:
    """Give the templates: id, name, request; by name."""
    return [(one.id, one.name, one.request) for one in reader.scalars(select(TripTemplate).order_by(TripTemplate.name, TripTemplate.id))]


@query(SEE_TRIPS)
def waiting_count(reader: Reader) -> int:
    """Count the files that wait for the user."""
    return len(waiting_ids(reader))


@query(SEE_TRIPS)
def next_waiting(reader: Reader, after: str | None = None) -> str | None:
    """Give the next file that waits for the user; after this one when given."""
    waiting = waiting_ids(reader)
    later = waiting[waiting.index(after) + 1 :] if after in waiting else waiting
    return next((id for id in (*later, *waiting) if id != after), None)


def trip_texts(reader: Reader, ids: Sequence[str]) -> Iterable[SearchText]:
    """Give the texts by which search finds trips: title, number, travellers, place, and the words of the report."""
    statement = select(Trip, MissionReport.text).join(MissionReport, MissionReport.trip_id == Trip.id, isouter=True).where(Trip.id.in_(ids))
    for trip, report in reader.rows(statement):
        texts = (trip.number, trip.title, trip.travellers, trip.city, trip.country, trip.entity, report or "")
        subtitle = " · ".join(text for text in (trip.number, trip.travellers, trip.city) if text)
        yield SearchText(trip.id, Multilingual.same(trip.title or trip.number), Multilingual.same(subtitle), tuple(t for t in texts if t))
