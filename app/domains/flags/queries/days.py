"""What is read about flag days: the table, the order of a day, a whole year, and what is to be compared with its source."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from app.domains.flags import days
from app.domains.flags.days import FlagDay, Instruction, Occasion, OrderOfDay, Visit
from app.domains.flags.house import flag_rules, house, ranked
from app.domains.flags.queries.sources import guests_of
from app.domains.flags.records import FlagDayCheck, FlagDayRow, FlagInstruction
from app.domains.flags.terms import FLAG_DAY, SEE_FLAGS, DayLevel, DayMark, DayOrigin
from app.domains.missions.records import Mission, Schedule
from app.domains.missions.vocabulary import Direction, MissionState
from app.kernel.errors import Finding, Gone, Refused
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.names import fold, words
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader

ASK_AHEAD = timedelta(60)  # a line to be compared with its source is told so long before its day
_VISITING = (MissionState.PLANNED, MissionState.CONFIRMED, MissionState.HELD)


@dataclass(frozen=True, slots=True)
class FlagDayLine:
    """A flag day as it is listed; `id` is its code. `next` is the first day on which it comes from today on, `checked` the last year it was compared."""

    id: str
    occasion: Multilingual
    day: str
    next: date | None
    level: DayLevel
    flags: tuple[str, ...]
    also: tuple[str, ...]
    half_mast: bool
    here: bool
    in_use: bool
    mark: DayMark
    source: str
    origin: DayOrigin
    verify: bool
    checked: int | None

    @property
    def shown_flags(self) -> str:
        """The codes of the flags, those that may fly too in brackets."""
        return " ".join((*self.flags, *(f"({flag})" for flag in self.also)))


@dataclass(frozen=True, slots=True)
class CheckLine:
    """Somebody compared a flag day with its source."""

    id: str
    year: int
    checked_on: date
    checked_by: str
    remark: str


@dataclass(frozen=True, slots=True)
class FlagDaySheet:
    """A flag day with what may be done with it: `shipped` is as the program brings it, `checks` when it was compared, the latest first."""

    day: FlagDay
    origin: DayOrigin
    shipped: FlagDay | None
    checks: tuple[CheckLine, ...]
    instructions: tuple[Instruction, ...]


@dataclass(frozen=True, slots=True)
class InstructionLine:
    """An instruction as it is listed."""

    id: str
    starts: date
    ends: date
    occasion: Multilingual
    flags: tuple[str, ...]
    half_mast: bool
    reason: str
    source: str
    of_day: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class DayCount:
    """How a flag day or an instruction is counted by calendars."""

    sequence: int
    changed_at: datetime


# ------------------------------------------------------------------------------------------------ the table


def flag_days_in_office(reader: Reader) -> tuple[FlagDay, ...]:
    """Give the table of the office: the shipped days with their own versions, then its own days."""
    return days.merged({row.id: row.content for row in reader.scalars(select(FlagDayRow))})


def counted_days(reader: Reader) -> Mapping[str, DayCount]:
    """Give how often the office has changed its flag days, by code."""
    return {row.id: DayCount(row.sequence, row.changed_at) for row in reader.scalars(select(FlagDayRow))}


def counted_instructions(reader: Reader) -> Mapping[str, DayCount]:
    """Give how often the office has changed its instructions, by id."""
    return {row.id: DayCount(row.sequence, row.changed_at) for row in reader.scalars(select(FlagInstruction))}


def counted_schedules(reader: Reader, missions: Sequence[str]) -> Mapping[str, int]:
    """Give how often the dates of missions have been changed."""
    statement = (
        select(Schedule.mission_id, func.count().label("number")).where(Schedule.mission_id.in_(missions)).group_by(Schedule.mission_id)
    )
    return {row.mission_id: max(row.number - 1, 0) for row in reader.rows(statement)}


def instructions_in_office(reader: Reader) -> tuple[Instruction, ...]:
    """Give all instructions, the withdrawn ones too, in the order of time."""
    rows = reader.scalars(select(FlagInstruction).order_by(FlagInstruction.starts, FlagInstruction.id))
    return tuple(instruction_of(row) for row in rows)


def instruction_of(row: FlagInstruction) -> Instruction:
    """Read an instruction out of its row."""
    return Instruction(
        row.id, row.starts, row.ends, row.occasion, row.flags, row.half_mast, row.reason, row.source, row.of_day, row.withdrawn
    )


@query(SEE_FLAGS)
def flag_day_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the codes of flag days through the year, those without a day last. Filters: "level", "in_use" ("yes", "no")."""
    wanted = words(criteria.text)
    found = [
        day
        for day in flag_days_in_office(reader)
        if (not (level := criteria.chosen("level")) or day.level == level)
        and (not (used := criteria.chosen("in_use")) or day.in_use == (used == "yes"))
        and _holds(wanted, (day.code, day.source, *day.occasion.all(), *day.flags))
    ]
    year = reader.today.year

    def place(day: FlagDay) -> tuple[object, ...]:
        match criteria.sort:
            case "occasion":
                return fold(day.occasion.best("en")), *_through_the_year(day, year)
            case "level":
                return tuple(DayLevel).index(day.level), *_through_the_year(day, year)
            case _:
                return _through_the_year(day, year)

    found.sort(key=place)
    return [day.code for day in (found[::-1] if criteria.descending else found)]


