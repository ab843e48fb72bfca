"""Alembic's entry: the engine is handed over by bot.store.database."""

from __future__ import annotations

from alembic import context

engine = context.config.attributes["engine"]
# One transaction around it all: a program killed amid migrating leaves the old schema, and of two programs
# that start at once the second waits, then finds nothing to do. sqlite3's own transactions leave DDL out.
with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        context.configure(connection=connection, transactional_ddl=False)
        context.run_migrations()
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")
