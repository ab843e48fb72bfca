"""What an order and its owner wish, as rules that an edition is planned and planned again by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.liking import kinds_of_liking
from bot.model import Subject, Wish
from bot.store import readers, stories
from summaries import EditionStory, Liking, Muted, akin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.model import Preference, StoredStory, StoryContext, Subscription
    from summaries import Candidate, Rules

# For so long after its last article a story that is muted is known again under another name, by its words:
# a grouping that splits does so while news comes in. Later, what says much the same is another event.
KNOWN_AGAIN = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What an order's owner wishes, and the stories that this is about, by the ids that were wished for.

    A story that was merged into another since is that other; one that is stored no more is not here.
    """

    wished: tuple[Preference, ...]
    stories: Mapping[str, StoredStory]

    def of(self, wish: Wish, subject: Subject) -> list[Preference]:
        return [one for one in self.wished if (one.wish, one.subject) == (wish, subject)]


def wishes_for(db: Connection, subscription: Subscription) -> Wishes:
    """What the reader whose digest it is, or the channel, wishes."""
    wished = readers.wishes_of(db, subscription.owner or subscription.channel)
    about = [one for one in wished if one.subject is Subject.STORY and one.wish is not Wish.SAVE]
    if not about:
        return Wishes(wished=wished, stories={})
    homes = stories.homes(db, {one.value for one in about}, min(one.made for one in about))
    found = stories.get(db, set(homes.values()))
    return Wishes(
        wished=wished, stories={value: found[home] for value, home in homes.items() if home in found}
    )


def ruled(rules: Rules, subscription: Subscription, wishes: Wishes) -> Rules:
    """The rules with all that is wished, but for the stories that are muted: those are found later."""
    muted = [one.value for one in wishes.of(Wish.MUTE, Subject.TOPIC)]
    return replace(
        rules,
        without=tuple(dict.fromkeys((*subscription.without, *muted))),
        sources=subscription.sources,
        muted_publishers=tuple(one.value for one in wishes.of(Wish.MUTE, Subject.PUBLISHER)),
        follows=tuple(_followed(wishes)),
        more=tuple(_thumbs(wishes, Wish.MORE)),
        less=tuple(_thumbs(wishes, Wish.LESS)),
        personal=bool(subscription.owner),
    )


def muted_among(
    candidates: Sequence[Candidate], wishes: Wishes, known: Mapping[str, StoryContext], until: datetime
) -> tuple[Muted, ...]:
    """The candidates that are not to be told: what was muted, what follows it, what says much the same."""
    mutes = [one for one in wishes.of(Wish.MUTE, Subject.STORY) if one.value in wishes.stories]
    labels = {wishes.stories[one.value].id: one.label for one in mutes}
    lately = [wishes.stories[one.value] for one in mutes]
    lately = [story for story in lately if until - story.last_seen < KNOWN_AGAIN]
    alike = akin(candidates, [_as_shown(story) for story in lately])
    found: list[Muted] = []
    for one in candidates:
        story = known.get(one.story_id)
        names = (one.story_id, *(story.previous if story else ()), alike.get(one.story_id, ""))
        if muted := next((name for name in names if name in labels), ""):
            found.append(Muted(story_id=one.story_id, label=labels[muted]))
    return tuple(found)


def _followed(wishes: Wishes) -> Iterator[Liking]:
    for one in wishes.of(Wish.FOLLOW, Subject.TOPIC):
        if not one.is_breaking:  # that asks for messages of their own
            yield Liking(kind="topic", value=one.value, label=one.label or one.value)
    for one in wishes.of(Wish.FOLLOW, Subject.PUBLISHER):
        yield Liking(kind="publisher", value=one.value, label=one.label or one.value)
    for one in wishes.of(Wish.FOLLOW, Subject.STORY):
        if story := wishes.stories.get(one.value):
            yield Liking(kind="affair", value=story.affair or story.id, label=one.label)


def _thumbs(wishes: Wishes, wish: Wish) -> Iterator[Liking]:
    for one in wishes.of(wish, Subject.STORY):
        if story := wishes.stories.get(one.value):
            yield from kinds_of_liking(story)
    for one in wishes.of(wish, Subject.TOPIC):
        yield Liking(kind="topic", value=one.value, label=one.label or one.value)
    for one in wishes.of(wish, Subject.PUBLISHER):
        yield Liking(kind="publisher", value=one.value, label=one.label or one.value)


def _as_shown(story: StoredStory) -> EditionStory:
    return EditionStory(story_id=story.id, brief=story.brief, section=story.section, reasons=())
