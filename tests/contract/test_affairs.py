"""Which affair a story belongs to: by the index's memory, and by the store's where that has ended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stored import story

from bot.newsroom.affairs import Chain, chains
from bot.store import stories

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.store.store import Store


class Memory:
    """An index that knows so much, and has forgotten some stories."""

    def __init__(self, known: Mapping[str, tuple[str, ...]], forgotten: Collection[str]) -> None:
        self._known = known
        self._forgotten = forgotten

    def previously(self, story_id: str) -> tuple[str, ...]:
        return self._known.get(story_id, ())

    def holds(self, story_id: str) -> bool:
        return story_id not in self._forgotten


def found(
    store: Store, changed: set[str], *, forgotten: Collection[str] = (), **known: tuple[str, ...]
) -> dict[str, Chain]:
    with store.read() as db:
        return chains(db, Memory(known, forgotten), changed)


def test_a_story_without_a_past_is_an_affair_of_its_own(store: Store) -> None:
    assert found(store, {"s1"}) == {"s1": Chain(affair="s1", previous=())}


def test_stories_that_come_together_share_the_first_ones_affair(store: Store) -> None:
    """Three days of one affair in one batch, in whatever order they are looked at."""
    made = found(store, {"s3", "s1", "s2"}, s3=("s2", "s1"), s2=("s1",))
    assert {one.affair for one in made.values()} == {"s1"}
    assert made["s3"].previous == ("s2", "s1")


def test_a_story_joins_the_affair_of_the_newest_before_it(store: Store) -> None:
    """That one was stored long ago, under an affair that began earlier still."""
    with store.write() as db:
        stories.save(db, [replace(story("s2"), affair="s1", previous=("s1",))])
    assert found(store, {"s3"}, s3=("s2",)) == {"s3": Chain(affair="s1", previous=("s2",))}


def test_a_past_of_before_schema_0002_counts_as_its_own_affair(store: Store) -> None:
    with store.write() as db:
        stories.save(db, [story("s2")])
    assert found(store, {"s3"}, s3=("s2",))["s3"].affair == "s2"


def test_what_the_index_has_forgotten_the_store_remembers(store: Store) -> None:
    """A story that wakes up after a fortnight keeps its affair and its past."""
    old = replace(story("s2", hours_ago=15 * 24), affair="s1")
    with store.write() as db:
        stories.save(db, [replace(story("s3"), affair="s1", previous=("s2",)), old])
    assert found(store, {"s3"}, forgotten={"s2"}) == {"s3": Chain(affair="s1", previous=("s2",))}
    assert found(store, {"s3"}, forgotten={"s2"}, s3=("s9",))["s3"].previous == ("s9", "s2")


def test_what_the_index_has_learned_better_the_store_forgets(store: Store) -> None:
    """A second look may take a story's past away, or turn it round; in an archive of long ago too."""
    old = story("s2", hours_ago=200 * 24)
    with store.write() as db:
        stories.save(db, [replace(story("s3"), affair="s2", previous=("s2",)), old])
    assert found(store, {"s3"}) == {"s3": Chain(affair="s3", previous=())}


def test_a_story_that_gave_all_its_articles_away_was_not_before_another(store: Store) -> None:
    """It is one of those that just changed: the index did not forget it."""
    with store.write() as db:
        stories.save(db, [replace(story("s3"), affair="s2", previous=("s2",)), story("s2")])
    made = found(store, {"s2", "s3"}, forgotten={"s2"})
    assert made["s3"] == Chain(affair="s3", previous=())


def test_a_circle_ends(store: Store) -> None:
    """Two stories that each call the other earlier are one affair, the same for both."""
    made = found(store, {"s1", "s2"}, s1=("s2",), s2=("s1",))
    assert {one.affair for one in made.values()} == {"s1"}
