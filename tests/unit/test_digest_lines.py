"""What `dateline digest` says of each message that moved."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.cli.digests import in_words
from bot.deliver.delivery import Happened
from bot.model import Delivery, DeliveryState


@pytest.mark.parametrize(
    ("slot", "parent", "said"),
    [
        ("08:00", "", "#general 2026-11-29 08:00: sent"),
        ("", "d1", "#general 2026-11-29 in the thread: sent"),
        ("", "", "#general 2026-11-29 unasked: sent"),
    ],
)
def test_what_was_posted_is_told_with_its_time_or_its_place(slot: str, parent: str, said: str) -> None:
    """A digest by its slot; what stands in a thread, and what is told unasked, have none."""
    row = Delivery(
        id="d2",
        subscription_id="s1",
        channel="#general",
        local_date=date(2026, 11, 29),
        slot=slot,
        due=datetime(2026, 11, 29, 8, tzinfo=UTC),
        state=DeliveryState.SENT,
        parent=parent,
    )
    assert in_words(Happened(subscription_id="s1", row=row)) == said
