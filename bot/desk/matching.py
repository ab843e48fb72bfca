"""A topic against the store: which stories answer it, or that none does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log2
from typing import TYPE_CHECKING

from bot.desk.looking import ANY
from bot.desk.misspelled import mended
from bot.desk.nearest import nearest
from bot.desk.taste import Sieve
from bot.model import Answer, AnswerKind
from bot.store import articles, search, stories
from summaries import ANSWERS, judge, refuses, unknown, variants, weigh
from summaries.kinds import NEWS
from summaries.places.aliases import aliases

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime, timedelta

    from sqlalchemy import Connection

    from bot.briefing import BriefSettings
    from bot.desk.looking import Looking
    from bot.desk.taste import Taste
    from bot.desk.window import Window
    from bot.model import StoredStory, StoryView
    from summaries import Topic

# As many articles are read for an answer, however large the store is.
CANDIDATES = 80
NEAREST = 3
# What doubling the publishers is worth beside how well a story answers (0 to 1), and what a day's age costs.
PUBLISHERS_WEIGHT = 0.05
DAY_WEIGHT = 0.01
DAY_SECONDS = 86_400
# A column or a live page comes after the news that answers as well.
NO_NEWS = 0.05
# Kinds that tell no news: no answer, but to who asks for them by name.
NO_ANSWERS = ("quiz", "shopping", "horoscope")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSettings:
    window: timedelta
    stories: int
    brief: BriefSettings


class Matching:
    """One question to one store, about one time. Of a very long question the first words are answered."""

    def __init__(
        self,
        db: Connection,
        settings: AskSettings,
        topic: Topic,
        *,
        when: Window,
        now: datetime,
        look: Looking = ANY,
        taste: Taste | None = None,
    ) -> None:
        self._db = db
        self._settings = settings
        self._topic = replace(topic, terms=topic.terms[: search.MAX_TERMS])
        self._when = when
        self._now = now
        self._look = look
        self._sieve = Sieve(db, settings.brief, when, look=look, taste=taste, asked=topic.asked)
        self._heard: list[search.Hit] = []
        self._told: dict[str, StoredStory] = {}
        self._weights: dict[str, float] = {}
        self._spellings = [_names(term) for term in self._topic.terms]
        self._instead: tuple[tuple[str, str], ...] = ()

    def answer(self) -> Answer:
        found = search.frequencies(self._db, self._spellings)
        topic, self._instead = mended(self._db, self._topic, found)
        if self._instead:
            self._topic = topic
            self._spellings = [_names(term) for term in topic.terms]
            found = search.frequencies(self._db, self._spellings)
        counts = dict(zip(self._topic.terms, found, strict=True))
        since, until = self._when.since, self._when.until
        asked = search.telling(self._spellings, found)
        hits = search.find(
            self._db, asked, since=since, until=until, limit=CANDIDATES, publishers=self._look.only
        )
        scores = self._fit(self._scores(hits, counts))
        answering = {story_id: score for story_id, score in scores.items() if score >= ANSWERS}
        if not answering or refuses(self._topic, counts):
            return self._nothing(scores, unknown(self._topic, counts))
        return self._found(answering)

    def _scores(self, hits: list[search.Hit], counts: Mapping[str, int]) -> dict[str, float]:
        """Story id -> how well the best of its articles answers, from 0 to 1."""
        self._heard = [
            hit for hit in hits if self._look.hears(hit.publisher) and hit.story_id not in self._look.past
        ]
        texts = self._whole(self._heard)
        self._weights = weigh(self._topic, counts, search.size(self._db))
        most = min(1.0, sum(self._weights.get(term, 0.0) for term in self._topic.terms))
        scores: dict[str, float] = {}
        for hit in self._heard:
            if scores.get(hit.story_id, 0.0) >= most > 0:
                continue  # it has every term in a title already: nothing answers better
            text = texts.get(hit.article_id, hit.text)
            score = judge(self._topic, title=hit.title, text=text, weights=self._weights)
            scores[hit.story_id] = max(score, scores.get(hit.story_id, 0.0))
        return scores

    def _whole(self, hits: Sequence[search.Hit]) -> dict[str, str]:
        """The texts of those whose hit holds only the beginning: article id -> text."""
        cut = [hit.article_id for hit in hits if len(hit.text) >= search.READ_CHARACTERS]
        return {key: stored.article.text for key, stored in articles.get(self._db, cut).items()}

    def _fit(self, scores: Mapping[str, float]) -> dict[str, float]:
        """Without the stories that are a quiz, shopping or a horoscope, unless the question says so."""
        asked = tuple(term.lower() for term in self._topic.terms)
        kinds = {kind for kind in NO_ANSWERS if not any(term.startswith(kind) for term in asked)}
        self._told = told = stories.get(self._db, scores)
        return {key: score for key, score in scores.items() if key in told and told[key].kind not in kinds}

    def _best(self, scores: Mapping[str, float]) -> list[StoredStory]:
        """The stories that answer best; among equals the larger, the newer and the news."""
        told = [self._told[key] for key in scores]

        def standing(story: StoredStory) -> tuple[float, str]:
            # What has come since, or says that it will, makes no story newer than the time asked about.
            days = max(0.0, (self._when.until - story.last_seen).total_seconds()) / DAY_SECONDS
            less = DAY_WEIGHT * days + (NO_NEWS if story.kind != NEWS else 0.0)
            return -(scores[story.id] + PUBLISHERS_WEIGHT * log2(story.publishers) - less), story.id

        return sorted(told, key=standing)

    def _found(self, scores: Mapping[str, float]) -> Answer:
        """The best story is briefed for this very question; the others show the brief that they have."""
        best = self._sieve.ordered(self._best(scores))
        views = self._views(best)
        if not views and self._sieve.open():  # it was asked for by name: better shown than hidden
            views = self._views(best)
        sources = [source for view in views for source in view.brief.sources]
        return self._answer(
            AnswerKind.FOUND,
            views,
            articles=len(sources),
            publishers=len({source.publisher for source in sources}),
        )

    def _views(self, best: Sequence[StoredStory]) -> list[StoryView]:
        focus = [spellings[0] for spellings in self._spellings]
        views: list[StoryView] = []
        for story in best:
            if len(views) == self._settings.stories:
                break
            view = self._sieve.view(story, () if views else focus)
            views += [view] if view else []
        return views

    def _nothing(self, scores: Mapping[str, float], missing: tuple[str, ...]) -> Answer:
        """What was searched, and the nearest stories, where any holds a word of the question."""
        near = self._best({key: score for key, score in scores.items() if score > 0})[:NEAREST]
        since, until, only = self._when.since, self._when.until, self._look.only
        count, publishers = articles.count(self._db, since, until, only)
        found = self._answer(
            AnswerKind.NOTHING,
            [view for view in map(self._sieve.view, near) if view],
            articles=count,
            publishers=publishers,
            missing=missing,
        )
        shown = {view.story_id for view in found.stories}
        read = articles.get(self._db, [hit.article_id for hit in self._heard if hit.story_id in shown])
        told = [one for one in read.values() if one.when <= until and self._look.takes(one)]
        return replace(found, nearest=nearest(self._topic, found.stories, told, self._weights))

    def _answer(
        self,
        kind: AnswerKind,
        views: list[StoryView],
        *,
        articles: int,
        publishers: int,
        missing: tuple[str, ...] = (),
    ) -> Answer:
        return Answer(
            kind=kind,
            asked=self._topic.asked,
            stories=tuple(views),
            articles=articles,
            publishers=publishers,
            since=self._when.since,
            until=self._when.until,
            words=self._when.words,
            now=self._now,
            missing=missing,
            instead=self._instead,
            notes=self._sieve.notes(),
        )


def _names(term: str) -> tuple[str, ...]:
    """A term's spellings, and the other names of the government that it stands for."""
    return tuple(dict.fromkeys([*variants(term), *aliases(term)]))
