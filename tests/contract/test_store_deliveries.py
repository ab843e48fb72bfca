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


def rendered(rows: DeliveryRows) -> Delivery:
    """A row whose bytes are frozen, as it can be claimed."""
    row = replace(opened(rows), state=DeliveryState.RENDERED, edition_id="e1")
    assert rows.save(row, row.attempt)
    return row


def claimed(rows: DeliveryRows, row: Delivery, now: datetime) -> Delivery | None:
    """A claim, of the row as it stands, at a moment that a database with a clock takes for now as well."""
    set_clock(rows._store.engine, now)
    seen = rows.get(row.id)
    assert seen
    return rows.claim(seen, now, LEASE)


def test_a_slot_has_one_row_however_often_it_is_opened(store: Store) -> None:
    rows = DeliveryRows(store)
    assert opened(rows) == opened(rows)
    assert opened(rows, day=24) != opened(rows)
    assert len(rows.unsettled()) == 2


def test_a_local_date_has_one_row_whatever_time_it_is_opened_for(store: Store) -> None:
    """Two replicas that hold different times for an order make one row of it."""
    rows = DeliveryRows(store)
    first = opened(rows)
    other = rows.open(
        subscription_id="one", channel="C1", local_date=first.local_date, slot="09:00", due=NOW + HOUR
    )
    assert other == first


def test_what_is_not_rendered_is_claimed_by_nobody(store: Store) -> None:
    """There is nothing to post before the bytes are frozen."""
    rows = DeliveryRows(store)
    assert claimed(rows, opened(rows), NOW) is None


def test_a_suspicion_outlives_who_did_not_know_of_it(store: Store) -> None:
    """A row that is suspected of a second copy while it is in another's hands is swept when it has ended."""
    rows = DeliveryRows(store)
    row = claimed(rows, rendered(rows), NOW)
    assert row
    assert row.tried == NOW
    rows.suspect(row.id, NOW + HOUR)
    assert rows.to_sweep(NOW + HOUR) == []  # it is under way
    assert rows.save(replace(row, state=DeliveryState.SENT, ts="1.2"), row.attempt)
    assert rows.to_sweep(NOW) == []
    (swept,) = rows.to_sweep(NOW + HOUR)
    assert (swept.id, swept.sweep) == (row.id, NOW + HOUR)


def test_what_is_saved_for_a_sweep_is_a_time_like_any_other(store: Store) -> None:
    """It is found by the row's own next move: the same instant, as the same words in the column."""
    rows = DeliveryRows(store)
    row = claimed(rows, rendered(rows), NOW)
    assert row
    sent = replace(row, state=DeliveryState.SENT, ts="1.2", sweep=NOW + HOUR)
    assert rows.save(sent, row.attempt)
    assert rows.amend(replace(sent, sweep=None), sent)
    assert rows.to_sweep(NOW + 2 * HOUR) == []


def test_of_two_who_amend_an_ended_row_one_does(store: Store) -> None:
    """A row that has ended moves only as it was seen: a second click, or a second sweep, writes nothing."""
    rows = DeliveryRows(store)
    row = claimed(rows, rendered(rows), NOW)
    assert row
    failed = replace(row, state=DeliveryState.FAILED, why="is_archived")
    assert rows.save(failed, row.attempt)
    again = replace(failed, state=DeliveryState.RENDERED, until=NOW + HOUR)
    assert rows.amend(again, failed)
    assert not rows.amend(again, failed)
    assert claimed(rows, row, NOW)


def test_of_many_claims_at_once_one_gets_the_row(store: Store) -> None:
    rows = DeliveryRows(store)
    row = rendered(rows)
    set_clock(store.engine, NOW)
    start = threading.Barrier(8)
    claims: list[Delivery | None] = []

    def claim() -> None:
        start.wait()
        claims.append(rows.claim(row, NOW, LEASE))

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.state for one in claims if one] == [DeliveryState.SENDING]


def test_a_lapsed_lease_is_taken_for_looking_only(store: Store) -> None:
    rows = DeliveryRows(store)
    row = rendered(rows)
    claimed(rows, row, NOW)
    assert claimed(rows, row, NOW + LEASE / 2) is None
    again = claimed(rows, row, NOW + LEASE)
    assert again
    assert (again.state, again.attempt) == (DeliveryState.SETTLING, 2)


def test_a_row_is_claimed_as_it_was_seen_or_not_at_all(store: Store) -> None:
    """Who saw it before another took it gets nothing, though by its own clock that lease has run out."""
    rows = DeliveryRows(store)
    seen = rendered(rows)
    assert claimed(rows, seen, NOW)
    set_clock(store.engine, NOW + HOUR)
    assert rows.claim(seen, NOW + HOUR, LEASE) is None


def test_a_row_waits_until_slack_lets_it(store: Store) -> None:
    rows = DeliveryRows(store)
    row = claimed(rows, rendered(rows), NOW)
    assert row
    assert rows.save(replace(row, state=DeliveryState.RENDERED, not_before=NOW + HOUR), row.attempt)
    assert claimed(rows, row, NOW) is None
    assert claimed(rows, row, NOW + HOUR)


def test_who_lost_the_row_writes_nothing_and_an_end_is_an_end(store: Store) -> None:
    rows = DeliveryRows(store)
    first = claimed(rows, rendered(rows), NOW)
    assert first
    second = claimed(rows, first, NOW + LEASE)
    assert second
    assert not rows.save(replace(first, state=DeliveryState.FAILED), first.attempt)
    assert rows.save(replace(second, state=DeliveryState.SENT, ts="1.2"), second.attempt)
    assert not rows.save(replace(second, state=DeliveryState.PLANNED), second.attempt)
    assert claimed(rows, second, NOW + HOUR) is None
    last = rows.last("one")
    assert last
    assert (last.state, last.ts) == (DeliveryState.SENT, "1.2")


def test_what_did_not_arrive_is_shown_to_the_operator(store: Store) -> None:
    rows = DeliveryRows(store)
    row = claimed(rows, rendered(rows), NOW)
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
