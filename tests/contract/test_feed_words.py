"""What is said of a feed is the same wherever it is said: it all comes from bot.desk.health."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from rotting import COAST, FEEDS, GULF, NOW, Rotting

from bot.briefing import BriefSettings
from bot.cli import feeds as feeds_command
from bot.clock import FixedClock
from bot.config import Config, Surroundings
from bot.config_parts import FeedConfig
from bot.deliver import slots
from bot.model import Backstage, HomeTab, Reader, Subscription
from bot.model.telling_feeds import feed_words
from bot.newsroom.editions import Editions, EditionSettings
from bot.operate.examining.facts import Facts, StoreFacts
from bot.operate.examining.feeds import health
from bot.slack import blocks
from bot.slack.blocks.care import feed_news

if TYPE_CHECKING:
    from bot.model import FeedHealth
    from bot.store.store import Store

pytestmark = pytest.mark.exhaustive

LINE = "2 of 4 feeds are well, 1 gone (Gulf News), 1 failing (Coast Weekly)."
WORDS = {
    COAST: "failing: 503 unavailable, 60 times in a row",
    GULF: "gone: its server has said for 1 day that it is not there (404 not found)",
}
ORDER = Subscription(id="one", channel="C1", at=time(8, 0), zone="UTC")


@pytest.fixture
def world(store: Store) -> Rotting:
    """Two of four feeds have rotted for a day and more."""
    there = Rotting(store)
    there.rounds(0.5)
    there.fails(COAST, why="503 unavailable", status=503)
    there.fails(GULF, why="404 not found", status=404)
    there.rounds(30)
    return there


def text_of(drawn: object) -> str:
    """All that a person reads in it, in order."""
    if isinstance(drawn, dict):
        told: dict[str, Any] = drawn
        return "".join(text_of(told[key]) for key in told if key not in ("type", "action_id", "value"))
    if isinstance(drawn, list | tuple):
        return "".join(text_of(one) for one in drawn)
    return drawn if isinstance(drawn, str) else ""


def config() -> Config:
    return Config(feeds=tuple(FeedConfig(url=one.url, publisher=one.publisher) for one in FEEDS))


def on_home(world: Rotting) -> str:
    found = world.desk.overview()
    behind = Backstage(feeds=found.feeds, summary=world.desk.line())
    tab = HomeTab(reader=Reader(id="U1", admin=True), now=world.now, behind=behind)
    return text_of(blocks.home(tab))


def by_the_doctor(world: Rotting) -> str:
    facts = Facts(
        config=config(),
        now=world.now,
        surroundings=Surroundings(),
        store=StoreFacts(health=world.desk.overview()),
    )
    return "\n".join(f"{one.name} {one.what} {one.cure}" for one in health(facts))


def at_the_terminal(world: Rotting) -> str:
    rows = [feeds_command._row(one, world.now, NOW.tzinfo) for one in world.desk.feeds()]
    return "\n".join(" ".join(row) for row in rows) + world.desk.line()


def in_the_notice(world: Rotting) -> str:
    return text_of(json.loads(json.dumps(world.told[-1].blocks)))


def test_every_surface_that_names_a_feed_says_the_same_of_it(world: Rotting) -> None:
    """How it stands, why, and what mends it: on the Home tab, by the doctor, at the terminal."""
    found: dict[str, FeedHealth] = {one.feed.url: one for one in world.desk.feeds()}
    for feed, words in WORDS.items():
        assert feed_words(found[feed.url]) == words
        for told in (on_home(world), by_the_doctor(world), at_the_terminal(world)):
            assert feed.publisher in told
            assert words in told
            assert found[feed.url].cure in told


def test_every_surface_ends_with_the_same_line(world: Rotting) -> None:
    """The Home tab, the doctor, the terminal, the operator's notice, /digest and every edition."""
    assert world.desk.line() == LINE
    listed = blocks.subscriptions([], due={}, now=world.now, health=world.desk.line())
    note = feed_news(replace(world.watch_news(), feeds=world.desk.overview()))
    edition = text_of(blocks.digest(planned(world)).blocks)
    for told in (on_home(world), by_the_doctor(world), at_the_terminal(world)):
        assert LINE in told
    for told in (text_of(listed.blocks), text_of(note.blocks), edition):
        assert LINE in told


def planned(world: Rotting) -> Any:
    """The edition that the order would get now."""
    brief = BriefSettings(method="dateline", sentences=3, max_words=120, max_share=0.25)
    settings = EditionSettings.of(config(), brief)
    made = Editions(
        world.store,
        FixedClock(world.now),
        settings,
        slots,
        lambda *_: ("", [], []),
        health=world.desk.line,
    )
    return made.preview(ORDER)


def test_an_edition_keeps_the_line_that_it_was_planned_with(world: Rotting) -> None:
    """What mends afterwards changes no digest: its bytes are frozen with its plan."""
    before = planned(world)
    world.mends()
    world.rounds(1)
    assert LINE in text_of(blocks.digest(before).blocks)
    assert "4 of 4 feeds are well." in text_of(blocks.digest(planned(world)).blocks)


def test_what_was_told_is_what_stands(world: Rotting) -> None:
    """The operator's notice uses the words of the time at which it was opened."""
    assert "Gulf News" in in_the_notice(world)
    assert "failing: 503 unavailable" in in_the_notice(world)
    assert world.told[-1].due < world.now - timedelta(hours=20)
