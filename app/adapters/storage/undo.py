"""Taking a step back: the previous values are written in a new step, if the present ones are still those the step left.

Values are compared, not versions, and only those the step wrote: a colleague's edit of another field does not stand in the
way, and stays. Columns marked `ONWARD` are never set back: calendars that have heard of revision 3 ignore revision 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from time import time_ns
from typing import Any

from sqlalchemy import Connection, Executable, Table, bindparam, delete, insert, select, update

from app.adapters.storage.journal import HIDDEN
from app.kernel.changes import Change, Values
from app.mapping.base import ONWARD, Base

_AT_ONCE = 500
Rows = Mapping[tuple[str, str], Values]


class Overtaken(Exception):
    """A value that the step wrote has been changed since."""

    def __init__(self, change: Change) -> None:
        super().__init__(change.table, change.id)
        self.change = change


def take_back(connection: Connection, changes: tuple[Change, ...], now: datetime) -> tuple[Change, ...]:
    """Write the previous values; return the changes that this made. Raises `Overtaken`."""
    # Rows may point at each other within one table; the references are checked at the commit.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    present = _present(connection, changes)
    made = tuple(_reversal(change, present.get((change.table, change.id)), now) for change in changes)
    order = {table.name: n for n, table in enumerate(Base.metadata.sorted_tables)}

    def rank(change: Change) -> tuple[int, int, tuple[str, ...]]:
        place, fields = order[change.table], tuple(sorted(change.fields))
        if change.before is None:
            return 0, place, fields
        return (2, -place, fields) if change.after is None else (1, place, fields)

    for (_, _, fields), group in groupby(sorted(made, key=rank), key=rank):
        alike = list(group)
        _write(connection, Base.metadata.tables[alike[0].table], fields, alike)
    return made


def _present(connection: Connection, changes: Iterable[Change]) -> Rows:
    """Read the rows that *changes* concern as they are now."""
    found: dict[tuple[str, str], Values] = {}
    for name, group in groupby(sorted(changes, key=lambda change: change.table), key=lambda change: change.table):
        table, ids = Base.metadata.tables[name], [change.id for change in group]
        for start in range(0, len(ids), _AT_ONCE):
            for row in connection.execute(select(table).where(table.c.id.in_(ids[start : start + _AT_ONCE]))).mappings():
                found[name, row["id"]] = {str(key): value for key, value in row.items() if key != HIDDEN}
    return found


def _reversal(change: Change, present: Values | None, now: datetime) -> Change:
    """Give the change that takes *change* back from the row as it is; raise `Overtaken` when it is not as the step left it."""
    onward = _onward(change.table)
    if change.after is None:
        if present is not None:
            raise Overtaken(change)
        return Change(change.table, change.id, None, {**(change.before or {}), **_moved_on(change.before, onward, now)})
    if present is None or any(present[field] != change.after[field] for field in change.fields - onward):
        raise Overtaken(change)
    if change.before is None:
        return Change(change.table, change.id, present, None)
    back = {field: change.before[field] for field in change.fields - onward}
    return Change(change.table, change.id, present, {**present, **back, **_moved_on(present, onward & change.fields, now)})


def _onward(table: str) -> frozenset[str]:
    return frozenset(column.name for column in Base.metadata.tables[table].c if column.info.get(ONWARD))


def _moved_on(values: Values | None, columns: Iterable[str], now: datetime) -> dict[str, Any]:
    """Take counters one further, and moments to *now*."""
    return {name: now if isinstance((values or {})[name], datetime) else (values or {})[name] + 1 for name in columns}


def _write(connection: Connection, table: Table, fields: tuple[str, ...], changes: Sequence[Change]) -> None:
    """Write changes that are of one kind with one statement."""
    rows = [_values(change, fields) for change in changes]
    if connection.execute(_statement(changes[0], table, fields), rows).rowcount != len(rows):
        # They were read in this very transaction, so somebody wrote between: only a database without a lock for writers allows it.
        raise Overtaken(changes[0])


def _statement(change: Change, table: Table, fields: tuple[str, ...]) -> Executable:
    if change.before is None:
        return insert(table)
    row = table.c.id == bindparam("now_id")
    if change.after is None:
        return delete(table).where(row)
    still_there = (table.c[f].is_not_distinct_from(bindparam(f"now_{f}", type_=table.c[f].type)) for f in fields)
    back = {f: bindparam(f"back_{f}", type_=table.c[f].type) for f in (*fields, HIDDEN)}
    return update(table).where(row, *still_there).values(back)


def _values(change: Change, fields: tuple[str, ...]) -> dict[str, Any]:
    if change.before is None:
        return {**(change.after or {}), HIDDEN: time_ns()}
    if change.after is None:
        return {"now_id": change.id}
    now = {"now_id": change.id, **{f"now_{f}": change.before[f] for f in fields}}
    return {**now, **{f"back_{f}": change.after[f] for f in fields}, f"back_{HIDDEN}": time_ns()}
