"""Working days: those on which both Belgium and the partner country work.

Weekends and public holidays come from the package `holidays`, for the years it knows; outside them, and for a country that it does not
know, only weekends, or only Belgium, count. A country's own weekend is kept to, and days that were made working days by exception.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from app.kernel.translated import Multilingual

if TYPE_CHECKING:
    from holidays import HolidayBase

HOME = "BE"

_DAY = timedelta(1)
_SATURDAY = 5
_LANGUAGES = {"nl": "nl", "fr": "fr", "en": "en_US"}


def is_working_day(day: date, country: str = "") -> bool:
    """Tell whether the office works on a day, and *country* (ISO 3166) with it."""
    return day not in _closed(HOME, day.year) and (country in ("", HOME) or day not in _closed(country, day.year))


def holidays_on(day: date, country: str) -> tuple[str, ...]:
    """Name the public holidays of *country* on a day, in its own language; nothing where there is none, or the country is not known."""
    return _names(day, country, "")


def holiday_names(day: date, country: str) -> Multilingual:
    """Name the public holidays of *country* on a day in the languages of the office, as far as they are known in them."""
    spare = _names(day, country, _LANGUAGES["en"]) or _names(day, country, "")
    return Multilingual(**{code: ", ".join(_names(day, country, language) or spare) for code, language in _LANGUAGES.items()})


def working_days_after(day: date, number: int, country: str = "") -> date:
    """Go *number* working days on from a day, which does not count itself, or back where it is negative; 0 is the day or the next one.

    Raises `OverflowError` where that leads out of the calendar.
    """
    if number == 0:
        return day if is_working_day(day, country) else working_days_after(day, 1, country)
    step = _DAY if number > 0 else -_DAY
    left = abs(number)
    while left:
        day += step
        left -= is_working_day(day, country)
    return day


def last_working_day(day: date, country: str = "") -> date:
    """Give the day itself when it is a working day, or the working day before it."""
    return day if is_working_day(day, country) else working_days_after(day, -1, country)


@cache
def _closed(country: str, year: int) -> frozenset[date]:
    # A year at a time: dates are counted by the hundred when a mission is moved.
    first = date(year, 1, 1)
    days = [first + n * _DAY for n in range(date(year, 12, 31).timetuple().tm_yday)]
    known = _calendar(country, year, "")
    if known is None:
        return frozenset(day for day in days if country == HOME and day.weekday() >= _SATURDAY)
    return frozenset(day for day in days if not known.is_working_day(day))


@cache
def _calendar(country: str, year: int, language: str) -> HolidayBase | None:
    """Give the public holidays of a year; None where the package does not know the country or the year."""
    from holidays import country_holidays  # slow import

    try:
        known = country_holidays(country)
    except NotImplementedError:
        return None
    if not known.start_year <= year <= known.end_year:
        return None
    if language and language not in known.supported_languages:
        return None
    # Named always: without a name the package takes the language of the machine.
    return country_holidays(country, years=year, language=language or known.default_language)


def _names(day: date, country: str, language: str) -> tuple[str, ...]:
    known = _calendar(country, day.year, language) if country else None
    return tuple(dict.fromkeys(known.get_list(day))) if known is not None else ()
