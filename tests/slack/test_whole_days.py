"""What a channel is told over several days: nothing twice, and nothing empty."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from listening import shown
from whole import ARTICLES, FLOOD, incoming, whole

from bot.config_parts import FeedConfig
from bot.model import Day, DeliveryState, FeedOutcome, FeedReport, FeedState

if TYPE_CHECKING:
    from pathlib import Path

    from whole import Whole

DAY = timedelta(days=1)


def next_morning(there: Whole) -> list[str]:
    """What each digest in the channel shows once it is a day later."""
    there.house.delivering.tick()
    there.clock.advance(DAY)
    return [shown(message) for message in there.slack.bot_messages(there.slack.channel)]


@pytest.mark.exhaustive
def test_a_story_returns_only_with_something_new(tmp_path: Path) -> None:
    """The second morning holds what came since, and no sentence of the first."""
    with whole(tmp_path) as there:
        next_morning(there)
        news = (
            "Engineers closed the breach above Sarh on Monday night, three days ahead of their own plan.",
        )
        again = incoming(3, "Lake Chad Post", "Breach above Sarh is closed", (*FLOOD, *news), hours_ago=-12)
        list(there.house.intake.take([again]))
        first, second = next_morning(there)
        assert FLOOD[0] in first
        assert news[0] in second
        assert "Callao" not in second


def test_a_quiet_day_posts_nothing_and_says_why(tmp_path: Path) -> None:
    with whole(tmp_path, articles=ARTICLES[:1]) as there:
        next_morning(there)
        there.clock.advance(DAY)
        order = there.house.orders.list(there.slack.channel)[0]
        there.house.delivering.tick()
        assert len(there.slack.bot_messages(there.slack.channel)) == 1
        last = there.house.deliveries.last(order.id)
        assert last
        assert last.state is DeliveryState.WITHHELD
        there.slack.attach(there.house.app)
        there.slack.command("/digest")
        there.slack.wait_for(lambda: there.slack.bot_messages(user=there.slack.user)[-1].ephemeral_to)
        assert "Nothing was posted 08:00" in shown(there.slack.bot_messages()[-1])
        assert "nothing" in last.why


def test_failing_feeds_make_a_degraded_day_that_names_them(tmp_path: Path) -> None:
    """Stories and failing feeds: the digest is posted, and says which newsrooms are missing."""
    with whole(tmp_path) as there:
        ill = FeedConfig(url="https://ill.example/feed")
        there.house.config = there.house.config.model_copy(update={"feeds": (ill,)})
        state = FeedState(
            url="https://ill.example/feed", publisher="The Ailing", failures=3, error="timed out"
        )
        report = FeedReport(
            feed=there.house.feeds[0], outcome=FeedOutcome.FAILED, state=state, why="timed out"
        )
        list(there.house.intake.take([report]))
        order = there.house.orders.list(there.slack.channel)[0]
        planned = there.house.editions.preview(order)
        assert planned.day is Day.DEGRADED
        assert planned.coverage.failing == ("The Ailing",)
        there.house.delivering.tick()
        (digest,) = there.slack.bot_messages(there.slack.channel)
        assert "The Ailing" in shown(digest)


def test_nothing_collected_is_a_broken_day_in_words(tmp_path: Path) -> None:
    with whole(tmp_path, articles=()) as there:
        order = there.house.orders.list(there.slack.channel)[0]
        assert there.house.editions.preview(order).day is Day.BROKEN
        there.house.delivering.tick()
        assert there.slack.bot_messages(there.slack.channel) == []
        last = there.house.deliveries.last(order.id)
        assert last
        assert last.why.startswith("broken: nothing could be collected")


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("error", "day", "said"),
    [("", Day.QUIET, "quiet day: 1 feed read well"), ("timed out", Day.BROKEN, "broken: nothing could be")],
)
def test_a_feed_that_was_read_and_had_nothing_is_quiet_one_that_fails_is_not(
    tmp_path: Path, error: str, day: Day, said: str
) -> None:
    """The evidence is the feeds' own last reading, not the absence of news."""
    with whole(tmp_path, articles=()) as there:
        feed = FeedConfig(url="https://still.example/feed")
        there.house.config = there.house.config.model_copy(update={"feeds": (feed,)})
        state = FeedState(url=feed.url, checked=there.clock.now(), error=error)
        report = FeedReport(feed=there.house.feeds[0], outcome=FeedOutcome.UNCHANGED, state=state)
        list(there.house.intake.take([report]))
        order = there.house.orders.list(there.slack.channel)[0]
        assert there.house.editions.preview(order).day is day
        there.house.delivering.tick()
        last = there.house.deliveries.last(order.id)
        assert last
        assert last.why.startswith(said)
