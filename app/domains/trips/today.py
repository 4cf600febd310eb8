"""What trips put on the Today page: what waits for whom, what came back, what is late, what is to be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import or_, select

from app.domains.trips.circular.ruleset import RuleSet, in_force
from app.domains.trips.commands.deciding import working_days_after
from app.domains.trips.queries import judging
from app.domains.trips.queries.files import trips, waiting_ids
from app.domains.trips.records import Advance, FollowUp, MissionReport, Trip, TripDecision, TripTraveller
from app.domains.trips.vocabulary import HANDLE_TRIPS, SEE_TRIPS, SETTLE_TRIPS, TRIP, State
from app.kernel.errors import Refused
from app.kernel.fields import TodayGroup, TodayLine, Tone
from app.kernel.ids import Ref
from app.kernel.money import euro
from app.kernel.names import fold
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.translated import lazy
from app.kernel.work import Reader

SOON = timedelta(3)
_MOST = 40  # lines of a group; the register shows the rest
_NEVER = 3650  # working days
_STILL_TOLD = timedelta(31)  # after the day on which the list was due


def _ours(reader: Reader) -> bool:
    return reader.user.may(HANDLE_TRIPS)


def _own(reader: Reader) -> list[str]:
    """Give the files of the user: begun, sent, or travelled."""
    user = reader.user
    account = user.id or f"desk:{user.name}"
    travelling = select(TripTraveller.trip_id).where(or_(TripTraveller.person_id == user.person, TripTraveller.folded == fold(user.name)))
    return list(reader.scalars(select(Trip.id).where(or_(Trip.creator == account, Trip.sender == account, Trip.id.in_(travelling)))))


def _tone(due: date, today: date) -> Tone:
    if today > due:
        return Tone.BAD
    return Tone.WARNING if due - today <= SOON else Tone.NEUTRAL


@query(SEE_TRIPS)
def waiting(reader: Reader) -> Sequence[TodayLine]:
    """Give the requests that wait for the user; after the days of reminder amber, after those of escalation red (R73)."""
    lines: list[TodayLine] = []
    for row in trips.of(reader, waiting_ids(reader)[:_MOST]):
        starts = row.period[0]
        lines.append(
            TodayLine(
                Ref(TRIP, row.id),
                lazy("{number} waits for you: {title}", number=row.number, title=row.title or row.travellers),
                starts,
                _waiting_tone(reader, row.since, urgent=row.urgent),
                lazy("{travellers}, waits since {day}", travellers=row.travellers, day=row.since),
            )
        )
    return lines


def _waiting_tone(reader: Reader, since: date, *, urgent: bool) -> Tone:
    reminder, escalation = _patience(reader)
    if reader.today > working_days_after(since, escalation):
        return Tone.BAD
    return Tone.WARNING if urgent or reader.today > working_days_after(since, reminder) else Tone.NEUTRAL


def _rules_today(reader: Reader) -> RuleSet | None:
    try:
        return in_force(judging.rule_sets_in_office(reader), reader.today)
    except Refused:  # in a hole between two rule sets nothing is asked of anybody
        return None


def _patience(reader: Reader) -> tuple[int, int]:
    """Give after how many working days an approver is reminded, and after how many the cell is told (R73)."""
    rules = _rules_today(reader)
    if rules is None or not rules.is_on("R73"):
        return _NEVER, _NEVER
    return rules.whole("R73", "reminder_days"), rules.whole("R73", "escalation_days")


@query(SEE_TRIPS)
def stuck(reader: Reader) -> Sequence[TodayLine]:
    """Give, to the cell, the requests that have lain with somebody else for longer than the rule has patience for (R73)."""
    if not _ours(reader):
        return []
    mine = set(waiting_ids(reader))
    _reminder, escalation = _patience(reader)
    open_ones = reader.scalars(
        select(Trip.id).where(Trip.state.in_((State.IN_APPROVAL, State.REGULARISATION))).order_by(Trip.since, Trip.number)
    )
    rows = trips.of(reader, [id for id in open_ones if id not in mine])
    return [
        TodayLine(
            Ref(TRIP, row.id),
            lazy("{number} has not been decided: {title}", number=row.number, title=row.title or row.travellers),
            row.period[0],
            Tone.BAD,
            lazy("{whom} since {day}", whom=row.with_whom, day=row.since),
        )
        for row in rows
        if reader.today > working_days_after(row.since, escalation)
    ][:_MOST]


@query(SEE_TRIPS)
def returned(reader: Reader) -> Sequence[TodayLine]:
    """Give the user's own files that came back to be changed."""
    own = _own(reader)
    back = reader.scalars(select(Trip.id).where(Trip.id.in_(own), Trip.state == State.RETURNED).order_by(Trip.departs_on, Trip.number))
    return [
        TodayLine(
            Ref(TRIP, row.id),
            lazy("{number} was returned to you: {title}", number=row.number, title=row.title or row.travellers),
            row.period[0],
            Tone.WARNING,
            lazy("since {day}; next: {next}", day=row.since, next=row.next),
        )
        for row in trips.of(reader, list(back)[:_MOST])
    ]


