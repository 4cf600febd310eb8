"""Telling the story of the trips: who did what on which day, through the commands that everybody uses, under everybody's own name.

All that the acts of all trips are is put in the order of their days and done one after the other, so that the history of the sample
reads like that of an office. What lies after today has not happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.domains.trips.aftercare import ExpenseDraft, FollowUpDraft, ReportDraft, Result
from app.domains.trips.commands.deciding import DecideTrip, Grant, RecordDecision, ReturnTrip, Verdict
from app.domains.trips.commands.drafting import BeginTrip, EditTrip
from app.domains.trips.commands.running import BookTrip, CancelTrip, LetTimePass
from app.domains.trips.commands.sending import AdmitTrip, AmendTrip, SubmitTrip
from app.domains.trips.commands.settings import AddStandIn
from app.domains.trips.commands.settling import (
    AddExpense,
    AddFollowUp,
    CloseTrip,
    EditFollowUp,
    HandIn,
    PayAdvance,
    SettleAdvance,
    WriteReport,
)
from app.domains.trips.queries.files import TripCard, time_has_passed, trip_card
from app.domains.trips.request import Request, digest
from app.domains.trips.settings_rules import StandInDraft
from app.domains.trips.vocabulary import CancelReason, Means, Outcome, Reached
from app.kernel.clock import BRUSSELS, FixedClock
from app.kernel.commands import Command
from app.sample.cast import WITHOUT_SIGN_IN, Company

if TYPE_CHECKING:
    from app.application import Application

FIRST_HOUR = time(9, 0)
_BETWEEN = timedelta(minutes=7)  # acts of one trip on one day

Report = Callable[[int, int], None]
Change = Callable[[Request], Request]


class Stage:
    """The office on the day of the act that is done: who acts there, and which trips there are by now."""

    def __init__(self, application: Application, company: Company) -> None:
        self._office = self._desk = application
        self._clock = FixedClock(application.clock.now())
        self._desks: dict[str, Application] = {}  # everybody at an own one: nobody signs in twice
        self.company = company
        self.trips: dict[str, str] = {}
        self.asked: dict[str, Request] = {}  # what everybody has read of each trip

    def set(self, moment: datetime, login: str) -> None:
        """Turn the clock to *moment*, and let *login* come to the desk."""
        self._clock.moment = moment
        if login not in self._desks:
            self._desks[login] = self._office.on_another_day(self._clock)
            self._desks[login].sign_in(login)
        self._desk = self._desks[login]

    def do(self, command: Command[Any]) -> Any:
        """Carry out a command as whoever is at the desk."""
        return self._desk.execute(command).result

    def card(self, trip: str) -> TripCard:
        """Read the file of a trip as whoever is at the desk."""
        return self._desk.ask(trip_card(self.trips[trip]))

    def let_time_pass(self) -> None:
        """Note departures and returns, when there are any."""
        if self._desk.ask(time_has_passed()):
            self.do(LetTimePass())

    def keep(self, content: bytes) -> str:
        """Keep a scan."""
        return self._desk.keep_file(content)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody does at some moment."""

    at: datetime
    login: str
    do: Callable[[Stage], None]


