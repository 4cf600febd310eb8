"""The steps of the journal as they are read: which one undo would take back, what each changed, and how the history tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, exists, select

from app.adapters.storage import search_index
from app.adapters.storage.journal import changes_of, label_from_json
from app.adapters.storage.tables import StepRow, TouchRow
from app.application import FieldChange, Step
from app.kernel.changes import Change, Changes
from app.kernel.errors import Changed
from app.kernel.ids import Ref
from app.kernel.permissions import User
from app.kernel.privacy import mask
from app.kernel.translated import Multilingual, lazy
from app.mapping.base import NAMES, PRIVATE, Record

Records = Mapping[str, type[Record]]

# How far a desk has looked: the number of the last step and its digest, because a restore may bring other steps of the same number.
Mark = tuple[int, str]
BEGINNING: Mark = (0, "")

RESTORED = lazy("Restored a copy")


def open_step(connection: Connection, user: User, move: str) -> Row[Any] | None:
    """Give the step of *user* that undo, or redo, would take back; what was sealed since is passed over."""
    open_steps = (
        select(StepRow.__table__)
        .where(StepRow.reverted_by.is_(None), StepRow.sealed_by.is_(None), *_own(StepRow.__table__, user))
        .order_by(StepRow.seq.desc())
        .limit(1)
    )
    if move == "undo":
        return connection.execute(open_steps.where(StepRow.move.in_(("do", "redo")), StepRow.undoable)).first()
    # What was taken back can be done again until something new is done.
    later = StepRow.__table__.alias()
    new = exists().where(later.c.seq > StepRow.seq, later.c.move == "do", later.c.undoable, *_own(later, user))
    return connection.execute(open_steps.where(StepRow.move == "undo", ~new)).first()


def _own(steps: FromClause, user: User) -> tuple[ColumnElement[bool], ...]:
    """The steps of an account are its own under whatever name; without accounts the name is all there is."""
    return (steps.c.account == user.id,) if user.id else (steps.c.account.is_(None), steps.c.user == user.name)


def shown(row: Row[Any]) -> Step:
    """Give a step as the history shows it."""
    undoable = row.undoable and row.sealed_by is None
    return Step(row.seq, row.at, row.user, label_from_json(row.label), row.move, undoable, row.reverted_by is not None)


def history(connection: Connection, kind: str | None, id: str | None, limit: int) -> list[Step]:
    """List steps, newest first; those that touched a record of *kind*, or this very one, when given."""
    statement = select(StepRow.__table__).order_by(StepRow.seq.desc()).limit(limit)
    if kind is not None:
        touch = select(TouchRow.step).where(TouchRow.kind == kind)
        statement = statement.where(StepRow.seq.in_(touch.where(TouchRow.row == id) if id else touch))
    return [shown(row) for row in connection.execute(statement)]


def mark(connection: Connection) -> Mark:
    """Tell how far the journal is."""
    last = connection.execute(select(StepRow.seq, StepRow.digest).order_by(StepRow.seq.desc()).limit(1)).first()
    return (last.seq, last.digest) if last else BEGINNING


def since(connection: Connection, seen: Mark) -> Changes | None:
    """Tell what was written after *seen*: nothing, some steps, or another file put in its place."""
    last, _ = now = mark(connection)
    if now == seen:
        return None
    digest = connection.scalar(select(StepRow.digest).where(StepRow.seq == seen[0])) or ""
    if digest != seen[1]:
        return Changes(last, RESTORED, everything=True)
    touched: dict[str, set[str]] = {}
    for row in connection.execute(select(TouchRow.kind, TouchRow.row).where(TouchRow.step > seen[0]).distinct()):
        touched.setdefault(row.kind, set()).add(row.row)
    label = connection.scalar(select(StepRow.label).where(StepRow.seq == last))
    return Changes(last, label_from_json(label), {kind: frozenset(ids) for kind, ids in touched.items()})  # type: ignore[arg-type]


def fields_of(connection: Connection, seq: int, records: Records) -> list[FieldChange]:
    """List the fields that a step changed; names of records take the place of their ids where search knows them."""
    fields = [field for change in changes_of(connection, seq) for field in _fields(change, records)]
    targets = _targets(records)
    refs = [Ref(kind, value) for f in fields if (kind := targets.get((f.record, f.field))) for value in (f.before, f.after) if value]
    names = search_index.titles(connection, dict.fromkeys(refs))
    return [_named(field, targets.get((field.record, field.field)), names) for field in fields]


def overtaken(connection: Connection, change: Change, records: Records) -> Changed:
    """Name the fields of *change* that no longer hold what the step left."""
    record = records[change.table]
    now = connection.execute(select(record.__table__).where(record.id == change.id)).mappings().first()
    left = change.after or {}
    fields = tuple(sorted(f for f in change.fields if now is not None and now[f] != left.get(f)))
    return Changed(Ref(record.kind, change.id), fields)


def _fields(change: Change, records: Records) -> Iterator[FieldChange]:
    record = records[change.table]
    for column in record.__table__.columns:
        before, after = ((state or {}).get(column.name) for state in (change.before, change.after))
        if column.name not in ("id", "version") and before != after and (before or after):
            if column.info.get(PRIVATE):
                before, after = (mask(value) if value else value for value in (before, after))
            yield FieldChange(record.kind, change.id, column.name, before, after)


def _targets(records: Records) -> dict[tuple[str, str], str]:
    by_table = {table: record.kind for table, record in records.items()}
    named = {
        (record.kind, column.name): column.info[NAMES]
        for record in records.values()
        for column in record.__table__.columns
        if NAMES in column.info
    }
    return named | {
        (record.kind, column.name): by_table[key.column.table.name]
        for record in records.values()
        for column in record.__table__.columns
        for key in column.foreign_keys
        if key.column.table.name in by_table
    }


def _named(field: FieldChange, kind: str | None, names: Mapping[Ref, Multilingual]) -> FieldChange:
    if kind is None:
        return field
    before, after = (names.get(Ref(kind, value), value) if value else None for value in (field.before, field.after))
    return FieldChange(field.record, field.row, field.field, before, after)
