"""The journal: what a unit of work changed, noted while it happens and stored in the same commit.

From it come the audit trail, the news for the windows, and undo. It listens to mapper events, because a session's list of
the deleted does not hold rows that a cascade removed.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Literal, cast

from sqlalchemy import Connection, Select, Table, event, insert, inspect, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session, object_session

from app.adapters.storage.tables import ChangeRow, StepRow, TouchRow
from app.kernel.changes import Change, Values
from app.kernel.sentences import sentence_from_plain, sentence_to_plain
from app.kernel.translated import Lazy, Multilingual
from app.mapping.base import Base, Record

RECORDER = "recorder"
HIDDEN = "version"
# Values are written as SQLite keeps them, whatever the database: readable, and the same journal everywhere.
_PLAIN = sqlite.dialect()


class Recorder:
    """First and last state of every record a session touches."""

    def __init__(self, session: Session) -> None:
        self._first: dict[tuple[str, str], Values | None] = {}
        self._last: dict[tuple[str, str], Values | None] = {}
        session.info[RECORDER] = self
        event.listen(session, "do_orm_execute", _refuse_bulk)

    def note(self, record: Record, before: Values | None, after: Values | None) -> None:
        """Take down that *record* went from *before* to *after*."""
        key = record.__tablename__, record.id
        self._first.setdefault(key, before)
        self._last[key] = after

    def changes(self) -> tuple[Change, ...]:
        """Give what is different now; a row born and deleted in one step leaves no trace."""
        return tuple(Change(*key, before, self._last[key]) for key, before in self._first.items() if before != self._last[key])


def _refuse_bulk(execution: Any) -> None:
    if execution.is_insert or execution.is_update or execution.is_delete:
        raise RuntimeError("Bulk statements are invisible to the journal")


@cache
def _columns(record: type[Record]) -> tuple[str, ...]:
    return tuple(c.key for c in inspect(record).column_attrs if c.key != HIDDEN)


def _now(record: Record) -> Values:
    return {name: getattr(record, name) for name in _columns(type(record))}


def _before(record: Record) -> Values:
    values = dict(_now(record))
    attributes = inspect(record).attrs
    for name in values:
        if old := attributes[name].history.deleted:
            values[name] = old[0]
    return values


def _listen(moment: str, before: Any, after: Any) -> None:
    @event.listens_for(Record, moment, propagate=True)
    def note(_mapper: object, _connection: object, record: Record) -> None:  # pyright: ignore[reportUnusedFunction]
        session = object_session(record)
        if session and (recorder := session.info.get(RECORDER)):
            recorder.note(record, before(record), after(record))


def _nothing(_record: Record) -> None:
    return None


_listen("after_insert", before=_nothing, after=_now)
_listen("after_update", before=_before, after=_now)
_listen("after_delete", before=_before, after=_nothing)


def encode(table: Table, values: Values | None) -> str | None:
    """Write the values of a row as JSON, keys sorted."""
    if values is None:
        return None
    binders = _processors(table, "bind")
    plain = {name: process(value) if (process := binders[name]) else value for name, value in values.items()}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True)


def decode(table: Table, text: str | None) -> Values | None:
    """Read the values of a row; columns that the table no longer has are left out."""
    if text is None:
        return None
    readers = _processors(table, "result")
    stored = {name: value for name, value in json.loads(text).items() if name in readers}
    return {name: process(value) if (process := readers[name]) else value for name, value in stored.items()}


@cache
def _processors(table: Table, way: Literal["bind", "result"]) -> Mapping[str, Callable[[Any], Any] | None]:
    kinds = {name: column.type.dialect_impl(_PLAIN) for name, column in table.c.items()}
    if way == "bind":
        return {name: kind.bind_processor(_PLAIN) for name, kind in kinds.items()}
    return {name: kind.result_processor(_PLAIN, None) for name, kind in kinds.items()}


def label_to_json(label: Lazy) -> dict[str, Any]:
    """Write a label with its values, so that it can be shown in any language later."""
    return {
        "message": label.message,
        "values": {k: _label_value(v) for k, v in label.values.items()},
        "plural": label.plural,
        "number": label.number,
    }


def label_from_json(stored: Mapping[str, Any]) -> Lazy:
    """Read a label."""
    values = {name: _label_part(value) for name, value in stored["values"].items()}
    return Lazy(stored["message"], values, stored["plural"], stored["number"])


def _label_part(stored: Any) -> object:
    if not isinstance(stored, dict):
        return stored
    part = cast("dict[str, Any]", stored)
    return sentence_from_plain(part["sentence"]) if "sentence" in part else Multilingual(**part)


def _label_value(value: object) -> object:
    if isinstance(value, Multilingual):
        return {"nl": value.nl, "fr": value.fr, "en": value.en}
    if isinstance(value, Lazy):
        return {"sentence": sentence_to_plain(value)}
    return value if isinstance(value, (str, int)) else str(value)


def write_step(connection: Connection, step: Mapping[str, Any], changes: Iterable[Change], touched: Mapping[str, Iterable[str]]) -> int:
    """Store a step with its changes; return its number. The digest chains it to the step before."""
    last = connection.execute(select(StepRow.seq, StepRow.digest).order_by(StepRow.seq.desc()).limit(1)).first()
    seq = last.seq + 1 if last else 1
    tables = Base.metadata.tables
    rows = [
        {
            "step": seq,
            "record": change.table,
            "row": change.id,
            "before": encode(tables[change.table], change.before),
            "after": encode(tables[change.table], change.after),
        }
        for change in changes
    ]
    whole = {**step, "seq": seq, "digest": digest_of(last.digest if last else "", seq, step, rows), "reverted_by": None}
    connection.execute(insert(StepRow), whole)
    connection.execute(insert(ChangeRow), rows)
    for kind, row in step["seals"] or ():
        connection.execute(
            update(StepRow).where(StepRow.seq.in_(_steps_touching(kind, row)), StepRow.sealed_by.is_(None)), {"sealed_by": seq}
        )
    if touches := [{"step": seq, "kind": kind, "row": row} for kind, ids in touched.items() for row in ids]:
        connection.execute(insert(TouchRow), touches)
    return seq


def _steps_touching(kind: str, row: str) -> Select[int]:
    return select(TouchRow.step).where(TouchRow.kind == kind, TouchRow.row == row)


def digest_of(previous: str, seq: int, step: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> str:
    """Compute the link of the chain: what the step says, hashed together with the link before."""
    told = {name: step[name] for name in ("action", "stamp", "user", "command", "move", "label", "result", "undoable", "reverts")}
    # Steps of files from before there were accounts say nothing of these, and their digests stay what they were.
    told |= {name: step[name] for name in ("account", "seals") if step[name]}
    told["at"] = step["at"].isoformat()
    body = json.dumps(
        [previous, seq, told, [[r["record"], r["row"], r["before"], r["after"]] for r in rows]], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def touched_by(changes: Iterable[Change], records: Mapping[str, type[Record]]) -> dict[str, frozenset[str]]:
    """Give the ids of the records that *changes* concern, by kind: their own, and those they belong or belonged to."""
    touched: defaultdict[str, set[str]] = defaultdict(set)
    for change in changes:
        record = records[change.table]
        touched[record.kind].add(change.id)
        for state in (change.before, change.after):
            for column, kind in record.owners.items():
                if state and state.get(column):
                    touched[kind].add(state[column])
            for kind_column, column in record.holders:
                if state and state.get(kind_column) and state.get(column):
                    touched[state[kind_column]].add(state[column])
    return {kind: frozenset(ids) for kind, ids in touched.items()}


def changes_of(connection: Connection, seq: int) -> tuple[Change, ...]:
    """Read what a step changed."""
    rows = connection.execute(select(ChangeRow.__table__).where(ChangeRow.step == seq).order_by(ChangeRow.id)).all()
    tables = Base.metadata.tables
    return tuple(Change(r.record, r.row, decode(tables[r.record], r.before), decode(tables[r.record], r.after)) for r in rows)
