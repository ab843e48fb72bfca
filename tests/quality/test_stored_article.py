"""A newsroom's own export, as it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from pydantic import SecretStr

from bot.clock import FixedClock, SystemClock
from bot.config import Config
from bot.config_parts import Slack, SubscriptionConfig
from bot.demo.slack import SlackStandIn
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADLINE = "Russia has become the first nation to officially recognize the Taliban government in Afghanistan."
LEDE = (
    "On Thursday, July 3, Russia officially accepted the credentials of a newly appointed Afghan ambassador"
)
LEANING = (
    "However",
    "In response",
    "That war",
    "The move",
    "This ",
    "Despite this",
    "Though it",
    "It ",
    "He ",
)


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    with SlackStandIn() as stand_in:
        yield stand_in


@pytest.fixture
def house(eval_data: Path, tmp_path: Path, slack: SlackStandIn) -> Iterator[House]:
    """The file is handed in just now; a digest is due in this very minute."""
    now = SystemClock().now()
    due = now.replace(second=0, microsecond=0)
    config = Config(
        database=f"sqlite:///{tmp_path / 'stored.db'}",
        subscriptions=(SubscriptionConfig(channel=slack.channel, at=due.time(), zone="UTC"),),
        slack=Slack(bot_token=SecretStr(slack.bot_token), api_url=slack.api_url),
    )
    with House(config, FixedClock(due - timedelta(seconds=1))) as before:
        rows = list(before.intake.take(before.read_files(eval_data / "stored-article.txt")))
        assert [(row.new, row.failed) for row in rows] == [(1, 0)]
    with House(config, FixedClock(now)) as built:
        yield built


def test_it_is_taken_as_section_headline_and_body(house: House) -> None:
    view = house.desk.ask("Taliban").stories[0]
    assert (view.section, view.brief.headline) == ("World", HEADLINE)


def test_its_brief_is_three_sentences_that_stand_alone(house: House) -> None:
    brief = house.desk.top().stories[0].brief
    assert len(brief.sentences) == 3
    assert brief.sentences[0].text.startswith(LEDE)
    assert not [s.text for s in brief.sentences if s.text.startswith(LEANING)]


@pytest.mark.parametrize(
    "question", ["who has recognised the Taliban?", "afghanistan", "recognition of the Taliban"]
)
def test_it_is_found(house: House, question: str) -> None:
    found = house.desk.ask(question)
    assert [view.brief.headline for view in found.stories] == [HEADLINE]
    assert any(sentence.text.startswith(LEDE) for sentence in found.stories[0].brief.sentences)


def test_slack_finds_it_by_command_and_by_message(house: House, slack: SlackStandIn) -> None:
    slack.attach(house.app, mode="socket_mode")
    slack.command("/news", "afghanistan")
    slack.wait_for(lambda: len(slack.bot_messages()) == 1)
    slack.message("who has recognised the Taliban?")
    slack.wait_for(lambda: len(slack.bot_messages()) == 2)
    assert all(LEDE in str(message.blocks) for message in slack.bot_messages())


def test_it_takes_its_place_in_the_next_digest(house: House, slack: SlackStandIn) -> None:
    house.delivering.tick()
    (digest,) = slack.bot_messages(slack.channel)
    assert HEADLINE in str(digest.blocks)
    assert LEDE in str(digest.blocks)
