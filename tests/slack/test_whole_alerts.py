"""A reader follows and is alerted, a digest has its thread: through Bolt and the stand-in, both ways in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from listening import shown
from whole import MORNING, Whole, incoming, joined, whole

from bot.model import DeliveryState
from bot.slack import blocks
from bot.store import readers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.demo.slack.workspace import Message

RESCUE = (
    "Boats brought 900 people out of the flooded Chadian town of Sarh before dawn on Monday.",
    "The Red Cross opened kitchens in two schools and expects wheat from Cameroon by Wednesday.",
    "Engineers believe that the breach above Sarh can be closed within four days at best.",
)


@pytest.fixture
def there(transport: str, tmp_path: Path) -> Iterator[Whole]:
    with whole(tmp_path, at="23:00") as built, joined(built, transport):
        yield built


def tick(there: Whole, *, times: int = 2) -> None:
    """What the alerts' and the deliveries' tasks do, a few times over."""
    for _ in range(times):
        for step in there.house.alerts.steps():
            step()
        there.house.delivering.tick()
        there.clock.advance(timedelta(minutes=1))


def rescued(there: Whole) -> None:
    there.clock.advance(timedelta(hours=1))
    told = incoming(7, "Sahel Courier", "Boats bring 900 out of flooded Sarh", RESCUE, 0)
    list(there.house.intake.take([replace(told, published=MORNING + timedelta(minutes=50))]))


def alerts(there: Whole) -> list[Message]:
    return [one for one in there.slack.bot_messages() if one.metadata]


def test_a_followed_topic_gives_one_alert_and_no_more_after_unfollow(there: Whole) -> None:
    """It comes to the reader's own conversation, once, and its button ends it."""
    there.slack.command("/news", "follow sarh")
    assert "follow" in shown(there.heard()[0]).lower()
    rescued(there)
    tick(there)
    (alert,) = alerts(there)
    assert alert.channel == there.slack.workspace.dm(there.slack.user)
    assert RESCUE[0] in shown(alert)
    assert "Why: you follow “sarh”." in shown(alert)

    there.slack.click(alert, blocks.STOP)
    there.heard(3)
    with there.house.store.read() as db:
        assert readers.wishes_of(db, there.slack.user) == ()


def test_a_digest_and_its_thread_stand_in_the_channel_once(there: Whole) -> None:
    """What doesn't fit into a glance follows under it, in order, however often the tasks run."""
    house, slack = there.house, there.slack
    messages = [(f"part {number}", [{"type": "divider"}]) for number in (1, 2)]
    house.editions.thread = lambda _: messages  # pyright: ignore[reportAttributeAccessIssue] - a longer edition
    there.clock.advance(timedelta(hours=15, seconds=5))
    tick(there, times=4)
    digest, *thread = slack.bot_messages(slack.channel)
    assert [one.text for one in thread] == ["part 1", "part 2"]
    assert {one.thread_ts for one in thread} == {digest.ts}
    (order,) = house.orders.list(slack.channel)
    last = house.deliveries.last(order.id)
    assert last
    assert last.state is DeliveryState.SENT