@query(SEE_TRIPS)
def unreported(reader: Reader) -> Sequence[TodayLine]:
    """Give the trips whose report is not handed in (R74): one's own, and to the cell everybody's that are late."""
    own = set(_own(reader))
    reported = select(MissionReport.trip_id).where(MissionReport.handed_in_on.is_not(None))
    statement = (
        select(Trip.id, Trip.number, Trip.title, Trip.travellers, Trip.returns_on, Trip.rule_set)
        .where(Trip.state == State.TO_SETTLE, Trip.id.not_in(reported), Trip.returns_on.is_not(None))
        .order_by(Trip.returns_on, Trip.number)
    )
    lines: list[TodayLine] = []
    for row in reader.rows(statement):
        due = row.returns_on + timedelta(judging.rules_by_code(reader, row.rule_set).whole("R74", "days"))
        if row.id not in own and not (_ours(reader) and reader.today > due):
            continue
        late = reader.today > due
        text = lazy("Mission report of {number} is missing: {title}", number=row.number, title=row.title or row.travellers)
        hint = lazy("{travellers}, was due on {day}", travellers=row.travellers, day=due) if late else lazy("due on {day}", day=due)
        lines.append(TodayLine(Ref(TRIP, row.id), text, PartialDate.of(due), _tone(due, reader.today), hint))
    return lines[:_MOST]


@query(SEE_TRIPS)
def open_advances(reader: Reader) -> Sequence[TodayLine]:
    """Give, to the cell and finance, the advances that are not justified after the days of rule R57."""
    if not (_ours(reader) or reader.user.may(SETTLE_TRIPS)):
        return []
    statement = (
        select(Trip.id, Trip.number, Trip.title, Trip.rule_set, Advance.traveller, Advance.amount, Advance.paid_on)
        .join(Advance, Advance.trip_id == Trip.id)
        .where(Advance.settled_on.is_(None))
        .order_by(Advance.paid_on, Trip.number)
    )
    lines: list[TodayLine] = []
    for row in reader.rows(statement):
        due = row.paid_on + timedelta(judging.rules_by_code(reader, row.rule_set).whole("R57", "days"))
        if reader.today <= due:
            continue
        text = lazy("Advance of {traveller} is not settled: {number}", traveller=row.traveller, number=row.number)
        hint = lazy("{amount}, paid on {day}", amount=euro(row.amount), day=row.paid_on)
        lines.append(TodayLine(Ref(TRIP, row.id), text, PartialDate.of(due), Tone.BAD, hint))
    return lines[:_MOST]


