"""How the feeds fare, and how to mend them: read one now, give it a new address, leave it out.

What any surface tells of a feed is told from here: bot.model.judging says how it stands, in words.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot import tenancy
from bot.errors import BadRequestError, FetchError, NotAllowedError, NotFoundError, UnreadableError
from bot.model import FeedChange, FeedHealth, FeedHistory, FeedsHealth, FeedSign, FeedStanding, FeedState
from bot.model.evidence import Evidence
from bot.model.judging import daily, judge, recent
from bot.model.outage import outage
from bot.model.telling_feeds import health_line
from bot.store import feed_changes, feed_history, feeds
from bot.text import one_line, web_url

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.model import Feed
    from bot.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How feeds are reached: wiring fills it.

    `read` takes in a feed's articles now, in bounded time, and remembers how it went; `entries` counts the
    entries at an address, FetchError or UnreadableError where there is no feed.
    """

    read: Callable[[Feed], object]
    entries: Callable[[str], int]


class HealthDesk:
    """Feeds go by FeedHealth.key. NotFoundError where config.yaml does not name the feed (any more)."""

    def __init__(self, store: Store, clock: Clock, configured: Sequence[Feed], reach: Reach) -> None:
        self._store = store
        self._clock = clock
        self._configured = configured
        self._reach = reach
        self._reading: set[str] = set()
        self._lock = threading.Lock()

    def overview(self) -> FeedsHealth:
        """How all fare: what every surface tells of feeds comes from here."""
        with self._store.read() as db:
            return survey(db, self._configured, self._clock.now())

    def line(self) -> str:
        """The same in a line, for a digest's foot and wherever else there is room for no more."""
        return health_line(self.overview(), self._clock.now())

    def feeds(self) -> tuple[FeedHealth, ...]:
        """Every feed of config.yaml, the worst first, else in its order."""
        return self.overview().feeds

    def forget_others(self) -> None:
        """Let go the history of feeds that config.yaml names no more."""
        with self._store.write() as db:
            feed_history.forget_others(db, [feed.url for feed in self._configured])

    def feed(self, key: str) -> FeedHealth:
        found = next((one for one in self.feeds() if one.key == key), None)
        if found is None:
            raise NotFoundError("This feed is not in config.yaml any more.")
        return found

    def check(self, key: str) -> FeedHealth:
        """Read the feed now, and say how it is then.

        It is left alone where its server asks for that, and where somebody is reading it at this moment.
        """
        found = self.feed(key)
        now = self._clock.now()
        if found.standing is FeedStanding.LEFT_OUT or (found.wait_until and found.wait_until > now):
            return found
        with self._alone(found.feed.url) as mine:
            if mine:
                self._reach.read(found.feed)
        return self.feed(key)

    def move(self, key: str, address: str, *, by: str) -> FeedHealth:
        """Read the feed at another address from now on; BadRequestError where there is no feed at that."""
        found = self.feed(key)
        to = self._sound(one_line(address), found)
        try:
            entries = self._reach.entries(to)
        except (FetchError, UnreadableError) as error:
            raise BadRequestError(_refusal(error)) from error
        if not entries:
            raise BadRequestError("That feed is empty: it holds no entry. Look for another.")
        url = found.feed.url
        self._change(replace(self._known(url, by), moved_to="" if to == url else to), anew=True)
        return self.feed(key)

    def leave_out(self, key: str, *, by: str) -> FeedHealth:
        """Read the feed no more; its articles stay."""
        self._change(replace(self._known(self.feed(key).feed.url, by), dropped=True))
        return self.feed(key)

    def bring_back(self, key: str, *, by: str) -> FeedHealth:
        """Read the feed again, from the next round on."""
        self._change(replace(self._known(self.feed(key).feed.url, by), dropped=False), anew=True)
        return self.feed(key)

    def _known(self, url: str, by: str) -> FeedChange:
        """What was changed about the feed so far, to be changed by this person now."""
        with self._store.read() as db:
            known = feed_changes.every(db).get(url)
        fresh = FeedChange(url=url, by=by, made=self._clock.now())
        return replace(known, by=by, made=fresh.made) if known else fresh

    def _change(self, change: FeedChange, *, anew: bool = False) -> None:
        """Keep the change; `anew`: what is remembered of its readings counts no more.

        NotAllowedError: feeds are every workspace's, so that no single one of several may change them.
        """
        if tenancy.current() != tenancy.ONLY:
            raise NotAllowedError("Several workspaces read these feeds: who runs Dateline changes them.")
        with self._store.write() as db:
            feed_changes.keep(db, change)
            if anew:
                state = feeds.state(db, change.url)
                feeds.save(db, FeedState(url=change.url, publisher=state.publisher, changed=state.changed))
                feed_history.forget_readings(db, change.url)

    def _sound(self, address: str, found: FeedHealth) -> str:
        if web_url(address) is None:
            raise BadRequestError("That is no web address. It begins with https:// (or http://).")
        if address == found.feed.address:
            raise BadRequestError("That is the address that it has now.")
        for other in self.feeds():
            if other.feed.url != found.feed.url and address in (other.feed.url, other.feed.address):
                raise BadRequestError(f"That feed is read already, as {other.publisher or other.feed.url}.")
        return address

    @contextmanager
    def _alone(self, url: str) -> Generator[bool]:
        """True for the one who may read the feed just now: a second click reads nothing twice."""
        with self._lock:
            mine = url not in self._reading
            self._reading.add(url)
        try:
            yield mine
        finally:
            if mine:
                with self._lock:
                    self._reading.discard(url)


