"""Answers: the top stories of a time, stories on a topic, what is behind a story."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.desk import window
from bot.desk.matching import AskSettings, Matching
from bot.desk.views import as_of, within
from bot.errors import NotFoundError
from bot.model import Answer, AnswerKind, StoryDetail
from bot.store import articles, search, stories
from summaries import parse, summarize

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.desk.window import Window
    from bot.model import StoredArticle
    from bot.store.store import Store
    from summaries import Sentence

# Now's top stories are those of the last day.
DAY = timedelta(hours=24)


class Desk:
    def __init__(self, store: Store, clock: Clock, settings: AskSettings, zone: tzinfo) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._zone = zone

    def top(self) -> Answer:
        """Now's top stories: of the last day, those that most publishers tell."""
        now = self._clock.now()
        with self._store.read() as db:
            return self._top(db, window.last(DAY, now), now)

    def ask(self, text: str) -> Answer:
        """Stories on a topic, best first; of kind NOTHING, with the nearest ones, where there are none.

        A question that names a time and nothing else is answered with the top stories of that time.
        """
        now = self._clock.now()
        topic = parse(text, now, self._zone)
        named = window.named(topic, now, self._zone)
        with self._store.read() as db:
            if topic.empty:
                when = named or window.last(DAY, now)
                return self._top(db, when, now, asked=text if named else "")
            if not search.size(db):
                return self._top(db, window.last(DAY, now), now, asked=text)
            when = named or window.last(self._settings.window, now)
            return Matching(db, self._settings, topic, when=when, now=now).answer()

    def _top(self, db: Connection, when: Window, now: datetime, *, asked: str = "") -> Answer:
        found = stories.alive_between(db, when.since, when.until, limit=self._settings.stories)
        count, publishers = articles.count(db, when.since, when.until)
        return Answer(
            kind=AnswerKind.TOP if count or search.size(db) else AnswerKind.EMPTY,
            asked=asked,
            stories=tuple(within(db, story, when, self._settings.brief) for story in found),
            articles=count,
            publishers=publishers,
            since=when.since,
            until=when.until,
            words=when.words,
            now=now,
        )

    def detail(self, story_id: str) -> StoryDetail:
        """Every source of a story, and each publisher's best sentence; NotFoundError where it is gone."""
        now = self._clock.now()
        with self._store.read() as db:
            story = stories.get(db, [story_id]).get(story_id)
            told = articles.of_stories(db, [story_id], until=now)
        if story is None or not told:
            raise NotFoundError("This story is not in the store any more.")
        newest = {stored.article.publisher: stored for stored in told if not stored.copy_of}
        return StoryDetail(
            view=as_of(story, told, now, self._settings.brief),
            key_sentences=tuple(best for stored in newest.values() for best in _best_sentence(stored)),
        )


def _best_sentence(stored: StoredArticle) -> tuple[Sentence, ...]:
    return summarize(stored.news, sentences=1, spans=stored.spans).sentences
