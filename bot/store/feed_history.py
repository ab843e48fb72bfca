"""What feeds went through: their last readings and their days in sums, both bounded; what was told of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, select

from bot.model import FeedDay, FeedHistory, FeedOutcome, FeedReading, FeedSeen, FeedSign
from bot.store import databases
from bot.store.inserting import insert
from bot.store.schema import feed_days, feed_readings, feed_troubles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, Executable, RowMapping

    from bot.store.databases import Database

READINGS_KEPT = 60
"""Of each feed; where it is read every half an hour, those of the last 30 hours."""
DAYS_KEPT = timedelta(days=60)

_SEEN = ("entries", "closed", "milliseconds", "size", "moved_to", "found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """An episode that was told: of a feed by its address, of the network by "".

    `mended`: since when all is well again, which is still to be told.
    """

    url: str
    since: datetime
    told: datetime
    mended: datetime | None = None


def note(db: Connection, url: str, reading: FeedReading) -> None:
    """Add a reading to the feed's history, once, and let go what is older than is kept."""
    values = {
        "url": url,
        "at": reading.at,
        "outcome": reading.outcome.value,
        "new": reading.new,
        "why": reading.why,
        "sign": reading.seen.sign.value,
        **{name: getattr(reading.seen, name) for name in _SEEN},
    }
    if not db.execute(_noting(databases.of(db)), values).rowcount:
        return  # what a killed process had taken out of the inbox is taken again
    _add_to_day(db, url, reading)
    _prune(db, url, reading.at)


def _add_to_day(db: Connection, url: str, reading: FeedReading) -> None:
    sums = {"read": int(not reading.failed), "failed": int(reading.failed), "new": reading.new}
    db.execute(_adding(databases.of(db)), {"url": url, "day": reading.at.astimezone(UTC).date(), **sums})


def _prune(db: Connection, url: str, now: datetime) -> None:
    if (oldest := db.execute(_TOO_OLD, {"of": url}).scalar()) is not None:
        db.execute(_LET_READINGS_GO, {"of": url, "until": oldest})
    db.execute(_LET_DAYS_GO, {"of": url, "until": now.astimezone(UTC).date() - DAYS_KEPT})


@cache
def _noting(kind: Database) -> Executable:
    return kind.insert(feed_readings).on_conflict_do_nothing()


@cache
def _adding(kind: Database) -> Executable:
    told = kind.insert(feed_days)
    added = {name: feed_days.c[name] + told.excluded[name] for name in ("read", "failed", "new")}
    return told.on_conflict_do_update(index_elements=["url", "day"], set_=added)


# Written out once, as in bot.store.feeds.
_TOO_OLD: Final = (
    select(feed_readings.c.at)
    .where(feed_readings.c.url == bindparam("of"))
    .order_by(feed_readings.c.at.desc())
    .offset(READINGS_KEPT)
    .limit(1)
)
_LET_READINGS_GO: Final = delete(feed_readings).where(
    feed_readings.c.url == bindparam("of"), feed_readings.c.at <= bindparam("until")
)
_LET_DAYS_GO: Final = delete(feed_days).where(
    feed_days.c.url == bindparam("of"), feed_days.c.day < bindparam("until")
)


def forget_readings(db: Connection, url: str) -> None:
    """Of a feed that begins anew, at another address: its days stay."""
    db.execute(delete(feed_readings).where(feed_readings.c.url == url))


def forget_others(db: Connection, urls: Iterable[str]) -> None:
    """Let go the history of all feeds but these: config.yaml names the others no more."""
    kept = list(urls)
    for table in (feed_readings, feed_days):
        there = db.execute(select(table.c.url).distinct()).scalars().all()
        for url in set(there).difference(kept):
            db.execute(delete(table).where(table.c.url == url))


def histories(db: Connection) -> dict[str, FeedHistory]:
    """Every feed's, by its address in config.yaml."""
    readings: dict[str, list[FeedReading]] = defaultdict(list)
    days: dict[str, list[FeedDay]] = defaultdict(list)
    for row in db.execute(select(feed_readings).order_by(feed_readings.c.at)).mappings():
        readings[row["url"]].append(_reading(row))
    for row in db.execute(select(feed_days).order_by(feed_days.c.day)).mappings():
        days[row["url"]].append(
            FeedDay(day=row["day"], read=row["read"], failed=row["failed"], new=row["new"])
        )
    return {
        url: FeedHistory(readings=tuple(readings.get(url, ())), days=tuple(days.get(url, ())))
        for url in {*readings, *days}
    }


def _reading(row: RowMapping) -> FeedReading:
    return FeedReading(
        at=row["at"],
        outcome=FeedOutcome(row["outcome"]),
        new=row["new"],
        why=row["why"],
        seen=FeedSeen(sign=FeedSign(row["sign"]), **{name: row[name] for name in _SEEN}),
    )


# ---- what was told ----


def troubles(db: Connection) -> dict[str, Trouble]:
    """The episodes that were told and have not been told to have mended, by address."""
    return {row["url"]: Trouble(**row) for row in db.execute(select(feed_troubles)).mappings()}


def keep(db: Connection, trouble: Trouble) -> None:
    values = {
        "url": trouble.url,
        "since": trouble.since,
        "told": trouble.told,
        "mended": trouble.mended,
    }
    statement = insert(db, feed_troubles).values(values)
    db.execute(statement.on_conflict_do_update(index_elements=["url"], set_=values))


def close(db: Connection, urls: Iterable[str]) -> None:
    """These episodes are over."""
    for url in urls:
        db.execute(delete(feed_troubles).where(feed_troubles.c.url == url))
