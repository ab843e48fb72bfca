"""Nothing is told twice to a channel, and nothing falls between two digests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from listening import shown
from whole import ARTICLES, FLOOD, STRIKE, incoming, whole

if TYPE_CHECKING:
    from pathlib import Path

    from whole import Whole


def channel(there: Whole) -> list[str]:
    """What each message in the channel shows, after a tick."""
    there.house.delivering.tick()
    return [shown(message) for message in there.slack.bot_messages(there.slack.channel)]


def test_an_evening_digest_does_not_repeat_the_mornings_stories(tmp_path: Path) -> None:
    """Sentences that were left over in the morning are no news in the evening."""
    second = incoming(5, "Sahel Radio", "Sarh counts flooded homes", (FLOOD[1], "Boats came from Moundou."))
    with whole(tmp_path, articles=(*ARTICLES, second)) as there:
        there.house.orders.add(there.slack.channel, at="18:00", zone="UTC")
        (morning,) = channel(there)
        assert "Callao" in morning
        there.clock.advance(timedelta(hours=10))
        assert channel(there) == [morning]

        fresh = incoming(
            6, "Pacific Mail", "Peru's ports reopen", ("Cranes moved in Callao at noon on Monday.",), 0
        )
        list(there.house.intake.take([fresh]))
        there.clock.advance(timedelta(hours=14))
        _, next_morning = channel(there)
        assert "Cranes moved in Callao" in next_morning
        assert not any(sentence in next_morning for sentence in FLOOD + STRIKE)


def test_what_came_in_after_the_digest_is_in_the_next_one(tmp_path: Path) -> None:
    """Published at 07:50 and collected at 08:10: the morning could not have it, so the next day does."""
    with whole(tmp_path, articles=ARTICLES[:1]) as there:
        assert len(channel(there)) == 1
        there.clock.advance(timedelta(minutes=10))
        list(
            there.house.intake.take(
                [replace(ARTICLES[1], published=there.clock.now() - timedelta(minutes=20))]
            )
        )
        there.clock.advance(timedelta(hours=23, minutes=50))
        assert "Callao" in channel(there)[1]


@pytest.mark.exhaustive
def test_a_day_that_was_missed_is_told_with_the_next(tmp_path: Path) -> None:
    """Nobody was there on Tuesday; Wednesday's digest holds what came in between."""
    with whole(tmp_path, articles=ARTICLES[:1]) as there:
        assert len(channel(there)) == 1
        there.clock.advance(timedelta(hours=4))
        list(there.house.intake.take([replace(ARTICLES[1], published=there.clock.now())]))
        there.clock.advance(timedelta(hours=44))
        assert "Callao" in channel(there)[-1]
