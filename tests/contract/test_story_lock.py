"""One process at a time writes stories, however long it has to read before it can."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from stored import NOW, article

from bot.newsroom import stories
from bot.newsroom.stories import LEASE, StoryKeeper
from bot.store import articles
from summaries import StoryIndex

if TYPE_CHECKING:
    from datetime import datetime

    import pytest

    from bot.store.store import Store
    from summaries import Article


class Watch:
    """A wall clock that is put forward by hand."""

    def __init__(self) -> None:
        self.passed = timedelta()

    def now(self) -> datetime:
        return NOW + self.passed

    def monotonic(self) -> float:
        return self.passed.total_seconds()


def test_a_writer_that_restores_many_articles_keeps_its_turn(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At its start a process reads a fortnight anew; that takes longer than a killed one's lock is held."""
    watch = Watch()

    class Slow(StoryIndex):
        def restore(self, article: Article, story_id: str) -> None:
            watch.passed += LEASE / 2
            super().restore(article, story_id)

    monkeypatch.setattr(stories, "StoryIndex", Slow)
    with store.write() as db:
        articles.add(db, [article(number, f"Rain fell {number} times.") for number in range(5)])
    one, other = (StoryKeeper(store, watch, watch, patience=0) for _ in range(2))
    with one.writing() as turn:
        with store.write() as db:
            assert other.take(db) == 0
        with store.write() as db:
            turn.confirm(db)
