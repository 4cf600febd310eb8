"""What all handlers of trips share: who acts in which quality, the move that is noted, the judgement under the circular."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy import func, select

from app.domains.missions.records import Mission
from app.domains.people.records import Person
from app.domains.trips.circular.checking import check, missing_reasons
from app.domains.trips.circular.ruleset import RuleSet
from app.domains.trips.emissions import DEFAULT_FACTORS, emissions, factor_set
from app.domains.trips.figures import Estimate, estimate, lead_of
from app.domains.trips.moves import Actor, Step, Transition, transition
from app.domains.trips.queries import approving, judging
from app.domains.trips.records import Trip, TripEdition, TripMove, TripTraveller
from app.domains.trips.request import Request
from app.domains.trips.standing import standing_findings
from app.domains.trips.vocabulary import Category, Mode, State
from app.kernel.errors import Finding, Refused, Severity, refuse
from app.kernel.names import fold
from app.kernel.shapes import from_plain, to_plain
from app.kernel.translated import lazy
from app.kernel.work import Work


def next_number(work: Work, request: Request) -> str:
    """Issue the next number of the year of departure, or of this year."""
    year = (request.departure_day or work.today).year
    of_year = select(Trip.number).where(Trip.number >= f"T{year:04}/", Trip.number < f"T{year:04}0")
    last = work.scalar(of_year.order_by(func.length(Trip.number).desc(), Trip.number.desc()))
    return f"T{year:04}/{int(last.partition('/')[2]) + 1 if last else 1:03}"


def account_of(work: Work) -> str:
    """Name the account that acts; on a desk without accounts the user of the machine stands for it."""
    return work.user.id or f"desk:{work.user.name}"


def make_move(work: Work, trip: Trip, step: Step, *, to: State | None = None, reason: str = "", allowed: bool = False) -> TripMove:
    """Move the file along the list of transitions and note it; what the list does not know is refused, and so is who may not.

    *allowed* says that the file goes by itself, or that who may has been seen to.
    """
    found = transition(step, None if step is Step.BEGIN else trip.state, to)
    if found is None:
        raise Refused(Finding("state", lazy("This cannot be done with the file as it stands now."), rule="no-such-move", ref=trip.ref))
    if found.reason and not reason.strip():
        raise Refused(Finding("reason", lazy("Give the reason."), rule="reason-missing", ref=trip.ref))
    if not allowed:
        require_actor(work, trip, found)
    return note_move(work, trip, found, reason.strip())


def note_move(work: Work, trip: Trip, found: Transition, reason: str, behalf_of: str = "") -> TripMove:
    """Write the move and the new state."""
    move = TripMove(
        trip_id=trip.id,
        position=len(trip.moves) + 1,
        step=found.step,
        origin=found.origin,
        to=found.to,
        edition=trip.edition,
        at=work.now,
        account=account_of(work),
        name=work.user.name,
        behalf_of=behalf_of,
        reason=reason,
    )
    trip.moves.append(move)
    trip.state, trip.since = found.to, work.now
    return move


def require_actor(work: Work, trip: Trip, found: Transition) -> None:
    """Refuse when the user has none of the qualities that the move asks for."""
    if not set(found.actors) & qualities(work, trip):
        raise Refused(
            Finding("", lazy("This is not yours to do: it is for others in the way of this file."), rule="not-your-move", ref=trip.ref)
        )


def qualities(work: Work, trip: Trip) -> frozenset[Actor]:
    """Tell in which qualities the user may act on a file."""
    return approving.qualities(work, trip)


def open_for_writing(work: Work, trip: Trip) -> TripEdition:
    """Give the edition that may be written in: the present one, or a copy of it under the next number when it was submitted."""
    current = trip.current
    if not current.digest:
        return current
    content = _with_persons_of_today(work, trip, current.request)
    trip.edition = max(edition.number for edition in trip.editions) + 1
    opened = TripEdition(trip_id=trip.id, number=trip.edition, **{name: getattr(content, name) for name in Request.__dataclass_fields__})
    trip.editions.append(opened)
    return opened


def _with_persons_of_today(work: Work, trip: Trip, request: Request) -> Request:
    # Two entries may have been merged since: the file's own travellers have followed, what was submitted has not.
    known = {(member.position, member.name): member.person_id for member in trip.members}
    return replace(
        request,
        travellers=tuple(
            replace(one, person=known.get((n, one.name))) if one.person and work.find(Person, one.person) is None else one
            for n, one in enumerate(request.travellers, start=1)
        ),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """A request under the circular: its findings, and the sums that stand on the file."""

    rules: RuleSet
    findings: tuple[Finding, ...]
    estimate: Estimate

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one weight."""
        return tuple(finding for finding in self.findings if finding.severity is severity)


