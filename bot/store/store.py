"""The store: an engine, and transactions on it. The families' functions take the connection."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from bot import tenancy
from bot.errors import BadRequestError
from bot.store import databases
from bot.store.database import did_not_answer, open_database
from bot.store.databases import Queue
from bot.store.guard import watch
from bot.store.tenants import owned

if TYPE_CHECKING:
    from collections.abc import Generator

    from sqlalchemy import Connection

    from bot.store.tenants import Across

_NO_TEXT = "That holds bytes that are no text; write it in UTF-8."


class Store:
    """`with store.read() as db:` and `with store.write() as db:`.

    What is read together is of one moment, whoever writes meanwhile; what is written is committed whole or
    not at all. What a writer reads holds until it has written, unless it asks for less than `Queue.HOUSE`:
    with `Queue.TENANT` what it reads of its tenant does, and it may change nothing else.
    Of what is a tenant's (docs/explanation/tenancy.md) a transaction has the rows of `tenancy.current()`, as
    it was when the transaction began; with `across`, those of all, for that reason alone.
    """

    def __init__(self, url: str) -> None:
        self.engine = open_database(url)
        watch(self.engine)
        self.kind = databases.of(self.engine)

    @contextmanager
    def read(self, across: Across | None = None) -> Generator[Connection]:
        with self._told_plainly(), self.engine.connect() as opened:
            connection = owned(opened, across or tenancy.current())
            self.kind.begin_reading(connection)
            yield connection

    @contextmanager
    def write(self, queue: Queue = Queue.HOUSE, across: Across | None = None) -> Generator[Connection]:
        with self._told_plainly(), self.engine.connect() as opened:
            connection = owned(opened, across or tenancy.current(), alone=queue is Queue.TENANT)
            self.kind.begin_writing(connection, queue)
            yield connection
            connection.commit()

    @contextmanager
    def _told_plainly(self) -> Generator[None]:
        try:
            yield
        except UnicodeEncodeError as error:  # half a pair: no article holds one, intake takes them out
            raise BadRequestError(_NO_TEXT) from error
        except DataError as error:
            if "NUL" in str(error.orig):  # PostgreSQL's text can't hold it
                raise BadRequestError(_NO_TEXT) from error
            raise did_not_answer(self.engine, error) from error
        except (DBAPIError, NoConnectionError) as error:  # locked, full, gone, not a database
            raise did_not_answer(self.engine, error) from error

    def close(self) -> None:
        self.engine.dispose()
