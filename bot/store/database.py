"""Opening the database: its engine, its pragmas, its migrations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError

from bot.errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

# Longer than any write of ours holds the lock; a reader never waits (WAL).
BUSY_SECONDS = 30
_MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(url: str) -> Engine:
    """The engine for a database URL, migrated to the schema of this program.

    Raises StoreError where it can't be opened, is no database, or was made by a newer program.
    """
    engine = create_engine(_parse(url))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    try:
        migrate(engine)
    except DatabaseError as error:
        engine.dispose()
        raise StoreError(
            f"the database {engine.url.render_as_string()} can't be used: {error.orig}"
        ) from error
    except StoreError:
        engine.dispose()
        raise
    return engine


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError("`database` is no database URL; a file is written sqlite:///dateline.db") from error
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(f"`database` names {parsed.get_backend_name()}; this version stores in SQLite alone")
    folder = Path(parsed.database or "").parent
    if not folder.is_dir():
        raise StoreError(f"the folder {folder} is not there; make it, or correct `database` in config.yaml")
    return parsed


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    # FULL: a delivery that was marked sent stays so through a power cut.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


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
    ours = ScriptDirectory.from_config(config)
    current = schema_version(engine)
    if current == ours.get_current_head():
        return
    if current and current not in {revision.revision for revision in ours.walk_revisions()}:
        raise StoreError(
            f"the database {engine.url.render_as_string()} was made by a newer Dateline (schema {current}); "
            "upgrade the program, or name another file at `database` in config.yaml"
        )
    command.upgrade(config, "head")


def newest_schema() -> str:
    """The revision that this program's schema has."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415  (late, as above)

    return str(ScriptDirectory(str(_MIGRATIONS)).get_current_head())


def schema_version(engine: Engine) -> str:
    """The schema's revision as the database has it; empty for a fresh one."""
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, "alembic_version"):
            return ""
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
