"""However the feeds race, the same articles are the same stories and the same digest, to the byte."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest

from bot.clock import FixedClock
from bot.config import Config
from bot.config_parts import CollectConfig, FeedConfig
from bot.demo.wire import Wire
from bot.model import EntryFailure, Feed, FeedOutcome, FeedReport, FeedState, Incoming, Slot, Subscription
from bot.newsroom import order
from bot.newsroom.order import batches
from bot.wiring import House

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import Item

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ORDER = Subscription(id="morning", channel="C1", at=time(8), zone="UTC")
SLOT = Slot(local_date=NOW.date(), at=time(8), due=NOW)


@pytest.fixture(scope="module")
def sample_news(tmp_path_factory: pytest.TempPathFactory) -> tuple[Config, list[Item]]:
    """What the demonstration's feeds hold, collected once, and the configuration that names them."""
    folder = tmp_path_factory.mktemp("sample")
    with Wire(NOW) as wire:
        config = Config(
            feeds=tuple(FeedConfig(url=feed.url, publisher=feed.publisher) for feed in wire.feeds),
            collect=CollectConfig(allow_networks=(ip_network("127.0.0.0/8"),)),
        )
        with _house(config, folder) as house:
            return config, list(house.collector.stream(house.feeds))


def _house(config: Config, folder: Path) -> House:
    return House(config.model_copy(update={"database": f"sqlite:///{folder / 'news.db'}"}), FixedClock(NOW))


def _digest(config: Config, items: list[Item], folder: Path) -> tuple[str, object]:
    with _house(config, folder) as house:
        list(house.intake.take(items))
        return house.editions.rendered(house.editions.plan(ORDER, SLOT).id)


@pytest.mark.parametrize("seed", range(4))
def test_the_demonstrations_digest_does_not_depend_on_which_feed_was_first(
    sample_news: tuple[Config, list[Item]], tmp_path: Path, seed: int
) -> None:
    """Its articles in any order of arrival, each feed's report last: the same bytes."""
    config, items = sample_news
    as_it_came, shuffled = tmp_path / "came", tmp_path / "shuffled"
    as_it_came.mkdir()
    shuffled.mkdir()
    news = [item for item in items if isinstance(item, Incoming)]
    random.Random(seed).shuffle(news)
    reports = [item for item in items if isinstance(item, FeedReport)]
    assert len(news) > 1.5 * order.BATCH  # more than is stored together
    assert _digest(config, [*news, *reports], shuffled) == _digest(config, items, as_it_came)


def _entry(number: int, *, hours_ago: float | None, text: str = "Rain.") -> Incoming:
    published = None if hours_ago is None else NOW - timedelta(hours=hours_ago)
    return Incoming(
        source="https://a.example/feed",
        key=str(number),
        url=f"https://a.example/{number}",
        title=f"Rain {number:03}",
        text=text,
        published=published,
        publisher="A",
    )


def test_articles_are_taken_in_by_their_time_and_undated_ones_last() -> None:
    undated, young, old = (_entry(n, hours_ago=h) for n, h in enumerate([None, 1, 5]))
    assert list(batches([undated, young, old])) == [[old, young, undated]]


def test_nothing_of_a_stream_is_lost_and_a_report_never_comes_before_its_articles() -> None:
    """In whatever portions: a feed is remembered as read only when its articles are there."""
    feed = Feed(url="https://a.example/feed")
    report = FeedReport(feed=feed, outcome=FeedOutcome.READ, state=FeedState(url=feed.url))
    failure = EntryFailure(source=feed.url, key="x", why="404")
    news = [_entry(number, hours_ago=number % 7) for number in range(order.AT_ONCE + 40)]
    found = [item for batch in batches([*news, failure, report]) for item in batch]
    assert found[-1] == report
    assert sorted(map(repr, found)) == sorted(map(repr, [*news, failure, report]))


def test_a_few_very_long_articles_are_not_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits to be put in order is bounded by its length too."""
    monkeypatch.setattr(order, "CHARACTERS", 10)
    drawn: list[int] = []

    def stream() -> list[Item]:
        return [_entry(n, hours_ago=9 - n, text="Rain fell on.") for n in range(3)]

    for batch in batches(drawn.append(n) or item for n, item in enumerate(stream())):
        assert len(batch) == 1
        assert len(drawn) <= len(stream())
    assert drawn == [0, 1, 2]


def test_what_is_the_same_time_goes_by_names() -> None:
    """No id of a run's own decides: publisher, then title."""
    one, other = _entry(1, hours_ago=2), replace(_entry(2, hours_ago=2), publisher="B")
    assert list(batches([other, one])) == list(batches([one, other])) == [[one, other]]
