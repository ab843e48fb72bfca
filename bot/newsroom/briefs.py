"""A story's brief is made when the story changes, so that a command finds it ready."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.briefing import kind_among, make_brief, section_of, witnesses
from bot.model import StoredStory
from bot.store import articles, stories

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from bot.briefing import BriefSettings
    from bot.model import StoredArticle


def make_story(story_id: str, told: Sequence[StoredArticle], settings: BriefSettings) -> StoredStory:
    """The story as it is stored, of all its articles (oldest first; at least one)."""
    return StoredStory(
        id=story_id,
        language=told[0].article.language,
        section=section_of(told),
        first_seen=told[0].when,
        last_seen=told[-1].when,
        articles=len(told),
        publishers=len({stored.article.publisher for stored in witnesses(told)}),
        kind=kind_among(told),
        brief=make_brief(told, settings),
    )


def retell(db: Connection, story_ids: Iterable[str], settings: BriefSettings) -> None:
    """Write anew the stories that have changed; one without articles goes."""
    changed = sorted(set(story_ids))
    by_story: dict[str, list[StoredArticle]] = defaultdict(list)
    for stored in articles.of_stories(db, changed):
        by_story[stored.story_id].append(stored)
    stories.save(db, [make_story(story_id, told, settings) for story_id, told in by_story.items()])
    stories.remove(db, [story_id for story_id in changed if story_id not in by_story])
