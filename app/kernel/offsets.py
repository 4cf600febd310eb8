"""Offsets: how long before or after a day something is due. Written as "-45 days", "+10 working days", "-2 h", "0 days"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from app.kernel.translated import Lazy, lazy, lazy_count

LARGEST = 9999  # of any unit


class Unit(StrEnum):
    """In what an offset is counted; the value is how it is written."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "h"
    MINUTES = "min"


# Read as an officer types them, in English, Dutch and French; written in one way only.
_WORDS = {
    **dict.fromkeys(("d", "day", "days", "dag", "dagen", "j", "jour", "jours"), Unit.DAYS),
    **dict.fromkeys(("wd", "workday", "workdays", "working day", "working days"), Unit.WORKING_DAYS),
    **dict.fromkeys(("werkdag", "werkdagen", "jour ouvrable", "jours ouvrables"), Unit.WORKING_DAYS),
    **dict.fromkeys(("w", "week", "weeks", "weken", "semaine", "semaines"), Unit.WEEKS),
    **dict.fromkeys(("month", "months", "maand", "maanden", "mois"), Unit.MONTHS),
    **dict.fromkeys(("h", "hour", "hours", "u", "uur", "uren", "heure", "heures"), Unit.HOURS),
    **dict.fromkeys(("min", "minute", "minutes", "minuut", "minuten"), Unit.MINUTES),
}
_WRITTEN = re.compile(r"([+\-\u2212]?)\s*([0-9]{1,6})\s*([A-Za-z]+(?: +[A-Za-z]+)?)")
_ONE = {Unit.DAYS: "day", Unit.WORKING_DAYS: "working day", Unit.WEEKS: "week", Unit.MONTHS: "month"}


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units before (negative) or after an anchor.

    `back` matters for "-0 working days" alone: the day itself, or the working day before it; "+0" is the day itself or the next one.
    """

    number: int
    unit: Unit = Unit.DAYS
    back: bool = False

    @classmethod
    def parse(cls, text: str) -> Offset:
        """Read an offset. Raises `ValueError` for anything that is none: another unit, no sign, a number above `LARGEST`."""
        if (found := _WRITTEN.fullmatch(text.strip())) is None:
            raise ValueError(text)
        sign, number, unit = found[1], int(found[2]), _WORDS.get(" ".join(found[3].lower().split()))
        if unit is None or number > LARGEST or (number and not sign):
            raise ValueError(text)
        back = sign not in ("", "+")
        return cls(-number if back else number, unit, back=back and number == 0 and unit is Unit.WORKING_DAYS)

    def __str__(self) -> str:
        sign = "-" if self.number < 0 or self.back else "+" if self.number > 0 else ""
        unit = _ONE.get(self.unit, self.unit.value) if abs(self.number) == 1 else self.unit.value
        return f"{sign}{abs(self.number)} {unit}"

    def told(self) -> Lazy:
        """Say it in words: "45 days before", "on the day"."""
        if self.number == 0:
            return self._on_the_day()
        return _told_before(self.unit, -self.number) if self.number < 0 else _told_after(self.unit, self.number)

    def _on_the_day(self) -> Lazy:
        match self.unit:
            case Unit.WORKING_DAYS if self.back:
                return lazy("on the day, or the working day before")
            case Unit.WORKING_DAYS:
                return lazy("on the day, or the next working day")
            case Unit.HOURS | Unit.MINUTES:
                return lazy("at the moment itself")
            case _:
                return lazy("on the day")


def _told_before(unit: Unit, number: int) -> Lazy:
    match unit:
        case Unit.DAYS:
            return lazy_count("{number} day before", "{number} days before", number)
        case Unit.WORKING_DAYS:
            return lazy_count("{number} working day before", "{number} working days before", number)
        case Unit.WEEKS:
            return lazy_count("{number} week before", "{number} weeks before", number)
        case Unit.MONTHS:
            return lazy_count("{number} month before", "{number} months before", number)
        case Unit.HOURS:
            return lazy_count("{number} hour before", "{number} hours before", number)
        case Unit.MINUTES:
            return lazy_count("{number} minute before", "{number} minutes before", number)


def _told_after(unit: Unit, number: int) -> Lazy:
    match unit:
        case Unit.DAYS:
            return lazy_count("{number} day after", "{number} days after", number)
        case Unit.WORKING_DAYS:
            return lazy_count("{number} working day after", "{number} working days after", number)
        case Unit.WEEKS:
            return lazy_count("{number} week after", "{number} weeks after", number)
        case Unit.MONTHS:
            return lazy_count("{number} month after", "{number} months after", number)
        case Unit.HOURS:
            return lazy_count("{number} hour after", "{number} hours after", number)
        case Unit.MINUTES:
            return lazy_count("{number} minute after", "{number} minutes after", number)
