"""The time of day, handed in so that rules and tests never ask the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...

    def today(self) -> date:
        """Return the day it is in Brussels."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the day it is in Brussels."""
        return self.now().astimezone(BRUSSELS).date()


@dataclass
class FixedClock:
    """A clock that stands still until a test moves it."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it stands at, in UTC."""
        return self.moment.astimezone(UTC)

    def today(self) -> date:
        """Return the day it stands at, in Brussels."""
        return self.moment.astimezone(BRUSSELS).date()
