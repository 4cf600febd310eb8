"""What passports put on the Today page: those not back, those that expire, requests that are late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from app.domains.visas import passport_rules as rules
from app.domains.visas.passport_queries import Held, RequestRow, held, number, request_ids, requests
from app.domains.visas.passport_records import Passport
from app.domains.visas.rules_of_visas import RuleCode
from app.domains.visas.terms import REQUEST, SEE_VISAS, RequestState
from app.kernel.fields import TodayGroup, TodayLine, Tone
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate, months_later
from app.kernel.queries import query
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Reader

SOON = timedelta(3)
STILL_TOLD = timedelta(31)  # after it has expired; whoever keeps an old passport for its visas is not told for ever
_MOST = 40  # lines of a group; the register shows the rest


@query(SEE_VISAS)
def passports_not_back(reader: Reader) -> Sequence[TodayLine]:
    """Give the passports that are out and should be back, or will have to be within three days."""
    out = [one for one in held(reader, Passport.cancelled_on.is_(None)) if one.facts.due_back is not None]
    due = sorted((one for one in out if _due(one) <= reader.today + SOON), key=lambda one: (_due(one), one.sort_name, one.facts.id))
    return [_not_back(one, reader.today) for one in due[:_MOST]]


def _due(one: Held) -> date:
    assert one.facts.due_back is not None
    return one.facts.due_back


def _not_back(one: Held, today: date) -> TodayLine:
    kind, name, day = rules.kind_title(one.facts.kind), one.name, _due(one)
    late = rules.overdue(one.facts, today)
    text = (
        lazy("The {kind} of {name} was to be back on {day}.", kind=kind, name=name, day=day)
        if late
        else lazy("The {kind} of {name} is to be back on {day}.", kind=kind, name=name, day=day)
    )
    return TodayLine(one.facts.ref, text, PartialDate.of(day), Tone.BAD if late else Tone.WARNING, _whose(one))


def _whose(one: Held) -> Lazy | None:
    whom = one.custody.handed_to if one.custody else ""
    if one.mission:
        return lazy("{whom}, for {mission}", whom=whom, mission=one.mission)
    return lazy("{whom}", whom=whom) if whom else None


@query(SEE_VISAS)
def passports_that_expire(reader: Reader) -> Sequence[TodayLine]:
    """Give the passports that expire within the months that the office wants to know before, and those that have just expired."""
    months, today = number(reader, RuleCode.EXPIRY_MONTHS), reader.today
    told = (
        Passport.cancelled_on.is_(None),
        Passport.expires_on < months_later(today, months),
        Passport.expires_on >= date.fromordinal(max(1, today.toordinal() - STILL_TOLD.days)),
    )
    there = sorted(held(reader, *told), key=lambda one: (one.facts.expires_on or date.max, one.sort_name, one.facts.id))
    return [_expires(one, today) for one in there[:_MOST]]


def _expires(one: Held, today: date) -> TodayLine:
    kind, name, day = rules.kind_title(one.facts.kind), one.name, one.facts.expires_on
    assert day is not None
    if day < today:
        return TodayLine(one.facts.ref, lazy("The {kind} of {name} has expired.", kind=kind, name=name), PartialDate.of(day), Tone.BAD)
    return TodayLine(one.facts.ref, lazy("The {kind} of {name} expires.", kind=kind, name=name), PartialDate.of(day), _tone(day, today))


def _tone(day: date, today: date) -> Tone:
    return Tone.WARNING if day - today <= SOON else Tone.NEUTRAL


@query(SEE_VISAS)
def requests_to_follow(reader: Reader) -> Sequence[TodayLine]:
    """Give the requests for passports that are late, and those to be sent or answered within three days."""
    told = [row for row in requests.of(reader, request_ids.of(reader)) if _day(row) is not None]
    near = [row for row in told if row.state is RequestState.LATE or (_day(row) or date.max) <= reader.today + SOON]
    near.sort(key=lambda row: (_day(row) or date.max, row.name, row.id))
    return [
        TodayLine(
            Ref(REQUEST, row.id),
            lazy("{step}: {kind} of {name}", step=row.next or "", kind=rules.kind_title(row.passport_kind), name=row.name),
            PartialDate.of(_day(row) or reader.today),
            Tone.BAD if row.state is RequestState.LATE else Tone.WARNING,
        )
        for row in near[:_MOST]
    ]


def _day(row: RequestRow) -> date | None:
    """Give the day that matters for a request now: by when it must be asked for, or when the passport is expected; nothing once it ended."""
    if row.state not in (RequestState.TO_SEND, RequestState.RUNNING, RequestState.LATE):
        return None
    if row.asked_on is None:
        return row.ask_by
    return min(day for day in (row.expected, row.needed_by) if day is not None)


GROUPS = (
    TodayGroup(lazy("Passports to be back"), 52, passports_not_back),
    TodayGroup(lazy("Requests for service passports"), 53, requests_to_follow),
    TodayGroup(lazy("Passports that expire"), 54, passports_that_expire),
)
