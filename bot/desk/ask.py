"""Answers: now's top stories, stories on a topic, what is behind a story."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.desk.matching import AskSettings, Matching, as_view, brief_until
from bot.errors import NotFoundError
from bot.model import Answer, AnswerKind, StoryDetail
from bot.store import articles, stories
from summaries import parse, summarize

if TYPE_CHECKING:
    from datetime import tzinfo

    from bot.clock import Clock
    from bot.model import StoredArticle
    from bot.store.store import Store
    from summaries import Sentence

# The top stories are those of the last day.
DAY = timedelta(hours=24)


class Desk:
    def __init__(self, store: Store, clock: Clock, settings: AskSettings, zone: tzinfo) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._zone = zone

    def top(self, most: int | None = None) -> Answer:
        """Now's top stories: of the last day, those that most publishers tell."""
        now = self._clock.now()
        with self._store.read() as db:
            found = stories.alive_between(db, now - DAY, now, limit=most or self._settings.stories)
            views = tuple(
                as_view(story, brief_until(db, story, now, self._settings.brief)) for story in found
            )
            count, publishers = articles.count(db, now - DAY, now)
        return Answer(
            kind=AnswerKind.TOP,
            asked="",
            stories=views,
            articles=count,
            publishers=publishers,
            window=DAY,
            now=now,
        )

    def ask(self, text: str) -> Answer:
        """Stories on a topic, best first; of kind NOTHING, with the nearest ones, where there are none."""
        now = self._clock.now()
        topic = parse(text, now, self._zone)
        if topic.empty:
            return self.top()
        until = min(topic.until or now, now)
        since = topic.since or until - self._settings.window
        with self._store.read() as db:
            return Matching(db, self._settings, topic, since=since, until=until, now=now).answer()

    def detail(self, story_id: str) -> StoryDetail:
        """Every source of a story, and each publisher's best sentence; NotFoundError where it is gone."""
        now = self._clock.now()
        with self._store.read() as db:
            story = stories.get(db, [story_id]).get(story_id)
            told = articles.of_stories(db, [story_id], until=now)
            if story is None or not told:
                raise NotFoundError("This story is not in the store any more.")
            view = as_view(story, brief_until(db, story, now, self._settings.brief))
        newest = {stored.article.publisher: stored for stored in told if not stored.copy_of}
        return StoryDetail(
            view=view,
            key_sentences=tuple(best for stored in newest.values() for best in _best_sentence(stored)),
        )


def _best_sentence(stored: StoredArticle) -> tuple[Sentence, ...]:
    return summarize(stored.news, sentences=1, spans=stored.spans).sentences
