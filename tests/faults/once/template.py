"""The database that every cell begins with: migrated, with a dozen stored articles of the sample world."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from bot.config import Config, SubscriptionConfig
from bot.demo.sample_files import load
from bot.model import Incoming, Slot
from bot.wiring import House

if TYPE_CHECKING:
    from bot.demo.sample_files import Sample

STORIES = 9  # more than a digest's head holds, so that it has a thread
FRESH_HOURS = 20


def make(*, url: str) -> None:
    """Fill the database at that URL."""
    now = datetime.now(UTC)
    with House(Config(database=url)) as house:
        rows = list(house.intake.take([incoming(one) for one in samples(now)]))
        assert sum(row.new for row in rows) >= STORIES
        house.store.engine.dispose()


def migrate(*, url: str) -> None:
    """Give the database at that URL its tables, and nothing in them."""
    with House(Config(database=url)) as house:
        house.store.engine.dispose()


def warm() -> None:
    """Have all loaded that the first digest of a process needs, for whoever is forked from it."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/warm.db"
        make(url=url)
        order = SubscriptionConfig(channel="C1", at=time(8), zone="UTC")
        with House(Config(database=url, subscriptions=(order,))) as house:
            house.follow_config()
            (wanted,), now = house.config.subscription_list(), house.clock.now()
            slot = Slot(local_date=now.date(), at=wanted.at, due=now)
            house.editions.rendered(house.editions.plan(wanted, slot).id)
            assert not house.deliveries.unsettled()


def samples(now: datetime) -> list[Sample]:
    """The newest English article of each of the first stories."""
    found: dict[str, Sample] = {}
    for one in load(now).articles:
        fresh = (now - one.published).total_seconds() < FRESH_HOURS * 3600
        if one.language == "en" and one.kind == "news" and fresh:
            found.setdefault(one.story, one)
    return list(found.values())[:STORIES]


def incoming(one: Sample) -> Incoming:
    host = f"https://{one.publisher.slug}.example"
    return Incoming(
        source=f"{host}/feed",
        key=one.guid,
        url=f"{host}{one.path}",
        title=one.title,
        text="\n".join(one.paragraphs),
        published=one.published,
        publisher=one.publisher.name,
        section=one.section,
    )
