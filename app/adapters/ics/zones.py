"""Time zones as a calendar file describes them: one rule for the standard time and one for the summer time.

Outlook reads a zone only as yearly rules and passes over lists of dates, so a zone is described when its clock changes by one
yearly rule in the years concerned, and not at all otherwise: times of such a zone are written in UTC, which is always right.
Summer time is the half of the year with the greater distance from UTC, also in Ireland, whose law says it the other way round.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vDDDTypes, vRecur, vText, vUTCOffset

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

_Side = TypeVar("_Side", TimezoneStandard, TimezoneDaylight)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST = -1
_USUAL_START = 1970
# Outside these years no zone has a rule that anybody could use, and the arithmetic would leave the calendar.
_FIRST_YEAR, _LAST_YEAR = 1900, 9990


@dataclass(frozen=True, slots=True)
class Onset:
    """What one side of a zone begins with.

    `when` is the weekday (Monday 0), its number in the month (-1 the last) and the month, or nothing for a clock that never
    changes; `at` is the time on the clock before it is put forward or back.
    """

    before: timedelta
    after: timedelta
    name: str
    at: time = time(0)
    when: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """How a zone goes through the years: its standard time, and its summer time if it has one."""

    standard: Onset
    daylight: Onset | None = None


@dataclass(frozen=True, slots=True)
class _Turn:
    """One change of the clock as it happened: the last moment of the old time, told by the old clock."""

    local: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def places(self) -> frozenset[int]:
        """The numbers in the month that this weekday answers to: the fourth may be the last too."""
        day = self.local.day
        number = (day - 1) // 7 + 1
        is_last = day + 7 > monthrange(self.local.year, self.local.month)[1]
        return frozenset({number, _LAST}) if is_last else frozenset({number})


def rule_of(zone: ZoneInfo, years: Iterable[int]) -> ZoneRule | None:
    """Find the rule by which the clock of *zone* went in all of *years* (local years), or nothing when there is none.

    The year before or the year after must follow it too: what happens once, as in Morocco, where Ramadan moves, is no rule.
    """
    wanted = frozenset(years)
    if not wanted or min(wanted) <= _FIRST_YEAR or max(wanted) >= _LAST_YEAR:
        return None
    return _common_rule(zone, wanted | {max(wanted) + 1}) or _common_rule(zone, wanted | {min(wanted) - 1})


def describe(name: str, rule: ZoneRule, years: Iterable[int]) -> Timezone:
    """Give the VTIMEZONE of *rule* under *name*, beginning well before *years*."""
    start = min(_USUAL_START, min(years) - 1)
    zone = Timezone()
    zone["TZID"] = vText(name)
    zone.add_component(_begun(TimezoneStandard(), rule.standard, start))
    if rule.daylight:
        zone.add_component(_begun(TimezoneDaylight(), rule.daylight, start))
    return zone


@lru_cache(maxsize=512)
def _common_rule(zone: ZoneInfo, years: frozenset[int]) -> ZoneRule | None:
    turns = [_turns(zone, year) for year in years]
    if not any(turns):
        return _steady_rule(zone, years)
    if any(len(in_year) != 2 for in_year in turns):  # noqa: PLR2004 - to summer time and back
        return None
    first, second = (_common_onset(side) for side in zip(*turns, strict=True))
    if first is None or second is None or first.before != second.after:
        return None
    return ZoneRule(first, second) if first.after < second.after else ZoneRule(second, first)


def _steady_rule(zone: ZoneInfo, years: frozenset[int]) -> ZoneRule | None:
    starts = [datetime(year, 1, 1, tzinfo=zone) for year in sorted(years)]
    offsets = {_offset(start) for start in starts}
    if len(offsets) != 1 or not _is_writable(*offsets):
        return None
    offset = offsets.pop()
    return ZoneRule(Onset(offset, offset, starts[-1].tzname() or ""))


def _common_onset(turns: tuple[_Turn, ...]) -> Onset | None:
    kinds = {(turn.before, turn.after, turn.local.time(), turn.local.month, turn.local.weekday()) for turn in turns}
    places = frozenset[int].intersection(*(turn.places for turn in turns))
    if len(kinds) != 1 or not places:
        return None
    before, after, at, month, weekday = kinds.pop()
    if not _is_writable(before, after):
        return None
    return Onset(before, after, turns[0].name, at, (weekday, min(places), month))


@lru_cache(maxsize=2048)
def _turns(zone: ZoneInfo, year: int) -> tuple[_Turn, ...]:
    found: list[_Turn] = []
    noon = datetime(year - 1, 12, 30, 12, tzinfo=UTC)
    offset = _offset_at(noon, zone)
    for _ in range(369):
        next_noon = noon + timedelta(days=1)
        next_offset = _offset_at(next_noon, zone)
        if next_offset != offset:
            moment = _moment_of_change(noon, next_noon, zone)
            turn = _Turn((moment + offset).replace(tzinfo=None), offset, next_offset, moment.astimezone(zone).tzname() or "")
            if turn.local.year == year:
                found.append(turn)
        noon, offset = next_noon, next_offset
    return tuple(found)


def _moment_of_change(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    old = _offset_at(low, zone)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if _offset_at(middle, zone) == old:
            low = middle
        else:
            high = middle
    return high


def _offset_at(moment: datetime, zone: ZoneInfo) -> timedelta:
    return _offset(moment.astimezone(zone))


def _offset(local: datetime) -> timedelta:
    return local.utcoffset() or timedelta(0)


def _is_writable(*offsets: timedelta) -> bool:
    # The mean solar times of the nineteenth century have seconds, which programs read in different ways.
    return all(offset % timedelta(minutes=1) == timedelta(0) for offset in offsets)


def _begun(side: _Side, onset: Onset, start: int) -> _Side:
    if onset.when:
        weekday, number, month = onset.when
        day = _nth_weekday(start, month, weekday, number)
        side["DTSTART"] = vDDDTypes(datetime.combine(day, onset.at))
        side["RRULE"] = vRecur(FREQ="YEARLY", BYDAY=f"{number}{_WEEKDAYS[weekday]}", BYMONTH=month)
    else:
        side["DTSTART"] = vDDDTypes(datetime.combine(date(start, 1, 1), onset.at))
    side["TZOFFSETFROM"] = vUTCOffset(onset.before)
    side["TZOFFSETTO"] = vUTCOffset(onset.after)
    side["TZNAME"] = vText(onset.name)
    return side


def _nth_weekday(year: int, month: int, weekday: int, number: int) -> date:
    if number == _LAST:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
