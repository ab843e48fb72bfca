"""Where procrastinate keeps its queues: a namespace of its own in our database, made when a worker starts.

It is named by the schema that it holds. A program with another procrastinate makes another one beside it, and
workers of both may run: nothing stands in a queue that our own tables don't say, so nothing has to be moved,
and the old one goes once no worker lives in it. docs/decisions/0016 says why.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from procrastinate.schema import SchemaManager
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.operate.metrics.shared import Waiting
from bot.store.database import did_not_answer

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_PREFIX = "dateline_work_"
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('dateline work'))")
_OTHERS = text(
    "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, :prefix) AND nspname <> :ours "
    "AND pg_has_role(nspowner, 'MEMBER')"
)
# Longer than any worker is silent for.
_LIVING = "SELECT count(*) FROM {}.procrastinate_workers WHERE last_heartbeat > now() - interval '10 minutes'"

_WAITING = """
SELECT queue_name, count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'doing'),
       coalesce(extract(epoch FROM now() - min(at) FILTER (WHERE status = 'todo')), 0)
FROM {ns}.procrastinate_jobs AS job
LEFT JOIN {ns}.procrastinate_events AS event ON event.job_id = job.id AND event.type = 'deferred'
WHERE status IN ('todo', 'doing') GROUP BY queue_name
"""


def namespace() -> str:
    """The namespace of this program's queues."""
    return _PREFIX + hashlib.sha256(SchemaManager.get_schema().encode()).hexdigest()[:12]


def prepare(engine: Engine) -> str:
    """Make the namespace where it isn't there, let those go that nobody works in, and say its name.

    StoreError where it can't be made.
    """
    ours = namespace()
    try:
        with engine.begin() as db:
            db.execute(_LOCK)
            if not _is_there(db, ours):
                _make(db, ours)
            for other in db.execute(_OTHERS, {"prefix": _PREFIX, "ours": ours}).scalars().all():
                if not db.execute(text(_LIVING.format(other))).scalar():
                    db.execute(text(f"DROP SCHEMA {other} CASCADE"))
    except DBAPIError as error:
        raise did_not_answer(engine, error, "can't hold the workers' queues") from error
    return ours


def waiting(engine: Engine) -> list[Waiting]:
    """How many jobs wait in each queue, and for how long. StoreError where that can't be told."""
    query = text(_WAITING.format(ns=namespace()))
    try:
        with engine.connect() as db:
            found = db.execute(query).all()
    except DBAPIError as error:
        raise did_not_answer(engine, error) from error
    return [Waiting(queue=q, waiting=todo, in_hand=doing, oldest=float(age)) for q, todo, doing, age in found]


def _is_there(db: Connection, name: str) -> bool:
    found = db.execute(text("SELECT to_regclass(:name)"), {"name": f"{name}.procrastinate_jobs"})
    return found.scalar() is not None


def _make(db: Connection, name: str) -> None:
    db.execute(text(f"CREATE SCHEMA IF NOT EXISTS {name}"))
    db.execute(text(f"SET LOCAL search_path = {name}"))
    driver = db.connection.driver_connection
    assert driver is not None
    driver.execute(
        SchemaManager.get_schema()
    )  # many statements at once, as psycopg takes them without values
