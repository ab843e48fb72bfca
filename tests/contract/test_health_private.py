"""What administrators are told of other people's messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import FixedClock
from bot.desk.undelivered import UndeliveredDesk
from bot.errors import NotFoundError
from bot.model import DeliveryState, Subscription
from bot.store import subscriptions
from bot.store.deliveries import DeliveryRows, troubled

if TYPE_CHECKING:
    from bot.model import Delivery
    from bot.store.store import Store

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def test_of_uncertain_messages_administrators_see_the_channels_alone(store: Store) -> None:
    """Who has a digest or alerts of their own is nobody's affair, and nobody else can look there."""
    rows = DeliveryRows(store)
    for at, channel in enumerate(("C1", "D1", "U1", "W1", "#news")):
        due = NOW - timedelta(hours=at + 1)
        if channel[0] in "DUW":  # a reader's own order must be there
            with store.write() as db:
                theirs = Subscription(id=f"s{at}", channel=channel, at=time(8), zone="UTC")
                subscriptions.add(db, theirs, NOW)
        row = rows.open(
            subscription_id=f"s{at}", channel=channel, local_date=due.date(), slot=f"{due:%H:%M}", due=due
        )
        lost = replace(row, state=DeliveryState.UNCERTAIN, why="the connection broke")
        assert rows.save(lost, row.attempt)
    ordered: list[str] = []

    def order(delivery_id: str) -> Delivery:
        ordered.append(delivery_id)
        return private

    desk = UndeliveredDesk(store, FixedClock(NOW), order)
    assert [row.channel for row in desk.recent()] == ["#news", "C1"]
    with store.read() as db:
        private = next(row for row in troubled(db, NOW - timedelta(days=1)) if row.channel == "D1")
    with pytest.raises(NotFoundError):
        desk.post_now(private.id)
    assert ordered == []


def test_what_was_missed_can_be_looked_after_for_a_day(store: Store) -> None:
    """A digest that was refused this morning is shown; what would have followed it, or is old, is not."""
    rows = DeliveryRows(store)
    for days in (0, 2):
        due = NOW - timedelta(days=days, hours=1)
        row = rows.open(
            subscription_id="s1", channel="C1", local_date=due.date(), slot=f"{due:%H:%M}", due=due
        )
        assert rows.save(replace(row, state=DeliveryState.FAILED, why="is_archived"), row.attempt)
    late = rows.notice("alert/C1/1", "C1", ("It rained", []), due=NOW - timedelta(hours=1))
    assert rows.save(replace(late, state=DeliveryState.MISSED, why="too late"), late.attempt)
    desk = UndeliveredDesk(store, FixedClock(NOW), lambda _: late)
    assert [row.due for row in desk.recent()] == [NOW - timedelta(hours=1)]
    assert not any(row.is_notice for row in desk.recent())
