"""What happens to papers when their record moves or is cancelled: the last version of each says that it no longer holds."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.domains.dossiers.records import DossierVersion
from app.domains.dossiers.vocabulary import Overtaken
from app.kernel.consequences import Consequence, Effect
from app.kernel.events import Reaction
from app.kernel.ids import Ref
from app.kernel.readiness import SubjectEnded, SubjectMoved
from app.kernel.translated import lazy, lazy_count
from app.kernel.work import Work

_AREA = lazy("Papers")


def follow_move(event: SubjectMoved, work: Work) -> None:
    """Mark the papers that tell of other dates."""
    _overtake(work, event.subject, Overtaken.MOVED, event.why)


def follow_end(event: SubjectEnded, work: Work) -> None:
    """Mark the papers of what does not take place."""
    _overtake(work, event.subject, Overtaken.CANCELLED, event.why)


def _overtake(work: Work, subject: Ref, what: Overtaken, why: str) -> None:
    versions = _last_versions(work, subject)
    held = [version for version in versions if version.overtaken is Overtaken.NOT]
    for version in versions:
        version.overtaken, version.overtaken_at, version.overtaken_why = what, work.now, why
    if not held:
        return  # whoever has them knows already that they do not hold
    message = lazy_count(
        "{number} dossier that was produced is marked as superseded.",
        "{number} dossiers that were produced are marked as superseded.",
        len(held),
    )
    work.announce(Consequence(subject, _AREA, Effect.ENDS, message))


def _last_versions(work: Work, subject: Ref) -> Sequence[DossierVersion]:
    """Give the last version for each audience in each language; those before it were replaced already."""
    statement = select(DossierVersion).where(DossierVersion.subject_kind == subject.kind, DossierVersion.subject_id == subject.id)
    found = {(version.language, version.audience): version for version in work.scalars(statement.order_by(DossierVersion.number))}
    return tuple(found.values())


REACTIONS = (Reaction(SubjectMoved, follow_move), Reaction(SubjectEnded, follow_end))
