"""A story's brief is made when the story changes, so that a command finds it ready."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model import StoredStory
from bot.store import articles, stories
from summaries import Span, brief, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from bot.model import StoredArticle
    from summaries import Brief, Citation

# A brief of the newest of these: what a story of hundreds says, its newest say.
MOST_ARTICLES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSettings:
    """How briefs are made: config.yaml's `summaries`."""

    method: str
    sentences: int
    max_words: int
    max_share: float


def make_brief(
    told: Sequence[StoredArticle],
    settings: BriefSettings,
    *,
    focus: Sequence[str] = (),
    shown: frozenset[Citation] = frozenset(),
) -> Brief:
    """The brief of a story's articles (oldest first), from the sentences that intake marked."""
    newest = told[-MOST_ARTICLES:]
    return brief(
        [stored.news for stored in newest],
        sentences=settings.sentences,
        method=settings.method,
        focus=focus,
        told=shown,
        spans=spans_of(newest),
        max_words=settings.max_words,
        max_share=settings.max_share,
    )


def spans_of(found: Iterable[StoredArticle]) -> dict[str, tuple[Span, ...]]:
    """The stored sentences' spans, by article id."""
    return {one.article.id: tuple(Span(*span) for span in one.spans) for one in found}


def make_story(story_id: str, told: Sequence[StoredArticle], settings: BriefSettings) -> StoredStory:
    """The story as it is stored, of all its articles (oldest first; at least one)."""
    return StoredStory(
        id=story_id,
        language=told[0].article.language,
        section=section_of(told),
        first_seen=told[0].when,
        last_seen=told[-1].when,
        articles=len(told),
        publishers=len({stored.article.publisher for stored in told}),
        kind=kind_among(told),
        brief=make_brief(told, settings),
    )


def kind_among(told: Sequence[StoredArticle]) -> str:
    """What a story is: news where one of its articles is, else what the first one is."""
    kinds = [kind_of(stored.article) for stored in told]
    return "news" if "news" in kinds else kinds[0]


def section_of(told: Iterable[StoredArticle]) -> str:
    """The section that most of the articles name; of equals, the first."""
    named = Counter(stored.article.section for stored in told if stored.article.section)
    return named.most_common(1)[0][0] if named else ""


def retell(db: Connection, story_ids: Iterable[str], settings: BriefSettings) -> None:
    """Write anew the stories that have changed; one without articles goes."""
    changed = sorted(set(story_ids))
    by_story: dict[str, list[StoredArticle]] = defaultdict(list)
    for stored in articles.of_stories(db, changed):
        by_story[stored.story_id].append(stored)
    stories.save(db, [make_story(story_id, told, settings) for story_id, told in by_story.items()])
    stories.remove(db, [story_id for story_id in changed if story_id not in by_story])
