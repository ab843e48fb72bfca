"""What comes in becomes an article: settled, recognised, cut into sentences, put into a story, stored.

Articles are stored in batches, each with its stories' briefs and the feeds' states in one transaction:
whatever is killed, the store is sound, and a feed is remembered as read only when its articles are there.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.model import (
    CollectionRow,
    EntryFailure,
    FeedOutcome,
    FeedReading,
    FeedReport,
    Incoming,
    StoredArticle,
)
from bot.newsroom.affairs import chains
from bot.newsroom.briefs import retell
from bot.newsroom.dating import news_time
from bot.newsroom.language import language_of
from bot.newsroom.order import batches
from bot.store import articles, feed_history, feeds, passed
from bot.store.databases import Queue
from bot.text import one_line
from summaries import Article, fingerprint, ranked, same_text, settle, shown_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from bot.briefing import BriefSettings
    from bot.clock import Clock
    from bot.model import Item
    from bot.newsroom.stories import StoryKeeper
    from bot.store.store import Store
    from summaries import StoryIndex

# How much of a collection the index holds beside the last fortnight, until a second look has gone over it.
AT_ONE_LOOK = 10_000


@dataclass(slots=True)
class Tally:
    """What became of one source's entries so far."""

    publisher: str = ""
    new: int = 0
    known: int = 0
    copies: int = 0
    failures: list[str] = field(default_factory=list[str])

    def row(self, source: str, outcome: FeedOutcome, *, known: int = 0, why: str = "") -> CollectionRow:
        reasons = dict.fromkeys([why, *self.failures] if why else self.failures)
        return CollectionRow(
            source=source,
            publisher=self.publisher,
            outcome=outcome,
            new=self.new,
            known=self.known + known,
            copies=self.copies,
            failed=len(self.failures),
            why="; ".join(list(reasons)[:3]),
        )


class Intake:
    """Takes collections in: `rows = list(intake.take(stream))`."""

    def __init__(self, store: Store, keeper: StoryKeeper, clock: Clock, settings: BriefSettings) -> None:
        self._store = store
        self._keeper = keeper
        self._clock = clock
        self._settings = settings

    def take(self, stream: Iterable[Item]) -> Iterator[CollectionRow]:
        """Store what the stream holds; a row for each source once what it brought is safe."""
        tallies: dict[str, Tally] = defaultdict(Tally)
        unseen = 0
        for batch in batches(stream):
            yield from self._keep(batch, tallies, goes_on=bool(unseen))
            unseen += len(batch)
            if unseen >= AT_ONE_LOOK:
                self._second_look()
                unseen = 0
        if unseen:
            self._second_look()
        for source, tally in tallies.items():  # files: no feed's report closes them
            yield tally.row(source, FeedOutcome.READ if tally.new or tally.known else FeedOutcome.FAILED)

    def _keep(
        self, items: Sequence[Item], tallies: dict[str, Tally], *, goes_on: bool
    ) -> Iterator[CollectionRow]:
        """Admit a batch, and store it whole."""
        reports = [item for item in items if isinstance(item, FeedReport)]
        with self._keeper.writing(goes_on=goes_on) as turn:
            batch = _Batch(self._store, turn.index, self._clock.now(), tallies)
            for item in items:
                match item:
                    case Incoming():
                        batch.admit(item)
                    case EntryFailure():
                        tallies[item.source].failures.append(item.why)
                    case FeedReport():
                        pass
            changed = {stored.story_id for stored in batch.articles.values()}
            with self._store.read() as db:
                told = articles.of_stories(db, changed)
                known = chains(db, turn.index, changed)
            retold = retell(changed, [*told, *batch.articles.values()], self._settings, known)
            with self._store.write(Queue.NEWS) as db:
                turn.confirm(db)
                articles.add(db, list(batch.articles.values()))
                feeds.remember(db, batch.entries)
                retold.save(db)
                for report in reports:
                    feeds.save(db, report.state)
                    feed_history.note(db, report.feed.url, self._reading(report, tallies))
                    passed.add(db, report.feed.url, report.passed)
        for report in reports:
            tally = tallies.pop(report.feed.url, None) or Tally()
            tally.publisher = report.state.publisher or report.feed.publisher or tally.publisher
            yield tally.row(report.feed.url, report.outcome, known=report.known, why=report.why)

    def _reading(self, report: FeedReport, tallies: dict[str, Tally]) -> FeedReading:
        tally = tallies.get(report.feed.url)
        return FeedReading(
            at=report.state.checked or self._clock.now(),
            outcome=report.outcome,
            new=tally.new if tally else 0,
            why=report.state.error,
            seen=report.seen,
        )

    def _second_look(self) -> None:
        """Let the index merge and split what has come together, and bring the store into step."""
        with self._keeper.writing(goes_on=True) as turn:
            moved = turn.index.look_again()
            with self._store.read() as db:
                changed = {*moved.values(), *articles.story_ids(db, moved).values()}
                told = articles.of_stories(db, changed)
                known = chains(db, turn.index, changed)
            told = [replace(one, story_id=moved.get(one.article.id, one.story_id)) for one in told]
            retold = retell(changed, told, self._settings, known)
            with self._store.write(Queue.NEWS) as db:
                turn.confirm(db)
                articles.move(db, moved)
                retold.save(db)


