"""One at least of each row that is a tenant's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from stored import HOUR, NOW, article

from bot.clock import FixedClock
from bot.model import (
    Coverage,
    Day,
    DeliveryState,
    EditionInputs,
    PlannedEdition,
    Preference,
    Reader,
    Subject,
    Subscription,
    Wish,
)
from bot.model.talking import Talked
from bot.store import (
    articles,
    conversations,
    editions,
    readers,
    shown,
    subscriptions,
)
from bot.store.deliveries import DeliveryRows, notice_id
from bot.store.events import Seen
from bot.store.guard import TENANTS_TABLES
from bot.store.schema import metadata
from bot.store.tenants import Across
from summaries import Edition, Rules, Sentence

if TYPE_CHECKING:
    from bot.model import Delivery
    from bot.store.store import Store

ONE, OTHER = "T1", "T2"
DAY = date(2026, 11, 23)
LEASE = timedelta(minutes=1)
LATER = NOW + timedelta(days=40)
LONG_AGO = NOW - 30 * HOUR
ORDER = Subscription(id="one", channel="C1", at=time(8), zone="UTC")
SAID = Sentence(article_id="a1", start=0, end=18, text="Rain fell in Oslo.")
WISH = Preference(
    owner="U1", wish=Wish.FOLLOW, subject=Subject.TOPIC, value="rain", label="rain", by="U1", made=NOW
)
TALKED = Talked(asked="rain", until=NOW)
PLAN = PlannedEdition(
    id="e1",
    subscription_id="one",
    local_date=DAY,
    slot="08:00",
    zone="UTC",
    since=NOW - 24 * HOUR,
    until=NOW,
    edition=Edition(stories=(), left_out=(), articles=1, publishers=1),
    coverage=Coverage(articles=1, publishers=1, feeds=1),
    day=Day.FULL,
)
INPUTS = EditionInputs(
    id="e1",
    subscription_id="one",
    local_date=DAY,
    slot="08:00",
    zone="UTC",
    since=NOW - 24 * HOUR,
    until=NOW,
    next_due=None,
    coverage=PLAN.coverage,
    heard=True,
    name="Dateline",
    rules=Rules(),
    rules_version="1",
    candidates=(),
)
UNDER_WAY, ENDED = notice_id("under way"), notice_id("ended")


def furnish(store: Store) -> None:
    """One row at least of every table, for the tenant of now; the same ids for whichever."""
    with store.write() as db:
        articles.add(db, [article(1)])
        subscriptions.add(db, ORDER, LONG_AGO)
        subscriptions.add(db, replace(ORDER, id="resting"), LONG_AGO)
        subscriptions.pause(db, "resting")
        subscriptions.add(db, replace(ORDER, id="configured", origin="config"), LONG_AGO)
        editions.add(db, PLAN, ("digest", [], [("below", [])]), INPUTS)
        readers.keep(db, Reader(id="U1", dm="D1", zone="UTC", admin=True))
        readers.prefer(db, WISH)
        shown.note(db, "U1", [("s1", SAID)], NOW)
        conversations.keep(db, TALKED, channel="C1", threads=[""], reader="U1", at=NOW)
    Seen(store, FixedClock(LONG_AGO)).first("Ev1")
    _digest(store)
    rows = DeliveryRows(store)
    rows.notice("under way", "C1", ("words", []), due=NOW)
    rows.notice("before", "C1", ("words", []), due=NOW - HOUR, parent="p")
    rows.notice("after", "C1", ("words", []), due=NOW, parent="p")
    lost = rows.notice("thread/lost", "C1", ("lost", []), due=NOW, parent=head(store).id)
    _end(rows, lost, DeliveryState.FAILED)
    _end(rows, rows.notice("ended", "C1", ("words", []), due=NOW), DeliveryState.UNCERTAIN)
    later = NOW + timedelta(minutes=1)
    refused = rows.open(subscription_id="resting", channel="C1", local_date=DAY, slot="08:00", due=later)
    assert rows.save(replace(refused, state=DeliveryState.FAILED, why="refused"), refused.attempt)


def _end(rows: DeliveryRows, row: Delivery, state: DeliveryState) -> None:
    claimed = rows.claim(row, NOW, LEASE)
    assert claimed
    sweep = NOW if state is DeliveryState.UNCERTAIN else None
    assert rows.save(replace(claimed, state=state, why="so", sweep=sweep), claimed.attempt)


def _digest(store: Store) -> None:
    rows = DeliveryRows(store)
    row = rows.open(subscription_id="one", channel="C1", local_date=DAY, slot="08:00", due=NOW)
    rows.save(replace(row, state=DeliveryState.RENDERED, edition_id="e1"), row.attempt)
    claimed = rows.claim(head(store), NOW, LEASE)
    assert claimed
    assert rows.save(replace(claimed, state=DeliveryState.SENT, ts="1.2"), claimed.attempt)


def head(store: Store) -> Delivery:
    """The digest's row of the tenant of now."""
    found = DeliveryRows(store).last("one")
    assert found
    return found


def rows_of(store: Store, tenant: str) -> dict[str, list[dict[str, Any]]]:
    """All that a tenant has, table by table, without saying whose."""
    with store.read(Across.MOVING) as db:
        return {
            name: [
                {key: value for key, value in row.items() if key != "tenant"}
                for row in db.execute(
                    select(table).where(table.c.tenant == tenant).order_by(*table.primary_key)
                ).mappings()
            ]
            for name, table in metadata.tables.items()
            if name in TENANTS_TABLES
        }
