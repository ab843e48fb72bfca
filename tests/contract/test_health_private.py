"""What administrators are told of other people's messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.clock import FixedClock
from bot.desk.health import HealthDesk, Reach
from bot.model import DeliveryState
from bot.store.deliveries import DeliveryRows

if TYPE_CHECKING:
    from bot.store.store import Store

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def test_of_uncertain_messages_administrators_see_the_channels_alone(store: Store) -> None:
    """Who has a digest or alerts of their own is nobody's affair, and nobody else can look there."""
    rows = DeliveryRows(store)
    for at, channel in enumerate(("C1", "D1", "U1", "W1", "#news")):
        due = NOW - timedelta(hours=at + 1)
        row = rows.open(
            subscription_id=f"s{at}", channel=channel, local_date=due.date(), slot=f"{due:%H:%M}", due=due
        )
        lost = replace(row, state=DeliveryState.UNCERTAIN, why="the connection broke")
        assert rows.save(lost, row.attempt)
    desk = HealthDesk(store, FixedClock(NOW), [], Reach(read=lambda _: None, entries=lambda _: 0))
    assert [row.channel for row in desk.uncertain()] == ["#news", "C1"]
