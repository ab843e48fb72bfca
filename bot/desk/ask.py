"""Answers: the top stories of a time, stories on a topic, what is behind a story."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from bot.desk import window
from bot.desk.detail import behind
from bot.desk.looking import ANY
from bot.desk.matching import AskSettings, Matching
from bot.desk.taste import Sieve, taste_of
from bot.errors import NotFoundError
from bot.model import Answer, AnswerKind
from bot.store import articles, search, stories
from summaries import parse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.desk.looking import Looking
    from bot.desk.taste import Taste
    from bot.desk.window import Window
    from bot.model import StoredStory, StoryDetail, StoryView
    from bot.store.store import Store

# Now's top stories are those of the last day.
DAY = timedelta(hours=24)
# Where some of them may not be shown, so many are gone through.
MOST_LOOKED_AT = 60


class Desk:
    def __init__(self, store: Store, clock: Clock, settings: AskSettings, zone: tzinfo) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._zone = zone

    def top(self, reader: str = "", *, look: Looking = ANY, when: Window | None = None) -> Answer:
        """Now's top stories: of the last day (or of `when`), those that most publishers tell.

        A `reader`'s wishes count: pass one only where the answer is for that reader's eyes alone.
        """
        now = self._clock.now()
        with self._store.read() as db:
            return self._top(db, when or window.last(DAY, now), now, look, taste_of(db, reader))

    def ask(self, text: str, reader: str = "", *, look: Looking = ANY, when: Window | None = None) -> Answer:
        """Stories on a topic, best first; of kind NOTHING, with the nearest ones, where there are none.

        A question that names a time and nothing else is answered with the top stories of that time. `when`
        stands in for the time that the question names; `reader` as in `top`.
        """
        now = self._clock.now()
        zone = look.zone or self._zone
        topic = parse(text, now, zone)
        named = when or window.named(topic, now, zone)
        with self._store.read() as db:
            taste = taste_of(db, reader)
            if topic.empty:
                when = named or window.last(DAY, now)
                return self._top(db, when, now, look, taste, asked=text if named else "")
            if not search.size(db):
                return self._top(db, window.last(DAY, now), now, look, taste, asked=text)
            when = named or window.last(self._settings.window, now)
            return Matching(db, self._settings, topic, when=when, now=now, look=look, taste=taste).answer()

    def _top(
        self,
        db: Connection,
        when: Window,
        now: datetime,
        look: Looking,
        taste: Taste | None,
        *,
        asked: str = "",
    ) -> Answer:
        sieve = Sieve(db, self._settings.brief, when, look=look, taste=taste)
        most = MOST_LOOKED_AT if taste or look != ANY else self._settings.stories
        found = stories.alive_between(db, when.since, when.until, limit=most, publishers=look.only)
        count, publishers = articles.count(db, when.since, when.until, look.only)
        return Answer(
            kind=AnswerKind.TOP if count or search.size(db) else AnswerKind.EMPTY,
            asked=asked,
            stories=self._views([story for story in found if story.id not in look.past], sieve),
            articles=count,
            publishers=publishers,
            since=when.since,
            until=when.until,
            words=when.words,
            now=now,
            notes=sieve.notes(),
        )

    def _views(self, found: Sequence[StoredStory], sieve: Sieve) -> tuple[StoryView, ...]:
        """The first stories of which anything may be shown."""
        views = map(sieve.view, sieve.ordered(found))
        return tuple(islice((view for view in views if view), self._settings.stories))

    def detail(self, story_id: str) -> StoryDetail:
        """All that is behind a story; NotFoundError where it is gone."""
        now = self._clock.now()
        with self._store.read() as db:
            story = stories.get(db, [story_id]).get(story_id)
            told = articles.of_stories(db, [story_id], until=now)
            if story is None or not told:
                raise NotFoundError("This story is not in the store any more.")
            return behind(db, story, told, now, self._settings.brief)
