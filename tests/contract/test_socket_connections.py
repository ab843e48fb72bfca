"""Several connections by Socket Mode for one workspace: each event is answered once, whoever hears it."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import SecretStr

from bot.clock import SystemClock
from bot.config import Config
from bot.config_parts import Slack
from bot.demo.slack import SlackStandIn
from bot.desk.talk import Talk
from bot.model import Incoming
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.exhaustive  # servers and sockets: CI has the time

FLOOD = "Heavy rain burst a dam above the Chadian town of Sarh on Sunday and flooded 4,000 homes."
PATIENCE = 20.0


class Connected:
    """Two houses on one database, as two processes would be, each with a connection of its own."""

    def __init__(self, slack: SlackStandIn, houses: list[House]) -> None:
        self.slack = slack
        self.houses = houses

    def answers(self) -> int:
        """How many there are once neither house has anything in hand."""
        for house in self.houses:
            assert house.finish_answers(PATIENCE)
        return len(self.slack.bot_messages())


@pytest.fixture
def there(database: str) -> Iterator[Connected]:
    with ExitStack() as stack:
        slack = stack.enter_context(SlackStandIn())
        config = Config(
            database=database,
            slack=Slack(
                bot_token=SecretStr(slack.bot_token),
                app_token=SecretStr(slack.app_token),
                api_url=slack.api_url,
            ),
        )
        houses = [stack.enter_context(House(config, SystemClock())) for _ in range(2)]
        told = Incoming(
            source="https://1.example/feed",
            key="1",
            url="https://1.example/article",
            title="Dam bursts above Chadian town of Sarh",
            text=FLOOD,
            published=SystemClock().now() - timedelta(hours=4),
            publisher="Lake Chad Post",
        )
        assert [row.new for row in houses[0].intake.take([told])] == [1]
        for house in houses:
            stack.enter_context(house.connected())
        slack.wait_for(lambda: slack.socket.connections == 2, PATIENCE)
        yield Connected(slack, houses)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[int]:
    """How many questions each house was asked, by its talk's identity."""
    counted, say = Counter[int](), Talk.say

    def counting(self: Talk, *args: Any) -> Any:
        counted[id(self)] += 1
        return say(self, *args)

    monkeypatch.setattr(Talk, "say", counting)
    return counted


def test_events_that_reach_both_connections_are_answered_once(there: Connected, asked: Counter[int]) -> None:
    """Slack hands each event to one of them, and again to the other; both have had some."""
    for number in range(6):
        sent = there.slack.message(f"what about the dam in Sarh, {number}?")
        again = there.slack.retry(sent)
        assert sent.ack(PATIENCE).ok
        assert again.ack(PATIENCE).ok
    there.slack.mention("sarh").ack(PATIENCE)
    there.slack.mention("sarh").ack(PATIENCE)
    assert there.answers() == 8
    assert asked.total() == 8
    assert len(asked) == 2


def test_commands_go_to_either_connection(there: Connected) -> None:
    """What Slack sends once is answered once, whichever connection it comes by."""
    for _ in range(4):
        assert there.slack.command("/news", "sarh").ack(PATIENCE).ok
    assert there.answers() == 4


def test_a_connection_that_dies_amid_an_answer_loses_and_doubles_nothing(
    there: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer goes out by the Web API; the event that comes again by the other connection gets none."""
    answering, may_go_on, say = threading.Event(), threading.Event(), Talk.say

    def slow(self: Talk, *args: Any) -> Any:
        answering.set()
        assert may_go_on.wait(PATIENCE)
        return say(self, *args)

    monkeypatch.setattr(Talk, "say", slow)
    sent = there.slack.message("what about the dam in Sarh?")
    assert answering.wait(PATIENCE)
    there.slack.socket.drop()
    there.slack.wait_for(lambda: there.slack.socket.connections == 1, PATIENCE)
    assert there.slack.retry(sent).ack(PATIENCE).ok
    may_go_on.set()
    assert there.answers() == 1


def test_while_one_connection_is_gone_the_other_hears_all(there: Connected, asked: Counter[int]) -> None:
    """A process that ends takes nothing with it that comes later."""
    there.slack.socket.drop()
    there.slack.wait_for(lambda: there.slack.socket.connections == 1, PATIENCE)
    for _ in range(3):
        assert there.slack.message("what about the dam in Sarh?").ack(PATIENCE).ok
    assert there.answers() == 3
    assert asked.total() == 3
