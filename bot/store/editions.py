"""Editions: planned once, kept with the very bytes that were made of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from bot.model import DeliveryState, PlannedEdition
from bot.store.codec import decode, encode
from bot.store.schema import deliveries, editions

if TYPE_CHECKING:
    from sqlalchemy import Connection


def add(db: Connection, planned: PlannedEdition, text: str, blocks: list[dict[str, Any]]) -> None:
    """Keep a plan and its message; where its slot has one already, that one stays."""
    statement = insert(editions).values(
        id=planned.id,
        subscription_id=planned.subscription_id,
        local_date=planned.local_date,
        slot=planned.slot,
        plan=encode(planned),
        message=json.dumps({"text": text, "blocks": blocks}, ensure_ascii=False),
        inputs="",
    )
    db.execute(statement.on_conflict_do_nothing())


def get(db: Connection, edition_id: str) -> PlannedEdition | None:
    found = db.execute(select(editions.c.plan).where(editions.c.id == edition_id)).scalar()
    return decode(PlannedEdition, found) if found else None


def message(db: Connection, edition_id: str) -> tuple[str, list[dict[str, Any]]] | None:
    """(text, blocks) as they were frozen."""
    found = db.execute(select(editions.c.message).where(editions.c.id == edition_id)).scalar()
    if not found:
        return None
    kept = json.loads(found)
    return kept["text"], kept["blocks"]


def told(db: Connection, channel: str, limit: int) -> list[PlannedEdition]:
    """The last editions that a channel was sent (or may have been), newest first."""
    states = (DeliveryState.SENT, DeliveryState.UNCERTAIN, DeliveryState.SENDING, DeliveryState.SETTLING)
    query = (
        select(editions.c.plan)
        .join(deliveries, deliveries.c.edition_id == editions.c.id)
        .where(deliveries.c.channel == channel, deliveries.c.state.in_(states))
        .order_by(deliveries.c.due.desc())
        .limit(limit)
    )
    return [decode(PlannedEdition, plan) for plan in db.execute(query).scalars()]
