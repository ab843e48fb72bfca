"""What administrators changed about feeds from Slack. config.yaml stays the first word: see `followed`."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.model import FeedChange
from bot.store.inserting import insert
from bot.store.schema import feed_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from bot.model import Feed


def every(db: Connection) -> dict[str, FeedChange]:
    """All changes, by the feed's address in config.yaml."""
    rows = db.execute(select(feed_changes)).mappings()
    return {row["url"]: FeedChange(**row) for row in rows}


def keep(db: Connection, change: FeedChange) -> None:
    """Note a change in the place of an earlier one; one that changes nothing is forgotten."""
    if not change.moved_to and not change.dropped:
        db.execute(delete(feed_changes).where(feed_changes.c.url == change.url))
        return
    values = asdict(change)
    statement = insert(db, feed_changes).values(values)
    db.execute(statement.on_conflict_do_update(index_elements=["url"], set_=values))


def followed(changes: Mapping[str, FeedChange], configured: Iterable[Feed]) -> tuple[Feed, ...]:
    """The feeds of config.yaml that are read, each with the address it has now.

    A change to a feed that config.yaml does not name any more has no effect.
    """
    return tuple(
        replace(feed, moved_to=changes[feed.url].moved_to) if feed.url in changes else feed
        for feed in configured
        if feed.url not in changes or not changes[feed.url].dropped
    )


def dropped(db: Connection) -> set[str]:
    """The feeds that were left out, by their address in config.yaml."""
    return {change.url for change in every(db).values() if change.dropped}