class _Batch:
    """What is stored together. Its own articles count as known before they are stored."""

    def __init__(self, store: Store, index: StoryIndex, now: datetime, tallies: dict[str, Tally]) -> None:
        self.articles: dict[str, StoredArticle] = {}
        self.entries: list[tuple[str, str, str]] = []
        self._store = store
        self._index = index
        self._now = now
        self._tallies = tallies

    def admit(self, item: Incoming) -> None:
        tally = self._tallies[item.source]
        tally.publisher = tally.publisher or item.publisher
        stored = self._settled(item)
        if stored is None:
            tally.failures.append("no text")
            return
        again = self._reissue_of(stored)
        if again:
            tally.known += 1
        else:
            stored = self._placed(stored)
            self.articles[stored.article.id] = stored
            tally.new += 1
            tally.copies += bool(stored.copy_of)
        self.entries.append((item.source, item.key, again or stored.article.id))

    def _settled(self, item: Incoming) -> StoredArticle | None:
        """The article with its text as it will stay; None where no sentence can be shown of it."""
        text = settle(item.text)
        mark = fingerprint(text)
        article = Article(
            id=_article_id(item.publisher, _own_address(item.url) or mark),
            title=one_line(settle(item.title)),
            text=text,
            published=item.published,
            publisher=one_line(settle(item.publisher)),
            url=item.url,
            language=language_of(item.language, text),
            section=one_line(settle(item.section)),
        )
        spans = shown_spans(article)
        if not spans:
            return None
        return StoredArticle(
            article=article,
            source=item.source,
            collected=self._now,
            dated=news_time(item, self._now),
            fingerprint=mark,
            spans=spans,
            position=item.position,
        )

    def _reissue_of(self, stored: StoredArticle) -> str:
        """The id of the same article as this publisher gave it before; empty where it is new."""
        article = stored.article
        if article.id in self.articles:
            return article.id
        with self._store.read() as db:
            found = articles.reissue_of(
                db,
                publisher=article.publisher,
                url=_own_address(article.url),
                fingerprint=stored.fingerprint,
            )
            twins = articles.titled(db, article.publisher, article.title)
        twins += [one for one in self.articles.values() if _may_be_reissue(one, stored)]
        return found or next(
            (twin.article.id for twin in twins if same_text(twin.article.text, article.text)), ""
        )

    def _placed(self, stored: StoredArticle) -> StoredArticle:
        """The article in its story, and marked where it repeats another publisher's."""
        story_id = self._index.add(stored.news)
        spans = ranked(stored.article, stored.spans)
        return replace(stored, spans=spans, story_id=story_id, copy_of=self._copy_of(stored, story_id))

    def _copy_of(self, stored: StoredArticle, story_id: str) -> str:
        with self._store.read() as db:
            first = articles.with_fingerprint(db, stored.fingerprint)
            told = articles.newest_of_story(db, story_id)
        told += [one for one in self.articles.values() if one.story_id == story_id]
        return first or next(
            (
                one.copy_of or one.article.id
                for one in told
                if same_text(one.article.text, stored.article.text)
            ),
            "",
        )


def _own_address(url: str) -> str:
    """The address where it is this article's alone: no file's, and no front page that many entries share."""
    parts = urlsplit(url)
    shared = parts.path in ("", "/") and not parts.query
    return "" if parts.scheme not in ("http", "https") or shared else url


def _may_be_reissue(one: StoredArticle, other: StoredArticle) -> bool:
    same = one.article.title == other.article.title or one.fingerprint == other.fingerprint
    return same and one.article.publisher == other.article.publisher


def _article_id(publisher: str, mark: str) -> str:
    return hashlib.sha256(f"{publisher}\0{mark}".encode()).hexdigest()[:16]
