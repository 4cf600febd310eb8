"""Facts about gifts that other domains may react to."""

from __future__ import annotations

from dataclasses import dataclass

from app.domains.missions.vocabulary import MISSION
from app.kernel.ids import Ref
from app.kernel.readiness import SubjectChanged


@dataclass(frozen=True, slots=True)
class GiftsChanged(SubjectChanged):
    """A gift of a mission was chosen, released, handed over or received."""

    mission: str

    @property
    def subject(self) -> Ref:
        """The mission."""
        return Ref(MISSION, self.mission)
