"""Days that come back each year: on a fixed date, on a weekday of a month, or so many days from Easter."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FIXED = re.compile(r"(\d{2})-(\d{2})")
_WEEKDAY = re.compile(r"(\d{2})-(mon|tue|wed|thu|fri|sat|sun)-([1-4]|last)")
_EASTER = re.compile(r"easter(?:([+-])(\d{1,3}))?")
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """A day of every year, as it is written: "07-21", "09-sun-3" (the third Sunday of September), "05-mon-last", "easter+39".

    The 29th of February is the 28th in years that have none.
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> YearlyDay:
        """Read a day; raise ValueError for what is none."""
        day = cls(text.strip().lower())
        day.on(_LEAP_YEAR)
        return day

    def on(self, year: int) -> date:
        """Give the day in *year*; raise ValueError for a text that is no day."""
        if match := _FIXED.fullmatch(self.text):
            month, day = int(match[1]), int(match[2])
            if (month, day) == (2, 29) and not calendar.isleap(year):
                day = 28
            return date(year, month, day)
        if match := _WEEKDAY.fullmatch(self.text):
            return _weekday(year, int(match[1]), WEEKDAYS.index(match[2]), match[3])
        if match := _EASTER.fullmatch(self.text):
            days = int(match[2] or 0)
            return easter(year) + timedelta(-days if match[1] == "-" else days)
        raise ValueError(f"not a day of the year: {self.text!r}")

    def __str__(self) -> str:
        return self.text


def _weekday(year: int, month: int, weekday: int, which: str) -> date:
    first = date(year, month, 1)
    if which == "last":
        end = date(year, month, calendar.monthrange(year, month)[1])
        return end - timedelta((end.weekday() - weekday) % 7)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (int(which) - 1))


def easter(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar (the anonymous Gregorian computation, Nature, 20 April 1876)."""
    golden, century = year % 19, year // 100
    leap, rest = century // 4, century % 4
    epact = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * rest + 2 * (year % 100 // 4) - epact - year % 100 % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
