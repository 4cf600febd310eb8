"""Decisions: taken in the program by whoever is to decide, or given on paper, by mail or by telephone and recorded by the cell.

The person who decides is never in the file, decides once, and decides on exactly the content that was read. None of this can be
undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.domains.trips import chains
from app.domains.trips.chains import Candidate, ChainStep, Somebody, part_digest
from app.domains.trips.commands.filing import account_of, note_move, qualities
from app.domains.trips.commands.sending import be_approved, before_amendment, go_on, stand_by_approval
from app.domains.trips.moves import Actor, Step, transition
from app.domains.trips.queries import approving
from app.domains.trips.records import Trip, TripDecision
from app.domains.trips.request import Request
from app.domains.trips.standing import standing_findings
from app.domains.trips.vocabulary import DECIDE_TRIPS, HANDLE_TRIPS, Means, Outcome, State
from app.kernel.clock import BRUSSELS
from app.kernel.commands import Command, handles
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Work

_CONFIRM_WITHIN = 2  # working days, for a consent by telephone
_LONGEST_AGO = 60  # days since a decision on paper was given


@dataclass(frozen=True, slots=True)
class Grant:
    """What is decided on a derogation: granted or not, and the value that is allowed when it is another than was asked."""

    granted: bool
    allowed: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody decides, of the content with this digest.

    `role` names the step when somebody could decide at several; `marked` are the parts that must be changed (`Request` fields), for a
    return; `derogations` the decision on each derogation, by its id, needed with the last approval.
    """

    digest: str
    outcome: Outcome
    reason: str = ""
    role: str = ""
    marked: tuple[str, ...] = ()
    derogations: Mapping[str, Grant] = field(default_factory=dict[str, Grant])


@dataclass(frozen=True, slots=True)
class DecideTrip(Command[None]):
    """Decide on a request that waits for the user, or for somebody whose stand-in the user is."""

    permission = DECIDE_TRIPS
    label = lazy("Decide on service trip")
    undoable = False

    trip: str
    verdict: Verdict


@handles(DecideTrip)
def decide_trip(command: DecideTrip, work: Work) -> None:
    """Note the decision under the user's own name, and move the file."""
    trip = work.get(Trip, command.trip)
    _decide(work, trip, command.verdict, work.user.id, _Given(Means.PROGRAM, work.today))


@dataclass(frozen=True, slots=True)
class RecordDecision(Command[None]):
    """Record a decision that was given outside the program: by whom, how, on which day, with the scan that proves it.

    `scan` is the digest of a kept file; a consent by telephone has none and is to be confirmed within two working days.
    """

    permission = HANDLE_TRIPS
    label = lazy("Record decision")
    undoable = False

    trip: str
    verdict: Verdict
    account: str
    means: Means
    given_on: date
    scan: str = ""


@handles(RecordDecision)
def record_decision(command: RecordDecision, work: Work) -> None:
    """Note the decision under the name of whoever gave it, and who recorded it."""
    trip = work.get(Trip, command.trip)
    _check_recording(work, trip, command)
    confirm_by = working_days_after(work.today, _CONFIRM_WITHIN) if command.means is Means.TELEPHONE else None
    _decide(work, trip, command.verdict, command.account, _Given(command.means, command.given_on, command.scan, confirm_by))


def _check_recording(work: Work, trip: Trip, command: RecordDecision) -> None:
    if command.means is Means.PROGRAM:
        raise Refused(Finding("means", lazy("Say how it was given: on paper, by e-mail or by telephone."), rule="means"))
    if command.means is not Means.TELEPHONE and not command.scan:
        raise Refused(Finding("scan", lazy("Attach the scan or the message: it is the proof of the decision."), rule="scan-missing"))
    if command.scan and work.files.read(command.scan) is None:
        raise Refused(Finding("scan", lazy("The scan is not among the kept files."), rule="scan-missing"))
    if not work.today - timedelta(_LONGEST_AGO) <= command.given_on <= work.today:
        raise Refused(Finding("given_on", lazy("Enter the day on which it was given; it cannot lie ahead."), rule="given-on"))
    frozen = trip.current.frozen_at
    if frozen is not None and command.given_on < frozen.astimezone(BRUSSELS).date():
        raise Refused(Finding("given_on", lazy("On that day the request had not been submitted as it is now."), rule="given-on"))
    myself = approving.people_with_accounts(work).get(work.user.id)
    travelling = [Somebody(person=member.person_id, names=(member.name,)) for member in trip.members]
    if myself is not None and any(myself.is_same(one) for one in travelling):
        raise Refused(
            Finding("", lazy("You travel on this trip: let somebody else record the decision on it."), rule="self-approval", ref=trip.ref)
        )


