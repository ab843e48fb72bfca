"""A story as an answer shows it: what was told of it within the time that the answer is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.briefing import make_brief, witnesses
from bot.desk.looking import ANY
from bot.model import StoryView
from bot.store import articles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.briefing import BriefSettings
    from bot.desk.looking import Looking
    from bot.desk.window import Window
    from bot.model import StoredArticle, StoredStory
    from summaries import Sentence


def within(
    db: Connection,
    story: StoredStory,
    when: Window,
    settings: BriefSettings,
    *,
    focus: Sequence[str] = (),
    look: Looking = ANY,
) -> StoryView | None:
    """What was told then: the stored brief where that is all of the story, else a brief for that time.

    None where nothing of it may be shown: no article counts, or all that they say was told.
    """
    if look.takes_all and not focus and when.since < story.first_seen and story.last_seen <= when.until:
        return as_stored(story)
    told = articles.of_stories(db, [story.id], until=when.until)
    counted = [one for one in told if one.when > when.since and look.takes(one)]
    if not counted:
        return None
    ours = {one.article.id for one in counted}
    shown = frozenset(sentence for sentence in look.told if sentence.article_id in ours)
    view = _as_told(story, counted, settings, focus, shown)
    return None if shown and not view.brief.sentences else view


def as_of(
    story: StoredStory, told: Sequence[StoredArticle], now: datetime, settings: BriefSettings
) -> StoryView:
    """The whole story as it was then; `told` are its articles up to then, at least one."""
    return as_stored(story) if story.last_seen <= now else _as_told(story, told, settings)


def as_stored(story: StoredStory) -> StoryView:
    return StoryView(
        story_id=story.id,
        section=story.section,
        first_seen=story.first_seen,
        last_seen=story.last_seen,
        brief=story.brief,
        place=story.place or story.region,
    )


def _as_told(
    story: StoredStory,
    told: Sequence[StoredArticle],
    settings: BriefSettings,
    focus: Sequence[str] = (),
    shown: frozenset[Sentence] = frozenset(),
) -> StoryView:
    times = [stored.when for stored in witnesses(told)]
    return StoryView(
        story_id=story.id,
        section=story.section,
        first_seen=min(times),
        last_seen=max(times),
        brief=make_brief(told, settings, focus=focus, shown=shown),
        place=story.place or story.region,
    )
