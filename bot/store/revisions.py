"""What articles' pages said when they were looked at again, and which digests may need a word on it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.model import NOTICE, DeliveryState, PageSeen
from bot.store.inserting import insert
from bot.store.schema import deliveries, revisions
from bot.store.tenants import mine

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection


def seen(db: Connection, ids: Iterable[str]) -> dict[str, PageSeen]:
    """What is remembered of those articles' pages, by article id."""
    wanted = list(ids)
    rows = [
        row
        for start in range(0, len(wanted), 500)
        for row in db.execute(
            select(revisions).where(revisions.c.article_id.in_(wanted[start : start + 500]))
        ).mappings()
    ]
    return {row["article_id"]: PageSeen(**row) for row in rows}


def save(db: Connection, page: PageSeen) -> None:
    values = asdict(page)
    statement = insert(db, revisions).values(values)
    db.execute(statement.on_conflict_do_update(index_elements=["article_id"], set_=values))


def digests_since(db: Connection, since: datetime) -> list[tuple[str, str, str]]:
    """(delivery's id, channel, edition's id) of the digests that reached their channel and were due since."""
    d = deliveries.c
    query = select(d.id, d.channel, d.edition_id).where(
        mine(db, deliveries), d.state == DeliveryState.SENT, d.due >= since, d.edition_id != ""
    )
    return [tuple(row) for row in db.execute(query.order_by(d.due, d.id))]


def told_of(db: Connection, prefix: str) -> int:
    """How many notices have keys that begin so."""
    begins = deliveries.c.subscription_id.startswith(f"{NOTICE}{prefix}", autoescape=True)
    query = select(deliveries.c.id).where(mine(db, deliveries), begins)
    return len(db.execute(query).all())
