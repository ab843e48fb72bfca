"""What a channel was told, and what of the news is new to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.briefing import originals, section_of
from bot.store import articles, editions, stories
from summaries import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.model import PlannedEdition, Posting, StoredArticle, StoryContext
    from summaries import EditionStory, Sentence

# How many of a channel's last digests are remembered.
REMEMBERED = 30
# In how many of them a story is looked for that goes by another name since.
RECOGNISED = 5
# How many earlier stories of an affair a story may bring to mind.
EARLIER = 3


@dataclass(slots=True)
class StoryTold:
    """The sentences that were shown of a story, and up to when the last digest with it looked."""

    sentences: set[Sentence] = field(default_factory=set["Sentence"])
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """By story, as the stories stand now; `until` is when the last digest looked, if there was one.

    `shown`: the stories of the last digests as they were told, under whatever name.
    """

    stories: dict[str, StoryTold]
    until: datetime | None
    shown: tuple[EditionStory, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of stories beside their articles, by id; `headlines` are those of earlier stories."""

    stories: Mapping[str, StoryContext]
    headlines: Mapping[str, str]


def told_to(db: Connection, channel: str) -> Told:
    """What a channel was shown, but for what stood in messages of a thread that never came.

    A story is known by its articles: it may have been merged or split since.
    """
    lost = editions.lost(db, channel)
    shown = [
        _reached(planned, lost.get(planned.id, ())) for planned in editions.told(db, channel, REMEMBERED)
    ]
    by_story: dict[str, StoryTold] = defaultdict(StoryTold)
    for planned in shown:
        sentences = [one for story in planned.edition.stories for one in story.brief.sentences]
        homes = articles.story_ids(db, {one.article_id for one in sentences})
        for sentence in sentences:
            if sentence.article_id in homes:
                story = by_story[homes[sentence.article_id]]
                story.sentences.add(sentence)
                story.until = max(story.until or planned.until, planned.until)
    lately = sorted(shown, key=lambda planned: planned.until)[-RECOGNISED:]
    return Told(
        stories=dict(by_story),
        until=max((planned.until for planned in shown), default=None),
        shown=tuple(story for planned in lately for story in planned.edition.stories),
    )


def _reached(planned: PlannedEdition, lost: Sequence[Posting]) -> PlannedEdition:
    """The edition without the stories of those messages; their menus name each."""
    gone = " ".join(editions.frozen(one) for one in lost)
    if not gone:
        return planned
    came = tuple(one for one in planned.edition.stories if one.story_id not in gone)
    return replace(planned, edition=replace(planned.edition, stories=came))


def context_of(db: Connection, found: Sequence[StoredArticle]) -> Context:
    """What the store knows of those articles' stories, and of the earlier stories of their affairs."""
    known = stories.contexts(db, {stored.story_id for stored in found})
    before = {story_id for story in known.values() for story_id in story.previous[:EARLIER]}
    return Context(stories=known, headlines=stories.headlines(db, before))


def candidates(
    found: Sequence[StoredArticle],
    told: Told,
    until: datetime,
    known: Context,
    counts: Callable[[str], bool],
) -> list[Candidate]:
    """The stories that may be told, each with those of its articles that the channel could not have seen.

    Of a story that a publisher tells who `counts`, the others' articles are left out: which of two copies
    came first must not hide one that may be shown.
    """
    by_story: dict[str, list[StoredArticle]] = defaultdict(list)
    for stored in found:
        story = told.stories.get(stored.story_id)
        if story is None or story.until is None or _came_after(stored, story.until, until):
            by_story[stored.story_id].append(stored)
    counting = {
        story_id: [stored for stored in group if counts(stored.article.publisher)] or group
        for story_id, group in by_story.items()
    }
    return [_candidate(story_id, group, told, known) for story_id, group in counting.items()]


def _candidate(story_id: str, group: Sequence[StoredArticle], told: Told, known: Context) -> Candidate:
    story = known.stories.get(story_id)
    before = story.previous[:EARLIER] if story else ()
    return Candidate(
        story_id=story_id,
        section=section_of(group),
        last_seen=group[-1].when,
        articles=tuple(stored.news for stored in originals(group)),
        told=frozenset(told.stories[story_id].sentences) if story_id in told.stories else frozenset(),
        region=story.region if story else "",
        place=story.place if story else "",
        affair=story.affair if story else "",
        prominence=max((1 / stored.position for stored in group if stored.position), default=0.0),
        earlier=tuple(known.headlines[one] for one in before if known.headlines.get(one)),
    )


def _came_after(stored: StoredArticle, told: datetime, until: datetime) -> bool:
    return stored.when > told or told < stored.collected <= until
