"""A digest that Slack takes no more pauses, says what mends it, and is resumed with one click."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from listening import shown, strings
from whole import joined, whole

from bot.model import DeliveryState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from whole import Whole

    from bot.demo.slack.workspace import Message

pytestmark = pytest.mark.exhaustive

WHY = "I am not in that channel. Invite me there with /invite."


@pytest.fixture
def there(transport: str, tmp_path: Path) -> Iterator[Whole]:
    """A house whose only channel has thrown the bot out, and an administrator whom it has met."""
    with whole(tmp_path) as built, joined(built, transport):
        built.slack.workspace.change_channel(built.slack.channel, member=False)
        yield built


def boss_of(there: Whole) -> str:
    boss = there.slack.workspace.add_user("boss", admin=True)
    there.slack.open_home(user=boss)
    on_home(there, boss, "Channels' digests")
    return boss


def on_home(there: Whole, user: str, *words: str) -> str:
    def drawn() -> str:
        view = there.slack.home(user)
        told = " ".join(strings(view.body)) if view else ""
        return told if all(word in told for word in words) else ""

    told = there.slack.wait_for(drawn)
    assert told
    return told


def refused(there: Whole) -> None:
    """A digest comes due, is refused, and what follows from that is done."""
    there.house.delivering.tick()
    there.house.pausing.look()
    there.house.delivering.tick()


def only_for(there: Whole, user: str) -> Message | None:
    """What this person alone was answered."""
    return next((one for one in there.slack.bot_messages(user=user) if one.ephemeral_to), None)


def in_dm(there: Whole, user: str) -> list[Message]:
    return there.slack.bot_messages(there.slack.workspace.dm(user))


def test_it_pauses_and_the_administrator_is_told_in_a_direct_message(there: Whole) -> None:
    boss = boss_of(there)
    refused(there)
    order = there.house.orders.channels()[0]
    assert (order.paused, order.paused_why) == (True, WHY)
    row = there.house.deliveries.last(order.id)
    assert row
    assert (row.state, row.why) == (DeliveryState.FAILED, WHY)
    (told,) = in_dm(there, boss)
    assert WHY in shown(told)
    assert "Resume" in shown(told)
    refused(there)
    assert len(in_dm(there, boss)) == 1


def test_the_home_tab_and_the_channel_s_list_say_why_and_how_to_mend_it(there: Whole) -> None:
    boss = boss_of(there)
    refused(there)
    there.slack.open_home(user=boss)
    words = f"Paused by itself, as Slack did not take its last digest: {WHY} Then resume it"
    told = on_home(there, boss, words)
    assert "Nothing was posted" not in told
    there.slack.command("/digest")
    answered = partial(only_for, there, there.slack.user)
    listed = there.slack.wait_for(answered)
    assert listed
    assert words in shown(listed)


def test_once_it_is_mended_a_click_in_the_message_resumes_it(there: Whole) -> None:
    """What came of it is said in the message's thread, and the old refusal pauses it no more."""
    boss = boss_of(there)
    refused(there)
    there.slack.workspace.change_channel(there.slack.channel, member=True)
    (told,) = in_dm(there, boss)
    there.clock.advance(timedelta(minutes=1))
    there.slack.click(told, "home_order_resume", user=boss)
    there.slack.wait_for(lambda: len(in_dm(there, boss)) > 1)
    assert "Resumed: the digest of 08:00 UTC." in shown(in_dm(there, boss)[-1])
    there.house.pausing.look()
    assert not there.house.orders.channels()[0].paused
    assert there.house.orders.active()


def test_nobody_but_an_administrator_resumes_it_from_a_message(there: Whole) -> None:
    boss = boss_of(there)
    refused(there)
    (told,) = in_dm(there, boss)
    forged = replace(told, channel=there.slack.workspace.dm(there.slack.user))
    there.slack.workspace.post(forged)
    there.slack.click(forged, "home_order_resume")
    there.slack.wait_for(lambda: len(in_dm(there, there.slack.user)) > 1)
    assert "admins and owners of this workspace" in shown(in_dm(there, there.slack.user)[-1])
    assert there.house.orders.channels()[0].paused
