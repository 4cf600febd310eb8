"""Facts about missions that other domains may react to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kernel.events import Event
from app.kernel.periods import PartialDate

Dates = tuple[PartialDate | None, PartialDate | None]


@dataclass(frozen=True, slots=True)
class MissionScheduled(Event):
    """A mission was entered, confirmed, or got other dates without being postponed."""

    mission: str
    before: Dates
    after: Dates


@dataclass(frozen=True, slots=True)
class MissionPostponed(Event):
    """A mission was put off. `days` is the distance between the two first days, None while one of them is not known exactly."""

    mission: str
    before: Dates
    after: Dates
    days: int | None


@dataclass(frozen=True, slots=True)
class MissionCancelled(Event):
    """A mission will not take place; `decided_on` is the day of the decision when it is known."""

    mission: str
    decided_on: date | None


@dataclass(frozen=True, slots=True)
class MissionCloned(Event):
    """A mission was made after the pattern of another one."""

    pattern: str
    mission: str


@dataclass(frozen=True, slots=True)
class MissionRemoved(Event):
    """A mission is about to be removed with all that is kept of it: it is still there while this is announced."""

    mission: str


@dataclass(frozen=True, slots=True)
class DelegationChanged(Event):
    """Somebody joined or left the delegation, or changed place, role or dates in it."""

    mission: str


@dataclass(frozen=True, slots=True)
class PartiesChanged(Event):
    """An organiser, host, counterpart or guest was named, changed or taken away."""

    mission: str


@dataclass(frozen=True, slots=True)
class ProgrammeChanged(Event):
    """A line of the programme was entered, changed, moved, cancelled or removed."""

    mission: str
