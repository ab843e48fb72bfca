"""What is counted for who watches Dateline is what is there, of all tenants."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stored import HOUR, NOW, article
from tenants_world import DAY, ONE, ORDER, OTHER

from bot import tenancy
from bot.model import DeliveryState, EntryFailure, FeedState
from bot.store import articles, feeds, figures, inbox, subscriptions
from bot.store.deliveries import DeliveryRows

if TYPE_CHECKING:
    from bot.store.store import Store


def _post(store: Store, order: str, *, state: DeliveryState | None = None, hours_ago: int = 0) -> None:
    rows = DeliveryRows(store)
    row = rows.open(
        subscription_id=order, channel="C1", local_date=DAY, slot="08:00", due=NOW - hours_ago * HOUR
    )
    if state:
        assert rows.save(replace(row, state=state), row.attempt)


def test_an_empty_store_has_none_of_anything(store: Store) -> None:
    found = figures.read(store)
    assert found == figures.Figures(
        deliveries={},
        oldest_due=None,
        orders={},
        workspaces={},
        last_read=None,
        articles=0,
        last_article=None,
        stories=0,
        parts=0,
        oldest_part=None,
        size=found.size,
    )
    assert found.size > 10_000


def test_posts_and_orders_are_counted_over_all_tenants(store: Store) -> None:
    """What is under way or uncertain counts, the oldest is told, and what ended well is left out."""
    for tenant, hours in ((ONE, 3), (OTHER, 5)):
        with tenancy.of(tenant):
            _post(store, "due", hours_ago=hours)
            _post(store, "sent", state=DeliveryState.SENT, hours_ago=9)
            _post(store, "doubt", state=DeliveryState.UNCERTAIN, hours_ago=9)
            DeliveryRows(store).notice("told", "C1", ("words", []), due=NOW)
            with store.write() as db:
                for number, why in enumerate((None, "", "not in the channel")):
                    subscriptions.add(db, replace(ORDER, id=f"order {number}"), NOW)
                    if why is not None:
                        subscriptions.pause(db, f"order {number}", why)
    found = figures.read(store)
    assert found.deliveries == {
        (False, DeliveryState.PLANNED): 2,
        (False, DeliveryState.UNCERTAIN): 2,
        (True, DeliveryState.RENDERED): 2,
    }
    assert found.oldest_due == NOW - 5 * HOUR
    assert found.orders == {"running": 2, "paused": 2, "paused_by_itself": 2}


def test_news_and_what_waits_for_stories_are_counted(store: Store) -> None:
    waits = EntryFailure(source="s", key="k", why="no text")
    with store.write() as db:
        articles.add(db, [article(1, hours_ago=3), article(2, hours_ago=2)])
        feeds.save(db, FeedState(url="https://example.org/feed", checked=NOW - HOUR))
        for _ in range(3):
            inbox.put(db, [waits])
        (first, _), *_ = inbox.first(db, 1)
        inbox.remove(db, [first])
    found = figures.read(store)
    assert (found.articles, found.last_article, found.last_read) == (2, NOW - 2 * HOUR, NOW - HOUR)
    assert (found.parts, found.oldest_part) == (2, first + 1)
