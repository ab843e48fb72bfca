"""The sentences that come nearest to a question which the store can't answer. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Nearest
from summaries import judge
from summaries.model import Sentence, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.model import StoredArticle, StoryView
    from summaries import Topic

# Longer ones are no sentences; no message holds them.
LONGEST = 600


def nearest(
    topic: Topic, views: Iterable[StoryView], read: Iterable[StoredArticle], weights: Mapping[str, float]
) -> tuple[Nearest, ...]:
    """Of each of the stories the stored sentence that holds most of the question, where any holds a word."""
    told: dict[str, list[StoredArticle]] = {}
    for stored in read:
        told.setdefault(stored.story_id, []).append(stored)
    asked = replace(topic, phrases=())  # what is quoted stands nowhere, or this were an answer
    found = (_best(asked, view.story_id, told.get(view.story_id, ()), weights) for view in views)
    return tuple(one for one in found if one)


def _best(
    topic: Topic, story_id: str, told: Sequence[StoredArticle], weights: Mapping[str, float]
) -> Nearest | None:
    """Of equals the newest article's, and in it the first."""
    best, most = None, 0.0
    for stored in sorted(told, key=lambda one: (one.when, one.article.id), reverse=True):
        for start, end, *_ in stored.spans:
            text = stored.article.text[start:end]
            score = judge(topic, title="", text=text, weights=weights) if end - start <= LONGEST else 0.0
            if score > most:
                best, most = (stored, start, end), score
    if best is None:
        return None
    stored, start, end = best
    said = Sentence(article_id=stored.article.id, start=start, end=end, text=stored.article.text[start:end])
    return Nearest(story_id=story_id, sentence=said, source=Source.of(stored.news))
