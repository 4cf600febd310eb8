"""How any value of a row or a draft is written for a reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Protocol, cast, runtime_checkable

from app.kernel.money import Money
from app.kernel.periods import PartialDate
from app.kernel.translated import Lazy, Multilingual, Wording, lazy

YES, NO = lazy("yes"), lazy("no")


@runtime_checkable
class Tellable(Protocol):
    """A value of several parts that can say what it is in a line."""

    def told(self) -> Lazy:
        """Say what it is."""
        ...


def write(value: object, wording: Wording) -> str:  # noqa: C901, PLR0912 - one line for each type
    """Write *value* in the language of *wording*; empty for nothing."""
    match value:
        case None:
            return ""
        case str() | Lazy() | Multilingual():
            return wording.text(value)
        case bool():
            return wording.say(YES if value else NO)
        case int() | Decimal():
            return wording.formats.number(value)
        case Money():
            return wording.formats.money(value)
        case PartialDate():
            return wording.formats.partial(value)
        case datetime():
            return wording.formats.moment(value)
        case date():
            return wording.formats.day(value)
        case time():
            return wording.formats.time(value)
        case timedelta():
            return wording.formats.duration(value)
        case tuple() | list():
            return wording.formats.join(write(item, wording) for item in cast("Sequence[object]", value))
        case Tellable():
            return wording.say(value.told())
        case _:
            return str(value)
