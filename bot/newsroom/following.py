"""What somebody follows, as stories: those on a topic, a story and what came of it, without what is muted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from bot.model import Subject, Wish
from bot.store import articles, search, stories
from summaries import ANSWERS, aliases, judge, parse, variants, weigh
from summaries.newsrooms import newsroom

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.model import Preference, StoredStory

# Of a topic on which more was told in the time looked at, the likeliest are read.
MOST_READ = 200


class Topics:
    """Which stories of a time are on a topic; each topic is looked up once, whoever follows it.

    `known`: what was found a moment ago; what is found is added to it.
    """

    def __init__(
        self, db: Connection, since: datetime, now: datetime, known: dict[str, frozenset[str]] | None = None
    ) -> None:
        self._db = db
        self._since = since
        self._now = now
        self._known = {} if known is None else known

    def on(self, asked: str) -> frozenset[str]:
        """The ids of the stories."""
        key = asked.casefold()
        if key not in self._known:
            self._known[key] = self._found(asked)
        return self._known[key]

    def _found(self, asked: str) -> frozenset[str]:
        """By its words as questions are answered by them; a section's name means all of the section."""
        section = stories.of_section(self._db, asked, self._since)
        topic = parse(asked, self._now, UTC)
        terms = topic.terms[: search.MAX_TERMS]
        if not terms:
            return section
        spellings = [tuple(dict.fromkeys((*variants(term), *aliases(term)))) for term in terms]
        counts = search.frequencies(self._db, spellings)
        words = search.telling(spellings, counts)
        hits = search.find(self._db, words, since=self._since, until=self._now, limit=MOST_READ)
        weights = weigh(topic, dict(zip(terms, counts, strict=True)), search.size(self._db))
        read = articles.get(self._db, [hit.article_id for hit in hits])
        scored = (
            (hit.story_id, judge(topic, title=found.title, text=found.text, weights=weights))
            for hit in hits
            for found in (read[hit.article_id].article,)
        )
        return section | {story_id for story_id, score in scored if score >= ANSWERS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """The stories that an owner's wishes ask for, each with the wish; `muted` are newsrooms as compared."""

    stories: dict[str, StoredStory]
    why: dict[str, Preference]
    muted: frozenset[str]


def followed(db: Connection, wishes: Sequence[Preference], topics: Topics, since: datetime) -> Followed:
    """The news stories told since then that are followed and not muted: who mutes is not told."""
    why: dict[str, Preference] = {}
    for wish in _wished(wishes, Wish.FOLLOW):
        for story_id in _meant(db, wish, topics, since):
            why.setdefault(story_id, wish)
    muted = kept_out(db, wishes, topics, since)
    known = stories.get(db, why.keys() - muted)
    told = {key: story for key, story in known.items() if story.kind == "news" and story.last_seen > since}
    return Followed(stories=told, why=why, muted=muted_newsrooms(wishes))


def kept_out(db: Connection, wishes: Sequence[Preference], topics: Topics, since: datetime) -> frozenset[str]:
    """The ids of stories that an owner's mutes keep back."""
    found: set[str] = set()
    for wish in _wished(wishes, Wish.MUTE):
        found |= _meant(db, wish, topics, since)
    return frozenset(found)


def muted_newsrooms(wishes: Sequence[Preference]) -> frozenset[str]:
    muted = (one for one in wishes if (one.wish, one.subject) == (Wish.MUTE, Subject.PUBLISHER))
    return frozenset(newsroom(one.value) for one in muted)


def _wished(wishes: Sequence[Preference], wish: Wish) -> list[Preference]:
    return [one for one in wishes if one.wish is wish and not one.is_breaking]


def _meant(db: Connection, wish: Preference, topics: Topics, since: datetime) -> frozenset[str]:
    """The stories that a wish is about: on the topic, or the story itself and what followed from it."""
    match wish.subject:
        case Subject.TOPIC:
            return topics.on(wish.value)
        case Subject.STORY:
            return stories.later(db, wish.value, wish.made, since)
        case _:
            return frozenset()
