"""Noting that a paper was produced."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from app.domains.dossiers.records import DossierVersion
from app.domains.dossiers.vocabulary import PRODUCE_PAPERS
from app.kernel.commands import Command, handles
from app.kernel.document import Audience
from app.kernel.ids import Ref
from app.kernel.translated import lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class NoteVersion(Command[int]):
    """Note a version of a dossier. It has left the building: what was printed cannot be undone."""

    permission = PRODUCE_PAPERS
    label = lazy("Produce dossier")
    undoable = False

    subject: Ref
    title: str
    language: str
    audience: Audience
    number: int
    digest: str


@handles(NoteVersion)
def note_version(command: NoteVersion, work: Work) -> int:
    """Store the version; one that was noted already (same content, same number) is not noted twice."""
    series = (
        DossierVersion.subject_kind == command.subject.kind,
        DossierVersion.subject_id == command.subject.id,
        DossierVersion.language == command.language,
        DossierVersion.audience == command.audience,
    )
    last = work.scalar(select(func.max(DossierVersion.number)).where(*series)) or 0
    if last >= command.number:
        return last
    work.describe(lazy("Produce dossier {title}, v{number}", title=command.title, number=str(last + 1)))
    work.add(
        DossierVersion(
            subject_kind=command.subject.kind,
            subject_id=command.subject.id,
            language=command.language,
            audience=command.audience,
            number=last + 1,
            digest=command.digest,
            produced_at=work.now,
            produced_by=work.user.name,
        )
    )
    return last + 1
