"""What service trips do when their mission moves or is cancelled.

A request that is being written moves along. One that is approved is amended: the approval stays valid until the amendment is sent and
decided. One that lies before its approvers is left as it is, for what was submitted does not change; it cannot be approved with dates that
no longer hold, and a person takes it back. A journey that has begun stays what it is. Nothing is cancelled on the way: that ends a file for
good, so it is a step of its own, and a person decides it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.domains.missions.events import Dates, MissionCancelled, MissionMoved
from app.domains.missions.records import Mission
from app.domains.missions.rules import distance
from app.domains.missions.vocabulary import MissionState
from app.domains.trips.commands.filing import account_of, judge, make_move, open_for_writing, qualities, require_actor, show_figures
from app.domains.trips.commands.running import cancel
from app.domains.trips.commands.sending import before_amendment
from app.domains.trips.moves import EDITABLE, Actor, Step, transition
from app.domains.trips.records import Trip
from app.domains.trips.request import Request
from app.domains.trips.shifting import Shift, shifted
from app.domains.trips.standing import confirm_dates
from app.domains.trips.vocabulary import HANDLE_TRIPS, REQUEST_TRIPS, CancelReason, State
from app.kernel.commands import Command, handles
from app.kernel.consequences import Consequence, Effect
from app.kernel.errors import Finding, Refused, Severity
from app.kernel.events import Reaction
from app.kernel.ids import Ref
from app.kernel.names import clean
from app.kernel.readiness import Duty
from app.kernel.translated import Lazy, lazy, lazy_count
from app.kernel.work import Work

AREA = lazy("Trips")
UNDECIDED = (State.SUBMITTED, State.IN_APPROVAL, State.REGULARISATION)
GRANTED = (State.APPROVED, State.BOOKED)
STOPPABLE = (*EDITABLE, *UNDECIDED, *GRANTED)  # no journey has begun
OPEN = (*STOPPABLE, State.ON_TRIP)
_OURS = {Actor.REQUESTER, Actor.CELL}
_WEIGHTY = (Severity.BLOCKS, Severity.DEROGATION)


def follow_move(event: MissionMoved, work: Work) -> None:
    """Move the requests of a mission with it, as far as the state of each allows."""
    following = _Following(work, event)
    for trip in _trips(work, event.mission, OPEN):
        following.take(trip)
    following.write()
    following.tell()


def _trips(work: Work, mission: str, states: Sequence[State]) -> Sequence[Trip]:
    statement = select(Trip).where(Trip.mission_id == mission, Trip.state.in_(states)).order_by(Trip.number)
    # All of them at once: what belongs to each would be fetched file by file otherwise.
    return work.scalars(statement.options(selectinload(Trip.editions), selectinload(Trip.members), selectinload(Trip.moves)))


class _Counts(NamedTuple):
    moved: int = 0
    waiting: int = 0
    under_way: int = 0
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class _Rewritten:
    """A trip that gets new days: what is asked then, and the points that the circular found in it before."""

    trip: Trip
    request: Request
    known: frozenset[tuple[str, str]]


class _Following:
    """One move of a mission, and what its trips make of it.

    All are judged before the first is written, and again after the last: the trips of one person are measured by each other.
    """

    def __init__(self, work: Work, event: MissionMoved) -> None:
        self._work = work
        self._event = event
        self._counts = _Counts()
        self._rewritten: list[_Rewritten] = []

    def take(self, trip: Trip) -> None:
        """Let a trip follow, or say who must do what."""
        if trip.state is State.ON_TRIP or (trip.state in GRANTED and trip.departs_on is not None and trip.departs_on <= self._work.today):
            self._count(under_way=1)
        elif self._is_another_journey(trip):
            self._count(elsewhere=1)
        elif self._event.days is None:
            self._wait(trip)
        else:
            self._move(trip, self._shift(trip))

    def write(self) -> None:
        """Give new days to those that follow, and ask the circular again."""
        for one in self._rewritten:
            if one.trip.state in GRANTED:
                make_move(self._work, one.trip, Step.AMEND, reason=self._event.reason)
            self._write(one.trip, one.request)
            if one.trip.state is State.AMENDING:
                self._ask_to_send(one.trip)
            else:
                self._count(moved=1)
        self._work.flush()
        for one in self._rewritten:
            self._say_points(one)

    def tell(self) -> None:
        """Say in one sentence each what needs nobody."""
        moved, waiting, under_way, elsewhere = self._counts
        if moved:
            text = lazy_count("{number} request for a trip moves along.", "{number} requests for trips move along.", moved)
            self._say(Effect.FOLLOWS, text)
        if waiting:
            text = lazy_count(
                "{number} request for a trip keeps its days until new ones are known, and cannot be sent before.",
                "{number} requests for trips keep their days until new ones are known, and cannot be sent before.",
                waiting,
            )
            self._say(Effect.WARNS, text)
        if under_way:
            text = lazy_count(
                "{number} trip is under way and stays as it is.", "{number} trips are under way and stay as they are.", under_way
            )
            self._say(Effect.WARNS, text)
        if elsewhere:
            text = lazy_count(
                "{number} trip is on other days than the mission was, and keeps them.",
                "{number} trips are on other days than the mission was, and keep them.",
                elsewhere,
            )
            self._say(Effect.WARNS, text)

    def _count(self, **more: int) -> None:
        self._counts = self._counts._replace(**{name: getattr(self._counts, name) + number for name, number in more.items()})

    def _is_another_journey(self, trip: Trip) -> bool:
        """Tell whether a trip belongs to the mission without being on its days, as one that prepares it."""
        first, last = _edges(self._event.had)
        if first is None or last is None or trip.departs_on is None or trip.returns_on is None:
            return False
        behind = timedelta(trip.behind)
        return trip.returns_on + behind < first or last < trip.departs_on + behind

    def _shift(self, trip: Trip) -> Shift:
        days = (self._event.days or 0) + trip.behind
        had, after = (dates[1] or dates[0] for dates in (self._event.had, self._event.after))
        last_days = distance(had, after)
        last = had.exact - timedelta(trip.behind) if had and had.exact else None
        return Shift(days, days if last_days is None else last_days + trip.behind, last)

    def _wait(self, trip: Trip) -> None:
        """Keep a trip where it is until the mission has dates again."""
        self._overtake(trip, trip.behind)
        if trip.state in EDITABLE:
            self._count(waiting=1)
        elif trip.state in UNDECIDED:
            text = lazy("Withdraw request {trip}: it waits for approval with dates that no longer hold.", trip=_named(trip))
            self._by_hand(trip, text)
        elif trip.state is State.BOOKED:
            text = lazy("Have the tickets and nights of {trip} cancelled or kept open: its dates no longer hold.", trip=_named(trip))
            self._by_hand(trip, text)
        else:
            text = lazy(
                "{trip} is approved for dates that no longer hold: nothing can be booked on it before it is amended.", trip=_named(trip)
            )
            self._say(Effect.WARNS, text, trip)

    def _move(self, trip: Trip, shift: Shift) -> None:
        new = self._on_new_days(trip, shift)
        if shift.is_none:
            confirm_dates(trip)  # the mission is back where this trip was
            if trip.state is State.AMENDING:
                self._ask_to_send(trip)  # it waited for the dates
        elif trip.state in UNDECIDED:
            self._overtake(trip, shift.days)
            text = lazy(
                "Withdraw request {trip} and send it again: it waits for approval with the old dates, and cannot be approved.",
                trip=_named(trip),
            )
            self._by_hand(trip, text)
        elif new is None or not self._may_write(trip):
            self._overtake(trip, shift.days)
            self._by_hand(trip, lazy("Change the dates of trip {trip}.", trip=_named(trip)))
        else:
            self._rewritten.append(_Rewritten(trip, new, _points(self._work, trip, trip.current.request)))

    def _on_new_days(self, trip: Trip, shift: Shift) -> Request | None:
        try:
            return shifted(trip.current.request, shift)
        except OverflowError:  # so far no calendar reaches
            return None

    def _may_write(self, trip: Trip) -> bool:
        return self._work.user.may(REQUEST_TRIPS) and bool(_OURS & qualities(self._work, trip))

    def _ask_to_send(self, trip: Trip) -> None:
        told = {"trip": _named(trip), "first": trip.departs_on}
        if before_amendment(trip) is State.BOOKED:
            text = lazy(
                "Send the amendment of {trip} for approval, and have its tickets and nights changed: it leaves on {first} now.", **told
            )
        else:
            text = lazy("Send the amendment of {trip} for approval: it leaves on {first} now.", **told)
        self._by_hand(trip, text)

    def _write(self, trip: Trip, new: Request) -> None:
        edition = open_for_writing(self._work, trip)
        for name in ("departs_at", "returns_at", "legs", "stays"):
            setattr(edition, name, getattr(new, name))
        trip.editor = account_of(self._work)
        confirm_dates(trip)
        show_figures(self._work, trip, edition.request)

    def _say_points(self, one: _Rewritten) -> None:
        if fresh := len(_points(self._work, one.trip, one.trip.current.request) - one.known):
            text = lazy_count(
                "On its new days the circular finds {number} point more in {trip}.",
                "On its new days the circular finds {number} points more in {trip}.",
                fresh,
                trip=_named(one.trip),
            )
            self._say(Effect.WARNS, text, one.trip)

    def _overtake(self, trip: Trip, behind: int) -> None:
        trip.overtaken_at, trip.behind = trip.overtaken_at or self._work.now, behind

    def _say(self, effect: Effect, text: Lazy, trip: Trip | None = None) -> None:
        self._work.announce(Consequence(self._event.subject, AREA, effect, text, trip.ref if trip else None))

    def _by_hand(self, trip: Trip, text: Lazy) -> None:
        _announce_task(self._work, self._event.subject, trip, text)


def _edges(dates: Dates) -> tuple[date | None, date | None]:
    first, last = dates[0], dates[1] or dates[0]
    return first.first if first else None, last.last if last else None


def _points(work: Work, trip: Trip, request: Request) -> frozenset[tuple[str, str]]:
    """Give the rules of the circular that stop a request, or ask for a derogation, each with its place."""
    try:
        judged = judge(work, trip, replace(request, submitted_on=work.today))
    except Refused:  # no rule set is in force on its day
        return frozenset({("rule-set", "departs_at")})
    return frozenset((finding.rule, finding.path) for finding in judged.findings if finding.severity in _WEIGHTY)


def _named(trip: Trip) -> str:
    return f"{trip.number} ({trip.travellers})" if trip.travellers else trip.number


def _announce_task(work: Work, mission: Ref, trip: Trip, text: Lazy) -> None:
    work.announce(Consequence(mission, AREA, Effect.BY_HAND, text, trip.ref, f"trip:{trip.id}", Duty.TRAV))


def follow_cancellation(event: MissionCancelled, work: Work) -> None:
    """Say for each trip of a mission that does not take place what a person must do; none is cancelled by itself."""
    for trip in _trips(work, event.mission, OPEN):
        if trip.state is State.DRAFT and trip.submitted_at is None:
            text = lazy("Remove or cancel the draft of trip {trip}.", trip=_named(trip))
        elif trip.state is State.BOOKED:
            text = lazy("Cancel trip {trip}, with its tickets and nights; note what is not refunded.", trip=_named(trip))
        elif trip.state is State.ON_TRIP:
            text = lazy("Trip {trip} is under way: call the travellers.", trip=_named(trip))
        else:
            text = lazy("Cancel trip {trip}.", trip=_named(trip))
        _announce_task(work, event.subject, trip, text)


REACTIONS = (Reaction(MissionMoved, follow_move), Reaction(MissionCancelled, follow_cancellation))


# ------------------------------------------------------------------------------------------------ what a person decides


@dataclass(frozen=True, slots=True)
class CancelTripsOfMission(Command[int]):
    """Cancel every trip of a cancelled mission that has not begun; the result is how many. An end state: it cannot be undone."""

    permission = HANDLE_TRIPS
    label = lazy("Cancel the trips of a mission")
    undoable = False

    mission: str
    cause: CancelReason
    remark: str


@handles(CancelTripsOfMission)
def cancel_trips_of_mission(command: CancelTripsOfMission, work: Work) -> int:
    """Refused while the mission is to take place, without a reason, and when there is no such trip."""
    mission = work.get(Mission, command.mission)
    if mission.state is not MissionState.CANCELLED:
        message = lazy("This mission is not cancelled: cancel it first, or cancel single trips.")
        raise Refused(Finding("mission", message, rule="mission-not-cancelled", ref=mission.ref))
    if not clean(command.remark):
        raise Refused(Finding("remark", lazy("Give the reason."), rule="reason-missing"))
    trips = _trips(work, mission.id, STOPPABLE)
    if not trips:
        raise Refused(Finding("", lazy("This mission has no trips that could be cancelled."), rule="nothing-to-cancel", ref=mission.ref))
    for trip in trips:
        cancel(work, trip, command.cause, command.remark, None)
    work.describe(lazy("Cancel the trips of {mission}", mission=mission.title))
    return len(trips)


@dataclass(frozen=True, slots=True)
class ConfirmDates(Command[None]):
    """Say that the dates of a trip stand, although its mission has moved."""

    permission = REQUEST_TRIPS
    label = lazy("Confirm the dates of a trip")

    trip: str


@handles(ConfirmDates)
def confirm_dates_of_trip(command: ConfirmDates, work: Work) -> None:
    """Let the file go on as it is; refused when its mission has not moved away from it."""
    trip = work.get(Trip, command.trip)
    if trip.overtaken_at is None:
        raise Refused(Finding("", lazy("The mission of this trip has not moved."), rule="nothing-to-confirm", ref=trip.ref))
    found = transition(Step.SUBMIT, State.DRAFT)
    assert found is not None
    require_actor(work, trip, found)
    work.describe(lazy("Confirm the dates of {number}", number=trip.number))
    confirm_dates(trip)
