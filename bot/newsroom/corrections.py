"""What publishers change after a digest or an alert was posted is told in its thread, once.

The pages of what was posted lately are read again, each at most once an hour. The stored article is never
rewritten: what its page says now is kept beside it. A page that is closed, gone, or holds another text
altogether is no correction.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from concurrent.futures import wait
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from bot import tenancy
from bot.model import NOTICE_KEPT, Correction, DeliveryState, Notice, Standing
from bot.rereading import last_looks, looks, outcome, remembered, said_in
from bot.store import articles, deliveries, editions, revisions
from summaries import Source, kind_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from threading import Event

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.model import Look, PageNow, PageSeen, Posting, StoredArticle
    from bot.store.store import Store
    from summaries import Sentence

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("newsroom")

EVERY = timedelta(hours=1)
LONGEST = timedelta(hours=8)
"""A page that can't be read is asked for less and less often, down to this."""

MOST_PAGES = 40
AT_ONCE = 4
MOST_VERSIONS = 3
"""Of one posted sentence so many versions are told: a page that changes with each look is a live page."""

ALERTS = ("alert/", "breaking/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A sentence in a message of a channel; `message` is the id of that message's delivery."""

    message: str
    channel: str
    sentence: Sentence

    @property
    def key(self) -> str:
        """What the notices of its versions begin with."""
        return f"correction/{self.message}/{self.sentence.article_id}/{self.sentence.start}/"


class Corrections:
    """`read` reads an article's page again (bot.collect.again.Rereader), `draw` a correction's message.

    `watched`: how long after it was posted a sentence is looked after; zero: never.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        read: Callable[[StoredArticle, PageSeen | None], PageNow],
        draw: Callable[[Correction], Posting],
        watched: timedelta,
    ) -> None:
        self._store = store
        self._clock = clock
        self._read = read
        self._draw = draw
        self._watched = watched

    def look_again(self, stopping: Event) -> None:
        """Read the pages that are due, a few at a time, and tell what changed."""
        if not self._watched:
            return
        now = self._clock.now()
        with self._store.read() as db:
            posted = _posted(db, now - self._watched)
            stored = {key: one for key, one in articles.get(db, posted).items() if _watched(one)}
            seen = revisions.seen(db, stored)
        due = [stored[key] for key in posted if key in stored and _is_due(seen.get(key), now)]
        due.sort(key=lambda one: _last_read(seen.get(one.article.id)))
        told = 0
        for batch in _batches(due[:MOST_PAGES]):
            for one, page in zip(batch, self._pages(batch, seen, stopping), strict=False):
                told += self._take(one, page, seen.get(one.article.id), posted[one.article.id])
        if due:
            _log.info("pages.read_again", pages=len(due[:MOST_PAGES]), corrections=told)

    def _pages(
        self, batch: Sequence[StoredArticle], seen: Mapping[str, PageSeen], stopping: Event
    ) -> list[PageNow]:
        """The pages of a batch; none where Dateline stops meanwhile, which ends the requests."""
        if stopping.is_set():
            return []
        pool = tenancy.Pool(AT_ONCE, thread_name_prefix="again")
        reading = [pool.submit(self._read, one, seen.get(one.article.id)) for one in batch]
        while wait(reading, timeout=0.2).not_done and not stopping.is_set():
            pass
        pool.shutdown(wait=False, cancel_futures=True)
        return [] if stopping.is_set() else [outcome(one) for one in reading]

    def _take(
        self, stored: StoredArticle, page: PageNow, seen: PageSeen | None, posted: Sequence[Posted]
    ) -> int:
        """Keep what the page said and open the notices that follow, both or neither; how many are new."""
        now = self._clock.now()
        sentences = [one.sentence for one in posted]
        found = looks(stored, sentences, page, seen, now)
        before = last_looks(stored, sentences, seen)
        changed = [
            (one, look)
            for one, look, last in zip(posted, found, before, strict=True)
            if _is_correction(look, last)
        ]
        with self._store.write() as db:
            revisions.save(db, remembered(stored, page, seen, now))
            return sum(self._tell(db, stored, one, look) for one, look in changed)

    def _tell(self, db: Connection, stored: StoredArticle, posted: Posted, look: Look) -> bool:
        version = hashlib.sha256(words_of(look.now).encode()).hexdigest()[:16]
        if revisions.told_of(db, posted.key) >= MOST_VERSIONS:
            return False
        text, blocks = self._draw(
            Correction(sentence=posted.sentence, source=Source.of(stored.article), now=look.now, at=look.at)
        )
        notice = Notice(
            key=posted.key + version,
            channel=posted.channel,
            text=text,
            blocks=blocks,
            due=look.at,
            until=look.at + NOTICE_KEPT,
            parent=posted.message,
        )
        return deliveries.open_notice(db, notice)


def _posted(db: Connection, since: datetime) -> Mapping[str, list[Posted]]:
    """Every sentence that stands in a message posted since then, by its article."""
    found: dict[str, list[Posted]] = defaultdict(list)
    for message, channel, edition_id in revisions.digests_since(db, since):
        for sentence in _shown(db, edition_id):
            found[sentence.article_id].append(Posted(message=message, channel=channel, sentence=sentence))
    for prefix in ALERTS:
        for row, notice in deliveries.notices(db, prefix, since):
            if row.state is DeliveryState.SENT:
                for sentence in {said for told in notice.told for said in told.sentences}:
                    found[sentence.article_id].append(
                        Posted(message=row.id, channel=row.channel, sentence=sentence)
                    )
    return found


def _shown(db: Connection, edition_id: str) -> list[Sentence]:
    """The sentences of an edition that its messages show."""
    planned, message = editions.get(db, edition_id), editions.message(db, edition_id)
    if planned is None or message is None:
        return []
    said = said_in([message, *editions.thread(db, edition_id)])
    return [one for story in planned.edition.stories for one in story.brief.sentences if one.text in said]


def _watched(stored: StoredArticle) -> bool:
    """Whether an article is meant to stay as it is: a live page is not."""
    return kind_of(stored.article) != "live"


def _is_due(seen: PageSeen | None, now: datetime) -> bool:
    if seen is None:
        return True
    return seen.checked <= now - min(LONGEST, EVERY * 2 ** min(seen.failures, 10))


def _last_read(seen: PageSeen | None) -> str:
    return seen.checked.isoformat() if seen else ""


def _is_correction(look: Look, last: Look | None) -> bool:
    """Whether to tell: of a sentence without a successor only when a second look misses it too."""
    if look.standing is Standing.ABSENT:
        return look.sure and last is not None and last.standing is Standing.ABSENT
    return look.standing is Standing.CHANGED


def _batches(found: Sequence[StoredArticle]) -> Iterator[Sequence[StoredArticle]]:
    return (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))
