"""Editions: planned once, kept with the very bytes that were made of them."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select

from bot.model import NOTICE, DeliveryState, EditionInputs, EditionRow, Notice, PlannedEdition
from bot.store import cited
from bot.store.codec import decode, encode, pack, unpack
from bot.store.inserting import insert
from bot.store.schema import deliveries, editions
from bot.store.tenants import mine
from summaries import LeftOut

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

    from bot.model import Drawn, Posting


def frozen(message: Posting) -> str:
    """A message as it is kept: the bytes that a replay must come to."""
    text, blocks = message
    return json.dumps({"text": text, "blocks": blocks}, ensure_ascii=False)


def add(db: Connection, planned: PlannedEdition, drawn: Drawn, inputs: EditionInputs) -> None:
    """Keep a plan, its messages and what they were made from; where its slot has one, that one stays."""
    text, blocks, below = drawn
    statement = insert(db, editions).values(
        id=planned.id,
        subscription_id=planned.subscription_id,
        local_date=planned.local_date,
        slot=planned.slot,
        plan=encode(replace(planned, edition=replace(planned.edition, left_out=()))),
        message=frozen((text, blocks)),
        left_out=pack(planned.edition.left_out),
        inputs=pack(inputs),
        thread=zlib.compress(f"[{','.join(map(frozen, below))}]".encode()) if below else None,
    )
    db.execute(statement.on_conflict_do_nothing())
    cited.note(db, (one for story in planned.edition.stories for one in cited.by_brief(story.brief)))


def get(db: Connection, edition_id: str) -> PlannedEdition | None:
    """The whole plan."""
    query = select(editions.c.plan, editions.c.left_out).where(_here(db, edition_id))
    row = db.execute(query).one_or_none()
    if row is None:
        return None
    planned = decode(PlannedEdition, row.plan)
    if row.left_out is None:  # planned before schema 0002: they stand in the plan
        return planned
    left_out = unpack(tuple[LeftOut, ...], row.left_out)
    return replace(planned, edition=replace(planned.edition, left_out=left_out))


def message(db: Connection, edition_id: str) -> Posting | None:
    """(text, blocks) as they were frozen."""
    found = db.execute(select(editions.c.message).where(_here(db, edition_id))).scalar()
    return _posting(json.loads(found)) if found else None


def thread(db: Connection, edition_id: str) -> list[Posting]:
    """The messages of its thread as they were frozen, in order; none where there is no thread."""
    found = db.execute(select(editions.c.thread).where(_here(db, edition_id))).scalar()
    return [_posting(kept) for kept in json.loads(zlib.decompress(found))] if found else []


def _here(db: Connection, edition_id: str) -> ColumnElement[bool]:
    return mine(db, editions) & (editions.c.id == edition_id)


def _posting(kept: dict[str, Any]) -> Posting:
    return kept["text"], kept["blocks"]


def inputs(db: Connection, edition_id: str) -> EditionInputs | None:
    """What it was made from; None for one that was planned before that was kept."""
    found = db.execute(select(editions.c.inputs).where(_here(db, edition_id))).scalar()
    return unpack(EditionInputs, found) if found else None


def latest(db: Connection, limit: int) -> list[EditionRow]:
    """The last editions, newest first, each with where it went and how that stands."""
    e, d = editions.c, deliveries.c
    ours = and_(mine(db, deliveries), d.subscription_id == e.subscription_id)
    same = and_(ours, d.local_date == e.local_date, d.slot == e.slot)
    query = select(e.id, e.subscription_id, e.local_date, e.slot, e.plan, d.channel, d.state)
    query = query.join(deliveries, same, isouter=True).where(mine(db, editions))
    rows = db.execute(query.order_by(e.local_date.desc(), e.slot.desc(), e.id).limit(limit))
    return [
        EditionRow(
            id=row.id,
            subscription_id=row.subscription_id,
            local_date=row.local_date,
            slot=row.slot,
            stories=len(decode(PlannedEdition, row.plan).edition.stories),
            channel=row.channel or "",
            state=DeliveryState(row.state) if row.state else None,
        )
        for row in rows
    ]


def told(db: Connection, channel: str, limit: int) -> list[PlannedEdition]:
    """The last editions that a channel was sent (or may have been), newest first; without the left-out."""
    states = (DeliveryState.SENT, DeliveryState.UNCERTAIN, DeliveryState.SENDING, DeliveryState.SETTLING)
    query = (
        select(editions.c.plan)
        .join(deliveries, deliveries.c.edition_id == editions.c.id)
        .where(mine(db, editions), mine(db, deliveries))
        .where(deliveries.c.channel == channel, deliveries.c.state.in_(states))
        .order_by(deliveries.c.due.desc())
        .limit(limit)
    )
    return [decode(PlannedEdition, plan) for plan in db.execute(query).scalars()]


def lost(db: Connection, channel: str) -> dict[str, list[Posting]]:
    """The messages of threads that never came to a channel, by their edition's id."""
    d, digest = deliveries.c, deliveries.alias()
    query = (
        select(digest.c.edition_id, d.message)
        .join(digest, d.parent == digest.c.id)
        .where(mine(db, deliveries), mine(db, digest))
        .where(d.channel == channel, d.state.in_((DeliveryState.FAILED, DeliveryState.MISSED)))
        .where(d.subscription_id.startswith(f"{NOTICE}thread/"), d.message.is_not(None))
    )
    found: dict[str, list[Posting]] = {}
    for row in db.execute(query.order_by(d.due, d.id)):
        notice = unpack(Notice, row.message)
        found.setdefault(row.edition_id, []).append((notice.text, notice.blocks))
    return found


def posted_at(db: Connection, channel: str, ts: str) -> PlannedEdition | None:
    """The edition whose message stands there; None where no digest does. Without the left-out."""
    d = deliveries.c
    # An order may call its channel by its name; a time stamp is hardly ever two messages'.
    there = (d.channel == channel) | d.channel.startswith("#")
    query = select(editions.c.plan).join(deliveries, d.edition_id == editions.c.id)
    ours = query.where(mine(db, editions), mine(db, deliveries))
    plan = db.execute(ours.where(d.ts == ts, there).limit(1)).scalar()
    return decode(PlannedEdition, plan) if plan else None
