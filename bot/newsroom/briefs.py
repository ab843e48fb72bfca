"""A story's brief is made when the story changes, so that a command finds it ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.briefing import kind_among, make_brief, section_of, witnesses
from bot.model import StoredStory
from bot.store import stories
from summaries import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from bot.briefing import BriefSettings
    from bot.model import StoredArticle
    from bot.newsroom.affairs import Chain


# A story of entries that nobody dated: it can be found, and never is news.
UNDATED = "undated"


def make_story(
    story_id: str, told: Sequence[StoredArticle], settings: BriefSettings, chain: Chain | None = None
) -> StoredStory:
    """The story as it is stored, of all its articles (oldest first; at least one)."""
    heard = witnesses(told)
    where = place_of([stored.article for stored in heard])
    return StoredStory(
        id=story_id,
        language=told[0].article.language,
        section=section_of(told),
        first_seen=told[0].when,
        last_seen=told[-1].when,
        articles=len(told),
        publishers=len({stored.article.publisher for stored in heard}),
        kind=kind_among(told) if any(stored.dated for stored in told) else UNDATED,
        brief=make_brief(told, settings),
        place=where.name if where else "",
        region=where.region if where else "",
        affair=chain.affair if chain else story_id,
        previous=chain.previous if chain else (),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Retold:
    """Stories as they now stand, and the ids of those that lost all their articles."""

    stories: list[StoredStory]
    gone: list[str]

    def save(self, db: Connection) -> None:
        stories.save(db, self.stories)
        stories.remove(db, self.gone)


def retell(
    changed: Iterable[str],
    told: Iterable[StoredArticle],
    settings: BriefSettings,
    chains: Mapping[str, Chain],
) -> Retold:
    """Tell the changed stories anew, from all their articles. It takes a while: no time to be writing."""
    by_story: dict[str, list[StoredArticle]] = {story_id: [] for story_id in sorted(set(changed))}
    for stored in sorted(told, key=lambda one: (one.when, one.article.id)):
        if stored.story_id in by_story:
            by_story[stored.story_id].append(stored)
    return Retold(
        stories=[
            make_story(story_id, found, settings, chains.get(story_id))
            for story_id, found in by_story.items()
            if found
        ],
        gone=[story_id for story_id, found in by_story.items() if not found],
    )
