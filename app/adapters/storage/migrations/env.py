"""Runs or writes migrations on the connection that is handed over, inside its transaction."""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from app.adapters.storage import tables
from app.adapters.storage.schema import is_ours


def plainly(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write a column's type as the file knows it: a migration must not change when one of our types does."""
    if kind != "type":
        return False
    stored = thing.dialect_impl(connection.dialect)
    if isinstance(stored, sa.types.TypeDecorator):
        stored = stored.impl_instance
    return f"sa.{next(plain.__name__ for plain in (sa.Text, sa.Integer, sa.LargeBinary) if isinstance(stored, plain))}()"


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=tables.Base.metadata,
    include_name=is_ours,
    render_item=plainly,
    render_as_batch=True,
    transactional_ddl=True,
    **context.config.attributes.get("options", {}),
)
context.run_migrations()
