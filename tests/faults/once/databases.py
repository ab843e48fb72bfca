"""The databases: copied from a template for each cell, read for the operator's eye, locked and taken away."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import create_engine, text

from bot import tenancy
from bot.store.deliveries import troubled
from bot.store.tenants import owned

if TYPE_CHECKING:
    from collections.abc import Generator

    from once.forge import Forge


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the operator is told of one delivery."""

    id: str
    state: str
    why: str
    parent: str
    ts: str
    local_date: str


class Database(Protocol):
    """One cell's database. `url` is config.yaml's."""

    url: str

    @contextmanager
    def locked(self) -> Generator[None]:
        """Nobody can write for as long."""
        ...

    @contextmanager
    def gone(self) -> Generator[None]:
        """Nobody can even read."""
        ...

    def pass_time(self, seconds: float) -> None:
        """Let its own clock, where it has one, go forward."""
        ...

    def close(self) -> None: ...


class Server(Protocol):
    """Makes a fresh database for each cell."""

    def fresh(self, folder: Path) -> Database: ...

    def close(self) -> None: ...


class SQLiteFiles:
    """A file for each cell."""

    def __init__(self, folder: Path, forge: Forge) -> None:
        self._template = folder / "template.db"
        wait_for_end(forge.fork("once.template:make", url=f"sqlite:///{self._template}"))
        with sqlite3.connect(self._template) as db:
            assert db.execute("SELECT count(*) FROM articles").fetchone()[0]
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()

    def fresh(self, folder: Path) -> Database:
        shutil.copy(self._template, folder / "dateline.db")
        return SQLiteFile(folder / "dateline.db")

    def close(self) -> None:
        """Nothing is running."""


class SQLiteFile:
    def __init__(self, path: Path) -> None:
        self._path = path
        self.url = f"sqlite:///{path}"

    @contextmanager
    def locked(self) -> Generator[None]:
        db = sqlite3.connect(self._path, timeout=30, isolation_level=None)
        try:
            db.execute("BEGIN IMMEDIATE")
            yield
            db.execute("ROLLBACK")
        finally:
            db.close()

    @contextmanager
    def gone(self) -> Generator[None]:
        raise NotImplementedError("a file that is open doesn't go away")
        yield

    def pass_time(self, seconds: float) -> None:
        """It goes by the clock of who asks."""

    def close(self) -> None:
        """The folder goes with the cell."""


class Eye:
    """Reads the rows as the operator is told of them, from a connection of its own."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, pool_pre_ping=True)

    def rows(self) -> list[Row]:
        query = text("SELECT id, state, why, parent, ts, local_date FROM deliveries ORDER BY due, id")
        with self._engine.connect() as db:
            return [
                Row(
                    id=one.id,
                    state=one.state,
                    why=one.why,
                    parent=one.parent,
                    ts=one.ts,
                    local_date=str(one.local_date),
                )
                for one in db.execute(query)
            ]

    def told(self) -> list[str]:
        """What "which digests did not reach their channel?" answers: the states, by the store's own words."""
        with self._engine.connect() as opened:
            db = owned(opened, tenancy.ONLY)
            return [row.why for row in troubled(db, datetime(2020, 1, 1, tzinfo=UTC))]

    def close(self) -> None:
        self._engine.dispose()


def is_alive(pid: int) -> bool:
    """Whether that process is there (it is no child of ours, so nobody tells us)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return ") Z " not in stat


def wait_for_end(pid: int, seconds: float = 120) -> None:
    """Wait until that process is gone."""
    until = time.monotonic() + seconds
    while is_alive(pid):
        if time.monotonic() > until:
            raise TimeoutError(f"process {pid} does not end")
        threading.Event().wait(0.02)
