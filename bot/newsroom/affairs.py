"""Which affair a story belongs to, and which of its stories went before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.store import stories

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import Connection

    from bot.model import StoryContext


class Index(Protocol):
    """The last fortnight's stories: summaries.StoryIndex."""

    def previously(self, story_id: str) -> tuple[str, ...]: ...

    def holds(self, story_id: str) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """An affair goes by its first story's id; `previous` are the earlier ones, newest first."""

    affair: str
    previous: tuple[str, ...]


def chains(db: Connection, index: Index, changed: Collection[str]) -> dict[str, Chain]:
    """The chain of each changed story, by its id. Of what the index has forgotten the store knows."""
    stored = stories.contexts(db, changed)
    before = stories.contexts(db, {one for story in stored.values() for one in story.previous})
    previous = {one: index.previously(one) for one in changed}
    there = before.keys() - set(changed)  # what changed, the index knows better, though it moved it all
    for one, story in stored.items():
        forgotten = [old for old in story.previous if old in there and not index.holds(old)]
        previous[one] += tuple(old for old in forgotten if old not in previous[one])
    before |= stories.contexts(db, {earlier[0] for earlier in previous.values() if earlier})
    return {
        one: Chain(affair=_affair(one, previous, before), previous=earlier)
        for one, earlier in previous.items()
    }


def _affair(
    story_id: str, previous: Mapping[str, tuple[str, ...]], before: Mapping[str, StoryContext]
) -> str:
    """That of the newest earlier story, however many have changed in between; else the story's own."""
    seen = [story_id]
    while earlier := previous.get(seen[-1]):
        newest = earlier[0]
        if newest in seen:
            return min(seen)
        if newest not in previous:
            return (before[newest].affair if newest in before else "") or newest
        seen.append(newest)
    return seen[-1]
