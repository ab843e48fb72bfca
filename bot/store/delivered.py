"""Digests that came into their channels, with what stands there of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from bot.model import DIRECT, NOTICE, DeliveryState, Notice
from bot.store import editions
from bot.store.codec import unpack
from bot.store.schema import deliveries
from bot.store.tenants import mine

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.model import Posting


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A digest's row that was sent. `posted` is by Slack's own stamp where that can be read."""

    id: str
    edition_id: str
    channel: str
    posted: datetime


def digests(db: Connection, channel: str = "", since: datetime | None = None) -> list[Delivered]:
    """Those sent to a channel, or to all; oldest first. What is somebody's own is never among them."""
    d = deliveries.c
    query = select(d.id, d.edition_id, d.channel, d.ts, d.due).where(
        mine(db, deliveries),
        and_(*(~d.channel.startswith(sign) for sign in DIRECT)),
        d.state == DeliveryState.SENT,
        d.edition_id != "",
    )
    if channel:
        query = query.where(d.channel == channel)
    if since is not None:
        query = query.where(d.due >= since)
    return [
        Delivered(id=row.id, edition_id=row.edition_id, channel=row.channel, posted=_posted(row.ts, row.due))
        for row in db.execute(query.order_by(d.due, d.id))
    ]


def postings(db: Connection, digest: Delivered) -> list[Posting]:
    """Its message, then those of its thread that came as well."""
    d = deliveries.c
    below = (d.parent == digest.id, d.subscription_id.startswith(f"{NOTICE}thread/"), d.message.is_not(None))
    query = select(d.message).where(mine(db, deliveries), *below, d.state == DeliveryState.SENT)
    head = editions.message(db, digest.edition_id)
    notices = [unpack(Notice, packed) for packed in db.execute(query.order_by(d.due, d.id)).scalars()]
    return [*([head] if head else []), *((one.text, one.blocks) for one in notices)]


def _posted(ts: str, due: datetime) -> datetime:
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        return due
