"""After the trip: the report with what became of each expected result, the expenses, the advance, what follows, and the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domains.people.records import Person
from app.domains.trips.aftercare import (
    ExpenseDraft,
    FollowUpDraft,
    ReportDraft,
    check_expense,
    check_follow_up,
    check_report,
    due_to,
    missing_for_closing,
)
from app.domains.trips.commands.filing import account_of, make_move, qualities
from app.domains.trips.moves import Actor, Step
from app.domains.trips.queries import judging
from app.domains.trips.records import Advance, Expense, FollowUp, MissionReport, Trip
from app.domains.trips.vocabulary import HANDLE_TRIPS, REQUEST_TRIPS, SETTLE_TRIPS, CostKind, State
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, draft_of, fill
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.money import rounded, total
from app.kernel.translated import lazy
from app.kernel.work import Work

_WRITTEN_IN = (State.ON_TRIP, State.TO_SETTLE)


def _writable(work: Work, id: str, *states: State) -> Trip:
    trip = work.get(Trip, id)
    if trip.state not in (states or _WRITTEN_IN):
        raise Refused(
            Finding("state", lazy("This is entered after the journey and before the file is checked."), rule="not-now", ref=trip.ref)
        )
    if not {Actor.REQUESTER, Actor.CELL, Actor.FINANCE} & qualities(work, trip):
        raise Refused(
            Finding("", lazy("This is not yours to do: it is for others in the way of this file."), rule="not-your-move", ref=trip.ref)
        )
    return trip


@dataclass(frozen=True, slots=True)
class WriteReport(Command[str]):
    """Write the mission report: what became of each expected result, and the text. It is handed in with the file."""

    permission = REQUEST_TRIPS
    label = lazy("Write mission report")

    trip: str
    before: ReportDraft
    after: ReportDraft


@handles(WriteReport)
def write_report(command: WriteReport, work: Work) -> str:
    """Store the report, or change it."""
    trip = _writable(work, command.trip)
    draft = accepted(command.after, check_report)
    work.describe(lazy("Write mission report of {number}", number=trip.number))
    if trip.report is None:
        trip.report = MissionReport(trip_id=trip.id, results=())
        fill(trip.report, draft)
    else:
        apply(trip.report.ref, trip.report, command.before, draft)
    return trip.report.id


@dataclass(frozen=True, slots=True)
class AddExpense(Command[str]):
    """Enter a line of the expense statement."""

    permission = REQUEST_TRIPS
    label = lazy("Add expense")

    trip: str
    draft: ExpenseDraft


@handles(AddExpense)
def add_expense(command: AddExpense, work: Work) -> str:
    """Store the line at the end."""
    trip = _writable(work, command.trip)
    expense = Expense(trip_id=trip.id, position=max((one.position for one in trip.expenses), default=0) + 1)
    fill(expense, accepted(command.draft, check_expense))
    trip.expenses.append(expense)
    return expense.id


@dataclass(frozen=True, slots=True)
class EditExpense(Command[str]):
    """Change a line of the expense statement."""

    permission = REQUEST_TRIPS
    label = lazy("Change expense")

    expense: str
    before: ExpenseDraft
    after: ExpenseDraft


@handles(EditExpense)
def edit_expense(command: EditExpense, work: Work) -> str:
    """Write what differs."""
    expense = work.get(Expense, command.expense)
    _writable(work, expense.trip_id)
    apply(expense.ref, expense, command.before, accepted(command.after, check_expense))
    return expense.id


@dataclass(frozen=True, slots=True)
class RemoveExpense(Command[None]):
    """Remove a line of the expense statement."""

    permission = REQUEST_TRIPS
    label = lazy("Remove expense")

    expense: str


@handles(RemoveExpense)
def remove_expense(command: RemoveExpense, work: Work) -> None:
    """Remove the line."""
    expense = work.get(Expense, command.expense)
    trip = _writable(work, expense.trip_id)
    trip.expenses.remove(expense)


@dataclass(frozen=True, slots=True)
class PayAdvance(Command[str]):
    """Note an advance that was paid to a traveller, in euro; at most what rule R56 allows of the allowance."""

    permission = SETTLE_TRIPS
    label = lazy("Pay advance")
    undoable = False

    trip: str
    traveller: str
    amount: Decimal
    paid_on: date


@handles(PayAdvance)
def pay_advance(command: PayAdvance, work: Work) -> str:
    """Store the advance."""
    trip = work.get(Trip, command.trip)
    if trip.state not in (State.APPROVED, State.BOOKED, State.ON_TRIP):
        raise Refused(Finding("state", lazy("An advance is paid on an approved trip, before it ends."), rule="not-now", ref=trip.ref))
    if command.amount <= 0:
        raise Refused(Finding("amount", lazy("Enter an amount above zero."), rule="negative-amount"))
    if command.traveller not in {member.name for member in trip.members}:
        raise Refused(Finding("traveller", lazy("This person does not travel on this trip."), rule="dangling-reference"))
    if command.paid_on > work.today:
        raise Refused(Finding("paid_on", lazy("This day lies ahead."), rule="given-on"))
    _check_share(work, trip, command.traveller, command.amount)
    work.describe(lazy("Pay advance on {number}", number=trip.number))
    advance = Advance(
        trip_id=trip.id,
        position=len(trip.advances) + 1,
        traveller=command.traveller,
        amount=rounded(command.amount),
        paid_on=command.paid_on,
    )
    trip.advances.append(advance)
    work.seal(trip.ref)
    return advance.id


def _check_share(work: Work, trip: Trip, traveller: str, amount: Decimal) -> None:
    rules = judging.rules_of(work, trip.rule_set, trip.current.request)
    granted = any(one.rule == "R56" and one.granted and one.edition == trip.edition for one in trip.derogations)
    own = _allowance_of(work, trip, traveller)
    if own is None or not rules.is_on("R56") or granted:
        return
    most = rounded(own * rules.number("R56", "percent") / 100)
    paid = sum((advance.amount for advance in trip.advances if advance.traveller == traveller), Decimal(0))
    if paid + amount > most:
        message = lazy("An advance is at most {limit} of the daily allowance; {value} is asked.", limit=most, value=paid + amount)
        raise Refused(Finding("amount", message, rule="R56", value=paid + amount, limit=most, source=rules.rule("R56").source))


@dataclass(frozen=True, slots=True)
class SettleAdvance(Command[None]):
    """Settle an advance: it equals what is due, or the rest is paid to the traveller, or paid back."""

    permission = SETTLE_TRIPS
    label = lazy("Settle advance")
    undoable = False

    advance: str
    settled_on: date


@handles(SettleAdvance)
def settle_advance(command: SettleAdvance, work: Work) -> None:
    """Note the day, and what was paid: above zero to the traveller, below zero back to the office."""
    advance = work.get(Advance, command.advance)
    trip = work.get(Trip, advance.trip_id)
    if advance.settled_on is not None:
        raise Refused(Finding("advance", lazy("This advance has been settled."), rule="settled"))
    if trip.state not in (State.IN_CHECK, State.CANCELLED):
        raise Refused(Finding("state", lazy("An advance is settled when the file is in check."), rule="not-now", ref=trip.ref))
    if not advance.paid_on <= command.settled_on <= work.today:
        raise Refused(Finding("settled_on", lazy("Enter a day between the payment and today."), rule="given-on"))
    work.describe(lazy("Settle advance of {number}", number=trip.number))
    # Several advances of one traveller are settled as one: the rest stands with the one that was named.
    together = [one for one in trip.advances if one.traveller == advance.traveller and one.settled_on is None]
    rest = rounded(_due(work, trip, advance.traveller) - sum((one.amount for one in together), Decimal(0)))
    for one in together:
        one.settled_on, one.settled_amount = command.settled_on, rest if one is advance else Decimal(0)
    work.seal(trip.ref)


def _due(work: Work, trip: Trip, traveller: str) -> Decimal:
    if trip.state is State.CANCELLED:
        return due_to(traveller, _spent(trip), Decimal(0))
    own = _allowance_of(work, trip, traveller)
    if own is None:
        raise Refused(
            Finding("allowance", lazy("The daily allowance cannot be worked out: an amount is missing in the table."), rule="R55")
        )
    return due_to(traveller, _spent(trip), own)


def _allowance_of(work: Work, trip: Trip, traveller: str) -> Decimal | None:
    """Give the daily allowance of one traveller: what the budget says, in equal parts, else what is worked out of the table."""
    request = trip.current.request
    if typed := [cost.money for cost in request.costs if cost.kind is CostKind.DAILY_ALLOWANCE]:
        whole = total(typed)
        return None if whole is None else rounded(whole / max(len(request.travellers), 1))
    sheet = judging.allowance_of(work, request, judging.rules_of(work, trip.rule_set, request))
    if sheet.total is None:
        return None
    own = [sheet.total_of(number) or Decimal(0) for number, one in enumerate(request.travellers) if one.name == traveller]
    return sum(own, Decimal(0))


def _spent(trip: Trip) -> list[ExpenseDraft]:
    return [draft_of(expense, ExpenseDraft) for expense in trip.expenses]


def _missing(trip: Trip) -> list[Finding]:
    report = draft_of(trip.report, ReportDraft) if trip.report else None
    return missing_for_closing(trip.current.request, report, trip.expenses)


@dataclass(frozen=True, slots=True)
class HandIn(Command[None]):
    """Hand in report and expenses to be checked."""

    permission = REQUEST_TRIPS
    label = lazy("Hand in report and expenses")
    undoable = False

    trip: str


@handles(HandIn)
def hand_in(command: HandIn, work: Work) -> None:
    """Pass the file on when nothing is missing."""
    trip = work.get(Trip, command.trip)
    work.describe(lazy("Hand in report and expenses of {number}", number=trip.number))
    refuse(_missing(trip))
    make_move(work, trip, Step.HAND_IN)
    assert trip.report is not None
    trip.report.handed_in_on, trip.report.handed_in_by = trip.report.handed_in_on or work.today, account_of(work)
    work.seal(trip.ref)


@dataclass(frozen=True, slots=True)
class SendBackSettlement(Command[None]):
    """Send the file back because a piece is missing."""

    permission = SETTLE_TRIPS
    label = lazy("Send back for a missing piece")
    undoable = False

    trip: str
    reason: str


@handles(SendBackSettlement)
def send_back(command: SendBackSettlement, work: Work) -> None:
    """Give it back to the traveller."""
    trip = work.get(Trip, command.trip)
    work.describe(lazy("Send back {number} for a missing piece", number=trip.number))
    make_move(work, trip, Step.SEND_BACK, reason=command.reason)
    work.seal(trip.ref)


@dataclass(frozen=True, slots=True)
class CloseTrip(Command[None]):
    """Close the file: all is paid or paid back, and what parliament asks is in it."""

    permission = SETTLE_TRIPS
    label = lazy("Close trip")
    undoable = False

    trip: str


@handles(CloseTrip)
def close_trip(command: CloseTrip, work: Work) -> None:
    """End the file; an open advance keeps it open (R77)."""
    trip = work.get(Trip, command.trip)
    work.describe(lazy("Close trip {number}", number=trip.number))
    refuse(_missing(trip))
    if any(advance.settled_on is None for advance in trip.advances):
        raise Refused(Finding("advances", lazy("An advance has not been settled."), rule="R77"))
    make_move(work, trip, Step.CLOSE)
    work.seal(trip.ref)


@dataclass(frozen=True, slots=True)
class ReopenTrip(Command[None]):
    """Open a closed file again, with the reason."""

    permission = SETTLE_TRIPS
    label = lazy("Reopen trip")
    undoable = False

    trip: str
    reason: str


@handles(ReopenTrip)
def reopen_trip(command: ReopenTrip, work: Work) -> None:
    """Put it back in check; the head of the cell alone does it."""
    trip = work.get(Trip, command.trip)
    work.describe(lazy("Reopen trip {number}", number=trip.number))
    make_move(work, trip, Step.REOPEN, reason=command.reason)
    work.seal(trip.ref)


@dataclass(frozen=True, slots=True)
class AddFollowUp(Command[str]):
    """Enter something to do after a trip."""

    permission = REQUEST_TRIPS
    label = lazy("Add follow-up action")

    trip: str
    draft: FollowUpDraft


@handles(AddFollowUp)
def add_follow_up(command: AddFollowUp, work: Work) -> str:
    """Store the action."""
    trip = work.get(Trip, command.trip)
    draft = accepted(command.draft, check_follow_up)
    if draft.owner_id:
        work.get(Person, draft.owner_id)
    action = FollowUp(trip_id=trip.id, position=max((one.position for one in trip.follow_ups), default=0) + 1)
    fill(action, draft)
    trip.follow_ups.append(action)
    return action.id


@dataclass(frozen=True, slots=True)
class EditFollowUp(Command[str]):
    """Change something to do after a trip, or note that it is done."""

    permission = REQUEST_TRIPS
    label = lazy("Change follow-up action")

    action_id: str
    before: FollowUpDraft
    after: FollowUpDraft


@handles(EditFollowUp)
def edit_follow_up(command: EditFollowUp, work: Work) -> str:
    """Write what differs."""
    action = work.get(FollowUp, command.action_id)
    draft = accepted(command.after, check_follow_up)
    if draft.owner_id:
        work.get(Person, draft.owner_id)
    apply(action.ref, action, command.before, draft)
    return action.id


@dataclass(frozen=True, slots=True)
class RemoveFollowUp(Command[None]):
    """Remove something to do."""

    permission = HANDLE_TRIPS
    label = lazy("Remove follow-up action")

    action_id: str


@handles(RemoveFollowUp)
def remove_follow_up(command: RemoveFollowUp, work: Work) -> None:
    """Remove the action."""
    action = work.get(FollowUp, command.action_id)
    work.get(Trip, action.trip_id).follow_ups.remove(action)
