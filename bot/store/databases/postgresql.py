"""PostgreSQL: for more than one machine. Writers wait for each other by advisory locks, claims by rows."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Interval, create_engine, func, literal, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError

from bot.errors import StoreError
from bot.store.columns import Moment
from bot.store.databases.port import Condition, Queue
from bot.store.databases.tsvector import TsVector
from bot.store.tenants import Across, whose

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import URL, ColumnElement, Connection, Engine, Table
    from sqlalchemy.dialects.postgresql import Insert

DRIVER = "postgresql+psycopg"
# Seconds. A server that is gone must be told of, and a frozen program must not hold others up for good.
CONNECT, WAIT, IDLE, UNANSWERED = 10, 30, 60, 30
# Advisory locks are named by two numbers; the first says that it is ours.
_OURS: Final = 0x0DA7E
_MIGRATING: Final = 0
_LOCK = text("SELECT pg_advisory_xact_lock(:ours, :queue)")
# Always in this order. Of two tenants whose numbers are the same by chance one waits for the other.
_ITS_TENANTS: Final = 0x0DA7F
_TENANTS_LOCK = text(
    "SELECT pg_advisory_xact_lock_shared(:ours, :queue), pg_advisory_xact_lock(:its, hashtext(:tenant))"
)
_PATIENCE = text(
    f"SELECT set_config('lock_timeout', '{WAIT}s', true), "
    f"set_config('idle_in_transaction_session_timeout', '{IDLE}s', true), "
    "set_config(:setting, :value, true)"
)
# What the policies of migration 0011 go by.
_EVERY_TENANT = ("dateline.every_tenant", "on")
_NUMBER_ON = text("SELECT setval(pg_get_serial_sequence('articles', 'n'), max(n)) FROM articles")
_CONDITION = text(
    "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on' AS read_only, "
    "(SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) AS superuser, "
    "current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off' AS durable, "
    "clock_timestamp() AS at"
)
_NAME: Final = "dateline"
_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND application_name = :name AND pid <> pg_backend_pid()"
)
_LOOKS: Final = 20
_STORED = text(
    "SELECT (SELECT coalesce(sum(pg_column_size(title) + pg_column_size(text) + pg_column_size(spans)), 0) "
    "FROM articles) + (SELECT coalesce(sum(pg_column_size(words)), 0) FROM articles_search)"
)
_WITH_INDEXES: Final = 17  # tenths: 16.5 were measured on 3,000 articles of 600 words
_MOMENT: Final = 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'  # as bot.store.columns writes it
# What the driver says -> what can be done about it.
_WAYS_OUT: Final = {
    "password authentication failed": "check the user, and DATELINE_DATABASE_PASSWORD in the environment",
    "no password supplied": "set DATELINE_DATABASE_PASSWORD in the environment",
    "refused": "see that the server runs, and that `database` names its host and port",
    "does not exist": "make it (createdb), or correct `database`",
    "no such file": "see that the server runs, and that `database` names its host",
    "resolve host": "see that `database` names the right host",
    "timeout expired": "see that the server runs and can be reached from here",
    "lock timeout": f"another program has been writing for {WAIT} s; try again",
    "permission denied": "give this user the right to make tables there",
    "shutting down": "try again when the server is back",
    "starting up": "try again when the server is up",
}


class PostgreSQL:
    """Reading is REPEATABLE READ, READ ONLY; writing READ COMMITTED, in queues (docs/decisions/0011)."""

    index = TsVector()
    keeps_time = True

    def prepared(self, url: URL) -> Engine:
        if url.drivername not in {DRIVER, "postgresql"}:
            raise StoreError(f"`database` names the driver {url.get_driver_name()}; write {DRIVER}://…")
        if any("password" in name for name in url.query):  # there it would be shown
            raise StoreError("`database` holds a password after the ?; write it before the @")
        if not url.database:
            raise StoreError(f"`database` names no database; write {DRIVER}://user@host/name")
        arguments = {
            "prepare_threshold": None,  # a pooler between us and the server may not keep them
            "connect_timeout": CONNECT,
            "tcp_user_timeout": UNANSWERED * 1000,
            "client_encoding": "utf8",
            "application_name": _NAME,
        }
        try:
            return create_engine(
                url.set(drivername=DRIVER), connect_args=arguments, pool_pre_ping=True, hide_parameters=True
            )
        except ImportError as error:
            raise StoreError(
                "`database` names PostgreSQL, whose driver is not installed; "
                "run: pip install -c constraints.txt '.[postgres]'"
            ) from error

    def begin_reading(self, db: Connection) -> None:
        db.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True).begin()
        db.exec_driver_sql("SELECT set_config(%s, %s, true)", _setting(db))

    def begin_writing(self, db: Connection, queue: Queue) -> None:
        db.begin()
        setting, value = _setting(db)
        db.execute(_PATIENCE, {"setting": setting, "value": value})
        if queue is Queue.TENANT:
            names = {"ours": _OURS, "queue": Queue.HOUSE.value, "its": _ITS_TENANTS, "tenant": value}
            db.execute(_TENANTS_LOCK, names)
        elif queue is not Queue.ROWS:
            db.execute(_LOCK, {"ours": _OURS, "queue": queue.value})

    @contextmanager
    def migrating(self, engine: Engine) -> Generator[Connection]:
        with engine.begin() as connection:
            connection.execute(_LOCK, {"ours": _OURS, "queue": _MIGRATING})
            connection.exec_driver_sql("SELECT set_config(%s, %s, true)", _EVERY_TENANT)
            if connection.execute(text("SHOW server_encoding")).scalar() != "UTF8":
                raise StoreError("the database is not in UTF-8; make it with ENCODING 'UTF8'")
            yield connection

    def why(self, error: Exception) -> str:
        said = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        line = next(iter(said.strip().splitlines()), "no word of why")
        known = next((way for cause, way in _WAYS_OUT.items() if cause in said.lower()), "")
        return f"{line}; {known}" if known else line

    def insert(self, table: Table) -> Insert:
        return insert(table).execution_options(
            preserve_rowcount=True
        )  # whether it was made, or there was one

    def in_use(self, db: Connection) -> bool:
        """By the server's list; who has just hung up may stand in it for a moment."""
        for _ in range(_LOOKS):
            db.execute(text("SELECT pg_stat_clear_snapshot()"))
            if not db.execute(_OTHERS, {"name": _NAME}).scalar():
                return False
            Event().wait(0.1)
        return True

    def empty(self, db: Connection, tables: Sequence[Table]) -> None:
        """At once: row by row, the triggers would take each word out of its count."""
        names = ", ".join([*(table.name for table in tables), "articles_search", "articles_search_words"])
        db.execute(text(f"TRUNCATE {names}"))

    def used(self, db: Connection) -> int:
        """Estimated: what went from a table's files is counted in their size until they are written anew."""
        return int(db.execute(_STORED).scalar() or 0) * _WITH_INDEXES // 10

    def tidy(self, db: Connection, *, anew: bool) -> bool:
        """Autovacuum does the rest, by itself."""
        del anew
        db.execute(text("SELECT gin_clean_pending_list('articles_search_held')"))
        for table in ("articles", "articles_search"):
            db.execute(text(f"ANALYZE {table}"))
        return False

    def number_on(self, db: Connection) -> None:
        db.execute(_NUMBER_ON)

    def clock(self, now: datetime, plus: timedelta) -> ColumnElement[Any]:
        """The server's: the machines that share it may not agree on the time."""
        del now
        then = func.timezone("UTC", func.clock_timestamp()) + literal(plus, Interval)
        return func.to_char(then, _MOMENT, type_=Moment)

    def condition(self, db: Connection, now: Callable[[], datetime]) -> Condition:
        row = db.execute(_CONDITION).mappings().one()
        return Condition(
            read_only=row["read_only"],
            superuser=row["superuser"],
            durable=row["durable"],
            ahead=row["at"] - now(),
        )

    def size(self, db: Connection) -> int:
        return int(db.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())


def _setting(db: Connection) -> tuple[str, str]:
    """What the policies go by. A sign is before the tenant: a setting that was once made is "" ever after."""
    found = whose(db.get_execution_options())
    return _EVERY_TENANT if isinstance(found, Across) else ("dateline.tenant", f"={found}")
