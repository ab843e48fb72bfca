"""All that is stored about one reader of a tenant, in whatever table: to be shown to who asks, or erased.

A direct message is the reader's own, whoever's order is posted there. What is a channel's or the operator's
(a wish for a channel, a feed's new address, an installation) stays, and no longer says by whom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, or_, select, tuple_, update

from bot import tenancy
from bot.model import NOTICE
from bot.store import subscriptions as orders
from bot.store.schema import (
    conversations,
    deliveries,
    editions,
    events,
    feed_changes,
    installations,
    preferences,
    readers,
    shown,
    subscriptions,
)
from bot.store.tenants import COLUMN, mine, whose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Table

_TOLD = tuple(f"{NOTICE}{kind}/" for kind in ("alert", "breaking"))
"""What the rows of messages to a follower begin with; the follower's ID comes next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Rows of one table that tell of a reader, and what they are.

    `names`: the column that names the reader in a row that is not the reader's own; that row stays, without.
    """

    table: Table
    what: str
    here: ColumnElement[bool]
    names: str = ""


def about(db: Connection, user: str) -> tuple[About, ...]:
    """Where it stands, in the order in which it can be erased: an order before what was made for it."""
    return tuple(_parts(db, user))


def rows(db: Connection, part: About) -> list[dict[str, Any]]:
    """The rows as they are stored, without the tenant."""
    query = select(part.table).where(part.here).order_by(*part.table.primary_key)
    return [
        {str(key): value for key, value in row.items() if key != COLUMN}
        for row in db.execute(query).mappings()
    ]


def erase(db: Connection, part: About) -> int:
    """How many rows it was in; none any more.

    The rows are held first: who changes one of them just now may add another, which must be seen to go too.
    """
    db.execute(select(*part.table.primary_key).where(part.here).with_for_update())
    if part.names:
        change = update(part.table).where(part.here).values({part.names: ""})
        return db.execute(change).rowcount
    return db.execute(delete(part.table).where(part.here)).rowcount


def _parts(db: Connection, user: str) -> Iterator[About]:
    places, own = _places(db, user), [one.id for one in orders.every(db) if one.owner == user]
    yield from _wished(db, user, places)
    yield from _digests(db, user, places, own)
    yield from _asked(db, user, places)
    yield from _changed(db, user)


def _wished(db: Connection, user: str, places: Sequence[str]) -> Iterator[About]:
    p = preferences.c
    yield About(
        table=readers,
        what="who the reader is, as Slack last said: direct message, time zone, whether an admin or a guest",
        here=mine(db, readers) & (readers.c.id == user),
    )
    yield About(
        table=preferences,
        what="what the reader follows, mutes, saved, and liked or not",
        here=mine(db, preferences) & p.owner.in_(places),
    )
    yield About(
        table=preferences,
        what="wishes for a channel that the reader made; they stay, without the reader's ID",
        here=and_(mine(db, preferences), p.owner.not_in(places), p.by == user),
        names="by",
    )


def _digests(db: Connection, user: str, places: Sequence[str], own: Sequence[str]) -> Iterator[About]:
    s, e, d = subscriptions.c, editions.c, deliveries.c
    alerted = [d.subscription_id.startswith(f"{kind}{user}/", autoescape=True) for kind in _TOLD]
    yield About(
        table=subscriptions,
        what="the reader's personal digest, and whatever else is ordered to the direct message",
        here=mine(db, subscriptions) & or_(s.id.in_(own), s.channel.in_(places)),
    )
    came = select(d.subscription_id, d.local_date).where(mine(db, deliveries), d.channel.in_(places))
    yield About(
        table=editions,
        what="the digests that were made for the reader, with their messages and what they were made from",
        here=mine(db, editions)
        & or_(e.subscription_id.in_(own), tuple_(e.subscription_id, e.local_date).in_(came)),
    )
    yield About(
        table=deliveries,
        what="what was posted to the reader or is under way: digests, alerts, corrections, notes to an admin",
        here=mine(db, deliveries) & or_(d.channel.in_(places), d.subscription_id.in_(own), *alerted),
    )


def _asked(db: Connection, user: str, places: Sequence[str]) -> Iterator[About]:
    yield About(
        table=conversations,
        what="what the reader last asked in each conversation, and what was answered",
        here=mine(db, conversations)
        & or_(conversations.c.reader == user, conversations.c.channel.in_(places)),
    )
    yield About(
        table=shown,
        what="which sentences the reader was shown in answers and alerts",
        here=mine(db, shown) & shown.c.reader.in_(places),
    )
    yield About(
        table=events,
        what="that the reader was welcomed",
        here=mine(db, events) & (events.c.event_id == f"welcome-{user}"),
    )


def _changed(db: Connection, user: str) -> Iterator[About]:
    tenant = whose(db.get_execution_options())
    yield About(
        table=installations,
        what="that the reader installed Dateline here; the installation stays, without the reader's ID",
        here=and_(installations.c.id == tenant, installations.c.installed_by == user),
        names="installed_by",
    )
    if tenant == tenancy.ONLY:  # of several workspaces, none changes feeds: they are the operator's
        yield About(
            table=feed_changes,
            what="changes that the reader made to feeds; they stay, without the reader's ID",
            here=feed_changes.c.by == user,
            names="by",
        )


def _places(db: Connection, user: str) -> list[str]:
    """The reader's ID and direct message: what goes there goes to nobody else."""
    r, c, d = readers.c, conversations.c, deliveries.c
    told = or_(*(d.subscription_id.startswith(f"{kind}{user}/", autoescape=True) for kind in _TOLD))
    found = {user, *(one.channel for one in orders.every(db) if one.owner == user)}
    for query in (
        select(r.dm).where(mine(db, readers), r.id == user),
        select(c.channel).where(mine(db, conversations), c.reader == user).distinct(),
        select(d.channel).where(mine(db, deliveries), told).distinct(),
    ):
        found.update(place for place in db.execute(query).scalars() if place.startswith("D"))
    return sorted(found)