@dataclass(frozen=True, slots=True)
class _Given:
    means: Means
    given_on: date
    scan: str = ""
    confirm_by: date | None = None


def _decide(work: Work, trip: Trip, verdict: Verdict, account: str, given: _Given) -> None:
    work.describe(_label(trip, verdict.outcome))
    _check_state(trip, verdict)
    if verdict.outcome in (Outcome.APPROVE, Outcome.FAVOURABLE):
        refuse(standing_findings(work, trip))
    step, candidate = _seat(work, trip, verdict, account)
    outcome = approving.opinion_or_decision(step, verdict.outcome)
    if not step.opinion and outcome in (Outcome.FAVOURABLE, Outcome.UNFAVOURABLE):
        message = lazy("As {role} you decide: approve, return or refuse.", role=approving.title_of_role(step.role))
        raise Refused(Finding("outcome", message, rule="no-decision", ref=trip.ref))
    _check_marked(verdict.marked)
    if outcome in (Outcome.RETURN, Outcome.REFUSE) and not verdict.reason.strip():
        raise Refused(Finding("reason", lazy("Give the reason: whoever asked must know what to do."), rule="reason-missing"))
    decision = _note(work, trip, verdict, step, candidate, outcome, given)
    _decide_derogations(work, trip, verdict, decision)
    match outcome:
        case Outcome.RETURN:
            _give_back(work, trip, verdict, decision)
        case Outcome.REFUSE:
            _refuse(work, trip, decision)
        case _:
            _pass_on(work, trip, step, decision)
    work.seal(trip.ref)


def _check_marked(marked: Iterable[str]) -> None:
    refuse(
        Finding(f"marked[{number}]", lazy("This is no part of a request: {part}.", part=part[:60]), rule="unknown-part")
        for number, part in enumerate(marked)
        if part not in Request.__dataclass_fields__
    )


def _label(trip: Trip, outcome: Outcome) -> Lazy:
    match outcome:
        case Outcome.RETURN:
            return lazy("Return request {number}", number=trip.number)
        case Outcome.REFUSE:
            return lazy("Refuse request {number}", number=trip.number)
        case Outcome.APPROVE:
            return lazy("Approve request {number}", number=trip.number)
        case _:
            return lazy("Give an opinion on request {number}", number=trip.number)


def _check_state(trip: Trip, verdict: Verdict) -> None:
    if trip.state not in (State.IN_APPROVAL, State.REGULARISATION):
        last = trip.moves[-1]
        message = lazy("This request does not wait for a decision any more: {name} moved it on {at}.", name=last.name, at=last.at)
        raise Refused(Finding("state", message, rule="decided-already", ref=trip.ref))
    if verdict.digest != trip.current.digest:
        message = lazy("The request has been changed since you read it. Read it again: a decision is of exactly what was read.")
        raise Refused(Finding("digest", message, rule="other-content", ref=trip.ref))


def _seat(work: Work, trip: Trip, verdict: Verdict, account: str) -> tuple[ChainStep, Candidate]:
    """Find the step at which the account decides, and on whose behalf; say why there is none."""
    found = approving.seats(work, trip, account) if account else ()
    chosen = next((seat for seat in found if not verdict.role or seat.step.role == verdict.role), None)
    if chosen is not None:
        return chosen.step, chosen.candidate
    raise Refused(_why_not(work, trip, account))


