"""A reader of whom every table that can knows something; and which columns those are."""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import MetaData, select
from stored import HOUR, NOW
from tenants_world import DAY, INPUTS, ORDER, PLAN, SAID, TALKED, WISH

from bot import tenancy
from bot.clock import FixedClock
from bot.model import DeliveryState, FeedChange, Reader
from bot.model.installations import Installation
from bot.store import conversations, editions, feed_changes, installations, readers, shown, subscriptions
from bot.store.deliveries import DeliveryRows
from bot.store.events import Seen
from bot.store.tenants import Across

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.store.store import Store

# Where a reader's ID or direct message stands. Whoever adds a column says here, or in NOBODY, which it is.
HOLD = {
    *("readers.id", "readers.dm", "preferences.owner", "preferences.by", "shown.reader", "events.event_id"),
    *("conversations.channel", "conversations.reader", "subscriptions.channel", "subscriptions.detail"),
    *("deliveries.channel", "deliveries.subscription_id", "deliveries.message"),
    *("installations.installed_by", "feed_changes.by"),
}
# What holds nobody's ID: the news, who looks after it, and in rows of a reader all that says no name.
NOBODY = {
    "articles": "id url title text publisher section language source fingerprint spans story_id copy_of",
    "cited": "article_id",
    "conversations": "tenant thread detail",
    "deliveries": "tenant id slot state edition_id ts why parent",
    "editions": "tenant id subscription_id slot plan message left_out inputs thread",
    "entries": "source key article_id",
    "events": "tenant",
    "feed_changes": "url moved_to",
    "feed_days": "url",
    "feed_readings": "url outcome why sign moved_to found",
    "feed_troubles": "url",
    "feeds": "url publisher etag last_modified error",
    "hosts": "host",
    "inbox": "part",
    "installations": "id team enterprise name app bot_user scopes token refresh_token why",
    "locks": "name holder",
    "oauth_states": "state",
    "passed": "source key",
    "preferences": "tenant wish subject value label",
    "readers": "tenant zone",
    "revisions": "article_id text etag last_modified",
    "shown": "tenant article_id story_id",
    "stories": "id language section kind brief place region affair previous",
    "subscriptions": "tenant id origin paused_why",
}


def furnish(store: Store, user: str, dm: str) -> None:
    """Let the tenant of now know this reader everywhere; the order "moved" was the reader's, and is C1's."""
    mark = dm.lower()
    orders = {
        f"own-{mark}": replace(ORDER, id=f"own-{mark}", channel=dm, owner=user),
        f"dm-{mark}": replace(ORDER, id=f"dm-{mark}", channel=dm),
        f"moved-{mark}": replace(ORDER, id=f"moved-{mark}", channel="C1"),
    }
    with store.write() as db:
        readers.keep(db, Reader(id=user, dm=dm, zone="Europe/Oslo", admin=True, asked=NOW))
        readers.prefer(db, replace(WISH, owner=user, by=user))
        readers.prefer(db, replace(WISH, owner="C1", by=user, value=mark, label=mark))
        for order in orders.values():
            subscriptions.add(db, order, NOW - HOUR)
        shown.note(db, user, [("s1", SAID)], NOW)
        for channel in ("C1", dm):
            conversations.keep(db, TALKED, channel=channel, threads=[""], reader=user, at=NOW)
        if tenancy.current() == tenancy.ONLY:
            feed_changes.keep(db, FeedChange(url=f"https://{mark}.example", dropped=True, by=user, made=NOW))
        else:
            installations.save(db, _installation(user))
    Seen(store, FixedClock(NOW)).first(f"welcome-{user}")
    for order in orders:
        _digest(store, order, dm, "08:00", PLAN.local_date.day)
    _digest(store, f"moved-{mark}", "C1", "08:00", PLAN.local_date.day + 1)
    _notices(DeliveryRows(store), user, dm)


def _digest(store: Store, order: str, channel: str, slot: str, day: int) -> None:
    """One that is to be posted as soon as somebody looks."""
    date = DAY.replace(day=day)
    named = {"id": f"e-{order}-{day}", "subscription_id": order, "local_date": date, "slot": slot}
    with store.write() as db:
        editions.add(db, replace(PLAN, **named), (f"for {order}", [], []), replace(INPUTS, **named))
    rows = DeliveryRows(store)
    row = rows.open(subscription_id=order, channel=channel, local_date=date, slot=slot, due=NOW)
    ready = replace(row, state=DeliveryState.RENDERED, edition_id=str(named["id"]))
    assert rows.save(ready, row.attempt)


def _notices(rows: DeliveryRows, user: str, dm: str) -> None:
    for key in (f"alert/{user}/1", f"breaking/{user}/s1", f"feeds/{dm}/1"):
        row = rows.notice(key, dm, ("words", []), due=NOW)
        rows.notice(f"correction/{row.id}/a1/0/1", dm, ("other words", []), due=NOW, parent=row.id)


def _installation(user: str) -> Installation:
    return Installation(
        tenant=tenancy.current(),
        team=tenancy.current(),
        enterprise="",
        name="One & Co",
        app="A0",
        bot_user="U0BOT",
        scopes=("chat:write",),
        token="sealed",
        installed=NOW,
        installed_by=user,
        look=NOW,
    )


def standing(store: Store, *words: str) -> Iterator[tuple[str, str]]:
    """Each "table.column" of the whole database where a value holds one of the words; what is packed too.

    With it the row's tenant, or where it has none what names the row.
    """
    found = MetaData()
    with store.read(Across.MOVING) as db:
        found.reflect(db)
        for table in found.tables.values():
            for row in db.execute(select(table)).mappings():
                for column, value in row.items():
                    if any(word in _opened(value) for word in words):
                        yield f"{table.name}.{column}", str(row.get("tenant", row.get("id", "")))


def _opened(value: object) -> str:
    if isinstance(value, bytes):
        with suppress(zlib.error):
            value = zlib.decompress(value)
    return repr(value)
