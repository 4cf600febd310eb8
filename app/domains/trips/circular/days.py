"""Counting days as an office does: working days in Belgium, days before a day, without ever leaving the calendar."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

_FIXED = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension Day, Whit Monday
_LONG = 400  # days: nobody counts working days over more than a year


def is_working_day(day: date) -> bool:
    """Tell whether a Belgian office is open: no weekend, none of the ten public holidays."""
    saturday = 5
    return day.weekday() < saturday and day not in _holidays(day.year)


def working_days_before(start: date, end: date) -> int:
    """Count the working days from *start* on that come before *end*: from Monday to Thursday there are three.

    Zero when *end* is not after *start*. Over more than a year five days of seven are counted, holidays or not.
    """
    span = (end - start).days
    if span > _LONG:
        return span * 5 // 7
    return sum(is_working_day(start + timedelta(n)) for n in range(span))


def days_earlier(day: date, days: int) -> date:
    """Give the day *days* before; the first day of the calendar when there is none."""
    return date.fromordinal(max(1, day.toordinal() - days))


@cache
def _holidays(year: int) -> frozenset[date]:
    easter = _easter(year)
    return frozenset({date(year, month, day) for month, day in _FIXED} | {easter + timedelta(n) for n in _AFTER_EASTER})


def _easter(year: int) -> date:
    """Work out Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