def _through_the_year(day: FlagDay, year: int) -> tuple[bool, date, str]:
    try:
        comes = days.YearlyDay.parse(day.day).on(year) if day.day else None
    except ValueError:
        comes = None
    return comes is None, comes or date.min, day.code


def _holds(wanted: Sequence[str], texts: Iterable[str]) -> bool:
    there = [word for text in texts for word in words(text)]
    return all(any(word.startswith(one) for word in there) for one in wanted)


@query(SEE_FLAGS)
def flag_days(reader: Reader, ids: Sequence[str]) -> Sequence[FlagDayLine]:
    """Give the lines of the flag days with the codes *ids*, in that order."""
    found = {day.code: day for day in flag_days_in_office(reader)}
    checked = _last_checks(reader)
    given = instructions_in_office(reader)
    return [_line(found[id], reader.today, given, checked.get(id)) for id in ids if id in found]


def _line(day: FlagDay, today: date, given: Sequence[Instruction], checked: int | None) -> FlagDayLine:
    return FlagDayLine(
        id=day.code,
        occasion=day.occasion,
        day=day.day,
        next=_next(day, today, given),
        level=day.level,
        flags=day.flags,
        also=day.also,
        half_mast=day.half_mast,
        here=day.here,
        in_use=day.in_use,
        mark=day.mark,
        source=day.source,
        origin=origin_of(day),
        verify=day.verify,
        checked=checked,
    )


def _next(day: FlagDay, today: date, given: Sequence[Instruction]) -> date | None:
    own = [period[0] for year in (today.year, today.year + 1) if year <= date.max.year and (period := day.period(year))]
    told = [one.starts for one in given if one.of_day == day.code and not one.withdrawn] if day.in_use else []
    return min((first for first in (*own, *told) if first >= today), default=None)


def origin_of(day: FlagDay) -> DayOrigin:
    """Tell where a flag day of the table comes from."""
    if days.as_shipped(day):
        return DayOrigin.SHIPPED
    return DayOrigin.CHANGED if shipped_day(day.code) else DayOrigin.OWN


def shipped_day(code: str) -> FlagDay | None:
    """Give a flag day as the program brings it."""
    return next((day for day in days.shipped() if day.code == code), None)


