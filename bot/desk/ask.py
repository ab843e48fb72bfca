"""Answers: the top stories of a time, stories on a topic, what is behind a story."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.desk import window
from bot.desk.detail import behind
from bot.desk.matching import AskSettings, Matching
from bot.desk.views import within
from bot.errors import NotFoundError
from bot.model import Answer, AnswerKind
from bot.store import articles, search, stories
from summaries import parse

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.desk.window import Window
    from bot.model import StoryDetail
    from bot.store.store import Store

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
        """All that is behind a story; NotFoundError where it is gone."""
        now = self._clock.now()
        with self._store.read() as db:
            story = stories.get(db, [story_id]).get(story_id)
            told = articles.of_stories(db, [story_id], until=now)
            if story is None or not told:
                raise NotFoundError("This story is not in the store any more.")
            return behind(db, story, told, now, self._settings.brief)
