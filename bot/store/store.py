"""The store: an engine, and transactions on it. The families' functions take the connection."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from bot.errors import BadRequestError, StoreError
from bot.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import Connection


class Store:
    """`with store.read() as db:` and `with store.write() as db:`.

    What is read together is of one moment, whoever writes meanwhile; what is written is committed whole or
    not at all.
    """

    def __init__(self, url: str) -> None:
        self.engine = open_database(url)

    @contextmanager
    def read(self) -> Generator[Connection]:
        with self._told_plainly(), self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")  # sqlite3 by itself shows each query the newest state
            yield connection

    @contextmanager
    def write(self) -> Generator[Connection]:
        with self._told_plainly(), self.engine.begin() as connection:
            # At once: sqlite3 would begin with the first change, and what was read before it would not hold.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def _told_plainly(self) -> Generator[None]:
        try:
            yield
        except DatabaseError as error:  # locked, full, gone, not a database
            url = self.engine.url.render_as_string()
            raise StoreError(f"the database {url} did not answer: {error.orig}") from error
        except UnicodeEncodeError as error:  # half a pair: no article holds one, intake takes them out
            raise BadRequestError("That holds bytes that are no text; write it in UTF-8.") from error

    def close(self) -> None:
        self.engine.dispose()
