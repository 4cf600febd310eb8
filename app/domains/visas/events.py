"""Facts about visas that other domains may react to."""

from __future__ import annotations

from dataclasses import dataclass

from app.domains.missions.vocabulary import MISSION
from app.kernel.ids import Ref
from app.kernel.readiness import SubjectChanged


@dataclass(frozen=True, slots=True)
class VisasFiled(SubjectChanged):
    """Applications of travellers of a mission were filed, or on another day than was written: what is counted from it follows."""

    mission: str

    @property
    def subject(self) -> Ref:
        """The mission."""
        return Ref(MISSION, self.mission)
