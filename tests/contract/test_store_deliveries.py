from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from databases import set_clock
from stored import HOUR, NOW

from bot.clock import FixedClock
from bot.model import Delivery, DeliveryState, Subscription
from bot.store import events, subscriptions
from bot.store.deliveries import DeliveryRows, troubled

if TYPE_CHECKING:
    from datetime import datetime

    from bot.store.store import Store

LEASE = timedelta(minutes=1)


def opened(rows: DeliveryRows, *, day: int = 23, subscription: str = "one") -> Delivery:
    return rows.open(
        subscription_id=subscription, channel="C1", local_date=date(2026, 11, day), slot="08:00", due=NOW
    )


def claimed(rows: DeliveryRows, delivery_id: str, now: datetime) -> Delivery | None:
    """A claim at a moment that the database, where it has a clock, takes for now as well."""
    set_clock(rows._store.engine, now)
    return rows.claim(delivery_id, now, LEASE)


def test_a_slot_has_one_row_however_often_it_is_opened(store: Store) -> None:
    rows = DeliveryRows(store)
    assert opened(rows) == opened(rows)
    assert opened(rows, day=24) != opened(rows)
    assert len(rows.unsettled()) == 2


def test_of_many_claims_at_once_one_gets_the_row(store: Store) -> None:
    rows = DeliveryRows(store)
    row = opened(rows)
    start = threading.Barrier(8)
    claims: list[Delivery | None] = []

    def claim() -> None:
        start.wait()
        claims.append(rows.claim(row.id, NOW, LEASE))

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.state for one in claims if one] == [DeliveryState.SENDING]


def test_a_lapsed_lease_is_taken_for_looking_only(store: Store) -> None:
    rows = DeliveryRows(store)
    row = opened(rows)
    claimed(rows, row.id, NOW)
    assert claimed(rows, row.id, NOW + LEASE / 2) is None
    again = claimed(rows, row.id, NOW + LEASE)
    assert again
    assert (again.state, again.attempt) == (DeliveryState.SETTLING, 2)


def test_a_row_waits_until_slack_lets_it(store: Store) -> None:
    rows = DeliveryRows(store)
    row = claimed(rows, opened(rows).id, NOW)
    assert row
    assert rows.save(replace(row, state=DeliveryState.PLANNED, not_before=NOW + HOUR), row.attempt)
    assert claimed(rows, row.id, NOW) is None
    assert claimed(rows, row.id, NOW + HOUR)


def test_who_lost_the_row_writes_nothing_and_an_end_is_an_end(store: Store) -> None:
    rows = DeliveryRows(store)
    first = claimed(rows, opened(rows).id, NOW)
    second = claimed(rows, opened(rows).id, NOW + LEASE)
    assert first
    assert second
    assert not rows.save(replace(first, state=DeliveryState.FAILED), first.attempt)
    assert rows.save(replace(second, state=DeliveryState.SENT, ts="1.2"), second.attempt)
    assert not rows.save(replace(second, state=DeliveryState.PLANNED), second.attempt)
    assert claimed(rows, second.id, NOW + HOUR) is None
    last = rows.last("one")
    assert last
    assert (last.state, last.ts) == (DeliveryState.SENT, "1.2")


def test_what_did_not_arrive_is_shown_to_the_operator(store: Store) -> None:
    rows = DeliveryRows(store)
    row = claimed(rows, opened(rows).id, NOW)
    assert row
    rows.save(replace(row, state=DeliveryState.FAILED, why="channel_not_found"), row.attempt)
    with store.read() as db:
        assert [one.why for one in troubled(db, NOW - HOUR)] == ["channel_not_found"]
        assert troubled(db, NOW) == []


def test_an_event_is_taken_up_once(store: Store) -> None:
    seen = events.Seen(store, FixedClock(NOW))
    assert [seen.first("Ev1"), seen.first("Ev1"), seen.first("Ev2")] == [True, False, True]
    events.Seen(store, FixedClock(NOW + timedelta(days=3))).forget_old()
    assert seen.first("Ev1")


def order(name: str, hour: int = 8, origin: str = "config") -> Subscription:
    return Subscription(
        id=name, channel="C1", at=time(hour), zone="Africa/Cairo", topics=("nile",), origin=origin
    )


def test_config_orders_come_and_go_with_the_file_and_keep_their_pause(store: Store) -> None:
    with store.write() as db:
        subscriptions.add(db, order("mine", 9, "slack"), NOW)
        subscriptions.follow_config(db, [order("a"), order("b", 7)], NOW)
        subscriptions.pause(db, "a")
        subscriptions.follow_config(db, [order("a")], NOW + HOUR)
    with store.read() as db:
        found = subscriptions.every(db, "C1")
    assert [(one.id, one.paused) for one in found] == [("a", True), ("mine", False)]


def test_an_order_counts_from_its_minute_on_and_anew_when_it_is_resumed(store: Store) -> None:
    """An order of 08:00:20 for 08:00 is for today; the time that it was paused is not caught up with."""
    with store.write() as db:
        subscriptions.add(db, order("a"), NOW + timedelta(seconds=20))
        added = subscriptions.get(db, "a")
        subscriptions.resume(db, "a", NOW + HOUR)
        unpaused = subscriptions.get(db, "a")
        subscriptions.pause(db, "a")
        subscriptions.resume(db, "a", NOW + HOUR)
        resumed = subscriptions.get(db, "a")
    assert added
    assert unpaused
    assert resumed
    assert added.since
    assert added.since < NOW
    assert unpaused.since == added.since
    assert resumed.since == NOW + HOUR
