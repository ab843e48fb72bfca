"""Who has something to deliver now, by our own tables, across tenants."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from installing import KEEP
from stored import HOUR, NOW
from tenants_world import DAY, ORDER

from bot import tenancy
from bot.model import DeliveryState
from bot.model.installations import Installation
from bot.store import crossing, installations, subscriptions
from bot.store.deliveries import DeliveryRows
from bot.store.subscriptions import LOOK_AGAIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.model import Delivery, Subscription
    from bot.store.store import Store

S = DeliveryState
LEASE = timedelta(seconds=40)
MINUTE = timedelta(minutes=1)
INSTALLED = Installation(
    tenant="",
    team="",
    enterprise="",
    name="One",
    app="A1",
    bot_user="U1",
    scopes=(),
    token="sealed",
    refresh_token="",
    expires=None,
    installed=NOW,
    installed_by="U2",
    look=NOW,
)


def installed(store: Store, *tenants: str) -> None:
    with store.write() as db:
        for tenant in tenants:
            installations.save(db, replace(INSTALLED, tenant=tenant))


def due(store: Store, now: datetime = NOW, most: int = 99, *, only: bool = False) -> list[str]:
    found = crossing.to_deliver(store, now, lease=LEASE, installed=not only, most=most)
    assert [part.since for part in found] == sorted(part.since for part in found)
    assert all(part.key for part in found)
    return [part.tenant for part in found]


def ordered(store: Store, tenant: str) -> Subscription:
    """The tenant has an order since yesterday; it, as it stands."""
    with tenancy.of(tenant), store.write() as db:
        subscriptions.add(db, ORDER, NOW - 24 * HOUR)
        found = subscriptions.get(db, ORDER.id)
    assert found
    return found


def looked(store: Store, tenant: str, until: datetime, now: datetime = NOW) -> None:
    """The tenant's orders were looked at: before then no slot comes."""
    with tenancy.of(tenant), store.write() as db:
        quiet = [(one, until) for one in subscriptions.every(db)]
        subscriptions.look_later(db, quiet, now)


def row(store: Store, tenant: str, **changed: object) -> Delivery:
    """The tenant has a row that was due a minute ago, and stands so."""
    rows = DeliveryRows(store)
    with tenancy.of(tenant):
        opened = rows.open(
            subscription_id="one", channel="C1", local_date=DAY, slot="08:00", due=NOW - MINUTE
        )
        moved = replace(opened, **changed)  # pyright: ignore[reportArgumentType] - of the row's own
        assert rows.save(moved, opened.attempt)
    return moved


def test_an_order_is_due_for_a_look_until_it_was_looked_at_and_again_at_its_next_slot(store: Store) -> None:
    """A tenant that is quiet is not named at all, from the look on to the moment that it is due."""
    installed(store, "T1", "T2")
    ordered(store, "T1")
    ordered(store, "T2")
    assert due(store) == ["T1", "T2"]
    looked(store, "T2", NOW + 10 * MINUTE)
    assert due(store) == ["T1"]
    assert due(store, NOW + 11 * MINUTE) == ["T2", "T1"]  # since when T1 is due nobody knows


def test_no_order_goes_without_a_look_for_an_hour(store: Store) -> None:
    """Whatever was said of its next slot: the clock may have been wrong, by minutes or by days."""
    installed(store, "T1")
    ordered(store, "T1")
    looked(store, "T1", NOW + 24 * HOUR)
    assert due(store, NOW + LOOK_AGAIN / 2 - MINUTE) == []
    assert due(store, NOW + LOOK_AGAIN) == ["T1"]
    for wrong in (LOOK_AGAIN, 24 * HOUR, 400 * 24 * HOUR):
        looked(store, "T1", NOW + wrong + 24 * HOUR, NOW + wrong)
        assert due(store) == ["T1"]


def changed_terms(db: Connection, order: Subscription) -> None:
    subscriptions.change(db, replace(order, zone="Asia/Tokyo"))


def changed_since(db: Connection, order: Subscription) -> None:
    subscriptions.change(db, order, NOW)


def resumed(db: Connection, order: Subscription) -> None:
    subscriptions.pause(db, order.id)
    subscriptions.resume(db, order.id, NOW)


