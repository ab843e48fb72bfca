"""Feeds that rot: the operator is told of each once, when it has lasted, and once when it has mended.

What was told is kept in the store until its mending is told, so that no restart tells it again. Feeds that
begin to fail, or mend, at about the same time are told in one message; a network that is down is told as
that, and no feed is blamed for it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot.model import ILL, FeedNews, FeedStanding
from bot.model.telling_feeds import feed_name, feed_words
from bot.newsroom.operators import open_for, operators
from bot.store import feed_history
from bot.store.feed_history import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.model import FeedHealth, FeedsHealth, Posting
    from bot.store.store import Store

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("newsroom")

EVERY = timedelta(minutes=5)
GATHER = timedelta(minutes=20)
"""What comes about within so long is told in one message; what mends must hold for so long."""

NETWORK = ""
"""The trouble that is no feed's."""

_TOLD = ILL - {FeedStanding.SLOW}
_MENDED = frozenset({FeedStanding.WELL, FeedStanding.SLOW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be told, what to remember of it, and which episodes are over."""

    news: FeedNews
    keep: tuple[Trouble, ...] = ()
    close: tuple[str, ...] = ()

    @property
    def tells(self) -> bool:
        return bool(self.news.ill or self.news.mended or self.news.outage or self.news.restored)


class FeedWatch:
    """`survey` says how all feeds fare (bot.desk.health); `draw` makes the message; `tell` is whom to."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        survey: Callable[[Connection], FeedsHealth],
        draw: Callable[[FeedNews], Posting],
        *,
        tell: str,
        lasting: timedelta,
    ) -> None:
        self._store = store
        self._clock = clock
        self._survey = survey
        self._draw = draw
        self._tell = tell
        self._lasting = lasting
        self._seen = -1

    def steps(self) -> Iterator[Callable[[], object]]:
        """Yield a look every few minutes."""
        seen = int(self._clock.now().timestamp() // EVERY.total_seconds())
        if seen != self._seen:
            self._seen = seen
            yield self.look

    def look(self) -> FeedNews | None:
        """Tell what is to be told now; what was told."""
        now = self._clock.now()
        with self._store.read() as db:
            known = feed_history.troubles(db)
            made = plan(self._survey(db), known, now, self._lasting)
        if not (made.tells or made.keep or made.close):
            return None
        with self._store.write() as db:
            if feed_history.troubles(db) != known:
                return None  # another process has told something meanwhile
            for trouble in made.keep:
                feed_history.keep(db, trouble)
            feed_history.close(db, made.close)
            if not made.tells:
                return None
            to = operators(db, self._tell)
            open_for(db, to, self._draw(made.news), kind="feeds", about=_about(made, known), now=now)
        _note(made.news, len(to))
        return made.news


def plan(found: FeedsHealth, known: Mapping[str, Trouble], now: datetime, lasting: timedelta) -> Plan:
    """What follows from how the feeds fare and what was told before. Pure."""
    if found.outage:
        begun = found.outage if now - found.outage >= lasting and NETWORK not in known else None
        keep = [Trouble(url=NETWORK, since=begun, told=now)] if begun else []
        relapsed = [replace(one, mended=None) for one in known.values() if one.mended]
        return Plan(news=FeedNews(now=now, outage=begun, feeds=found), keep=(*keep, *relapsed))
    feeds = {one.feed.url: one for one in found.feeds}
    ill = _newly_ill(found, known, now, lasting)
    moved = [after for one in known.values() if (after := _as_it_is(one, feeds, now)) != one]
    told = {**known, **{one.url: one for one in moved}}
    well = _mended_by(told, now)
    dropped = [url for url in known if url != NETWORK and _is_of_no_interest(feeds.get(url))]
    keep = [Trouble(url=one.feed.url, since=one.lasting or now, told=now) for one in ill]
    keep += [one for one in moved if one.url not in (*well, *dropped)]
    mended = tuple(feeds[url] for url in well if url in feeds and url not in dropped)
    news = FeedNews(now=now, ill=tuple(ill), mended=mended, restored=NETWORK in well, feeds=found)
    return Plan(news=news, keep=tuple(keep), close=(*well, *dropped))


def _newly_ill(
    found: FeedsHealth, known: Mapping[str, Trouble], now: datetime, lasting: timedelta
) -> list[FeedHealth]:
    """Once one has been ill for so long, it and those that fell ill shortly after it."""
    over = now - lasting
    fresh = [one for one in found.feeds if one.standing in _TOLD and one.feed.url not in known]
    if not any(one.lasting and one.lasting <= over for one in fresh):
        return []
    return [one for one in fresh if one.lasting and one.lasting <= over + GATHER]


def _as_it_is(trouble: Trouble, feeds: Mapping[str, FeedHealth], now: datetime) -> Trouble:
    """The episode with since when it has mended, or not any more."""
    feed = feeds.get(trouble.url)
    well = trouble.url == NETWORK or (feed is not None and feed.standing in _MENDED)
    if not well:
        return replace(trouble, mended=None)
    return trouble if trouble.mended else replace(trouble, mended=now)


def _mended_by(told: Mapping[str, Trouble], now: datetime) -> list[str]:
    """Once one has been well for long enough, it and all that are well by then."""
    well = [one for one in told.values() if one.mended]
    if not any(one.mended and one.mended <= now - GATHER for one in well):
        return []
    return [one.url for one in well]


def _is_of_no_interest(feed: FeedHealth | None) -> bool:
    """It was left out, or config.yaml names it no more."""
    return feed is None or feed.standing is FeedStanding.LEFT_OUT


def _about(made: Plan, known: Mapping[str, Trouble]) -> list[str]:
    """What names this message for good: its episodes."""
    begun = [f"{one.url} {one.since.isoformat()}" for one in made.keep if one.url not in known]
    over = [f"{url} {known[url].since.isoformat()} over" for url in made.close if url in known]
    return [*begun, *over]


def _note(news: FeedNews, told: int) -> None:
    """In the log too, where nobody may be named to be told."""
    if news.outage:
        _log.warning("feeds.unreachable", since=news.outage.isoformat(), told=told)
    if news.restored:
        _log.info("feeds.reachable", told=told)
    if news.ill:
        ill = [f"{feed_name(one)}: {feed_words(one)}" for one in news.ill]
        _log.warning("feeds.ill", feeds=ill, told=told)
    if news.mended:
        _log.info("feeds.mended", feeds=[feed_name(one) for one in news.mended], told=told)
