"""The tables of the frame itself: the journal's steps and changes, the search index, the kept files.

They are not records: the journal does not watch itself.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DDL, ForeignKey, Index, Integer, event
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.translated import Multilingual
from app.mapping import types
from app.mapping.base import Base


class StepRow(Base):
    """One command that was carried out, an undo or a redo. Rows are added and never altered, save `reverted_by` and `sealed_by`.

    `account` is who did it, empty on a desk without accounts; `user` the name it had then. `seals` are the records of which no earlier
    step can be undone; `sealed_by` is the first later step that says so of a record this one touched.
    """

    __tablename__ = "step"

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    action: Mapped[str] = mapped_column(unique=True)
    at: Mapped[datetime]
    stamp: Mapped[int] = mapped_column(types.LONG)
    user: Mapped[str]
    command: Mapped[str]
    move: Mapped[str]  # do, undo, redo
    label: Mapped[str] = mapped_column(types.Structure())
    result: Mapped[str | None] = mapped_column(types.Structure())
    undoable: Mapped[bool]
    reverts: Mapped[int | None] = mapped_column(ForeignKey("step.seq"))
    reverted_by: Mapped[int | None] = mapped_column(Integer)
    digest: Mapped[str]
    account: Mapped[str | None]
    seals: Mapped[str | None] = mapped_column(types.Structure())
    sealed_by: Mapped[int | None] = mapped_column(Integer)

    __table_args__ = (Index("ix_step_open", "move", "reverted_by", "seq"), {"sqlite_strict": True})


class ChangeRow(Base):
    """One row of a record before and after a step, as JSON of plain values."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    step: Mapped[int] = mapped_column(ForeignKey("step.seq"), index=True)
    record: Mapped[str]
    row: Mapped[str]
    before: Mapped[str | None]
    after: Mapped[str | None]

    __table_args__ = (Index("ix_change_row", "row", "step"), {"sqlite_strict": True})


class TouchRow(Base):
    """Which records a step touched, with those they belong to: the history of a record, and the news for other desks."""

    __tablename__ = "touch"

    kind: Mapped[str] = mapped_column(primary_key=True)
    row: Mapped[str] = mapped_column(primary_key=True)
    step: Mapped[int] = mapped_column(ForeignKey("step.seq"), primary_key=True, index=True)


class SearchEntry(Base):
    """What search shows of a record; the words stand in the full-text table of the same row number."""

    __tablename__ = "search_entry"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str]
    row: Mapped[str]
    title: Mapped[Multilingual]
    subtitle: Mapped[Multilingual]
    texts: Mapped[str]

    __table_args__ = (Index("uq_search_entry_kind", "kind", "row", unique=True), {"sqlite_strict": True})


class StoredFile(Base):
    """The content of a portrait or a scan, kept once under its SHA-256 digest."""

    __tablename__ = "stored_file"

    digest: Mapped[str] = mapped_column(primary_key=True)
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(Integer)
    content: Mapped[bytes]


# Contentless: the words are found here and shown from `search_entry`. The texts are folded before they come.
SEARCH_WORDS = "CREATE VIRTUAL TABLE search_words USING fts5(folded, content='', contentless_delete=1, prefix='1 2 3')"

event.listen(SearchEntry.__table__, "after_create", DDL(SEARCH_WORDS).execute_if(dialect="sqlite"))
