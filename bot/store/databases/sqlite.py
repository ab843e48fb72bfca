"""SQLite: one file, one writer at a time, readers beside it (WAL)."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import create_engine, delete, event, literal
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreError
from bot.store.columns import Moment
from bot.store.databases.fts5 import Fts5
from bot.store.databases.port import Condition

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import URL, ColumnElement, Connection, Engine, Table
    from sqlalchemy.dialects.sqlite import Insert

    from bot.store.databases.port import Queue

# Longer than any write of ours holds the lock; a reader never waits (WAL).
BUSY_SECONDS = 30
_INCREMENTAL: Final = 2
# Of the file, so much is left free for the next news; and so many pages (2 MB) are given back at once.
_SPARE, _GIVEN_BACK = 20, 500


class SQLite:
    """The default: nothing to install, nothing to run."""

    index = Fts5()
    keeps_time = False

    def prepared(self, url: URL) -> Engine:
        folder = Path(url.database or "").parent
        if not folder.is_dir():
            raise StoreError(
                f"the folder {folder} is not there; make it, or correct `database` in config.yaml"
            )
        engine = create_engine(url)
        event.listen(engine, "connect", _prepare)
        return engine

    def begin_reading(self, db: Connection) -> None:
        db.exec_driver_sql("BEGIN")  # sqlite3 by itself shows each query the newest state

    def begin_writing(self, db: Connection, queue: Queue) -> None:
        del queue  # one lock is all that there is
        # At once: sqlite3 would begin with the first change, and what was read before it would not hold.
        db.exec_driver_sql("BEGIN IMMEDIATE")

    @contextmanager
    def migrating(self, engine: Engine) -> Generator[Connection]:
        """By hand: sqlite3's own transactions leave DDL out."""
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            connection.exec_driver_sql("COMMIT")

    def why(self, error: Exception) -> str:
        return str(error.orig) if isinstance(error, DBAPIError) else str(error)

    def insert(self, table: Table) -> Insert:
        return insert(table)

    def in_use(self, db: Connection) -> bool:
        del db
        return False

    def empty(self, db: Connection, tables: Sequence[Table]) -> None:
        for table in reversed(tables):  # what refers to others goes first
            db.execute(delete(table))

    def used(self, db: Connection) -> int:
        return (_pragma(db, "page_count") - _pragma(db, "freelist_count")) * _pragma(db, "page_size")

    def tidy(self, db: Connection, *, anew: bool) -> bool:
        """Merge the index of words by some pages, then give some of the file's back."""
        if self.index.merge(db, anew=anew):
            return True
        if _pragma(db, "auto_vacuum") != _INCREMENTAL:
            return False
        spare = _pragma(db, "page_count") // _SPARE
        if (over := _pragma(db, "freelist_count") - spare) <= 0:
            return False
        for _ in range(min(over, _GIVEN_BACK)):  # sqlite3 takes one step of it, which is one page
            db.exec_driver_sql("PRAGMA incremental_vacuum(1)")
        return over > _GIVEN_BACK

    def number_on(self, db: Connection) -> None:
        """It always does."""

    def clock(self, now: datetime, plus: timedelta) -> ColumnElement[datetime]:
        """The process's: all that share a file share a machine."""
        return literal(now + plus, Moment)

    def condition(self, db: Connection, now: Callable[[], datetime]) -> Condition:
        """By the file's and the folder's rights: to begin to write would wait for who writes."""
        del now
        file = Path(db.engine.url.database or "")
        read_only = file.is_file() and not all(os.access(one, os.W_OK) for one in (file, file.parent))
        journal = db.exec_driver_sql("PRAGMA journal_mode").scalar()
        return Condition(read_only=read_only, journal=str(journal))

    def size(self, db: Connection) -> int:
        """Without the WAL, which is bounded."""
        pages = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        return int(db.exec_driver_sql(pages).scalar_one())


def _pragma(db: Connection, name: str) -> int:
    return int(db.exec_driver_sql(f"PRAGMA {name}").scalar() or 0)


def _prepare(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    # FULL: a delivery that was marked sent stays so through a power cut.
    for pragma in (
        f"auto_vacuum={_INCREMENTAL}",  # of a new file alone, and before all else
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
