"""A request on its way into approval: submitted, found admissible, withdrawn, amended.

Nothing here can be undone: what has been sent, others have seen. It is withdrawn or amended instead.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from app.domains.trips.circular.checking import reason_for
from app.domains.trips.commands.filing import Judged, account_of, judge, make_move, note_move, open_for_writing, show_figures
from app.domains.trips.derogations import neutral
from app.domains.trips.emissions import DEFAULT_FACTORS
from app.domains.trips.moves import EDITABLE, Step, transition
from app.domains.trips.queries import approving
from app.domains.trips.records import Derogation, Trip, TripEdition
from app.domains.trips.request import Request, digest
from app.domains.trips.vocabulary import HANDLE_TRIPS, REQUEST_TRIPS, State
from app.kernel.commands import Command, handles
from app.kernel.errors import Finding, Refused, Severity, refuse
from app.kernel.translated import lazy
from app.kernel.work import Work

_WEIGHTY = (Severity.WARNS, Severity.DEROGATION)


@dataclass(frozen=True, slots=True)
class SubmitTrip(Command[str]):
    """Send a request for approval; one for a journey that has begun goes to be regularised, with the reason why."""

    permission = REQUEST_TRIPS
    label = lazy("Send request for approval")
    undoable = False

    trip: str
    reason: str = ""


@handles(SubmitTrip)
def submit_trip(command: SubmitTrip, work: Work) -> str:
    """Freeze the content with its hash, its chain and its rule set, and pass it on as far as it goes by itself."""
    trip = work.get(Trip, command.trip)
    if trip.state not in EDITABLE:
        raise Refused(Finding("state", lazy("This request has been submitted already."), rule="no-such-move", ref=trip.ref))
    departure = trip.current.request.departure_day
    late = departure is not None and departure < work.today
    if trip.state is not State.AMENDING and late is not _was_regularised(trip):
        open_for_writing(work, trip)  # what had been submitted before goes another way now, before others
    request = trip.current.request
    # Whatever day the form says: what counts is that of today.
    judged = judge(work, trip, replace(request, submitted_on=work.today))
    refuse(judged.findings)
    work.describe(lazy("Send request {number} for approval: {title}", number=trip.number, title=trip.title))
    _fix_rules(trip, judged)
    if trip.state is State.AMENDING:
        _submit_amendment(work, trip, request, judged, command.reason)
    elif late:
        if not command.reason.strip():
            message = lazy("The journey has begun without approval. Say why: the highest level of the chain decides on it afterwards.")
            raise Refused(Finding("reason", message, rule="reason-missing", ref=trip.ref))
        make_move(work, trip, Step.REGULARISE, reason=command.reason)
        trip.regularised = True
        _freeze(work, trip, request, judged, command.reason)
        _wait(work, trip)
    else:
        make_move(work, trip, Step.SUBMIT_AGAIN if trip.state is State.RETURNED else Step.SUBMIT)
        trip.regularised = False  # when it was sent to be regularised before, its dates were wrong
        _freeze(work, trip, request, judged, command.reason)
        if not any(judged.of(weight) for weight in _WEIGHTY):
            admit(work, trip, by_clock=True)
    work.seal(trip.ref)
    return trip.id


def _was_regularised(trip: Trip) -> bool:
    return any(move.step is Step.REGULARISE and move.edition == trip.edition for move in trip.moves)


def _fix_rules(trip: Trip, judged: Judged) -> None:
    # At the first submission, and never again: neither a new rule set nor other dates change the measure of an old file.
    trip.rule_set = trip.rule_set or judged.rules.code
    trip.factor_set = trip.factor_set or DEFAULT_FACTORS


def _freeze(work: Work, trip: Trip, request: Request, judged: Judged, reason: str) -> None:
    edition = trip.current
    trip.sender, trip.submitted_at, trip.marked = account_of(work), trip.submitted_at or work.now, ()
    # What was done without approval goes before the highest level there is, as a derogation does.
    derogation = trip.regularised or bool(judged.of(Severity.DEROGATION))
    # Counted in working days by the rule itself: it has spoken, or the file is not urgent.
    trip.urgent = any(finding.rule == "R71" for finding in judged.findings)
    if not edition.digest:
        edition.submitted_on, edition.reason, edition.frozen_at = work.today, reason, work.now
        edition.digest = digest(request)
    edition.steps = edition.steps or approving.steps_of(
        work, request, judged.rules, judged.estimate.known, derogation=derogation, urgent=trip.urgent
    )
    _ask_derogations(trip, edition, judged)
    show_figures(work, trip, request)


def _ask_derogations(trip: Trip, edition: TripEdition, judged: Judged) -> None:
    """Write down one derogation for each rule; what was granted before for the same thing and reason stays granted."""
    asked_before = {(one.rule, one.asked, one.reason): one for one in trip.derogations if one.granted}
    there = {one.rule for one in trip.derogations if one.edition == edition.number}
    by_rule: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in judged.of(Severity.DEROGATION):
        by_rule[finding.rule].append(finding)
    for rule, findings in by_rule.items():
        if rule in there:
            continue
        asked = ", ".join(dict.fromkeys(neutral(finding.value) for finding in findings))
        reason = reason_for(edition.request, rule)
        derogation = Derogation(
            trip_id=trip.id,
            position=len(trip.derogations) + 1,
            edition=edition.number,
            rule=rule,
            path=findings[0].path,
            asked=asked,
            limit=neutral(findings[0].limit),
            reason=reason,
        )
        if (earlier := asked_before.get((rule, asked, reason))) is not None:
            derogation.granted, derogation.allowed = earlier.granted, earlier.allowed
            derogation.decided_by, derogation.decided_name, derogation.decided_at = (
                earlier.decided_by,
                earlier.decided_name,
                earlier.decided_at,
            )
        trip.derogations.append(derogation)


def _submit_amendment(work: Work, trip: Trip, request: Request, judged: Judged, reason: str) -> None:
    make_move(work, trip, Step.SUBMIT_AMENDMENT, reason=reason)
    _freeze(work, trip, request, judged, reason)
    go_on(work, trip)


def _wait(work: Work, trip: Trip) -> None:
    trip.waiting_for = tuple(step.role for step in approving.open_steps(work, trip))


def admit(work: Work, trip: Trip, *, by_clock: bool) -> None:
    """Pass a submitted request into approval; by itself when nothing in it asks for a look."""
    make_move(work, trip, Step.ADMIT, allowed=by_clock)
    go_on(work, trip)


def go_on(work: Work, trip: Trip) -> None:
    """See who decides next; when nobody is left, because all that was touched had been decided before, it is approved."""
    _wait(work, trip)
    if not trip.waiting_for:
        found = transition(Step.APPROVE, trip.state, State.APPROVED)
        assert found is not None
        note_move(work, trip, found, "")
        be_approved(trip)


def be_approved(trip: Trip) -> None:
    """Make the present edition the one that was approved last."""
    trip.approved_edition, trip.approved_total, trip.waiting_for = trip.edition, trip.total, ()


@dataclass(frozen=True, slots=True)
class AdmitTrip(Command[None]):
    """Find a request admissible: it is complete, and its warnings and derogations may go before the approvers."""

    permission = HANDLE_TRIPS
    label = lazy("Find request admissible")
    undoable = False

    trip: str


@handles(AdmitTrip)
def admit_trip(command: AdmitTrip, work: Work) -> None:
    """Pass it into approval."""
    trip = work.get(Trip, command.trip)
    work.describe(lazy("Find request {number} admissible", number=trip.number))
    admit(work, trip, by_clock=False)
    work.seal(trip.ref)


@dataclass(frozen=True, slots=True)
class WithdrawTrip(Command[None]):
    """Take a request back before the last decision; an amendment goes back to being written."""

    permission = REQUEST_TRIPS
    label = lazy("Withdraw request")
    undoable = False

    trip: str
    reason: str = ""


@handles(WithdrawTrip)
def withdraw_trip(command: WithdrawTrip, work: Work) -> None:
    """Give the file back into the hands of whoever asks."""
    trip = work.get(Trip, command.trip)
    to = State.AMENDING if trip.approved_edition and trip.state is State.IN_APPROVAL else State.DRAFT
    work.describe(lazy("Withdraw request {number}", number=trip.number))
    make_move(work, trip, Step.WITHDRAW, to=to, reason=command.reason)
    trip.waiting_for = ()
    work.seal(trip.ref)


@dataclass(frozen=True, slots=True)
class AmendTrip(Command[None]):
    """Begin to change an approved trip: a new edition is written, the approval of the old one stays valid until it is decided."""

    permission = REQUEST_TRIPS
    label = lazy("Amend trip")
    undoable = False

    trip: str


@handles(AmendTrip)
def amend_trip(command: AmendTrip, work: Work) -> None:
    """Open the next edition."""
    trip = work.get(Trip, command.trip)
    work.describe(lazy("Amend trip {number}", number=trip.number))
    make_move(work, trip, Step.AMEND)
    open_for_writing(work, trip)
    work.seal(trip.ref)


@dataclass(frozen=True, slots=True)
class GiveUpAmendment(Command[None]):
    """Leave an approved trip as it was approved; what was written stays in the file as an edition that counts for nothing."""

    permission = REQUEST_TRIPS
    label = lazy("Give up amendment")
    undoable = False

    trip: str


@handles(GiveUpAmendment)
def give_up_amendment(command: GiveUpAmendment, work: Work) -> None:
    """Go back to the edition that was approved."""
    trip = work.get(Trip, command.trip)
    work.describe(lazy("Give up the amendment of {number}", number=trip.number))
    make_move(work, trip, Step.GIVE_UP_AMENDMENT, to=before_amendment(trip))
    stand_by_approval(work, trip)
    work.seal(trip.ref)


def before_amendment(trip: Trip) -> State:
    """Give the state in which the amendment was begun: what is booked stays booked when nothing comes of it."""
    return next((move.origin for move in reversed(trip.moves) if move.step is Step.AMEND and move.origin), State.APPROVED)


def stand_by_approval(work: Work, trip: Trip) -> None:
    """Let the approved edition be the one in force again."""
    assert trip.approved_edition is not None
    trip.edition, trip.waiting_for, trip.marked = trip.approved_edition, (), ()
    show_figures(work, trip, trip.current.request)
