"""Alembic's entry: the engine is handed over by bot.store.database."""

from __future__ import annotations

from alembic import context

from bot.store import databases

engine = context.config.attributes["engine"]
# One transaction around it all: a program killed amid migrating leaves the old schema, and of two programs
# that start at once the second waits, then finds nothing to do.
with databases.of(engine).migrating(engine) as connection:
    context.configure(connection=connection, transactional_ddl=False)
    context.run_migrations()