def _last_checks(reader: Reader) -> Mapping[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for code, year in _checks(reader):
        found[code] = max(found[code], year)
    return found


def _checks(reader: Reader) -> frozenset[tuple[str, int]]:
    return frozenset((row.day_code, row.year) for row in reader.rows(select(FlagDayCheck.day_code, FlagDayCheck.year)))


@query(SEE_FLAGS)
def flag_day(reader: Reader, code: str) -> FlagDaySheet:
    """Give a flag day with what surrounds it; raise `Gone` when there is none with this code."""
    day = next((one for one in flag_days_in_office(reader) if one.code == code), None)
    if day is None:
        raise Gone(Ref(FLAG_DAY, code))
    rows = reader.scalars(select(FlagDayCheck).where(FlagDayCheck.day_code == code).order_by(FlagDayCheck.year.desc()))
    return FlagDaySheet(
        day,
        origin_of(day),
        shipped_day(code),
        tuple(CheckLine(row.id, row.year, row.checked_on, row.checked_by, row.remark) for row in rows),
        tuple(one for one in instructions_in_office(reader) if one.of_day == code),
    )


@query(SEE_FLAGS)
def flag_day_detail(reader: Reader, code: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the pane beside the list says of a flag day."""
    sheet = flag_day.of(reader, code)
    day = sheet.day
    return [
        (lazy("Occasion"), day.occasion),
        (lazy("Day"), day.day or lazy("no fixed day")),
        (lazy("Comes next on"), _next(day, reader.today, sheet.instructions)),
        (lazy("Flags"), ", ".join(day.flags)),
        (lazy("May fly too"), ", ".join(day.also)),
        (lazy("Half-mast"), day.half_mast or ""),
        (lazy("Source"), day.source),
        (lazy("Remark"), day.note),
        *(
            (lazy("Compared with its source"), lazy("{year}: {name}, {day}", year=str(one.year), name=one.checked_by, day=one.checked_on))
            for one in sheet.checks[:3]
        ),
    ]


# ------------------------------------------------------------------------------------------------ instructions


@query(SEE_FLAGS)
def instruction_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of instructions, the latest first. Filter: "year"."""
    wanted = words(criteria.text)
    found = [one for one in instructions_in_office(reader) if _holds(wanted, (*one.occasion.all(), one.reason, one.source))]
    if year := criteria.chosen("year"):
        found = [one for one in found if str(one.starts.year) == year]
    return [one.id for one in (found if criteria.descending else found[::-1])]


@query(SEE_FLAGS)
def instructions(reader: Reader, ids: Sequence[str]) -> Sequence[InstructionLine]:
    """Give the instructions with *ids*, in that order."""
    found = {one.id: one for one in instructions_in_office(reader)}
    return [
        InstructionLine(
            one.id, one.starts, one.ends, one.occasion, one.flags, one.half_mast, one.reason, one.source, one.of_day, one.withdrawn
        )
        for one in (found[id] for id in ids if id in found)
    ]


# ------------------------------------------------------------------------------------------------ days and years


@query(SEE_FLAGS)
def flag_occasions(reader: Reader, first: date, last: date) -> Sequence[Occasion]:
    """Give everything between two days that makes flags fly or is told, in the order of time, the flags in the order of the house."""
    return _found(reader, first, last)[0]


def _found(reader: Reader, first: date, last: date) -> tuple[list[Occasion], list[str]]:
    """Give the occasions between two days, and all their flags in the order of the house."""
    found = days.occasions(
        first, last, flag_days_in_office(reader), instructions_in_office(reader), visits_between(reader, first, last), _checks(reader)
    )
    codes = dict.fromkeys(flag for one in found for flag in (*one.flags, *one.also))
    rules = flag_rules.of(reader)
    in_order = {flag: place for place, flag in enumerate(ranked(codes, house.of(reader).flag_order, rules))}
    # A code that somebody wrote in a way of their own stands where its flag stands.
    places = {code: in_order.get(rules.code_of(code), len(in_order)) for code in codes}

    def sorted_flags(flags: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(flags, key=lambda flag: places[flag]))

    return [replace(one, flags=sorted_flags(one.flags), also=sorted_flags(one.also)) for one in found], list(sorted_flags(codes))


@query(SEE_FLAGS)
def order_of_day(reader: Reader, day: date | None = None) -> OrderOfDay:
    """Give the flag order of a day, today when none is given."""
    on = day or reader.today
    return orders_of_days(reader, (on,))[0]


def orders_of_days(reader: Reader, wanted: Sequence[date]) -> list[OrderOfDay]:
    """Give the flag orders of several days."""
    if not wanted:
        return []
    there, in_order = _found(reader, min(wanted), max(wanted))
    return [days.order_of_day(day, there, in_order) for day in wanted]


@query(SEE_FLAGS)
def flag_year(reader: Reader, year: int) -> Sequence[Occasion]:
    """Give every occasion that begins in a year, in the order of time; refused for a year that no calendar has."""
    if not date.min.year <= year <= date.max.year:
        raise Refused(Finding("year", lazy("Write a year with four figures."), rule="wrong-year", value=year))
    first, last = date(year, 1, 1), date(year, 12, 31)
    return [one for one in flag_occasions.of(reader, first, last) if one.starts >= first]


@query(SEE_FLAGS)
def flag_month(reader: Reader, year: int, month: int) -> Sequence[OrderOfDay]:
    """Give the flag orders of the days of a month on which flags fly or something is told."""
    wanted = [date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]
    return [order for order in orders_of_days(reader, wanted) if order.occasions or order.told]


@query(SEE_FLAGS)
def to_be_checked(reader: Reader) -> Sequence[tuple[FlagDay, date]]:
    """Give the flag days that come within sixty days and that nobody has compared with their source for the year they come in."""
    seen, today = _checks(reader), reader.today
    found = [
        (day, period[0])
        for day in flag_days_in_office(reader)
        for year in {today.year, (today + ASK_AHEAD).year}
        if day.verify
        and (period := day.period(year))
        and (day.code, year) not in seen
        and today <= period[1]
        and period[0] <= today + ASK_AHEAD
    ]
    return sorted(found, key=lambda pair: (pair[1], pair[0].code))


def visits_between(reader: Reader, first: date, last: date) -> list[Visit]:
    """Give the missions that bring foreign guests to Brussels between two days, with the flags of the guests."""
    statement = select(Mission).where(
        Mission.direction == Direction.INCOMING,
        Mission.state.in_(_VISITING),
        Mission.starts <= PartialDate.of(last),
        # What is known of its last day may be less than a day: such a mission has no days on which flags could fly.
        func.coalesce(Mission.ends, Mission.starts) >= PartialDate.of(first),
    )
    there = [
        (mission, starts, ends)
        for mission in reader.scalars(statement.order_by(Mission.starts, Mission.number))
        if mission.starts
        and (starts := mission.starts.exact)
        and (ends := (mission.ends or mission.starts).exact)
        and starts <= last
        and first <= ends
    ]
    guests = guests_of(reader, [mission.id for mission, _, _ in there])
    return [
        Visit(mission.id, mission.title, starts, ends, flags, planned=mission.state is MissionState.PLANNED)
        for mission, starts, ends in there
        if (flags := guests.get(mission.id, ()))
    ]
