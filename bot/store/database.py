"""Opening the database: its kind, its engine, its migrations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from bot.errors import StoreError
from bot.store import databases

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from alembic.config import Config

    from bot.store.databases import Condition

_MIGRATIONS = Path(__file__).parent / "migrations"
_NO_URL = (
    "`database` is no database URL; a file is written sqlite:///dateline.db, a server "
    "postgresql+psycopg://user@host/name"
)


def open_database(url: str) -> Engine:
    """The engine for a database URL, migrated to the schema of this program.

    Raises StoreError where it can't be opened, is no database, or was made by a newer program. No password is
    in it.
    """
    parsed = _parse(url)
    engine = databases.named(parsed.get_backend_name()).prepared(parsed)
    try:
        migrate(engine)
    except DBAPIError as error:
        engine.dispose()
        raise did_not_answer(engine, error, "can't be used") from error
    except StoreError:
        engine.dispose()
        raise
    return engine


def did_not_answer(engine: Engine, error: Exception, what: str = "did not answer") -> StoreError:
    """The error that a person is told of what the driver said."""
    why = databases.of(engine).why(error)
    password = engine.url.password
    if password:
        why = why.replace(str(password), "***")
    return StoreError(f"the database {_shown(engine.url)} {what}: {why}")


def _shown(url: URL) -> str:
    """Without the password, and without what is asked of the driver: that may hold one too."""
    return url.set(query={}).render_as_string(hide_password=True)


def _parse(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):  # a port that is no number is a ValueError
        raise StoreError(_NO_URL) from None  # what it says may hold a password


def _alembic(engine: Engine) -> Config:
    from alembic.config import Config  # noqa: PLC0415  (late: 60 ms, and only at start)

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["engine"] = engine
    return config


def migrate(engine: Engine) -> None:
    """Bring the schema up to this program's; StoreError where the database is newer than the program."""
    from alembic import command  # noqa: PLC0415  (late, as above)
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = _alembic(engine)
    current = schema_version(engine)
    if current == ScriptDirectory.from_config(config).get_current_head():
        return
    if current and not knows_schema(current):
        raise StoreError(
            f"the database {_shown(engine.url)} was made by a newer Dateline (schema {current}); "
            "upgrade the program, or name another one at `database` in config.yaml"
        )
    command.upgrade(config, "head")


def condition(engine: Engine, now: Callable[[], datetime]) -> Condition:
    """How the database is set up. `now` is our clock's. Raises StoreError."""
    try:
        with engine.connect() as connection:
            return databases.of(engine).condition(connection, now)
    except DBAPIError as error:
        raise did_not_answer(engine, error) from error


def newest_schema() -> str:
    """The revision that this program's schema has."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415  (late, as above)

    return str(ScriptDirectory(str(_MIGRATIONS)).get_current_head())


def knows_schema(revision: str) -> bool:
    """Whether it is this program's schema, or one that it can bring up to that."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415  (late, as above)

    return revision in {one.revision for one in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}


def schema_version(engine: Engine) -> str:
    """The schema's revision as the database has it; empty for a fresh one."""
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, "alembic_version"):
            return ""
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
