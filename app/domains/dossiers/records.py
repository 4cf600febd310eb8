"""How produced papers are kept: not the PDF, but that it was made, of which content."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.domains.dossiers.vocabulary import VERSION
from app.kernel.document import Audience
from app.mapping.base import Record
from app.mapping.types import Code


class DossierVersion(Record):
    """A version of the dossier of a record, for one audience in one language."""

    __tablename__ = "dossier_version"
    kind = VERSION

    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    language: Mapped[str]
    audience: Mapped[Audience] = mapped_column(Code(Audience))
    number: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str]
    produced_at: Mapped[datetime]
    produced_by: Mapped[str]

    __table_args__ = (
        Index("ix_dossier_version_subject", "subject_kind", "subject_id", "language", "audience", "number", unique=True),
        {"sqlite_strict": True},
    )