@dataclass(slots=True)
class Story:
    """What became of one trip, written down in the order of its days; `key` is the import id of its file."""

    key: str
    by: str
    acts: list[Act] = field(default_factory=list[Act])

    def _then(self, day: date, login: str, do: Callable[[Stage], None]) -> Story:
        last = self.acts[-1].at if self.acts else None
        at = datetime.combine(day, FIRST_HOUR, BRUSSELS)
        if last is not None and last.date() == day:
            at = last + _BETWEEN
        self.acts.append(Act(at, login, do))
        return self

    def asked(self, day: date, request: Request, mission: str | None = None) -> Story:
        """The request is begun, and its days are noted when they come."""

        def begin(stage: Stage) -> None:
            stage.trips[self.key] = stage.do(BeginTrip(request, mission, self.key))
            stage.asked[self.key] = request

        return self._then(day, self.by, begin)

    def sent(self, day: date, reason: str = "") -> Story:
        """It is sent for approval."""
        return self._then(day, self.by, lambda stage: stage.do(SubmitTrip(stage.trips[self.key], reason)))

    def admitted(self, day: date, login: str = "cleo") -> Story:
        """The cell finds it admissible."""
        return self._then(day, login, lambda stage: stage.do(AdmitTrip(stage.trips[self.key])))

    def returned_by_cell(self, day: date, reason: str, marked: tuple[str, ...], login: str = "cleo") -> Story:
        """The cell gives it back."""
        return self._then(day, login, lambda stage: stage.do(ReturnTrip(stage.trips[self.key], reason, marked)))

    def changed(self, day: date, change: Change) -> Story:
        """The requester writes in it."""

        def edit(stage: Stage) -> None:
            before = stage.asked[self.key]
            stage.asked[self.key] = change(before)
            stage.do(EditTrip(stage.trips[self.key], before, stage.asked[self.key]))

        return self._then(day, self.by, edit)

    def approved(self, *by: tuple[date, str], grants: bool = False) -> Story:
        """Several approve one after the other; with *grants* the last of them grants the derogations that were asked."""
        for number, (day, login) in enumerate(by, start=1):
            self.decided(day, login, Outcome.APPROVE, grants=grants and number == len(by))
        return self

    def decided(
        self, day: date, login: str, outcome: Outcome, reason: str = "", marked: tuple[str, ...] = (), *, grants: bool = False
    ) -> Story:
        """Somebody decides, of what is to be read that day."""

        def decide(stage: Stage) -> None:
            granted = _all_granted(stage.card(self.key)) if grants else {}
            verdict = Verdict(digest(stage.asked[self.key]), outcome, reason, marked=marked, derogations=granted)
            stage.do(DecideTrip(stage.trips[self.key], verdict))

        return self._then(day, login, decide)

    def recorded(self, day: date, login: str, of: str, means: Means, given_on: date, scan: Callable[[TripCard], bytes]) -> Story:
        """The cell records an approval that was given outside the program."""

        def record(stage: Stage) -> None:
            card = stage.card(self.key)
            verdict = Verdict(card.digest, Outcome.APPROVE, derogations=_all_granted(card))
            proof = stage.keep(scan(card))
            stage.do(RecordDecision(stage.trips[self.key], verdict, stage.company.accounts[of], means, given_on, proof))

        return self._then(day, login, record)

    def booked(self, day: date, total: str, note: str, login: str = "cleo") -> Story:
        """The cell notes what tickets and nights cost."""
        return self._then(day, login, lambda stage: stage.do(BookTrip(stage.trips[self.key], Decimal(total), note)))

    def amended(self, day: date, change: Change, reason: str) -> Story:
        """The requester changes what was approved, and sends it again."""
        self._then(day, self.by, lambda stage: stage.do(AmendTrip(stage.trips[self.key])))
        return self.changed(day, change).sent(day, reason)

    def advanced(self, day: date, traveller: str, amount: str) -> Story:
        """Finance pays an advance."""
        return self._then(day, "fien", lambda stage: stage.do(PayAdvance(stage.trips[self.key], traveller, Decimal(amount), day)))

    def advances_settled(self, day: date) -> Story:
        """Finance settles the advances."""

        def settle(stage: Stage) -> None:
            for advance in stage.card(self.key).advances:
                stage.do(SettleAdvance(advance.id, day))

        return self._then(day, "fien", settle)

    def cancelled(self, day: date, cause: CancelReason, remark: str, lost: str | None = None, vouchers: str = "", login: str = "") -> Story:
        """It does not take place."""
        amount = None if lost is None else Decimal(lost)
        return self._then(day, login or self.by, lambda stage: stage.do(CancelTrip(stage.trips[self.key], cause, remark, amount, vouchers)))

    def travelled(self, departs: date, returns: date) -> Story:
        """The cell sees the travellers leave and come back."""
        for day in (departs, returns + timedelta(1)):
            self._then(day, WITHOUT_SIGN_IN, lambda stage: stage.let_time_pass())
        return self

    def spent(self, day: date, *expenses: ExpenseDraft) -> Story:
        """The traveller enters what it cost."""
        for expense in expenses:
            self._then(day, self.by, lambda stage, line=expense: stage.do(AddExpense(stage.trips[self.key], line)))
        return self

    def reported(
        self, day: date, text: str, results: tuple[tuple[Reached, str], ...], circulated_to: str = "", *, no_costs: bool = False
    ) -> Story:
        """The traveller writes the report with what became of each expected result, and hands it in."""

        def report(stage: Stage) -> None:
            expected = stage.asked[self.key].purpose.expected_results
            told = tuple(Result(one, reached, remark) for one, (reached, remark) in zip(expected, results, strict=True))
            stage.do(WriteReport(stage.trips[self.key], ReportDraft(), ReportDraft(told, text, circulated_to, no_costs=no_costs)))

        self._then(day, self.by, report)
        return self._then(day, self.by, lambda stage: stage.do(HandIn(stage.trips[self.key])))

    def to_be_followed(self, day: date, text: str, owner: str, due: date) -> Story:
        """Something is left to do."""

        def add(stage: Stage) -> None:
            stage.do(AddFollowUp(stage.trips[self.key], FollowUpDraft(text, stage.company.persons[owner], due)))

        return self._then(day, self.by, add)

    def followed(self, day: date) -> Story:
        """What was left to do is done."""

        def note(stage: Stage) -> None:
            for action in stage.card(self.key).follow_ups:
                stage.do(EditFollowUp(action.id, action.draft, replace(action.draft, done_on=day)))

        return self._then(day, self.by, note)

    def closed(self, day: date) -> Story:
        """Finance closes the file."""
        return self._then(day, "fien", lambda stage: stage.do(CloseTrip(stage.trips[self.key])))


def stand_in(day: date, absent: str, stand_in: str, since: date, until: date, reason: str) -> Act:
    """Let somebody who will be absent name who signs instead."""

    def add(stage: Stage) -> None:
        accounts = stage.company.accounts
        stage.do(AddStandIn(StandInDraft(accounts[absent], accounts[stand_in], since, until, reason)))

    return Act(datetime.combine(day, FIRST_HOUR, BRUSSELS), absent, add)


def tell(application: Application, company: Company, acts: Iterable[Act], report: Report) -> None:
    """Do all acts up to this moment in the order of their days; *report* is told how many are done, of how many."""
    stage, now = Stage(application, company), application.clock.now()
    happened = sorted((act for act in acts if act.at <= now), key=lambda act: act.at)
    try:
        for number, act in enumerate(happened):
            report(number, len(happened))
            stage.set(act.at, act.login)
            act.do(stage)
    finally:
        application.look_elsewhere()
    report(len(happened), len(happened))


def _all_granted(card: TripCard) -> dict[str, Grant]:
    return {one.id: Grant(granted=True) for one in card.derogations if one.granted is None and one.edition == card.edition}
