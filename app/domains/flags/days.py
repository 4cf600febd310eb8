"""Flag days: which flags fly on a day, whether at half-mast, and why.

The table of days is data that the office edits (`resources/protocol/flag-days.json`, and its own versions in the file). A flag day is no
rule by itself: the federal list is a royal decree that changes, so the lines that nobody is sure of ask to be compared once a year.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from app.domains.flags.terms import FLAG_DAY, INSTRUCTION, DayLevel, DayMark, Why
from app.domains.missions.vocabulary import MISSION
from app.kernel.errors import Finding, Severity
from app.kernel.ids import Ref
from app.kernel.shapes import from_plain
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.yearly import YearlyDay

LONGEST = 60  # days that one flag day or instruction may last
MOST_FLAGS = 30
NATIONAL = "BE"
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,58}[a-z0-9]")
_FLAG_CODE = re.compile(r"[^\s,;][^,;\n]{0,58}")
_SEPARATED = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class FlagDay:
    """A line of the table: an occasion, when it comes, which flags it asks for and who says so.

    `day` is written as `YearlyDay` reads it; empty when it comes on no fixed day (an election): then an instruction gives the date.
    `days` is how many it lasts. `flags` must fly, `also` may fly beside them. `here` says that it is for the buildings of the Region: without
    it the line is told and no flag flies. `since` and `until` are the first and the last year it is in force. `verify`: to be compared
    with its source once a year. `in_use` is off for a day that the office leaves out.
    """

    code: str = ""
    occasion: Multilingual = Multilingual()
    day: str = ""
    days: int = 1
    level: DayLevel = DayLevel.FEDERAL
    flags: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    half_mast: bool = False
    here: bool = True
    in_use: bool = True
    since: int | None = None
    until: int | None = None
    mark: DayMark = DayMark.PROPOSAL
    source: str = ""
    verify: bool = False
    note: Multilingual = Multilingual()

    @property
    def id(self) -> str:
        """The code, as lists ask for it."""
        return self.code

    def period(self, year: int) -> tuple[date, date] | None:
        """Give its first and last day in *year*; nothing when it does not come then."""
        if not self.day or not self.in_force(year):
            return None
        try:
            first = YearlyDay.parse(self.day).on(year)
            return first, first + timedelta(self.days - 1)
        except (ValueError, OverflowError):  # what was kept by an older program is left out rather than stops every day
            return None

    def in_force(self, year: int) -> bool:
        """Tell whether it is in use and its dates of validity take in *year*."""
        return self.in_use and (self.since is None or self.since <= year) and (self.until is None or year <= self.until)


@dataclass(frozen=True, slots=True)
class Instruction:
    """An order for given dates: mourning, an election, a day of joy; `of_day` is the code of the flag day whose date it gives."""

    id: str
    starts: date
    ends: date
    occasion: Multilingual
    flags: tuple[str, ...] = ()
    half_mast: bool = False
    reason: str = ""
    source: str = ""
    of_day: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """A mission that brings foreign guests to Brussels, with the flags of the guests; `planned` while it is not confirmed."""

    mission: str
    title: Multilingual
    starts: date
    ends: date
    flags: tuple[str, ...]
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """What makes flags fly on a day (or is only told, when `here` is false). `unchecked`: nobody has compared it with its source this year."""

    id: str
    why: Why
    title: Multilingual
    starts: date
    ends: date
    flags: tuple[str, ...]
    also: tuple[str, ...] = ()
    half_mast: bool = False
    here: bool = True
    level: DayLevel = DayLevel.OFFICE
    mark: DayMark = DayMark.CONFIRMED
    source: str = ""
    note: Multilingual = Multilingual()
    unchecked: bool = False
    planned: bool = False

    @property
    def ref(self) -> Ref:
        """The record that it comes from."""
        return Ref({Why.DAY: FLAG_DAY, Why.INSTRUCTION: INSTRUCTION, Why.VISIT: MISSION}[self.why], self.id)

    @property
    def flies(self) -> bool:
        """Whether flags fly for it on the buildings of the Region."""
        return self.here and bool(self.flags)

    def covers(self, day: date) -> bool:
        """Tell whether it is on *day*."""
        return self.starts <= day <= self.ends


@dataclass(frozen=True, slots=True)
class OrderOfDay:
    """The flag order of a day: the flags in their order, those that may fly too, and why.

    `told` are occasions of the day for which no flag flies here. Without any occasion no flag has to fly, and flying is free.
    """

    day: date
    flags: tuple[str, ...]
    also: tuple[str, ...]
    half_mast: bool
    occasions: tuple[Occasion, ...]
    told: tuple[Occasion, ...] = ()
    findings: tuple[Finding, ...] = ()


@cache
def shipped() -> tuple[FlagDay, ...]:
    """Give the flag days that come with the program, in the order of the table."""
    from app.adapters.resources import resource  # where the file is depends on the installation

    content: dict[str, Any] = json.loads(resource("protocol", "flag-days.json").read_text(encoding="utf-8"))
    return tuple(from_plain(FlagDay, line)[0] for line in content["days"])


def check_day(day: FlagDay) -> list[Finding]:
    """A flag day has a code, an occasion, a day that can be read, and flags unless it is only told."""
    findings: list[Finding] = []
    if not _CODE.fullmatch(day.code):
        message = lazy("Write a code of small letters, figures and hyphens: “iris-day”.")
        findings.append(Finding("code", message, rule="flag-day-code", value=day.code))
    findings += _check_occasion(day.occasion)
    if day.day:
        findings += _check_day_text(day.day)
    else:
        message = lazy("It comes on no fixed day: an instruction gives the date of each time.")
        findings.append(Finding("day", message, Severity.NOTES, rule="flag-day-without-date"))
    if not 1 <= day.days <= LONGEST:
        findings.append(Finding("days", lazy("Enter how many days it lasts: 1 to {most}.", most=LONGEST), rule="flag-day-length"))
    if day.since is not None and day.until is not None and day.until < day.since:
        findings.append(Finding("until", lazy("The last year is before the first."), rule="ends-before-start"))
    findings += [
        Finding(key, lazy("Write a year with four figures."), rule="wrong-year")
        for key, year in (("since", day.since), ("until", day.until))
        if year is not None and not 1000 <= year <= date.max.year  # noqa: PLR2004 - four figures
    ]
    return [*findings, *check_flags("flags", day.flags, needed=day.here and day.in_use), *check_flags("also", day.also)]


def _check_occasion(occasion: Multilingual) -> list[Finding]:
    return [] if occasion else [Finding("occasion", lazy("Say what the occasion is."), rule="flag-day-without-occasion")]


def _check_day_text(text: str) -> list[Finding]:
    try:
        YearlyDay.parse(text)
    except ValueError:
        message = lazy("Write the day as 07-21, as 09-sun-3 for the third Sunday of September, or as easter+39.")
        return [Finding("day", message, rule="wrong-day", value=text)]
    return []


def check_flags(path: str, flags: Sequence[str], *, needed: bool = False) -> list[Finding]:
    """Flags are codes or names, each once; at least one when they are *needed*."""
    if needed and not flags:
        return [Finding(path, lazy("Say which flags fly: BE, EU, BE-BRU."), rule="no-flags")]
    if len(flags) > MOST_FLAGS:
        return [Finding(path, lazy("At most {most} flags.", most=MOST_FLAGS), rule="too-many-flags")]
    wrong = [flag for flag in flags if not _FLAG_CODE.fullmatch(flag)]
    found = [Finding(path, lazy("“{flag}” is no code of a flag.", flag=flag[:60]), rule="wrong-flag", value=flag) for flag in wrong]
    twice = [flag for number, flag in enumerate(flags) if flag in flags[:number]]
    return found + [Finding(path, lazy("The flag {flag} stands there twice.", flag=flag), rule="flag-twice", value=flag) for flag in twice]


def check_instruction(instruction: Instruction) -> list[Finding]:
    """An instruction has its days in order, an occasion and flags; half-mast needs its reason."""
    findings = _check_occasion(instruction.occasion)
    if instruction.ends < instruction.starts:
        findings.append(Finding("ends", lazy("The last day is before the first."), rule="ends-before-start"))
    elif (instruction.ends - instruction.starts).days >= LONGEST:
        findings.append(Finding("ends", lazy("An instruction lasts at most {most} days.", most=LONGEST), rule="instruction-length"))
    if instruction.half_mast and not instruction.reason:
        findings.append(Finding("reason", lazy("Say why the flags are at half-mast."), rule="half-mast-without-reason"))
    return findings + check_flags("flags", instruction.flags, needed=True)


def split_flags(text: str) -> tuple[str, ...]:
    """Read the flags of a text, separated by commas: "BE, EU, BE-BRU"."""
    return tuple(part.strip() for part in _SEPARATED.split(text) if part.strip())


def occasions(
    first: date,
    last: date,
    days: Iterable[FlagDay],
    instructions: Iterable[Instruction],
    visits: Iterable[Visit],
    checked: Iterable[tuple[str, int]] = (),
) -> list[Occasion]:
    """Give everything between two days, in the order of time; *checked* are the lines that were compared with their source, with the year."""
    seen = frozenset(checked)
    by_code = {day.code: day for day in days}
    found = [
        _of_day(day, *period, unchecked=day.verify and (day.code, year) not in seen)
        # A day that lasts may have begun in the year before.
        for year in range(max(first.year - 1, date.min.year), last.year + 1)
        for day in by_code.values()
        if (period := day.period(year))
    ]
    found += [_of_instruction(one, by_code.get(one.of_day)) for one in instructions if not one.withdrawn]
    found += [_of_visit(visit) for visit in visits]
    there = [one for one in found if one.starts <= last and first <= one.ends]
    return sorted(there, key=lambda one: (one.starts, tuple(Why).index(one.why), not one.here, tuple(DayLevel).index(one.level), one.id))


def _of_day(day: FlagDay, starts: date, ends: date, *, unchecked: bool) -> Occasion:
    return Occasion(
        id=day.code,
        why=Why.DAY,
        title=day.occasion,
        starts=starts,
        ends=ends,
        flags=day.flags,
        also=day.also,
        half_mast=day.half_mast,
        here=day.here,
        level=day.level,
        mark=day.mark,
        source=day.source,
        note=day.note,
        unchecked=unchecked,
    )


def _of_instruction(one: Instruction, day: FlagDay | None) -> Occasion:
    level, also = (day.level, day.also) if day else (DayLevel.OFFICE, ())
    return Occasion(
        id=one.id,
        why=Why.INSTRUCTION,
        title=one.occasion,
        starts=one.starts,
        ends=one.ends,
        flags=one.flags,
        also=tuple(flag for flag in also if flag not in one.flags),
        half_mast=one.half_mast,
        level=level,
        source=one.source,
        note=Multilingual.same(one.reason) if one.reason else Multilingual(),
    )


def _of_visit(visit: Visit) -> Occasion:
    # A foreign flag never flies alone: it may fly beside the national one (royal decree of 5 July 1974, article 3).
    flags = (NATIONAL, *(flag for flag in visit.flags if flag != NATIONAL))
    return Occasion(visit.mission, Why.VISIT, visit.title, visit.starts, visit.ends, flags, planned=visit.planned)


def order_of_day(day: date, there: Iterable[Occasion], ranked: Sequence[str]) -> OrderOfDay:
    """Give the order of a day from its occasions; *ranked* are all flags that may come, in the order of the house.

    One mourning puts the whole row at half-mast: flags of one row are never at two heights (`domain/protocol.md` 2.4).
    """
    of_day = [one for one in there if one.covers(day)]
    flying, told = [one for one in of_day if one.flies], [one for one in of_day if not one.flies]
    wanted = dict.fromkeys(flag for one in flying for flag in one.flags)
    optional = dict.fromkeys(flag for one in flying for flag in one.also if flag not in wanted)
    return OrderOfDay(
        day=day,
        flags=_in_order(wanted, ranked),
        also=_in_order(optional, ranked),
        half_mast=any(one.half_mast for one in flying),
        occasions=tuple(flying),
        told=tuple(told),
        findings=tuple(_clashes(flying)),
    )


def _in_order(flags: Iterable[str], ranked: Sequence[str]) -> tuple[str, ...]:
    places = {flag: place for place, flag in enumerate(ranked)}
    return tuple(sorted(flags, key=lambda flag: places.get(flag, len(places))))


def _clashes(flying: Sequence[Occasion]) -> list[Finding]:
    mourning = [one for one in flying if one.half_mast]
    if not mourning:
        return []
    sad = mourning[0]
    return [_clash(sad, other) for other in flying if not other.half_mast]


def _clash(sad: Occasion, other: Occasion) -> Finding:
    if other.why is Why.VISIT:
        message = lazy(
            "During “{visit}” all flags are at half-mast ({mourning}), those of the guests too: tell the guests beforehand.",
            visit=other.title,
            mourning=sad.title,
        )
        return Finding("", message, Severity.WARNS, rule="half-mast-on-visit", ref=other.ref)
    message = lazy(
        "“{mourning}” asks for half-mast and “{feast}” does not: all flags of a row are at one height. Ask who gives the order.",
        mourning=sad.title,
        feast=other.title,
    )
    return Finding("", message, Severity.WARNS, rule="half-mast-on-feast", ref=sad.ref)


def sentence(order: OrderOfDay, named: Mapping[str, Multilingual]) -> Lazy:
    """Say the order of a day in one sentence; *named* gives the names of the flags."""
    if not order.flags:
        return lazy("No flag has to fly.")
    flags = tuple(named.get(flag) or Multilingual.same(flag) for flag in order.flags)
    return lazy("At half-mast: {flags}", flags=flags) if order.half_mast else lazy("Fly: {flags}", flags=flags)


def as_shipped(day: FlagDay) -> bool:
    """Tell whether a day is just as the program brings it."""
    return day in shipped()


def merged(own: Mapping[str, FlagDay | None]) -> tuple[FlagDay, ...]:
    """Give the table of the office: the shipped days with their own versions, then the office's own days by code."""
    table = [own.get(day.code) or day for day in shipped()]
    codes = {day.code for day in table}
    return (*table, *(replace(day, code=code) for code, day in sorted(own.items()) if day is not None and code not in codes))
