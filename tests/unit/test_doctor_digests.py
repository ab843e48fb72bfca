"""What the doctor says of digests that did not reach their channel."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from doctor_world import NOW, checked, config, probes

from bot.model import Delivery, DeliveryState
from bot.operate.checks import State

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("state", "why", "ill"),
    [
        (DeliveryState.WITHHELD, "quiet day: 3 feeds read well, nothing new passed", False),
        (DeliveryState.WITHHELD, "broken: nothing could be collected since 08:00 UTC", True),
        (DeliveryState.FAILED, "channel_not_found", True),
        (DeliveryState.MISSED, "it could not be posted within 3 h of its time", True),
        (DeliveryState.UNCERTAIN, "missing_scope", True),
    ],
)
def test_a_digest_that_is_missing_is_explained(
    tmp_path: Path, state: DeliveryState, why: str, *, ill: bool
) -> None:
    """Each is named with its channel, day and reason; a quiet day is nothing to mend."""
    row = Delivery(
        id="d",
        subscription_id="s",
        channel="C1",
        local_date=date(2026, 11, 23),
        slot="08:00",
        due=NOW,
        state=state,
        why=why,
    )
    check = checked(config(tmp_path), probes(undelivered=lambda: [row]))["digest C1 2026-11-23 08:00"]
    assert check.what == f"{state.value}: {why}"
    assert (check.state is State.WARN) is ill


def test_a_message_that_is_no_digest_is_named_by_its_kind(tmp_path: Path) -> None:
    """An alert that Slack refused is seen, but not what its reader follows."""
    row = Delivery(
        id="d",
        subscription_id="notice/alert/U1/sudan",
        channel="D1",
        local_date=date(2026, 11, 23),
        slot="",
        due=NOW,
        state=DeliveryState.FAILED,
        why="channel_not_found",
    )
    check = checked(config(tmp_path), probes(undelivered=lambda: [row]))["alert D1 2026-11-23 08:30 UTC"]
    assert check.what == "failed: channel_not_found"
    assert "sudan" not in repr(check)
