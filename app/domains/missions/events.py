"""Facts about missions that other domains may react to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domains.missions.vocabulary import MISSION
from app.kernel.events import Event
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.readiness import SubjectChanged, SubjectCloned, SubjectEnded, SubjectMoved, SubjectRemoved

Dates = tuple[PartialDate | None, PartialDate | None]


@dataclass(frozen=True, slots=True)
class MissionScheduled(SubjectChanged):
    """A mission was entered, confirmed, or got other dates without being postponed."""

    mission: str
    before: Dates
    after: Dates

    @property
    def subject(self) -> Ref:
        """The mission."""
        return Ref(MISSION, self.mission)


@dataclass(frozen=True, slots=True)
class MissionMoved(SubjectMoved):
    """A mission was put off, or moved, or made shorter or longer.

    `days` is how far everything in it moves: from the first day it last had to the new one; None while one of them is not known to the
    day. `before` are the dates it had until now, none when it was put off without new ones; `had` the last dates that it really had.
    `postponed` tells a postponement from a move that is agreed.
    """

    mission: str
    before: Dates
    after: Dates
    had: Dates
    days: int | None
    reason: str
    postponed: bool

    @property
    def subject(self) -> Ref:
        """The mission."""
        return Ref(MISSION, self.mission)

    @property
    def why(self) -> str:
        """The reason."""
        return self.reason


@dataclass(frozen=True, slots=True)
class MissionCancelled(SubjectEnded):
    """A mission will not take place; `decided_on` is the day of the decision when it is known."""

    mission: str
    decided_on: date | None
    reason: str = ""

    @property
    def subject(self) -> Ref:
        """The mission."""
        return Ref(MISSION, self.mission)

    @property
    def why(self) -> str:
        """The reason."""
        return self.reason


@dataclass(frozen=True, slots=True)
class MissionCloned(SubjectCloned):
    """A mission was made after the pattern of another one."""

    pattern: str
    mission: str

    @property
    def subject(self) -> Ref:
        """The mission."""
        return Ref(MISSION, self.mission)

    @property
    def after(self) -> Ref:
        """The mission it was made after."""
        return Ref(MISSION, self.pattern)


@dataclass(frozen=True, slots=True)
class MissionRemoved(SubjectRemoved):
    """A mission is about to be removed with all that is kept of it: it is still there while this is announced."""

    mission: str

    @property
    def subject(self) -> Ref:
        """The mission."""
        return Ref(MISSION, self.mission)


@dataclass(frozen=True, slots=True)
class DelegationChanged(SubjectChanged):
    """Somebody joined or left the delegation, or changed place, role or dates in it."""

    mission: str

    @property
    def subject(self) -> Ref:
        """The mission."""
        return Ref(MISSION, self.mission)


@dataclass(frozen=True, slots=True)
class PartiesChanged(SubjectChanged):
    """An organiser, host, counterpart or guest was named, changed or taken away."""

    mission: str

    @property
    def subject(self) -> Ref:
        """The mission."""
        return Ref(MISSION, self.mission)


@dataclass(frozen=True, slots=True)
class TransportsChanged(SubjectChanged):
    """A journey was entered, changed or removed: the delegation may arrive or leave at another moment."""

    mission: str

    @property
    def subject(self) -> Ref:
        """The mission."""
        return Ref(MISSION, self.mission)


@dataclass(frozen=True, slots=True)
class ProgrammeChanged(SubjectChanged):
    """A line of the programme was entered, changed, moved, cancelled or removed."""

    mission: str

    @property
    def subject(self) -> Ref:
        """The mission."""
        return Ref(MISSION, self.mission)


@dataclass(frozen=True, slots=True)
class ItemRemoved(Event):
    """A line of the programme is about to be removed: it is still there while this is announced, for whoever points at it."""

    mission: str
    item: str
