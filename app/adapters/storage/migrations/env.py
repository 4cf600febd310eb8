"""Runs the migrations on the connection that `schema.upgrade` hands over, inside its transaction."""

from alembic import context

from app.mapping.base import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, transactional_ddl=True)
context.run_migrations()