@query(SEE_TRIPS)
def consents(reader: Reader) -> Sequence[TodayLine]:
    """Give the consents given by telephone that are to be confirmed: one's own, and to the cell all of them."""
    statement = (
        select(Trip.id, Trip.number, TripDecision.account, TripDecision.name, TripDecision.confirm_by)
        .join(TripDecision, TripDecision.trip_id == Trip.id)
        .where(TripDecision.confirm_by.is_not(None))
        .order_by(TripDecision.confirm_by, Trip.number)
    )
    lines: list[TodayLine] = []
    for row in reader.rows(statement):
        mine = bool(reader.user.id) and row.account == reader.user.id
        if not (mine or _ours(reader)):
            continue
        text = (
            lazy("Confirm the consent that you gave by telephone: {number}", number=row.number)
            if mine
            else lazy("{name} has to confirm a consent given by telephone: {number}", name=row.name, number=row.number)
        )
        lines.append(
            TodayLine(
                Ref(TRIP, row.id),
                text,
                PartialDate.of(row.confirm_by),
                _tone(row.confirm_by, reader.today),
                lazy("until {day}", day=row.confirm_by),
            )
        )
    return lines[:_MOST]


@query(SEE_TRIPS)
def to_be_done(reader: Reader) -> Sequence[TodayLine]:
    """Give what is still to be done after trips: what the user is to do, and to the cell what is late."""
    statement = (
        select(FollowUp.text, FollowUp.owner_id, FollowUp.due_on, Trip.id, Trip.number)
        .join(Trip, Trip.id == FollowUp.trip_id)
        .where(FollowUp.done_on.is_(None), FollowUp.due_on.is_not(None))
        .order_by(FollowUp.due_on, Trip.number)
    )
    lines: list[TodayLine] = []
    for row in reader.rows(statement):
        mine = reader.user.person is not None and row.owner_id == reader.user.person
        if not (mine or (_ours(reader) and row.due_on < reader.today)):
            continue
        hint = lazy("after {number}, until {day}", number=row.number, day=row.due_on)
        lines.append(
            TodayLine(Ref(TRIP, row.id), lazy("{text}", text=row.text), PartialDate.of(row.due_on), _tone(row.due_on, reader.today), hint)
        )
    return lines[:_MOST]


@query(SEE_TRIPS)
def yearly_list(reader: Reader) -> Sequence[TodayLine]:
    """Remind the cell of the list of the ordinance (R95), in a year after one with trips."""
    today, rules = reader.today, _rules_today(reader)
    if rules is None or not rules.is_on("R95") or not _ours(reader):
        return []
    first = date(today.year, rules.whole("R95", "reminder_month"), rules.whole("R95", "reminder_day"))
    due = date(today.year, rules.whole("R95", "due_month"), rules.whole("R95", "due_day"))
    if not first <= today <= due + _STILL_TOLD:
        return []
    year = today.year - 1
    last = reader.scalar(
        select(Trip.id).where(Trip.departs_on.between(date(year, 1, 1), date(year, 12, 31))).order_by(Trip.departs_on.desc()).limit(1)
    )
    if last is None:
        return []
    text = lazy("Publish the transparency list of {year}", year=str(year))
    hint = lazy("due on {day}: Service trips, More, Yearly transparency list", day=due)
    return [TodayLine(Ref(TRIP, last), text, PartialDate.of(due), _tone(due, today), hint)]


GROUPS = (
    TodayGroup(lazy("Service trips that wait for you"), 30, waiting),
    TodayGroup(lazy("Requests returned to you"), 31, returned),
    TodayGroup(lazy("Consents given by telephone"), 32, consents),
    TodayGroup(lazy("Requests that nobody decides"), 33, stuck),
    TodayGroup(lazy("Mission reports"), 34, unreported),
    TodayGroup(lazy("Advances to be justified"), 35, open_advances),
    TodayGroup(lazy("What follows trips"), 36, to_be_done),
    TodayGroup(lazy("Duties of the year"), 37, yearly_list),
)
