"""What was last asked in a conversation, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.model.talking import Talked
from bot.store.codec import decode, encode
from bot.store.inserting import insert
from bot.store.schema import conversations
from bot.store.tenants import mine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection


def keep(
    db: Connection, talked: Talked, *, channel: str, threads: Iterable[str], reader: str, at: datetime
) -> None:
    """Remember it as the last of these threads of a channel; "" is the channel itself."""
    for thread in threads:
        values = {"channel": channel, "thread": thread, "reader": reader, "detail": encode(talked), "at": at}
        statement = insert(db, conversations).values(values)
        keys = ["tenant", "channel", "thread", "reader"]
        db.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))


def last(db: Connection, channel: str, thread: str, reader: str, *, since: datetime) -> Talked | None:
    """What this reader last asked there, where that is not older than `since`."""
    c = conversations.c
    here = (c.channel == channel, c.thread == thread, c.reader == reader)
    query = select(c.detail).where(mine(db, conversations), *here, c.at >= since)
    found = db.execute(query).scalar()
    return decode(Talked, found) if found else None


def last_of_all(db: Connection, channel: str, thread: str, *, since: datetime) -> Talked | None:
    """What was last asked there by anybody."""
    c = conversations.c
    here = (mine(db, conversations), c.channel == channel, c.thread == thread)
    query = select(c.detail).where(*here, c.at >= since)
    found = db.execute(query.order_by(c.at.desc(), c.reader).limit(1)).scalar()
    return decode(Talked, found) if found else None


def forget(db: Connection, before: datetime) -> None:
    """Of every tenant: for a transaction `across` them (FORGETTING)."""
    db.execute(delete(conversations).where(conversations.c.at < before))
