"""Taking a step back: the previous values are written in a new step, if the present ones are still those the step left.

Values are compared, not versions, and only those the step wrote: a colleague's edit of another field does not stand in the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from time import time_ns
from typing import Any

from sqlalchemy import Connection, Executable, Table, bindparam, delete, insert, update

from app.kernel.changes import Change
from app.mapping.base import Base


class Overtaken(Exception):
    """A value that the step wrote has been changed since."""

    def __init__(self, change: Change) -> None:
        super().__init__(change.table, change.id)
        self.change = change


def take_back(connection: Connection, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """Write the previous values; return the changes that this made. Raises `Overtaken`."""
    # Rows may point at each other within one table; the references are checked at the commit.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    order = {table.name: n for n, table in enumerate(Base.metadata.sorted_tables)}

    def rank(change: Change) -> tuple[int, int, tuple[str, ...]]:
        place, fields = order[change.table], tuple(sorted(change.fields))
        if change.after is None:
            return 0, place, fields
        return (2, -place, fields) if change.before is None else (1, place, fields)

    for (_, _, fields), group in groupby(sorted(changes, key=rank), key=rank):
        alike = list(group)
        _write_back(connection, Base.metadata.tables[alike[0].table], fields, alike)
    return tuple(change.backwards() for change in changes)


def _write_back(connection: Connection, table: Table, fields: tuple[str, ...], changes: Sequence[Change]) -> None:
    """Write changes that are of one kind with one statement; name the first that is overtaken."""
    statement, rows = _statement(changes[0], table, fields), [_values(change, fields) for change in changes]
    with connection.begin_nested() as attempt:
        if connection.execute(statement, rows).rowcount == len(rows):
            return
        attempt.rollback()
    for change, row in zip(changes, rows, strict=True):
        if connection.execute(statement, [row]).rowcount != 1:
            raise Overtaken(change)
    raise AssertionError("the database counts differently together and one by one")


def _statement(change: Change, table: Table, fields: tuple[str, ...]) -> Executable:
    if change.after is None:
        return insert(table)
    still_there = [
        table.c.id == bindparam("now_id"),
        *(table.c[f].is_not_distinct_from(bindparam(f"now_{f}", type_=table.c[f].type)) for f in fields if f != "id"),
    ]
    if change.before is None:
        return delete(table).where(*still_there)
    back = {f: bindparam(f"back_{f}", type_=table.c[f].type) for f in (*fields, "version")}
    return update(table).where(*still_there).values(back)


def _values(change: Change, fields: tuple[str, ...]) -> dict[str, Any]:
    if change.after is None:
        return {**(change.before or {}), "version": time_ns()}
    now = {"now_id": change.id, **{f"now_{f}": change.after[f] for f in fields if f != "id"}}
    if change.before is None:
        return now
    return {**now, **{f"back_{f}": change.before[f] for f in fields}, "back_version": time_ns()}
