"""Feeds that rot on command, over a store, with whoever looks after them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.clock import FixedClock
from bot.collect import reading
from bot.desk.health import HealthDesk, Reach, survey
from bot.errors import FetchError
from bot.model import ILL, Feed, FeedNews, FeedOutcome, FeedReading, FeedReport, FeedSeen, FeedState
from bot.newsroom.watch import FeedWatch
from bot.slack.blocks.care import feed_news
from bot.store import deliveries, feed_history, feeds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.model import FeedsHealth, Notice, Posting
    from bot.store.store import Store

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ROUND = timedelta(minutes=30)
NAMES = ("Coast Weekly", "Gulf News", "Hill Post", "Lake Times")
FEEDS = tuple(Feed(url=f"https://{name.split()[0].lower()}.example/feed", publisher=name) for name in NAMES)
COAST, GULF, HILL, LAKE = FEEDS


class Rotting:
    """Four feeds, read every half an hour; `ill` says which fail, and how."""

    def __init__(self, store: Store, tell: str = "C0DESK") -> None:
        self.store = store
        self.now = NOW
        self.ill: dict[Feed, FetchError] = {}
        self.tell = tell
        self.restart()

    def restart(self) -> None:
        """All that a process remembers is gone."""
        self.watch = FeedWatch(
            self.store,
            _Clock(self),
            self._survey,
            _draw,
            tell=self.tell,
            lasting=timedelta(hours=6),
        )

    @property
    def desk(self) -> HealthDesk:
        reach = Reach(read=lambda _: None, entries=lambda _: 9)
        return HealthDesk(self.store, FixedClock(self.now), FEEDS, reach)

    def _survey(self, db: Connection) -> FeedsHealth:
        return survey(db, FEEDS, self.now)

    def fails(self, *which: Feed, why: str = "500 server error", status: int = 500) -> None:
        for feed in which:
            self.ill[feed] = FetchError(feed.url, why, passing=True, status=status)

    def unplugged(self) -> None:
        """The network is gone."""
        self.fails(*FEEDS, why="no such host", status=0)

    def mends(self, *which: Feed) -> None:
        for feed in which or FEEDS:
            self.ill.pop(feed, None)

    def rounds(self, hours: float) -> None:
        """Read all feeds again and again, with a look after each round."""
        for _ in range(round(hours * 2)):
            self.now += ROUND
            self.read(*FEEDS)
            self.look()

    def read(self, *which: Feed) -> None:
        with self.store.write() as db:
            for feed in which:
                report = self._report(feed, feeds.state(db, feed.url))
                feeds.save(db, report.state)
                one = FeedReading(
                    at=self.now, outcome=report.outcome, new=1, why=report.state.error, seen=report.seen
                )
                feed_history.note(db, feed.url, one)

    def _report(self, feed: Feed, before: FeedState) -> FeedReport:
        if error := self.ill.get(feed):
            return reading.failed(feed, before, self.now, error)
        state = FeedState(url=feed.url, checked=self.now, changed=self.now)
        return FeedReport(feed=feed, outcome=FeedOutcome.READ, state=state, seen=FeedSeen(entries=9))

    def look(self) -> FeedNews | None:
        return self.watch.look()

    def watch_news(self) -> FeedNews:
        """What would be told of the feeds that are ill now."""
        return FeedNews(now=self.now, ill=tuple(one for one in self.desk.feeds() if one.standing in ILL))

    @property
    def told(self) -> Sequence[Notice]:
        with self.store.read() as db:
            return [notice for _, notice in deliveries.notices(db, "feeds/", NOW)]

    @property
    def titles(self) -> list[str]:
        return [notice.text for notice in self.told]


class _Clock:
    """The world's time."""

    def __init__(self, world: Rotting) -> None:
        self._world = world

    def now(self) -> datetime:
        return self._world.now

    def monotonic(self) -> float:
        return (self._world.now - NOW).total_seconds()


def _draw(news: FeedNews) -> Posting:
    message = feed_news(news)
    return message.text, message.blocks