def survey(db: Connection, configured: Sequence[Feed], now: datetime) -> FeedsHealth:
    """Every feed of config.yaml, the worst first, else in its order."""
    states = {state.url: state for state in feeds.states(db)}
    changes, histories = feed_changes.every(db), feed_history.histories(db)
    read = [feed.url for feed in configured if not _is_dropped(changes.get(feed.url))]
    known = {url: [one for one in _of(histories, url).readings if one.at <= now] for url in read}
    away = outage(known)
    reached = sorted(one.at for url in read for one in known[url] if one.seen.sign is not FeedSign.UNREACHED)
    found = [
        _health(
            feed,
            Evidence(
                state=states.get(feed.url) or FeedState(url=feed.url),
                history=_of(histories, feed.url),
                now=now,
                others=reached if len(read) > 1 else None,
                outage=away,
                dropped=_is_dropped(changes.get(feed.url)),
            ),
            changes.get(feed.url),
        )
        for feed in configured
    ]
    order = list(FeedStanding)
    return FeedsHealth(feeds=tuple(sorted(found, key=lambda one: order.index(one.standing))), outage=away)


def _health(feed: Feed, known: Evidence, change: FeedChange | None) -> FeedHealth:
    state, judged = known.state, judge(known)
    return FeedHealth(
        feed=replace(feed, moved_to=change.moved_to) if change else feed,
        standing=judged.standing,
        publisher=feed.publisher or state.publisher,
        checked=state.checked,
        changed=state.changed,
        failing=state.failing,
        failures=state.failures,
        why=state.error,
        wait_until=state.wait_until,
        by=change.by if change else "",
        reason=judged.reason,
        proposal=judged.proposal,
        cure=judged.cure,
        address=judged.address,
        since=judged.since,
        lasting=judged.lasting,
        daily=daily(known.history.days, known.now),
        recent=recent([one for one in known.history.readings if one.at <= known.now]),
    )


def _of(histories: Mapping[str, FeedHistory], url: str) -> FeedHistory:
    return histories.get(url) or FeedHistory()


def _is_dropped(change: FeedChange | None) -> bool:
    return change is not None and change.dropped


def _refusal(error: FetchError | UnreadableError) -> str:
    """What came of trying an address, as a sentence at its field."""
    if isinstance(error, UnreadableError):
        return f"What is there {error.why}. Look on the site for its RSS or Atom address."
    again = " It may pass: try again in a minute." if error.passing else ""
    return f"It can't be read: {error.why}.{again}"