def judge(work: Work, trip: Trip, request: Request) -> Judged:
    """Check a request under the rule set of its file, or that of its departure while none is fixed."""
    rules = judging.rules_of(work, trip.rule_set, request)
    facts = judging.facts_for(work, request, rules, trip.id)
    findings = check(request, rules, facts)
    standing = standing_findings(work, trip)
    return Judged(rules, (*standing, *findings, *missing_reasons(request, findings)), estimate(request, facts.allowance_total))


def show_figures(work: Work, trip: Trip, request: Request) -> None:
    """Copy onto the file what lists and overlaps need of the request in force."""
    lead = lead_of(request)
    trip.title = request.title
    trip.travellers = ", ".join(traveller.name for traveller in request.travellers if traveller.name)
    trip.entity = lead.entity if lead else ""
    trip.category = lead.category if lead else Category.AGENT
    trip.purpose_kind = request.purpose.kind
    trip.country, trip.city = request.destination.country, request.destination.city
    trip.departs_on, trip.returns_on = request.departure_day, request.return_day
    trip.by_plane = any(leg.mode is Mode.PLANE for leg in request.legs)
    _show_sums(work, trip, request)
    trip.members = _members(work, trip, request)


def _show_sums(work: Work, trip: Trip, request: Request) -> None:
    allowance: Decimal | None = None
    try:
        rules = judging.rules_of(work, trip.rule_set, request)
    except Refused:  # a draft may have no dates yet
        pass
    else:
        allowance = judging.allowance_of(work, request, rules).total
    trip.total = estimate(request, allowance).total
    told = emissions(request, factor_set(trip.factor_set or DEFAULT_FACTORS))
    trip.kg = told.chosen_kg if request.legs and not told.unknown else None
    trip.alternative_kg = told.alternative_kg


def _members(work: Work, trip: Trip, request: Request) -> list[TripTraveller]:
    known = {(member.position, member.person_id, member.name): member for member in trip.members}
    rows: list[TripTraveller] = []
    for position, traveller in enumerate(request.travellers, start=1):
        person = work.find(Person, traveller.person)
        row = known.get((position, person.id if person else None, traveller.name))
        if row is None:
            row = TripTraveller(trip_id=trip.id, position=position, person_id=person.id if person else None, name=traveller.name)
        row.folded, row.category = fold(traveller.name), traveller.category
        rows.append(row)
    return rows


def check_references(work: Work, request: Request, mission: str | None) -> None:
    """Refuse persons and missions that are not there, and what could not be kept as it is: a moment without its offset, too many legs."""
    kept, faults = from_plain(Request, to_plain(request))
    if kept != request:
        refuse(faults)
    if mission is not None:
        work.get(Mission, mission)
    refuse(
        Finding(f"travellers[{n}].person", lazy("This person is no longer in the office's file."), rule="dangling-reference")
        for n, traveller in enumerate(request.travellers)
        if traveller.person is not None and work.find(Person, traveller.person) is None
    )


def blocking(findings: Iterable[Finding]) -> list[Finding]:
    """Keep what refuses."""
    return [finding for finding in findings if finding.blocks]