def _why_not(work: Work, trip: Trip, account: str) -> Finding:
    accounts = approving.people_with_accounts(work)
    somebody = accounts.get(account)
    if somebody is None:
        return Finding("", lazy("Only somebody with an account of this office can decide."), rule="no-account", ref=trip.ref)
    known = approving.everybody(work)
    if any(somebody.is_same(other) for other in approving.barred(trip, known)):
        message = lazy("Nobody decides on a trip that is their own: made, sent, written in, or travelled by them.")
        return Finding("", message, rule="self-approval", ref=trip.ref)
    steps = approving.open_steps(work, trip, known)
    if any(somebody.is_same(other) for step in steps for other in approving.have_spoken(trip, step, known)):
        message = lazy("This person has decided at another step of this request: two approvals are of two persons.")
        return Finding("", message, rule="one-person-once", ref=trip.ref)
    if not any(approving.candidates_for(work, trip, step, known) for step in steps):
        roles = [approving.title_of_role(step.role) for step in steps]
        message = lazy("Nobody can decide now: no other person holds this role for the traveller's entity ({roles}).", roles=roles)
        return Finding("", message, rule="no-approver", ref=trip.ref)
    roles = [approving.title_of_role(step.role) for step in steps]
    return Finding("", lazy("This request waits for others: {roles}.", roles=roles), rule="not-your-move", ref=trip.ref)


def _note(work: Work, trip: Trip, verdict: Verdict, step: ChainStep, candidate: Candidate, outcome: Outcome, given: _Given) -> TripDecision:
    recorded = given.means is not Means.PROGRAM
    behalf = candidate.behalf_of
    decision = TripDecision(
        trip_id=trip.id,
        position=len(trip.decisions) + 1,
        edition=trip.edition,
        role=step.role,
        outcome=outcome,
        account=candidate.who.account,
        identity=candidate.who.identity,
        name=candidate.who.names[0],
        behalf_account=behalf.account if behalf else "",
        behalf_of=behalf.names[0] if behalf else "",
        means=given.means,
        recorder=account_of(work) if recorded else "",
        recorder_name=work.user.name if recorded else "",
        given_on=given.given_on,
        at=work.now,
        reason=verdict.reason.strip(),
        digest=trip.current.digest,
        part=part_digest(trip.current.request, step.concern),
        scan=given.scan,
        confirm_by=given.confirm_by,
    )
    trip.decisions.append(decision)
    return decision


def _decide_derogations(work: Work, trip: Trip, verdict: Verdict, decision: TripDecision) -> None:
    asked = {one.id: one for one in trip.derogations if one.edition == trip.edition}
    for number, (id, grant) in enumerate(verdict.derogations.items()):
        derogation = asked.get(id)
        if derogation is None:
            raise Refused(Finding(f"derogations[{number}]", lazy("This derogation is not asked here."), rule="unknown-derogation"))
        if decision.outcome in (Outcome.FAVOURABLE, Outcome.UNFAVOURABLE):
            raise Refused(Finding(f"derogations[{number}]", lazy("A step that only advises grants no derogation."), rule="opinion-only"))
        if derogation.granted is not None:
            message = lazy(
                "{name} has decided on the derogation from rule {rule} already.", name=derogation.decided_name, rule=derogation.rule
            )
            raise Refused(Finding(f"derogations[{number}]", message, rule="derogation-decided"))
        derogation.granted, derogation.allowed = grant.granted, grant.allowed.strip() or (derogation.asked if grant.granted else "")
        derogation.decided_by, derogation.decided_name, derogation.decided_at = decision.account, decision.name, work.now


def _pass_on(work: Work, trip: Trip, step: ChainStep, decision: TripDecision) -> None:
    regularised = trip.state is State.REGULARISATION
    missing = approving.missing_steps(work, trip)
    last = regularised or not missing
    if last or step == chains.highest(trip.current.steps):
        # The highest level decides on the derogations, also when others are still to be heard.
        refuse(_open_derogations(trip))
    if not last:
        _move(work, trip, Step.PASS, State.IN_APPROVAL, decision)
        go_on(work, trip)
        return
    _check_last(work, trip, regularised=regularised)
    _move(work, trip, Step.APPROVE, State.APPROVED, decision)
    be_approved(trip)


def _check_last(work: Work, trip: Trip, *, regularised: bool) -> None:
    request = trip.current.request
    findings = _open_derogations(trip)
    if not request.budget_line:
        findings.append(Finding("budget_line", lazy("The budget line is missing."), rule="R59"))
    departed = request.departure_day is not None and request.departure_day < work.today
    if departed and not regularised and trip.approved_edition is None:
        message = lazy("The journey has begun without approval: it can only be withdrawn and regularised.")
        findings.append(Finding("departs_at", message, rule="R72"))
    if findings:
        raise Refused(findings)


