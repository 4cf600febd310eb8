"""What is read about papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.domains.dossiers import compilation
from app.domains.dossiers.records import DossierVersion
from app.domains.dossiers.vocabulary import PRODUCE_PAPERS, Overtaken
from app.kernel.document import Audience, Document, PaperRequest
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.work import Reader


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version that was produced; `superseded` when a later one exists.

    `overtaken` tells what has become of the record since (with the reason, in the words of the office): the paper no longer holds.
    """

    id: str
    number: int
    language: str
    audience: Audience
    produced_at: datetime
    produced_by: str
    superseded: bool
    overtaken: Overtaken = Overtaken.NOT
    overtaken_why: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A dossier as it would be produced now: the document, its version, and whether that version is new."""

    document: Document
    number: int
    digest: str
    is_new: bool


@query(PRODUCE_PAPERS)
def dossier(reader: Reader, request: PaperRequest, title: str) -> Draft:
    """Put the dossier together from one state of the office."""
    blocks = compilation.compile_blocks(reader, request)
    digest = compilation.digest_of(blocks)
    last = latest(reader, request)
    if last is not None and last.digest == digest and not last.overtaken:
        return Draft(compilation.stamped(blocks, request, title, last.number, last.produced_at), last.number, digest, is_new=False)
    number = last.number + 1 if last else 1
    return Draft(compilation.stamped(blocks, request, title, number, reader.now), number, digest, is_new=True)


def latest(reader: Reader, request: PaperRequest) -> DossierVersion | None:
    """Give the last version for the same audience in the same language."""
    statement = (
        select(DossierVersion)
        .where(
            DossierVersion.subject_kind == request.ref.kind,
            DossierVersion.subject_id == request.ref.id,
            DossierVersion.language == request.wording.language,
            DossierVersion.audience == request.audience,
        )
        .order_by(DossierVersion.number.desc())
    )
    return reader.scalar(statement)


@query(PRODUCE_PAPERS)
def versions(reader: Reader, ref: Ref) -> Sequence[VersionRow]:
    """List the versions of a record's papers, newest first."""
    statement = (
        select(DossierVersion)
        .where(DossierVersion.subject_kind == ref.kind, DossierVersion.subject_id == ref.id)
        .order_by(DossierVersion.produced_at.desc(), DossierVersion.number.desc())
    )
    newest: set[tuple[str, str]] = set()
    rows: list[VersionRow] = []
    for version in reader.scalars(statement):
        series = (version.language, version.audience)
        rows.append(
            VersionRow(
                id=version.id,
                number=version.number,
                language=version.language,
                audience=version.audience,
                produced_at=version.produced_at,
                produced_by=version.produced_by,
                superseded=series in newest,
                overtaken=version.overtaken,
                overtaken_why=version.overtaken_why,
            )
        )
        newest.add(series)
    return rows
