"""A channel is the same channel by its ID and by its name, and a preview says what is true of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from listening import House, listening, shown
from whole import whole

from bot.model import DeliveryState
from bot.slack import blocks
from bot.slack.listeners.room import channel_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from whole import Whole

pytestmark = pytest.mark.exhaustive

LEFT_OUT = "What this channel was told today is left out."


@pytest.fixture
def house() -> Iterator[House]:
    with listening() as built:
        yield built


@pytest.fixture
def named(tmp_path: Path) -> Iterator[Whole]:
    """The whole house, whose config.yaml names the channel by its name."""
    with whole(tmp_path, channel="#general") as built:
        built.slack.attach(built.house.app)
        yield built


def answered(there: Whole, text: str) -> str:
    """What /digest TEXT is answered with."""
    before = len(there.slack.bot_messages())
    there.slack.command("/digest", text)
    return shown(there.heard(before + 1)[-1])


def test_an_order_of_config_yaml_by_name_is_the_channels_own(named: Whole) -> None:
    """It is listed, paused, resumed and shown in its channel, whichever way the file calls that."""
    assert "1 digest in this channel" in answered(named, "list")
    assert "Paused: 08:00 UTC" in answered(named, "pause")
    assert "Resumed: 08:00 UTC" in answered(named, "resume 1")
    assert "Dam bursts" in answered(named, "preview")
    assert "stands in config.yaml" in answered(named, "remove 1")


def test_the_same_order_is_not_made_twice_under_two_names(named: Whole) -> None:
    """What config.yaml ordered for "#general" is there already when it is ordered in that channel."""
    again = answered(named, "add 08:00 UTC 7 stories")
    assert "This channel has that digest already" in again
    assert "For example" not in again
    assert "2 digests in this channel" in answered(named, "add 09:00 UTC")


def test_its_buttons_work_as_well(named: Whole) -> None:
    """A click names the channel in another place of its payload."""
    named.slack.command("/digest", "list")
    (first,) = named.heard()
    named.slack.click(first, blocks.PAUSE)
    assert named.slack.wait_for(lambda: "Paused: 08:00" in shown(named.heard()[0]))


def test_its_last_digest_is_told_where_it_failed(named: Whole) -> None:
    """A digest that did not reach "#general" stands in that channel's list."""
    order = named.house.orders.list("#general")[0]
    named.house.deliveries.open(
        subscription_id=order.id,
        channel="#general",
        local_date=named.clock.now().date(),
        slot="08:00",
        due=named.clock.now(),
    )
    row = named.house.deliveries.last(order.id)
    assert row
    failed = replace(row, state=DeliveryState.FAILED, why="I am not in that channel.")
    assert named.house.deliveries.save(failed, row.attempt)
    assert "I am not in that channel." in answered(named, "list")


def test_another_channel_does_not_see_it(named: Whole) -> None:
    """Neither under its own name, nor where Slack keeps the channel's name."""
    named.slack.command("/digest", "list", channel=named.slack.elsewhere)
    named.slack.wait_for(lambda: named.slack.bot_messages(named.slack.elsewhere))
    assert "No digest in this channel yet" in shown(named.slack.bot_messages(named.slack.elsewhere)[-1])


@pytest.mark.parametrize("hidden", ["privategroup", "directmessage", ""])
def test_what_slack_calls_every_private_channel_is_no_name(hidden: str) -> None:
    """Else one order would belong to all private channels."""
    assert channel_of({"channel_id": "C1", "channel_name": hidden}) == ("C1",)
    assert channel_of({"channel": {"id": "C1", "name": hidden}}) == ("C1",)
    assert channel_of({"channel": {"id": "C1", "name": "general"}}) == ("C1", "#general")


def test_an_addition_says_that_the_bot_must_be_there(house: House) -> None:
    """A digest arrives only where the bot is a member, and who orders one is told how to make it one."""
    house.slack.command("/digest", "add 08:00")
    assert "If I am not in this channel yet: /invite @Dateline." in shown(house.heard()[0])


def test_a_preview_tells_the_next_time_of_what_is_not_paused(house: House) -> None:
    """A paused digest has no next time, whichever is looked at."""
    for number, typed in enumerate(("add 08:00", "add 18:00", "pause 1", "preview 1"), start=1):
        house.slack.command("/digest", typed)
        house.heard(number)
    assert "next 18:00" in shown(house.heard(4)[-1])
    house.slack.command("/digest", "pause 2")
    house.heard(5)
    house.slack.command("/digest", "preview 2")
    assert "next" not in shown(house.heard(6)[-1])


def test_a_preview_says_that_what_was_told_today_is_left_out(tmp_path: Path) -> None:
    """After today's digest it says so in a line; before it, and on the day after, it does not."""
    with whole(tmp_path) as there:
        there.slack.attach(there.house.app)
        assert LEFT_OUT not in answered(there, "preview")
        there.house.delivering.tick()
        there.clock.advance(timedelta(hours=1))
        assert LEFT_OUT in answered(there, "preview")
        there.clock.advance(timedelta(hours=20))
        assert LEFT_OUT not in answered(there, "preview")
