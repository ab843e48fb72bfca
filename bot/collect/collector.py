"""Reads feeds and the pages that they point to, many at once, and hands over a bounded stream."""

from __future__ import annotations

import logging
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Protocol, TypeVar

from bot.collect import feeds, pages, reading, walls
from bot.collect.parsing import Here
from bot.collect.reading import Reading
from bot.collect.urls import host_of
from bot.collect.workers import Job, Workers
from bot.errors import FetchError, UnreadableError
from bot.model import EntryFailure, Feed, FeedReport, FeedState, Incoming

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from bot.clock import Clock
    from bot.collect.feeds import Entry, ParsedFeed
    from bot.collect.flight import Stop
    from bot.collect.http import Response
    from bot.collect.pages import Page
    from bot.collect.parsing import Parser

Item = Incoming | EntryFailure | FeedReport
T = TypeVar("T")
_TRIES = 3  # readings in which a page may fail in passing before the feed's own words have to do
_REMEMBERED = 50_000
FIRST = 50
_LOG = logging.getLogger(__name__)


class Client(Protocol):
    """What fetches: bot.collect.http.GuardedClient, or a stand-in for it."""

    @property
    def per_host(self) -> int: ...

    def get(
        self, url: str, *, etag: str = "", last_modified: str = "", stop: Stop | None = None
    ) -> Response: ...


class Memory(Protocol):
    """What is remembered between collections. Called on the thread that draws from the stream only."""

    def state(self, url: str) -> FeedState:
        """Return what is remembered of a feed; a fresh FeedState(url=url) where nothing is."""
        ...

    def known(self, source: str, keys: Sequence[str]) -> set[str]:
        """Return those of the keys whose entries of this feed need not be looked at again."""
        ...


@dataclass(frozen=True, slots=True)
class _Fetched:
    response: Response
    parsed: ParsedFeed | None  # None: not modified
    milliseconds: int = 0


@dataclass(frozen=True, slots=True)
class _PageResult:
    page: Page | FetchError | UnreadableError
    seconds: float