def configured(db: Connection, order: Subscription) -> None:
    subscriptions.follow_config(db, [replace(order, channel="C2", origin="config")], NOW)


CHANGES: list[Callable[[Connection, Subscription], None]] = [
    changed_terms,
    changed_since,
    resumed,
    configured,
]


@pytest.mark.exhaustive
@pytest.mark.parametrize("change", CHANGES)
def test_an_order_that_changes_is_looked_at_at_once(
    store: Store, change: Callable[[Connection, Subscription], None]
) -> None:
    """Changed after it was looked at, or between the look and its note: no slot is hidden by what it was."""
    installed(store, "T1")
    as_seen = ordered(store, "T1")
    looked(store, "T1", NOW + 10 * MINUTE)
    assert due(store) == []
    with tenancy.of("T1"), store.write() as db:
        change(db, as_seen)
    assert due(store) == ["T1"]
    with tenancy.of("T1"), store.write() as db:
        subscriptions.look_later(db, [(as_seen, NOW + 10 * MINUTE)], NOW)
    assert due(store) == ["T1"]


def test_a_row_is_due_as_soon_as_it_can_be_moved_on(store: Store) -> None:
    """Planned or rendered at once, after a 429 when that is over, claimed when it may be settled soon."""
    may = {
        "planned": {},
        "rendered": {"state": S.RENDERED},
        "waited": {"state": S.RENDERED, "not_before": NOW},
        "claimed": {"state": S.SENDING, "lease_until": NOW + LEASE},
        "doubtful": {"state": S.SETTLING, "lease_until": NOW - MINUTE},
        "swept": {"state": S.UNCERTAIN, "sweep": NOW},
    }
    may_not = {
        "waits": {"state": S.RENDERED, "not_before": NOW + MINUTE},
        "asks later": {"state": S.SETTLING, "lease_until": NOW + HOUR},
        "sent": {"state": S.SENT},
        "swept later": {"state": S.UNCERTAIN, "sweep": NOW + MINUTE},
    }
    installed(store, *may, *may_not)
    for tenant, changes in (may | may_not).items():
        row(store, tenant, **changes)
    assert sorted(due(store)) == sorted(may)


def test_what_follows_a_message_that_waits_is_not_due_before_it(store: Store) -> None:
    """Nor is the next of a thread before the one before it; both are once that is out."""
    installed(store, "T1")
    head = row(store, "T1", state=S.RENDERED, not_before=NOW + MINUTE)
    rows = DeliveryRows(store)
    with tenancy.of("T1"):
        for number in (1, 2):
            rows.notice(f"thread/{number}", "C1", ("", []), due=NOW + number * MINUTE, parent=head.id)
        assert due(store) == []
        assert rows.save(replace(head, state=S.SENT, not_before=None, ts="1.2"), head.attempt)
        assert due(store) == ["T1"]
        (first, _) = rows.unsettled()
        assert rows.save(replace(first, not_before=NOW + MINUTE), first.attempt)
        assert due(store) == []
        assert rows.save(replace(first, state=S.SENT, ts="1.3"), first.attempt)
        assert due(store) == ["T1"]


def test_the_most_overdue_come_first_and_so_many(store: Store) -> None:
    """A tenant counts from what it has waited for longest."""
    installed(store, "T1", "T2", "T3")
    ordered(store, "T1")
    looked(store, "T1", NOW, NOW - 10 * MINUTE)
    row(store, "T2")
    ordered(store, "T3")
    looked(store, "T3", NOW - 5 * MINUTE, NOW - 10 * MINUTE)
    row(store, "T3")
    assert due(store) == ["T3", "T2", "T1"]
    assert due(store, most=2) == ["T3", "T2"]


def test_nobody_is_named_who_has_left_or_whose_orders_rest(store: Store) -> None:
    """Nor the only workspace where others install the app; where none does, that one alone."""
    installed(store, "rests", "left", "here")
    for tenant in ("rests", "left", "here", tenancy.ONLY):
        ordered(store, tenant)
    with tenancy.of("rests"), store.write() as db:
        subscriptions.pause(db, ORDER.id)
    with store.write() as db:
        installations.leave(db, "left", now=NOW, why="gone", forget=NOW + KEEP)
    assert due(store) == ["here"]
    assert due(store, only=True) == [tenancy.ONLY]
