"""How each language of the office writes dates, numbers, lists and names.

Names of months, weekdays, countries and languages come from the Unicode locale data of Belgium (nl_BE, fr_BE) and of the
United Kingdom; how they stand together is written here, because the patterns there shorten years to two digits, put a
comma after an English weekday, and do not know `1er septembre`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING, cast

from app.adapters.i18n.places import PROTOCOL_NAMES
from app.kernel.clock import BRUSSELS
from app.kernel.money import EURO, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.kernel.money import Money
    from app.kernel.periods import PartialDate

_LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}
_HOUR = {"nl": "u", "fr": "h", "en": "h"}
_DASH = "–"
_VOWELS = "aeiouhàâéèêôœ"
# The narrow space that French data puts between thousands is missing from many fonts; this one is in all of them.
_NO_BREAK_SPACE = "\u00a0"
_UNGROUPED = 10_000


@dataclass(frozen=True, slots=True)
class _LocaleData:
    """What we take from the Unicode locale data of one language."""

    months: tuple[str, ...]
    brief_months: tuple[str, ...]
    weekdays: tuple[str, ...]
    countries: Mapping[str, str]
    languages: Mapping[str, str]
    last_link: str
    group: str
    decimal: str


@cache
def _locale_data(language: str) -> _LocaleData:
    from babel import Locale  # slow import

    locale = Locale.parse(_LOCALES[language])
    territories = cast("Mapping[str, str]", locale.territories)
    languages = cast("Mapping[str, str]", locale.languages)
    brief_months = locale.months["format"]["abbreviated"]
    months, weekdays = locale.months["format"]["wide"], locale.days["format"]["wide"]
    # An ampersand does not stand in the name of a state: Bosnia and Herzegovina.
    countries = {code: name.replace(" & ", " and ") for code, name in territories.items()}
    symbols = locale.number_symbols["latn"]
    return _LocaleData(
        months=tuple(months[n] for n in range(1, 13)),
        brief_months=tuple(brief_months[n] for n in range(1, 13)),
        weekdays=tuple(weekdays[n] for n in range(7)),
        countries=countries | {entry.code: entry.name.best(language) for entry in PROTOCOL_NAMES},
        languages={code.casefold().replace("_", "-"): name for code, name in languages.items()},
        last_link=locale.list_patterns["standard"]["end"].removeprefix("{0}").removesuffix("{1}"),
        group=symbols["group"].replace("\u202f", _NO_BREAK_SPACE),
        decimal=symbols["decimal"],
    )


class BabelFormats:
    """How one language ("nl", "fr" or "en") writes values; its data is read when it is first needed."""

    def __init__(self, language: str) -> None:
        if language not in _LOCALES:
            raise ValueError(f"not a language of the office: {language!r}")
        self._language = language

    @cached_property
    def _data(self) -> _LocaleData:
        return _locale_data(self._language)

    def day(self, value: date, *, weekday: bool = False) -> str:
        """Write a day in full: 22 September 2021, or Wednesday 22 September 2021."""
        data = self._data
        text = f"{self._number_of_day(value.day)} {data.months[value.month - 1]} {value.year:04}"
        return f"{data.weekdays[value.weekday()]} {text}" if weekday else text

    def brief_day(self, value: date) -> str:
        """Write a day where there is little room: 22 Sept 2021."""
        return f"{self._number_of_day(value.day)} {self._data.brief_months[value.month - 1]} {value.year:04}"

    def partial(self, value: PartialDate) -> str:
        """Write a day, a month or a year, as far as it is known."""
        if value.month is None:
            return f"{value.year:04}"
        return self.day(value.first) if value.day is not None else f"{self._data.months[value.month - 1]} {value.year:04}"

    def period(self, starts: PartialDate | None, ends: PartialDate | None) -> str:
        """Write a stretch of days as briefly as the language allows; empty when nothing is known.

        Month and year are written once when both sides share them and are known equally well.
        """
        if starts is None or ends is None:
            return self._open_period(starts, ends)
        if starts == ends:
            return self.partial(starts)
        if starts.year != ends.year or _precision(starts) != _precision(ends):
            # Two bare years need no air around the dash.
            dash = _DASH if starts.month is None and ends.month is None else f" {_DASH} "
            return f"{self.partial(starts)}{dash}{self.partial(ends)}"
        return f"{self._start_in_the_same_year(starts, ends)}{self.partial(ends)}"

    def time(self, value: time) -> str:
        """Write a time of day on 24 hours: 09:30."""
        return f"{value.hour:02}:{value.minute:02}"

    def moment(self, value: datetime) -> str:
        """Write a moment, in Brussels time: 12 March 2021, 18:05. A moment without a zone is one of Brussels already."""
        local = value if value.tzinfo is None else value.astimezone(BRUSSELS)
        return f"{self.day(local)}, {local.hour:02}:{local.minute:02}"

    def duration(self, value: timedelta) -> str:
        """Write a length of time to the minute: 45 min, 2 h, 1 h 30. A day and more stay hours: 26 h."""
        minutes = round(abs(value) / timedelta(minutes=1))
        sign = "−" if value < timedelta(0) and minutes else ""
        hours, minutes = divmod(minutes, 60)
        if not hours:
            return f"{sign}{minutes} min"
        return f"{sign}{hours} {_HOUR[self._language]}" + (f" {minutes:02}" if minutes else "")

    def number(self, value: int | Decimal) -> str:
        """Write a number with the separators of the language.

        Whole numbers of four digits are not grouped: the three languages allow it, and a year stays a year.
        """
        if isinstance(value, int) and abs(value) < _UNGROUPED:
            return str(int(value))
        if isinstance(value, Decimal) and not value.is_finite():
            return str(value)
        whole, point, decimals = format(value, "," if isinstance(value, int) else ",f").partition(".")
        return whole.replace(",", self._data.group) + (self._data.decimal if point else "") + decimals

    def money(self, value: Money) -> str:
        """Write an amount to the cent with its currency; only the euro has its sign, for a dollar may be of many countries."""
        amount = self.number(rounded(value.amount))
        if value.currency != EURO:
            return f"{amount}{_NO_BREAK_SPACE}{value.currency}"
        return {"nl": f"€{_NO_BREAK_SPACE}{amount}", "fr": f"{amount}{_NO_BREAK_SPACE}€", "en": f"€{amount}"}[self._language]

    def join(self, items: Iterable[str]) -> str:
        """Write a list: a, b and c. Empty items are left out."""
        texts = [item for item in items if item]
        return self._data.last_link.join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)

    def country(self, code: str) -> str:
        """Name a country or a body (EU, UN, BE-BRU) by its code; the code itself when it is not known."""
        return self._data.countries.get(code.upper(), code) if code else ""

    def language_name(self, code: str) -> str:
        """Name a language by its ISO 639 code; the code itself when it is not known."""
        return self._data.languages.get(code.casefold().replace("_", "-"), code) if code else ""

    def _number_of_day(self, day: int) -> str:
        return "1er" if day == 1 and self._language == "fr" else str(day)

    def _open_period(self, starts: PartialDate | None, ends: PartialDate | None) -> str:
        if starts:
            return self._since(starts)
        return self._until(ends) if ends else ""

    def _start_in_the_same_year(self, starts: PartialDate, ends: PartialDate) -> str:
        month = self._data.months[starts.first.month - 1]
        if starts.day is None:
            return f"{month} {_DASH} "
        day = self._number_of_day(starts.day)
        return f"{day}{_DASH}" if starts.month == ends.month else f"{day} {month} {_DASH} "

    def _since(self, value: PartialDate) -> str:
        text = self.partial(value)
        if self._language == "nl":
            return f"vanaf {text}"
        if self._language == "en":
            return f"from {text}"
        if value.day is not None:
            return f"à partir du {text}"
        return f"à partir d’{text}" if text[0] in _VOWELS else f"à partir de {text}"

    def _until(self, value: PartialDate) -> str:
        text = self.partial(value)
        if self._language == "nl":
            return f"tot en met {text}"
        if self._language == "en":
            return f"until {text}"
        return f"jusqu’au {text}" if value.day is not None else f"jusqu’en {text}"


def _precision(value: PartialDate) -> int:
    return (value.month is not None) + (value.day is not None)
