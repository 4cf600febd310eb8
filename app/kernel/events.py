"""Facts that one domain announces and another may react to, within the same unit of work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class Event:
    """Something that has happened in this unit of work. Subclasses are named in the past tense."""


E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Reaction(Generic[E]):
    """What a domain does when *event* is announced; runs in the announcer's unit of work."""

    event: type[E]
    react: Callable[[E, Work], None]
