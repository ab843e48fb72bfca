"""Channels' standing orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zlib import crc32

from sqlalchemy import delete, func, null, select, update

from bot.errors import NotFoundError
from bot.model import Subscription
from bot.store.codec import decode, encode
from bot.store.inserting import insert
from bot.store.schema import deliveries, subscriptions
from bot.store.tenants import mine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Connection, RowMapping

LOOK_AGAIN = timedelta(hours=1)
"""No order goes without a look for longer, whatever it says of itself: the clock may have been wrong then."""


def add(db: Connection, subscription: Subscription, now: datetime) -> None:
    """Store it as of now, or bring a stored one up to date; since when it counts and its pause stay."""
    values = {
        "id": subscription.id,
        "channel": subscription.channel,
        "origin": subscription.origin,
        "detail": encode(subscription),
        "look_at": null(),
    }
    # The minute that has begun still counts: what is ordered at 08:00:20 for 08:00 is meant for today.
    since = now.replace(second=0, microsecond=0) - timedelta(microseconds=1)
    statement = insert(db, subscriptions).values(paused=False, paused_why="", since=since, **values)
    db.execute(statement.on_conflict_do_update(index_elements=["tenant", "id"], set_=values))


def change(db: Connection, subscription: Subscription, since: datetime | None = None) -> None:
    """Bring a stored one up to date; `since`: no slot up to then is due any more."""
    values: dict[str, object] = {
        "channel": subscription.channel,
        "detail": encode(subscription),
        "look_at": null(),
    }
    if since is not None:
        values["since"] = since
    db.execute(update(subscriptions).where(_here(db, subscription.id)).values(values))


def last_date(db: Connection, subscription_id: str) -> date | None:
    """The last local date that had a delivery of it, whatever became of that."""
    c = deliveries.c
    query = select(func.max(c.local_date)).where(mine(db, deliveries), c.subscription_id == subscription_id)
    return db.execute(query).scalar()


def get(db: Connection, subscription_id: str) -> Subscription | None:
    row = db.execute(select(subscriptions).where(_here(db, subscription_id))).mappings().first()
    return _subscription(row) if row else None


def hold(db: Connection, subscription_id: str) -> None:
    """See that nobody takes the order away before this transaction ends; NotFoundError where it is gone."""
    query = select(subscriptions.c.id).where(_here(db, subscription_id))
    if db.execute(query.with_for_update(read=True)).first() is None:
        raise NotFoundError("This digest is not there any more.")


def every(db: Connection, *channel: str) -> tuple[Subscription, ...]:
    """All subscriptions, or a channel's by any of its names, by time of day."""
    query = select(subscriptions).where(mine(db, subscriptions))
    if channel:
        query = query.where(subscriptions.c.channel.in_(channel))
    found = [_subscription(row) for row in db.execute(query).mappings()]
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def pause(db: Connection, subscription_id: str, why: str = "") -> bool:
    """Let it rest; `why` where it was no person's wish. False where it rests already."""
    running = update(subscriptions).where(_here(db, subscription_id), ~subscriptions.c.paused)
    change = running.values(paused=True, paused_why=why)
    return db.execute(change).rowcount == 1


def resume(db: Connection, subscription_id: str, now: datetime) -> None:
    """Let it count again from now on; one that isn't paused is left alone."""
    paused = update(subscriptions).where(_here(db, subscription_id), subscriptions.c.paused)
    db.execute(paused.values(paused=False, paused_why="", since=now, look_at=null()))


def look_later(db: Connection, quiet: Sequence[tuple[Subscription, datetime]], now: datetime) -> None:
    """Of these orders, as they were looked at, no slot comes before then: they are due for a look only then.

    Or earlier, within LOOK_AGAIN, each after a time of its own, so that they don't all come at once. One that
    was changed since it was looked at stays as it is.
    """
    known = {order.id: (order, until) for order, until in quiet}
    c = subscriptions.c
    here = select(subscriptions).where(mine(db, subscriptions), c.id.in_(known)).order_by(c.id)
    for row in db.execute(here.with_for_update()).mappings().all():
        order, until = known[row["id"]]
        until = min(until, now + _longest(order))
        stands = row["look_at"] is not None and now < row["look_at"] <= until
        if not stands and _subscription(row) == order:
            db.execute(update(subscriptions).where(_here(db, order.id)).values(look_at=until))


def remove(db: Connection, subscription_id: str) -> None:
    db.execute(delete(subscriptions).where(_here(db, subscription_id)))


def follow_config(db: Connection, configured: Sequence[Subscription], now: datetime) -> None:
    """Make those of config.yaml the stored ones of that origin: new ones come, dropped ones go."""
    for subscription in configured:
        add(db, subscription, now)
    ids = [subscription.id for subscription in configured]
    c = subscriptions.c
    dropped = (mine(db, subscriptions), c.origin == "config", c.id.not_in(ids))
    db.execute(delete(subscriptions).where(*dropped))


def _longest(order: Subscription) -> timedelta:
    """How long it goes without a look at most: half of LOOK_AGAIN to the whole of it."""
    return LOOK_AGAIN * (0.5 + crc32(order.id.encode()) / 2**33)


def _here(db: Connection, subscription_id: str) -> ColumnElement[bool]:
    return mine(db, subscriptions) & (subscriptions.c.id == subscription_id)


def _subscription(row: RowMapping) -> Subscription:
    kept = {name: row[name] for name in ("paused", "paused_why", "since")}
    return replace(decode(Subscription, row["detail"]), **kept)
