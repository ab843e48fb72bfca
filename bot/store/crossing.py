"""The few statements that look across tenants: each is sent in a transaction that says why (Across)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, exists, func, literal, or_, select, union, union_all

from bot import tenancy
from bot.model import DeliveryState, DuePart, Wish
from bot.store.columns import Moment
from bot.store.deliveries import UNSETTLED
from bot.store.schema import deliveries, installations, preferences, subscriptions
from bot.store.subscriptions import LOOK_AGAIN
from bot.store.tenants import Across

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy import ColumnElement, Select

    from bot.store.store import Store

_ONLY = "only"  # a part has a name, and the only workspace has none


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


def to_deliver(store: Store, now: datetime, *, lease: timedelta, installed: bool, most: int) -> list[DuePart]:
    """A part for each tenant that has something to deliver now, the most overdue first; `most` of them.

    An order whose next slot may have come, a row that can be moved on, a sweep that is due. A claimed row
    counts from `lease` before the end of its claim: so long must it be seen unmoved before it is settled.
    `installed`: of the workspaces that have not left; else the only one.
    """
    found = union_all(_looks(now), _rows(now, now + lease), _sweeps(now)).subquery()
    tenant, since = found.c.tenant, func.min(found.c.since)
    in_place = select(installations.c.id).where(installations.c.gone.is_(None))
    here = tenant.in_(in_place) if installed else tenant == tenancy.ONLY
    query = select(tenant, since).where(here).group_by(tenant).order_by(since, tenant).limit(most)
    with store.read(Across.WORK) as db:
        rows = db.execute(query).all()
    return [DuePart(key=name or _ONLY, since=then, tenant=name) for name, then in rows]


def _looks(now: datetime) -> Select[Any, Any]:
    """What lies further ahead than is ever set was set by a clock that was wrong."""
    s = subscriptions.c
    since = case((s.look_at <= now, s.look_at), else_=literal(now, Moment()))
    due = or_(s.look_at.is_(None), s.look_at <= now, s.look_at > now + LOOK_AGAIN)
    return select(s.tenant, since.label("since")).where(~s.paused, due)


def _rows(now: datetime, watched: datetime) -> Select[Any, Any]:
    d, state = deliveries.c, DeliveryState
    may_go = and_(d.state == state.RENDERED, or_(d.not_before.is_(None), d.not_before <= now), _is_next())
    in_hand = d.state.in_((state.SENDING, state.SETTLING))
    is_over = and_(in_hand, or_(d.lease_until.is_(None), d.lease_until <= watched))
    due = or_(d.state == state.PLANNED, may_go, is_over)
    since = func.coalesce(d.not_before, d.due)
    return select(d.tenant, since.label("since")).where(d.state.in_(UNSETTLED), due)


def _is_next() -> ColumnElement[bool]:
    """Neither the row that it follows nor one that was to follow that before it is under way."""
    d, above = deliveries.c, deliveries.alias()
    its = or_(above.c.id == d.parent, and_(above.c.parent == d.parent, above.c.due < d.due))
    held = exists().where(above.c.tenant == d.tenant, above.c.state.in_(UNSETTLED), its)
    return or_(d.parent == "", ~held.correlate(deliveries))


def _sweeps(now: datetime) -> Select[Any, Any]:
    d = deliveries.c
    return select(d.tenant, d.sweep.label("since")).where(d.sweep <= now, d.state.not_in(UNSETTLED))
