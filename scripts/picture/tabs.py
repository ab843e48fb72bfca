"""The Home tab of a reader and of an administrator, over the demonstration's newsrooms."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from samples import incoming

from bot.clock import FixedClock
from bot.config import Config
from bot.config_parts import FeedConfig, SubscriptionConfig
from bot.demo.sample_files import load
from bot.model import FeedState, Reader, Wish
from bot.slack import blocks
from bot.slack.blocks import briefings
from bot.store import feeds
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Iterator

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
READER, BOSS = "U0READER", "U0BOSS"
FEEDS = (
    ("https://halyard.example/world.xml", "Halyard News Agency", "World"),
    ("https://meridian.example/feed.atom", "Nairobi Meridian", "Africa"),
    ("https://tidewater.example/rss", "Tidewater Post", "World"),
    ("https://lagoon.example/news.json", "Lagoon Herald", "Oceania"),
    ("https://andes.example/rss.xml", "Diario de los Andes", "Latin America"),
)
ALERTS = ", at most 3 times a day and not between 22:00 and 07:00"


class Greeting(NamedTuple):
    """What somebody sees who opens the conversation for the first time."""

    blocks: list[dict[str, Any]]
    prompts: tuple[str, ...]


def tabs() -> dict[str, list[dict[str, Any]]]:
    """The blocks of "home" and, from the feeds on, of "home-admin"."""
    with _house() as house:
        house.follow_config()
        _choose(house)
        _remember(house)
        reader = Reader(id=READER, dm="D1", zone="Europe/London", asked=MORNING)
        mine = blocks.home(house.home.tab(reader), alerts=ALERTS)
        boss = Reader(id=BOSS, zone="Europe/London", admin=True, asked=MORNING)
        theirs = blocks.home(house.home.tab(boss), alerts=ALERTS)
    begin = next(place for place, block in enumerate(theirs) if _titled(block, "Feeds"))
    end = max(place for place, block in enumerate(theirs) if block["type"] == "divider")
    return {"home": mine, "home-admin": theirs[begin:end]}


def greeting() -> Greeting:
    """The welcome, and the questions that are suggested below it."""
    with _house() as house:
        return Greeting(blocks.welcome().blocks, house.talk.prompts())


def brief_me() -> dict[str, Any]:
    """The modal "Brief me", as it opens."""
    with _house() as house:
        return briefings.brief_me(blocks.answer(house.desk.top()).blocks)


@contextmanager
def _house() -> Iterator[House]:
    """A house that knows the demonstration's articles."""
    with tempfile.TemporaryDirectory() as folder:
        config = Config(
            database=f"sqlite:///{Path(folder) / 'tabs.db'}",
            feeds=tuple(FeedConfig(url=url, publisher=who, section=what) for url, who, what in FEEDS),
            subscriptions=(SubscriptionConfig(channel="#world-news", at="08:00", zone="Europe/London"),),  # pyright: ignore[reportArgumentType] - as config.yaml has it
        )
        with House(config, FixedClock(MORNING)) as house:
            list(house.intake.take(map(incoming, load(MORNING).articles)))
            yield house


def _choose(house: House) -> None:
    """What the reader follows, has saved and muted, and a digest of the reader's own."""
    top = house.desk.top().stories
    for words in ("Vanuatu", "grain exports"):
        house.readers.on_words(READER, Wish.FOLLOW, words, by=READER)
    house.readers.on_story(READER, Wish.SAVE, top[1].story_id, by=READER)
    house.readers.on_words(READER, Wish.MUTE, "football", by=READER)
    house.readers.on_story(READER, Wish.LESS, top[2].story_id, by=READER)
    weekdays = ("mon", "tue", "wed", "thu", "fri")
    house.orders.set_personal(READER, "D1", at="07:30", zone="Europe/London", days=weekdays, stories=5)
    paused = house.orders.add("#africa", at="18:00", zone="Africa/Cairo", topics=("sudan", "chad"))
    house.orders.pause(paused.id, "#africa")


def _remember(house: House) -> None:
    """How the feeds fared: one fails, one is gone, the others are well."""
    urls = [url for url, *_ in FEEDS]
    hours = timedelta(hours=1)
    states = [
        FeedState(
            url=urls[0],
            checked=MORNING,
            failures=26,
            error="404 not found",
            failing=MORNING - 13 * hours,
            changed=MORNING - 15 * hours,
        ),
        FeedState(
            url=urls[1],
            checked=MORNING,
            failures=1,
            error="410 gone",
            gone=True,
            changed=MORNING - 70 * hours,
        ),
        *(FeedState(url=url, checked=MORNING, changed=MORNING - hours) for url in urls[2:]),
    ]
    with house.store.write() as db:
        for state in states:
            feeds.save(db, state)


def _titled(block: dict[str, Any], title: str) -> bool:
    return block["type"] == "header" and block["text"]["text"] == title
