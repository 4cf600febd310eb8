"""Facts about persons that other domains may react to."""

from __future__ import annotations

from dataclasses import dataclass

from app.domains.people.vocabulary import PERSON
from app.kernel.ids import Ref
from app.kernel.readiness import RecordsMerged


@dataclass(frozen=True, slots=True)
class PersonsMerged(RecordsMerged):
    """Two entries turned out to be one person; every reference to the second one already points at the first."""

    kept: str
    dissolved: str

    @property
    def merged(self) -> tuple[Ref, Ref]:
        """The entry that goes, and the one that stays."""
        return Ref(PERSON, self.dissolved), Ref(PERSON, self.kept)