class Collector:
    """Draws from feeds. `workers` threads fetch and parse; the caller's thread decides and takes in.

    Of a feed that was never read before the `first` newest entries are taken; the others count as known.
    """

    def __init__(
        self,
        client: Client,
        memory: Memory,
        clock: Clock,
        *,
        workers: int = 8,
        parser: Parser | None = None,
        first: int = FIRST,
    ) -> None:
        self._client = client
        self._memory = memory
        self._clock = clock
        self._workers = workers
        self._parser = parser or Here()
        self._first = first
        self._tries: Counter[tuple[str, str]] = Counter()

    def stream(self, sources: Sequence[Feed]) -> Iterator[Item]:
        """Read the feeds, and the pages of their unknown entries; a feed's report follows its articles.

        No failure of a feed or page is raised. Close the generator (contextlib.closing) to stop early: what
        is under way is ended. What is read ahead is bounded.
        """
        states = [self._memory.state(feed.url) for feed in sources]
        fetches = map(partial, repeat(self._fetch), sources, states)
        return self._run(list(zip(sources, fetches, strict=True)))

    def by_hand(self, url: str) -> Iterator[Item]:
        """Read a single address, whatever it is: a feed as in `stream`, an article's page as one article."""
        try:
            response = self._client.get(url)
            if feeds.is_feed(response.body):
                yield from self._run([(Feed(url=url), lambda _: self._parsed(response, url))])
            else:
                yield self._from_page(url, response)
        except (FetchError, UnreadableError) as error:
            yield EntryFailure(source=url, key=url, why=error.why)

    def page(self, url: str) -> Incoming:
        """Read an article's page, whoever named it; FetchError, UnreadableError (a feed is no article)."""
        response = self._client.get(url)
        if feeds.is_feed(response.body):
            raise UnreadableError(url, "is a feed, not an article")
        return self._from_page(url, response)

    def _run(self, sources: Sequence[tuple[Feed, Callable[[Stop], _Fetched]]]) -> Iterator[Item]:
        workers: Workers[Item] = Workers(self._workers, self._client.per_host, self._clock)
        jobs = (
            Job(host_of(feed.address) or feed.address, fetch, partial(self._feed_done, workers, feed))
            for feed, fetch in sources
        )
        with closing(workers):
            yield from workers.run(jobs)

    # ---- on the pool's threads ----

    def _fetch(self, feed: Feed, state: FeedState, stop: Stop) -> _Fetched:
        known = {"etag": state.etag, "last_modified": state.last_modified}
        begun = self._clock.monotonic()
        response = self._client.get(feed.address, **known, stop=stop)
        took = round((self._clock.monotonic() - begun) * 1000)
        fetched = _Fetched(response, None) if response.not_modified else self._parsed(response, feed.address)
        return replace(fetched, milliseconds=took)

    def _parsed(self, response: Response, url: str) -> _Fetched:
        return _Fetched(response, self._parser.feed(response.body, response.url or url, response.headers))

    def _from_page(self, url: str, response: Response) -> Incoming:
        if away := walls.led_away(url, response.url):
            raise UnreadableError(url, away)
        return _as_article(url, self._parser.page(response.body, response.url, response.headers))

    def _fetch_page(self, of: Reading, entry: Entry, stop: Stop) -> _PageResult:
        if of.given_up:
            return _PageResult(FetchError(entry.url, of.given_up, passing=True), 0.0)
        begun = self._clock.monotonic()
        try:
            response = self._client.get(entry.url, stop=stop)
            if away := walls.led_away(entry.url, response.url):
                return _PageResult(UnreadableError(entry.url, away), 0.0)
            return _PageResult(self._parser.page(response.body, response.url, response.headers), 0.0)
        except (FetchError, UnreadableError) as error:
            return _PageResult(error, self._clock.monotonic() - begun)

    # ---- on the caller's thread ----

    def _feed_done(self, workers: Workers[Item], feed: Feed, future: Future[object]) -> Iterator[Item]:
        before, now = self._memory.state(feed.url), self._clock.now()
        fetched = _settled(future, _Fetched, feed.url)
        if not isinstance(fetched, _Fetched):
            yield reading.failed(feed, before, now, fetched)
        elif fetched.parsed is None:
            yield reading.unchanged(feed, before, now, fetched.response, fetched.milliseconds)
        else:
            yield from self._entries(workers, feed, before, fetched, fetched.parsed)

    def _entries(
        self, workers: Workers[Item], feed: Feed, before: FeedState, fetched: _Fetched, parsed: ParsedFeed
    ) -> Iterator[Item]:
        known = self._known(feed, parsed)
        unknown = [entry for entry in parsed.entries if entry.key not in known]
        first_sight = before.changed is None
        taken = reading.newest(parsed.entries, self._first if first_sight else len(parsed.entries))
        new = [entry for entry in unknown if entry in taken]
        of = Reading(
            feed=feed,
            before=before,
            now=self._clock.now(),
            response=fetched.response,
            parsed=parsed,
            milliseconds=fetched.milliseconds,
            known=len(parsed.entries) - len(new),
            found=len(new),
            passed=tuple(entry.key for entry in unknown if entry not in taken),
        )
        for entry in new:
            if entry.url and not reading.is_full(entry):
                of.pending += 1
                fetch, done = partial(self._fetch_page, of, entry), partial(self._page_done, of, entry)
                workers.add(Job(host_of(entry.url), fetch, done))
            else:
                yield of.article(entry, None) or of.failure(entry, "has neither link nor text")
        if not of.pending:
            yield of.report()

    def _known(self, feed: Feed, parsed: ParsedFeed) -> set[str]:
        keys = [entry.key for entry in parsed.entries]
        refused = {key for key in keys if self._tries[feed.url, key] > _TRIES}
        return refused | (self._memory.known(feed.url, keys) if keys else set())

    def _page_done(self, of: Reading, entry: Entry, future: Future[object]) -> Iterator[Item]:
        of.pending -= 1
        result = _settled(future, _PageResult, entry.url)
        seconds = result.seconds if isinstance(result, _PageResult) else 0.0
        page = result.page if isinstance(result, _PageResult) else result
        if isinstance(page, FetchError) and page.passing and self._may_try_again(of, entry):
            of.fault(page, seconds)
            yield of.failure(entry, page.why)
        elif isinstance(page, FetchError | UnreadableError):
            yield of.stand_in(entry, page.why) or self._refuse(of, entry, page.why)
        elif page.closed:
            yield of.stand_in(entry, page.closed) or self._refuse(of, entry, page.closed)
        elif page.nosnippet:
            yield self._refuse(of, entry, pages.NO_SNIPPET)
        elif page.noarchive:  # what the publisher itself sends out in the feed may be kept
            yield of.stand_in(entry, pages.NO_ARCHIVE) or self._refuse(of, entry, pages.NO_ARCHIVE)
        else:
            yield of.article(entry, page) or self._refuse(of, entry, "no article text found")
        if not of.pending:
            yield of.report()

    def _may_try_again(self, of: Reading, entry: Entry) -> bool:
        if not of.given_up:
            self._tries[of.feed.url, entry.key] += 1
        return self._tries[of.feed.url, entry.key] < _TRIES

    def _refuse(self, of: Reading, entry: Entry, why: str) -> EntryFailure:
        """Fail an entry for good: while this collector lives, it isn't asked for again."""
        if len(self._tries) > _REMEMBERED:
            self._tries.clear()
        self._tries[of.feed.url, entry.key] = _TRIES + 1
        return of.failure(entry, why)


def _as_article(url: str, page: Page) -> Incoming:
    if page.closed:
        raise UnreadableError(url, page.closed)
    if page.nosnippet or page.noarchive:
        raise UnreadableError(url, pages.NO_SNIPPET if page.nosnippet else pages.NO_ARCHIVE)
    return Incoming(
        source=url,
        key=page.canonical_url,
        url=page.canonical_url,
        title=page.title or page.text.partition("\n")[0][:200],
        text=page.text,
        published=page.published,
        publisher=page.publisher or host_of(page.canonical_url),
        language=page.language,
        by_hand=True,
    )


def _settled(future: Future[object], kind: type[T], url: str) -> T | FetchError | UnreadableError:
    """Take a job's result. What nobody foresaw costs only the document that brought it out, and is logged."""
    error = future.exception()
    if error is None:
        result = future.result()
        assert isinstance(result, kind)
        return result
    if isinstance(error, FetchError | UnreadableError):
        return error
    _LOG.error("reading %s failed", url, exc_info=error)
    return UnreadableError(url, f"could not be read ({type(error).__name__})")
