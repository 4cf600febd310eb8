"""How produced papers are kept: not the PDF, but that it was made, of which content."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column

from app.domains.dossiers.vocabulary import VERSION, Overtaken
from app.kernel.document import Audience
from app.mapping.base import Record
from app.mapping.types import Code

NOTHING = text("''")  # what a column that was added to older files holds there


class DossierVersion(Record):
    """A version of the dossier of a record, for one audience in one language.

    `overtaken` says that the record has moved or was cancelled since: whoever holds the paper holds old dates.
    """

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
    overtaken: Mapped[Overtaken] = mapped_column(Code(Overtaken), default=Overtaken.NOT, server_default=NOTHING)
    overtaken_at: Mapped[datetime | None]
    overtaken_why: Mapped[str] = mapped_column(default="", server_default=NOTHING)

    __table_args__ = (
        Index("ix_dossier_version_subject", "subject_kind", "subject_id", "language", "audience", "number", unique=True),
        {"sqlite_strict": True},
    )
