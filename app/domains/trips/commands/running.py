"""From approval to the journey, and what stops it: booked, departed, back, cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from app.domains.trips.commands.filing import make_move, note_move, qualities
from app.domains.trips.figures import estimate
from app.domains.trips.moves import Actor, Step, transition
from app.domains.trips.queries import approving, judging
from app.domains.trips.records import Trip
from app.domains.trips.standing import standing_findings
from app.domains.trips.vocabulary import HANDLE_TRIPS, SEE_TRIPS, CancelReason, State
from app.kernel.commands import Command, handles
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.money import rounded
from app.kernel.names import clean
from app.kernel.translated import lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class BookTrip(Command[None]):
    """Note what tickets and nights really cost, in euro, and where they were bought."""

    permission = HANDLE_TRIPS
    label = lazy("Book trip")
    undoable = False

    trip: str
    total: Decimal
    note: str = ""
    booked_on: date | None = None


@handles(BookTrip)
def book_trip(command: BookTrip, work: Work) -> None:
    """Note the booking; what goes too far over the estimate that was approved needs an amendment first (R60)."""
    trip = work.get(Trip, command.trip)
    work.describe(lazy("Book trip {number}", number=trip.number))
    if command.total < 0:
        raise Refused(Finding("total", lazy("Enter an amount of zero or more."), rule="negative-amount"))
    refuse(standing_findings(work, trip))
    _check_over(work, trip, command.total)
    make_move(work, trip, Step.BOOK)
    trip.booked_total, trip.booked_on = rounded(command.total), command.booked_on or work.today
    trip.booking_note = clean(command.note)
    work.seal(trip.ref)


def _check_over(work: Work, trip: Trip, booked: Decimal) -> None:
    rules = judging.rules_of(work, trip.rule_set, trip.current.request)
    if not rules.is_on("R60"):
        return
    # Where the allowance is not known, what is known of the estimate is the measure.
    approved = estimate(trip.current.request, None).known if trip.approved_total is None else trip.approved_total
    over = booked - approved
    share = rules.number("R60", "percent") / 100
    if over > rules.number("R60", "amount") and over > approved * share:
        message = lazy(
            "{booked} is {over} more than was approved ({approved}): amend the trip first.",
            booked=booked,
            over=rounded(over),
            approved=approved,
        )
        raise Refused(Finding("total", message, rule="R60", value=booked, limit=approved, source=rules.rule("R60").source))


@dataclass(frozen=True, slots=True)
class CancelTrip(Command[None]):
    """Cancel a trip, with its reason, the costs that are not refunded (in euro), and the credit vouchers that were given.

    Who asks and travels, the line manager and the cell do; whoever approves it does for security.
    """

    permission = SEE_TRIPS  # which of those who see it may, the list of moves says
    label = lazy("Cancel trip")
    undoable = False

    trip: str
    cause: CancelReason
    remark: str
    lost: Decimal | None = None
    vouchers: str = ""


@handles(CancelTrip)
def cancel_trip(command: CancelTrip, work: Work) -> None:
    """End the file."""
    trip = work.get(Trip, command.trip)
    cancel(work, trip, command.cause, command.remark, command.lost, command.vouchers)


def cancel(work: Work, trip: Trip, cause: CancelReason, remark: str, lost: Decimal | None, vouchers: str = "") -> None:
    """Cancel a file, whoever decided it."""
    if lost is not None and lost < 0:
        raise Refused(Finding("lost", lazy("Enter an amount of zero or more."), rule="negative-amount"))
    work.describe(lazy("Cancel trip {number}: {title}", number=trip.number, title=trip.title))
    make_move(work, trip, Step.CANCEL, reason=remark, allowed=_may_cancel(work, trip, cause))
    trip.cancel_reason, trip.lost, trip.vouchers = cause, None if lost is None else rounded(lost), clean(vouchers)
    trip.waiting_for, trip.marked = (), ()
    work.seal(trip.ref)


def _may_cancel(work: Work, trip: Trip, cause: CancelReason) -> bool:
    if {Actor.REQUESTER, Actor.LINE_MANAGER, Actor.CELL} & qualities(work, trip) or not approving.is_approver(work, trip):
        return False  # the list of moves says it all
    if cause is not CancelReason.SECURITY:
        raise Refused(
            Finding(
                "cause", lazy("Whoever approves a trip cancels it for security only; refuse or return it instead."), rule="security-only"
            )
        )
    return True


@dataclass(frozen=True, slots=True)
class LetTimePass(Command[int]):
    """Move the files whose day has come: departed, back. Done when the program opens and whenever the day changes."""

    permission = SEE_TRIPS
    label = lazy("Note departures and returns")
    undoable = False


@handles(LetTimePass)
def let_time_pass(_command: LetTimePass, work: Work) -> int:
    """Move every file as far as its dates allow; give the number of moves."""
    moved = 0
    for step, states in ((Step.DEPART, (State.APPROVED, State.BOOKED)), (Step.COME_BACK, (State.ON_TRIP,))):
        day = Trip.departs_on if step is Step.DEPART else Trip.returns_on
        due = day <= work.today if step is Step.DEPART else day < work.today
        for trip in work.scalars(select(Trip).where(Trip.state.in_(states), due).order_by(Trip.number)):
            found = transition(step, trip.state)
            assert found is not None
            note_move(work, trip, found, "")
            work.seal(trip.ref)
            moved += 1
        work.flush()
    return moved
