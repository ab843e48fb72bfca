"""One feed's reading, from its answer to its report, without any input or output."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from bot.collect import walls
from bot.collect.urls import host_of
from bot.errors import AddressRefusedError, FetchError
from bot.model import (
    EntryFailure,
    Feed,
    FeedOutcome,
    FeedReport,
    FeedSeen,
    FeedSign,
    FeedState,
    Incoming,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.collect.feeds import Entry, ParsedFeed
    from bot.collect.http import Response
    from bot.collect.pages import Page
    from bot.errors import UnreadableError

_FULL = 1_200  # characters of a feed's own text that make the page needless
_UNFINISHED = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read (?:more|on)|continue reading)\W*$", re.IGNORECASE
)
_PATIENCE = (
    30.0  # seconds that a feed's failing pages may cost before the others are put off to the next time
)


@dataclass(slots=True, kw_only=True)
class Reading:
    """What a feed's reading has come to so far."""

    feed: Feed
    before: FeedState
    now: datetime
    response: Response
    parsed: ParsedFeed
    known: int
    pending: int = 0
    found: int = 0
    milliseconds: int = 0
    passed: tuple[str, ...] = ()  # keys of entries that are left be: the feed is seen for the first time
    again: bool = False  # a page failed for a passing reason: the feed is to be read again
    given_up: str = ""
    lost: float = field(default=0.0)
    instead: Counter[str] = field(default_factory=Counter[str])  # why pages were not read -> how many

    @property
    def publisher(self) -> str:
        return self.feed.publisher or self.parsed.title

    def fault(self, error: FetchError, seconds: float) -> None:
        """Count a page's passing failure, and give up on this feed's other pages where it makes no sense."""
        self.again = True
        self.lost += seconds
        if error.retry_after is not None:
            self.given_up = f"not asked: {host_of(error.url)} {error.why.partition(' ')[2]}"
        elif self.lost > _PATIENCE:
            self.given_up = f"not asked: {host_of(error.url)} keeps failing ({error.why})"

    def article(self, entry: Entry, page: Page | None) -> Incoming | None:
        """Build an entry's article from its page, or from the feed's own text; None where that has none."""
        own = max(entry.content, entry.summary, key=len)
        text = page.text if page else own
        title = entry.title or (page.title if page else text.partition("\n")[0][:200])
        if not text or text == title:
            return None
        url = page.canonical_url if page else entry.url
        return Incoming(
            source=self.feed.url,
            key=entry.key,
            url=url or f"{self.feed.url}#{hashlib.sha256(entry.key.encode()).hexdigest()[:16]}",
            title=title,
            text=text,
            published=entry.published or (page.published if page else None),
            publisher=self.publisher or (page.publisher if page else "") or host_of(self.feed.url),
            section=self.feed.section,
            language=page.language if page else "",
            stub=page is None and not is_full(entry),
            position=entry.position,
        )

    def stand_in(self, entry: Entry, why: str) -> Incoming | None:
        """Build the article from the feed's own words, as its page can't serve; None where it has none."""
        found = self.article(entry, None)
        self.instead[why] += found is not None
        return found

    def failure(self, entry: Entry, why: str) -> EntryFailure:
        return EntryFailure(source=self.feed.url, key=entry.key, why=f"{entry.url or entry.title}: {why}")

    def report(self) -> FeedReport:
        """Return the last word; without validators where the feed must be read again."""
        moved = self.response.permanent_url
        said = [f"moved for good to {moved}"] if moved else []
        said += [f"{count} by the feed's words alone: {why}" for why, count in self.instead.most_common(3)]
        said += [f"{len(self.passed)} older ones left be: first sight"] if self.passed else []
        state = FeedState(
            url=self.feed.url,
            publisher=self.publisher,
            etag="" if self.again else self.response.etag,
            last_modified="" if self.again else self.response.last_modified,
            checked=self.now,
            changed=self.now if self.found else self.before.changed,
        )
        return FeedReport(
            feed=self.feed,
            outcome=FeedOutcome.READ,
            state=state,
            known=self.known,
            why="; ".join(said),
            passed=self.passed,
            seen=FeedSeen(
                entries=len(self.parsed.entries),
                closed=self.instead[walls.PAYWALL],
                milliseconds=self.milliseconds,
                size=len(self.response.body),
                moved_to=moved,
            ),
        )


def is_full(entry: Entry) -> bool:
    """Does the feed carry the article itself? Then its page need not be asked for."""
    text = max(entry.content, entry.summary, key=len)
    return len(text) >= _FULL and not _UNFINISHED.search(text[-60:])


def newest(entries: Sequence[Entry], count: int) -> set[Entry]:
    """Return the newest entries: by their dates, then, and where they have none, the feed's first."""
    oldest = datetime.min.replace(tzinfo=UTC)
    ranked = sorted(entries, key=lambda entry: (entry.published or oldest, -entry.position), reverse=True)
    return set(ranked[:count])


def unchanged(
    feed: Feed, before: FeedState, now: datetime, response: Response | None = None, milliseconds: int = 0
) -> FeedReport:
    """Report a feed whose validators still hold."""
    state = replace(
        before, url=feed.url, checked=now, failures=0, error="", gone=False, wait_until=None, failing=None
    )
    seen = FeedSeen(milliseconds=milliseconds, moved_to=response.permanent_url if response else "")
    return FeedReport(feed=feed, outcome=FeedOutcome.UNCHANGED, state=state, seen=seen)


def failed(feed: Feed, before: FeedState, now: datetime, error: FetchError | UnreadableError) -> FeedReport:
    """Report a feed that could not be read, with the wait that its server asked for."""
    fetch = error if isinstance(error, FetchError) else None
    wait = fetch.retry_after if fetch else None
    state = replace(
        before,
        url=feed.url,
        publisher=feed.publisher or before.publisher,
        checked=now,
        failures=before.failures + 1,
        error=error.why,
        gone=bool(fetch and fetch.gone),
        wait_until=now + timedelta(seconds=wait) if wait is not None else None,
        failing=before.failing or (before.checked if before.failures else None) or now,
    )
    found = "" if isinstance(error, FetchError) else error.feed
    seen = FeedSeen(sign=sign_of(error), found=found)
    return FeedReport(feed=feed, outcome=FeedOutcome.FAILED, state=state, why=error.why, seen=seen)


def sign_of(error: FetchError | UnreadableError) -> FeedSign:
    """What a failure says of a feed; nothing where its server answered something else, or was not asked."""
    if not isinstance(error, FetchError):
        return FeedSign.PAGE if "web page" in error.why else FeedSign.NONE
    if error.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return FeedSign.GONE
    unreached = not error.status and error.passing and not isinstance(error, AddressRefusedError)
    return FeedSign.UNREACHED if unreached else FeedSign.NONE
