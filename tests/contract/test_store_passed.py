"""Entries that are left be at the first sight of a feed count as known from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stored import NOW

from bot.briefing import BriefSettings
from bot.clock import FixedClock
from bot.model import Feed, FeedOutcome, FeedReport, FeedState
from bot.newsroom.intake import Intake
from bot.newsroom.memory import FeedMemory
from bot.newsroom.stories import StoryKeeper

if TYPE_CHECKING:
    from bot.store.store import Store

FEED = "https://news.example/feed.xml"
BRIEFS = BriefSettings(method="dateline", sentences=3, max_words=120, max_share=1.0)


@pytest.mark.exhaustive
def test_what_was_left_be_is_known(store: Store) -> None:
    """Of that feed alone; a second report that names it again changes nothing."""
    clock = FixedClock(NOW)
    keys = tuple(f"urn:{n}" for n in range(1_200))
    report = FeedReport(
        feed=Feed(url=FEED), outcome=FeedOutcome.READ, state=FeedState(url=FEED, changed=NOW), passed=keys
    )
    for _ in range(2):
        list(Intake(store, StoryKeeper(store, clock, clock), clock, BRIEFS).take([report]))
    memory = FeedMemory(store)
    assert memory.known(FEED, [*keys, "urn:new"]) == set(keys)
    assert memory.known("https://other.example/feed.xml", keys) == set()
