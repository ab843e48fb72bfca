"""How much there is of everything, for who watches Dateline: a bounded query for each, in one transaction.

Rows that end are not counted: over years there are more of them than should be looked through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from bot.model import NOTICE, DeliveryState
from bot.store.deliveries import UNSETTLED
from bot.store.schema import articles, deliveries, feeds, inbox, installations, stories, subscriptions
from bot.store.tenants import Across

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Table

    from bot.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`deliveries`: by whether it is a notice, and state; those that are under way or uncertain.

    `oldest_due` is of those under way; `oldest_part` the number of the inbox's oldest part. `orders`: by
    "running", "paused" or "paused_by_itself"; `workspaces`: by "here", "stuck" or "gone". `size` in bytes.
    """

    deliveries: Mapping[tuple[bool, DeliveryState], int]
    oldest_due: datetime | None
    orders: Mapping[str, int]
    workspaces: Mapping[str, int]
    last_read: datetime | None
    articles: int
    last_article: datetime | None
    stories: int
    parts: int
    oldest_part: int | None
    size: int


def read(store: Store) -> Figures:
    """All of them, of one moment and of all tenants."""
    with store.read(Across.WATCHING) as db:
        parts, oldest_part = db.execute(select(func.count(), func.min(inbox.c.n))).one()
        newest = select(articles.c.collected).order_by(articles.c.n.desc()).limit(1)
        return Figures(
            deliveries=_deliveries(db),
            oldest_due=db.execute(
                select(func.min(deliveries.c.due)).where(deliveries.c.state.in_(UNSETTLED))
            ).scalar(),
            orders=_orders(db),
            workspaces=_workspaces(db),
            last_read=db.execute(select(func.max(feeds.c.checked))).scalar(),
            articles=_rows(db, articles),
            last_article=db.execute(newest).scalar(),
            stories=_rows(db, stories),
            parts=parts,
            oldest_part=oldest_part,
            size=store.kind.size(db),
        )


def _rows(db: Connection, table: Table) -> int:
    return db.execute(select(func.count()).select_from(table)).scalar_one()


def _deliveries(db: Connection) -> dict[tuple[bool, DeliveryState], int]:
    is_notice = case((deliveries.c.subscription_id.startswith(NOTICE, autoescape=True), 1), else_=0)
    told = deliveries.c.state.in_((*UNSETTLED, DeliveryState.UNCERTAIN))
    query = select(is_notice.label("what"), deliveries.c.state, func.count()).where(told)
    found = db.execute(query.group_by("what", deliveries.c.state))
    return {(bool(notice), DeliveryState(state)): number for notice, state, number in found}


def _orders(db: Connection) -> dict[str, int]:
    paused, why = subscriptions.c.paused, subscriptions.c.paused_why
    return _by(db, case((~paused, "running"), (why == "", "paused"), else_="paused_by_itself"))


def _workspaces(db: Connection) -> dict[str, int]:
    gone, stuck = installations.c.gone, installations.c.stuck
    return _by(db, case((gone.is_not(None), "gone"), (stuck.is_not(None), "stuck"), else_="here"))


def _by(db: Connection, what: ColumnElement[str]) -> dict[str, int]:
    """How many rows there are of each."""
    found = db.execute(select(what.label("what"), func.count()).group_by("what"))
    return {name: number for name, number in found}  # noqa: C416 - a row is no pair to the type checker
