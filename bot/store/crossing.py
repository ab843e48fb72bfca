"""The few statements that look across tenants: each is sent in a transaction that says why (Across)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, union

from bot.model import Wish
from bot.store.deliveries import UNSETTLED
from bot.store.schema import deliveries, preferences, subscriptions
from bot.store.tenants import Across

if TYPE_CHECKING:
    from bot.store.store import Store


def with_work(store: Store) -> tuple[str, ...]:
    """The tenants with an order that runs, a post under way or still to be swept, or a follower; sorted."""
    s, d, p = subscriptions.c, deliveries.c, preferences.c
    found = union(
        select(s.tenant).where(~s.paused),
        select(d.tenant).where(d.state.in_(UNSETTLED)),
        select(d.tenant).where(d.sweep.is_not(None)),
        select(p.tenant).where(p.wish == Wish.FOLLOW),
    )
    with store.read(Across.WORK) as db:
        return tuple(sorted(db.execute(found).scalars()))
