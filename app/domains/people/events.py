"""Facts about persons that other domains may react to."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.events import Event


@dataclass(frozen=True, slots=True)
class PersonsMerged(Event):
    """Two entries turned out to be one person; every reference to the second one already points at the first."""

    kept: str
    dissolved: str
