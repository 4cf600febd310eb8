"""Taking a step back: the previous values are written in a new step, if the present ones are still those the step left.

Values are compared, not versions, and only those the step wrote: a colleague's edit of another field does not stand in the way.
"""

from __future__ import annotations

from time import time_ns
from typing import Any

from sqlalchemy import Connection, delete, insert, update

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
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON") if connection.dialect.name == "sqlite" else None
    order = {table.name: n for n, table in enumerate(Base.metadata.sorted_tables)}

    def rank(change: Change) -> tuple[int, int]:
        if change.after is None:
            return 0, order[change.table]
        return (2, -order[change.table]) if change.before is None else (1, 0)

    for change in sorted(changes, key=rank):
        if connection.execute(_statement(change)).rowcount != 1:
            raise Overtaken(change)
    return tuple(change.backwards() for change in changes)


def _still_there(change: Change) -> list[Any]:
    row, left = Base.metadata.tables[change.table].c, change.after or {}
    return [row.id == change.id, *(row[f].is_not_distinct_from(left[f]) for f in change.fields)]


def _statement(change: Change) -> Any:
    table = Base.metadata.tables[change.table]
    if change.before is None:
        return delete(table).where(*_still_there(change))
    if change.after is None:
        return insert(table).values(**change.before, version=time_ns())
    back = {f: change.before[f] for f in change.fields}
    return update(table).where(*_still_there(change)).values(back | {"version": time_ns()})
