"""Flag days as calendar entries: whole days, each with a name that it keeps for ever.

A flag day of a year is one appointment even when its date moves; one that is put out of use or withdrawn stays in the calendar as
cancelled, so that those who hold it are told. What has never been changed was last changed when its year began.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from app.domains.flags.days import FlagDay, Instruction, Occasion
from app.domains.flags.entities import FlagRules
from app.domains.flags.house import flag_rules
from app.domains.flags.queries.days import (
    DayCount,
    counted_days,
    counted_instructions,
    counted_schedules,
    flag_days_in_office,
    flag_year,
    instructions_in_office,
)
from app.domains.flags.terms import FLAG_DAY, SEE_FLAGS, Why
from app.kernel.calendar import Calendar, CalendarEntry, CalendarSource, EntryStatus
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.translated import Wording
from app.kernel.work import Reader

UID_DOMAIN = "attache"
CATEGORY = "flag day"


@query(SEE_FLAGS)
def flag_calendar(reader: Reader, year: int, wording: Wording) -> Calendar:
    """Give the flag days of a year: those of the table, the instructions, and the visits that bring foreign flags."""
    occasions = flag_year.of(reader, year)  # refused for a year that no calendar has
    counts, told, rules = counted_days(reader), counted_instructions(reader), flag_rules.of(reader)
    moves = counted_schedules(reader, [one.id for one in occasions if one.why is Why.VISIT])
    entries = [_entry(one, year, _count(one, counts, told, moves, year), wording, rules) for one in occasions]
    entries += _cancelled_days(flag_days_in_office(reader), counts, year, wording)
    entries += _withdrawn(instructions_in_office(reader), told, year, wording)
    entries.sort(key=lambda entry: (entry.starts, entry.uid))
    return Calendar(wording.say("Flag days {year}", year=str(year)), tuple(entries), wording.language)


def entries(reader: Reader, ref: Ref, wording: Wording) -> tuple[CalendarEntry, ...]:
    """Give the entries of one flag day: of this year and the next."""
    years = range(reader.today.year, min(reader.today.year + 2, date.max.year + 1))
    return tuple(
        entry for year in years for entry in flag_calendar.of(reader, year, wording).entries if entry.uid == _uid_of_day(ref.id, year)
    )


def _uid_of_day(code: str, year: int) -> str:
    return f"flag-day-{code}-{year}@{UID_DOMAIN}"


def _uid(one: Occasion, year: int) -> str:
    match one.why:
        case Why.DAY:
            return _uid_of_day(one.id, year)
        case Why.INSTRUCTION:
            return f"flag-instruction-{one.id}@{UID_DOMAIN}"
        case Why.VISIT:
            return f"flag-visit-{one.id}@{UID_DOMAIN}"


def _count(one: Occasion, days: Mapping[str, DayCount], told: Mapping[str, DayCount], moves: Mapping[str, int], year: int) -> DayCount:
    never = DayCount(0, _beginning(year))
    match one.why:
        case Why.DAY:
            return days.get(one.id, never)
        case Why.INSTRUCTION:
            return told.get(one.id, never)
        case Why.VISIT:
            return DayCount(moves.get(one.id, 0), _beginning(year))


def _beginning(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


def _entry(one: Occasion, year: int, count: DayCount, wording: Wording, rules: FlagRules) -> CalendarEntry:
    return CalendarEntry(
        uid=_uid(one, year),
        sequence=count.sequence,
        summary=_summary(one, wording),
        starts=one.starts,
        ends=one.ends,
        modified=count.changed_at,
        description="\n".join(_description(one, wording, rules)),
        status=EntryStatus.TENTATIVE if one.planned else EntryStatus.CONFIRMED,
        categories=(CATEGORY,),
        busy=False,
    )


def _summary(one: Occasion, wording: Wording) -> str:
    title = wording.text(one.title)
    return wording.say("{occasion} (half-mast)", occasion=title) if one.half_mast else title


def _description(one: Occasion, wording: Wording, rules: FlagRules) -> Iterator[str]:
    named = tuple(rules.name_of(rules.code_of(flag), wording) for flag in one.flags)
    if named and one.here:
        yield wording.say("Flags: {flags}", flags=named)
    elif one.why is Why.DAY:
        yield wording.say("No flag has to fly on our own buildings.")
    if one.also and one.here:
        yield wording.say("May fly too: {flags}", flags=tuple(rules.name_of(rules.code_of(flag), wording) for flag in one.also))
    if one.note:
        yield wording.text(one.note)
    if one.unchecked:
        yield wording.say("Not yet compared with its source this year.")
    if one.source:
        yield wording.say("Source: {source}", source=one.source)


def _cancelled_days(days: tuple[FlagDay, ...], counts: Mapping[str, DayCount], year: int, wording: Wording) -> Iterator[CalendarEntry]:
    """Give the days that were changed so that they no longer come in *year*: their last known day is told as cancelled."""
    for day in days:
        if day.code not in counts or day.period(year):
            continue
        known = FlagDay(day=day.day, days=day.days).period(year)
        if known:
            yield _cancelled(_uid_of_day(day.code, year), wording.text(day.occasion), known, counts[day.code])


def _withdrawn(instructions: tuple[Instruction, ...], told: Mapping[str, DayCount], year: int, wording: Wording) -> Iterator[CalendarEntry]:
    for one in instructions:
        if one.withdrawn and one.starts.year == year:
            yield _cancelled(f"flag-instruction-{one.id}@{UID_DOMAIN}", wording.text(one.occasion), (one.starts, one.ends), told[one.id])


def _cancelled(uid: str, summary: str, period: tuple[date, date], count: DayCount) -> CalendarEntry:
    return CalendarEntry(
        uid=uid,
        sequence=count.sequence,
        summary=summary,
        starts=period[0],
        ends=period[1],
        modified=count.changed_at,
        status=EntryStatus.CANCELLED,
        categories=(CATEGORY,),
        busy=False,
    )


SOURCE = CalendarSource(FLAG_DAY, entries)
