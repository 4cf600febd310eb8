"""What people type for a day, a time or a length of time, in whatever way they write it.

Each function raises ValueError for what it does not understand; an empty text is nothing, not a fault.
"""

from __future__ import annotations

import re
from datetime import date, time
from functools import cache

from app.adapters.i18n import wording_for
from app.kernel.names import fold
from app.kernel.periods import PartialDate
from app.kernel.translated import LANGUAGES

# How Dutch, French and English shorten the months where the beginning of the word does not do.
_SHORT = {"mrt": 3, "mar": 3, "avr": 4, "jun": 6, "jul": 7, "aout": 8, "sept": 9}
_SHORTEST = 3
_CENTURY = 2000
_RECENT = 50  # a year of two digits below this is of our century
_NUMBERS = re.compile(r"(?:(?:(\d{1,2})[./\-\s])?(\d{1,2})[./\-\s])?(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_WORDS = re.compile(r"(?:(\d{1,2})(?:er|e|st|nd|rd|th)?\.?\s+)?([a-z]{3,})\.?\s+(\d{4}|\d{2})")
_TIME = re.compile(r"(\d{1,2})(?:\s*[:.hu]\s*(\d{2})?|(\d{2}))?\s*(?:h|u|uur)?")
_MINUTES = re.compile(r"(?:(\d+)\s*[hu:]\s*(\d{1,2})?|(\d+))\s*(?:m|min|minuten|minutes)?")


def read_partial(text: str) -> PartialDate | None:
    """Read a day, a month or a year: 22/9/2021, 9/2021, 2021, 22 sept 2021, 2021-09-22."""
    plain = " ".join(fold(text).replace("'", " ").split())
    if not plain:
        return None
    if match := _ISO.fullmatch(plain):
        year, month, day = match.groups()
        return _known(int(year), int(month), day)
    if match := _NUMBERS.fullmatch(plain):
        day, month, year = match.groups()
        if not month and len(year) != len("2021"):
            raise ValueError(text)
        return _known(_year(year), int(month) if month else None, day)
    if match := _WORDS.fullmatch(plain):
        day, month, year = match.groups()
        return _known(_year(year), _month(month), day)
    raise ValueError(text)


def read_day(text: str) -> date | None:
    """Read a whole day; a month or a year alone is not enough."""
    found = read_partial(text)
    if found is None:
        return None
    if found.exact is None:
        raise ValueError(text)
    return found.exact


def read_time(text: str) -> time | None:
    """Read a time of day: 930, 9h30, 9:30, 9u, 14.15."""
    plain = fold(text).strip()
    if not plain:
        return None
    match = re.fullmatch(r"(\d{1,2})(\d{2})", plain) or _TIME.fullmatch(plain)
    if match is None:
        raise ValueError(text)
    hour, *minutes = match.groups()
    return time(int(hour), int(next((m for m in minutes if m), "0")))


def read_minutes(text: str) -> int | None:
    """Read a length of time in minutes: 90, 1h30, 1:30, 45 min."""
    plain = fold(text).strip()
    if not plain:
        return None
    match = _MINUTES.fullmatch(plain)
    if match is None:
        raise ValueError(text)
    hours, rest, alone = match.groups()
    return int(alone) if alone else int(hours) * 60 + int(rest or 0)


def _known(year: int, month: int | None, day: str | None) -> PartialDate:
    if month == 0 or (day is not None and int(day) == 0):
        raise ValueError(f"{day}/{month}")
    return PartialDate(year, month, int(day) if day else None)


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004 - two digits of a year
        return year
    return _CENTURY + year if year < _RECENT else _CENTURY - 100 + year


def _month(word: str) -> int:
    if word in _SHORT:
        return _SHORT[word]
    found = {number for name, number in _month_names() if name.startswith(word)} if len(word) >= _SHORTEST else set[int]()
    if len(found) != 1:
        raise ValueError(word)
    return found.pop()


@cache
def _month_names() -> tuple[tuple[str, int], ...]:
    year = _CENTURY
    return tuple(
        (fold(wording_for(code).formats.partial(PartialDate(year, number)).removesuffix(str(year)).strip()), number)
        for code in LANGUAGES
        for number in range(1, 13)
    )
