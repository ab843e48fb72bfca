"""What differs between databases, and nothing else does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from sqlalchemy import URL, ColumnElement, Connection, Engine, Table
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

    from bot.store.databases.hits import Hit
    from summaries import Article


class Queue(Enum):
    """Whom a writing transaction waits for. On SQLite every writer waits for every other."""

    HOUSE = 1
    """One at a time: what it reads stands until it has written. Right wherever nothing better is known."""
    NEWS = 2
    """The same among those that write articles and stories: nobody else waits for a large intake."""
    TENANT = 4
    """One at a time among the tenant's own, and never beside HOUSE: for what changes its rows alone."""
    ROWS = 3
    """For nobody but who has the same rows: each statement checks in itself what it changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """How a database is set up, as far as it may be otherwise than Dateline needs it.

    `journal` is SQLite's ("wal"), "" elsewhere. `superuser`: nothing keeps tenants apart for our user.
    `durable`: what was committed outlives a power cut. `ahead`: by how much its clock is before ours.
    """

    read_only: bool = False
    journal: str = ""
    superuser: bool = False
    durable: bool = True
    ahead: timedelta = timedelta()


class WordIndex(Protocol):
    """The full-text index: see bot.store.search, which bounds what it is asked."""

    def add(self, db: Connection, told: Sequence[Article]) -> None:
        """Take newly stored articles into the index; those that are in it stay as they are."""
        ...

    def find(
        self,
        db: Connection,
        terms: Sequence[Sequence[str]],
        *,
        since: datetime | None,
        until: datetime,
        limit: int,
        publishers: Collection[str],
    ) -> list[Hit]:
        """The best articles of (since, until] that hold any of the terms' spellings, best first."""
        ...

    def counts(self, db: Connection, terms: Sequence[Sequence[str]], most: int) -> list[int]:
        """How many articles hold any of each term's spellings; `most` where more do."""
        ...

    def size(self, db: Connection) -> int:
        """How many articles it holds; what the same transaction has just added may be left out."""
        ...

    def known(self, db: Connection, first: str, length: range, most: int) -> dict[str, int]:
        """The stems that begin with that letter and are as long: stem -> how many articles hold it."""
        ...

    def holding(self, db: Connection, word: str, *, most: int, longest: int) -> list[str]:
        """Titles with the first `longest` characters of their texts, of the last articles with that word."""
        ...


class Database(Protocol):
    """One kind of database. Its objects hold no state."""

    @property
    def index(self) -> WordIndex: ...

    @property
    def keeps_time(self) -> bool:
        """Whether it has a clock of its own, by which programs on several machines agree."""
        ...

    def prepared(self, url: URL) -> Engine:
        """An engine whose connections are fit for use; StoreError where the URL can't be right."""
        ...

    def begin_reading(self, db: Connection) -> None:
        """Begin a transaction that sees one moment, of its own tenant's rows, and changes nothing."""
        ...

    def begin_writing(self, db: Connection, queue: Queue) -> None:
        """Begin a transaction of its own tenant's that is committed whole, when its turn has come."""
        ...

    def migrating(self, engine: Engine) -> AbstractContextManager[Connection]:
        """A connection in one transaction around all migrations; of two programs the second waits."""
        ...

    def why(self, error: Exception) -> str:
        """What the driver says of it, in one line, with the way out where we know one."""
        ...

    def insert(self, table: Table) -> SqliteInsert | PostgresInsert:
        """INSERT with ON CONFLICT."""
        ...

    def in_use(self, db: Connection) -> bool:
        """Whether other programs of ours are connected; of a file says that bot.store.sealed.alone."""
        ...

    def empty(self, db: Connection, tables: Sequence[Table]) -> None:
        """Take every row out of all the tables, and of what is kept in step with them."""
        ...

    def used(self, db: Connection) -> int:
        """The bytes that the store needs; what was freed and may be used again is not counted."""
        ...

    def tidy(self, db: Connection, *, anew: bool) -> bool:
        """A small step of what is to be done after articles have gone; whether there is more of it.

        `anew`: with this step begins to make the index of words anew, since much has gone.
        """
        ...

    def number_on(self, db: Connection) -> None:
        """Let the next article's number follow the highest one, where rows came with theirs."""
        ...

    def clock(self, now: datetime, plus: timedelta) -> ColumnElement[Any]:
        """The time that claims go by, and `plus`: the database's own where programs may disagree."""
        ...

    def condition(self, db: Connection, now: Callable[[], datetime]) -> Condition:
        """How it is set up; nothing is locked or changed. `now` is our clock's."""
        ...

    def size(self, db: Connection) -> int:
        """Bytes that the database takes up."""
        ...
