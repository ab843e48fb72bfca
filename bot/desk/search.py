"""The whole archive by words: articles best first, and the stories that they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store import articles, search, stories
from summaries import parse, variants

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from bot.clock import Clock
    from bot.store.store import Store

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
    """Best first. `ms` is the time that it took, in milliseconds."""

    query: str
    articles: tuple[FoundArticle, ...]
    stories: tuple[FoundStory, ...]
    ms: float


class Search:
    def __init__(self, store: Store, clock: Clock, zone: tzinfo) -> None:
        self._store = store
        self._clock = clock
        self._zone = zone

    def find(self, query: str, since: datetime | None = None) -> Found:
        """What holds any of the query's words, in any spelling; the whole archive where `since` is None."""
        begun = self._clock.monotonic()
        topic = parse(query, self._clock.now(), self._zone)
        terms = [variants(term) for term in topic.terms]
        with self._store.read() as db:
            hits = search.find(db, terms, since=since, until=self._clock.now(), limit=MOST_ARTICLES)
            read = articles.get(db, [hit.article_id for hit in hits])
            ids = list(dict.fromkeys(hit.story_id for hit in hits))[:MOST_STORIES]
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
                FoundArticle(url=a.url, title=a.title, publisher=a.publisher, score=hit.score)
                for hit in hits
                for a in (read[hit.article_id].article,)
            ),
            stories=by_story,
            ms=(self._clock.monotonic() - begun) * 1000,
        )
