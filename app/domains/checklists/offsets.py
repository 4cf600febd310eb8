"""When something is due: an offset counted from an anchor.

Days, weeks, months and working days are counted on the calendar of the place; hours and minutes are real time: "-2 h" across the change of
the clock is two hours, whatever the clocks say.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domains.checklists import workdays
from app.kernel.offsets import Offset, Unit

_CLOCK = {Unit.HOURS: timedelta(hours=1), Unit.MINUTES: timedelta(minutes=1)}


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: the day at the place, and the moment (aware, in UTC) where it is due at a time."""

    day: date
    at: datetime | None = None


def due(offset: Offset, when: date | datetime, *, country: str = "", zone: str = "Europe/Brussels") -> Due | None:
    """Count an offset from a day, or from an aware moment on the clock of *zone*; None where it leads out of the calendar.

    Working days are those of Belgium and of *country*. An offset in hours from a day without a time is due on that day.
    """
    try:
        return _counted(offset, when, country, ZoneInfo(zone))
    except (OverflowError, ValueError):
        return None


def _counted(offset: Offset, when: date | datetime, country: str, zone: ZoneInfo) -> Due:
    day = when.astimezone(zone).date() if isinstance(when, datetime) else when
    match offset.unit:
        case Unit.HOURS | Unit.MINUTES if isinstance(when, datetime):
            at = when.astimezone(UTC) + offset.number * _CLOCK[offset.unit]
            return Due(at.astimezone(zone).date(), at)
        case Unit.HOURS | Unit.MINUTES:
            return Due(day)
        case Unit.DAYS:
            return Due(day + timedelta(offset.number))
        case Unit.WEEKS:
            return Due(day + timedelta(weeks=offset.number))
        case Unit.MONTHS:
            return Due(_months_after(day, offset.number))
        case Unit.WORKING_DAYS if offset.back and not offset.number:
            return Due(workdays.last_working_day(day, country))
        case Unit.WORKING_DAYS:
            return Due(workdays.working_days_after(day, offset.number, country))


def _months_after(day: date, number: int) -> date:
    # A month after 31 January is the last day of February.
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
