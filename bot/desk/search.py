"""The whole archive by words: articles best first, and the stories that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.desk.misspelled import mended
from bot.store import search, stories
from summaries import Retrieved, Term, parse, rank, variants

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from bot.clock import Clock
    from bot.store.store import Store

# As many of the best by BM25 are read and ranked anew.
MOST_READ = 120
MOST_ARTICLES = 50
MOST_STORIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticle:
    url: str
    title: str
    publisher: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStory:
    id: str
    headline: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Best first. `ms` is the time that it took, in milliseconds.

    `instead`: (as asked, as searched) for each word that stood nowhere and was taken for a misspelling.
    """

    query: str
    articles: tuple[FoundArticle, ...]
    stories: tuple[FoundStory, ...]
    ms: float
    instead: tuple[tuple[str, str], ...] = ()


class Search:
    def __init__(self, store: Store, clock: Clock, zone: tzinfo) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone

    def find(self, query: str, since: datetime | None = None) -> Found:
        """What holds any of the query's words, in any spelling; the whole archive where `since` is None."""
        begun = self._clock.monotonic()
        now = self._clock.now()
        topic = parse(query, now, self._zone)
        spellings = [variants(term) for term in topic.terms[: search.MAX_TERMS]]
        with self._store.read() as db:
            counts = search.frequencies(db, spellings)
            topic, instead = mended(db, topic, counts)
            if instead:
                spellings = [variants(term) for term in topic.terms[: search.MAX_TERMS]]
                counts = search.frequencies(db, spellings)
            asked = search.telling(spellings, counts)
            hits = search.find(db, asked, since=since, until=now, limit=MOST_READ)
            terms = [Term(spellings=s, count=c) for s, c in zip(spellings, counts, strict=True)]
            ranked = ranking(terms, hits, search.size(db))[:MOST_ARTICLES]
            ids = list(dict.fromkeys(hit.story_id for hit, _ in ranked))[:MOST_STORIES]
            told = stories.get(db, ids)
        by_story = tuple(
            FoundStory(
                id=story_id,
                headline=told[story_id].brief.headline,
                urls=tuple(source.url for source in told[story_id].brief.sources),
            )
            for story_id in ids
            if story_id in told
        )
        return Found(
            query=query,
            articles=tuple(
                FoundArticle(url=hit.url, title=hit.title, publisher=hit.publisher, score=score)
                for hit, score in ranked
            ),
            stories=by_story,
            ms=(self._clock.monotonic() - begun) * 1000,
            instead=instead,
        )


def ranking(terms: Sequence[Term], hits: Sequence[search.Hit], total: int) -> list[tuple[search.Hit, float]]:
    """The hits with their scores, best first."""
    found = [Retrieved(id=hit.article_id, title=hit.title, text=hit.text, when=hit.when) for hit in hits]
    by_id = {hit.article_id: hit for hit in hits}
    return [(by_id[article_id], score) for article_id, score in rank(terms, found, total)]
