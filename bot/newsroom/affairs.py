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


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """An affair goes by its first story's id; `previous` are the earlier ones, newest first."""

    affair: str
    previous: tuple[str, ...]


def chains(db: Connection, index: Index, changed: Collection[str]) -> dict[str, Chain]:
    """The chain of each changed story, by its id.

    The index has forgotten what is older than its window: a chain that was stored before is kept then.
    """
    stored = stories.contexts(db, changed)
    previous = {one: index.previously(one) or _stored(stored, one) for one in changed}
    before = stories.contexts(db, {earlier[0] for earlier in previous.values() if earlier})
    return {
        one: Chain(affair=_affair(one, previous, before), previous=earlier)
        for one, earlier in previous.items()
    }


def _stored(stored: Mapping[str, StoryContext], story_id: str) -> tuple[str, ...]:
    return stored[story_id].previous if story_id in stored else ()


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