def _open_derogations(trip: Trip) -> list[Finding]:
    findings: list[Finding] = []
    for one in trip.derogations:
        if one.edition == trip.edition and one.granted is None:
            message = lazy("The derogation from rule {rule} has not been decided.", rule=one.rule)
            findings.append(Finding(f"derogations.{one.rule}", message, rule="derogation-open", ref=Ref(one.kind, one.id)))
        elif one.edition == trip.edition and not one.granted:
            message = lazy("The derogation from rule {rule} is denied: return or refuse the request.", rule=one.rule)
            findings.append(Finding(f"derogations.{one.rule}", message, rule="derogation-denied", ref=Ref(one.kind, one.id)))
    return findings


def _give_back(work: Work, trip: Trip, verdict: Verdict, decision: TripDecision) -> None:
    amended = trip.approved_edition is not None and trip.state is State.IN_APPROVAL
    _move(work, trip, Step.RETURN, State.AMENDING if amended else State.RETURNED, decision)
    trip.marked, trip.waiting_for = verdict.marked, ()


def _refuse(work: Work, trip: Trip, decision: TripDecision) -> None:
    amended = trip.approved_edition is not None and trip.state is State.IN_APPROVAL
    _move(work, trip, Step.REFUSE, before_amendment(trip) if amended else State.REFUSED, decision)
    trip.waiting_for = ()
    if amended:
        stand_by_approval(work, trip)


def _move(work: Work, trip: Trip, step: Step, to: State, decision: TripDecision) -> None:
    found = transition(step, trip.state, to)
    assert found is not None, (step, trip.state, to)
    move = note_move(work, trip, found, decision.reason, decision.behalf_of)
    # The file names who decided; who typed it in stands with the decision.
    move.account, move.name = decision.account, decision.name


@dataclass(frozen=True, slots=True)
class ReturnTrip(Command[None]):
    """Give a request back as not admissible, with the reason and the parts to change. The cell does not decide on opportunity."""

    permission = HANDLE_TRIPS
    label = lazy("Return request")
    undoable = False

    trip: str
    reason: str
    marked: tuple[str, ...] = ()


@handles(ReturnTrip)
def return_trip(command: ReturnTrip, work: Work) -> None:
    """Move the file back."""
    trip = work.get(Trip, command.trip)
    amended = trip.approved_edition is not None and trip.state is State.IN_APPROVAL
    to = State.AMENDING if amended else State.RETURNED
    found = transition(Step.RETURN, trip.state, to)
    if found is None:
        raise Refused(Finding("state", lazy("This cannot be done with the file as it stands now."), rule="no-such-move", ref=trip.ref))
    if not command.reason.strip():
        raise Refused(Finding("reason", lazy("Give the reason: whoever asked must know what to do."), rule="reason-missing"))
    _check_marked(command.marked)
    if Actor.CELL not in qualities(work, trip):
        raise Refused(
            Finding("", lazy("This is not yours to do: it is for others in the way of this file."), rule="not-your-move", ref=trip.ref)
        )
    work.describe(_label(trip, Outcome.RETURN))
    note_move(work, trip, found, command.reason.strip())
    trip.marked, trip.waiting_for = command.marked, ()
    work.seal(trip.ref)


@dataclass(frozen=True, slots=True)
class ConfirmConsent(Command[None]):
    """Confirm a consent that was given by telephone."""

    permission = DECIDE_TRIPS
    label = lazy("Confirm consent given by telephone")
    undoable = False

    decision: str


@handles(ConfirmConsent)
def confirm_consent(command: ConfirmConsent, work: Work) -> None:
    """Note that the one who decided has confirmed it in the program."""
    decision = work.get(TripDecision, command.decision)
    if decision.account != work.user.id:
        raise Refused(Finding("", lazy("Only {name} can confirm this consent.", name=decision.name), rule="not-your-move"))
    if decision.confirm_by is None:
        raise Refused(Finding("", lazy("There is nothing to confirm."), rule="nothing-to-confirm"))
    decision.confirm_by = None


def working_days_after(day: date, number: int) -> date:
    """Count working days, Monday to Friday. Holidays are not known here, so a term may come out too early, never too late."""
    while number > 0:
        day += timedelta(1)
        number -= day.weekday() < 5  # noqa: PLR2004 - Saturday
    return day
