"""Second looks, forgetting and affairs: what the index does beyond taking in one article after the other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from summaries_samples import NOON, QUAKE, RECOGNITION, STRIKE, article

from summaries import StoryIndex
from summaries.grouping.linkage import cluster

if TYPE_CHECKING:
    from summaries import Article, Story

PLACES = ("Lisbon", "Nairobi", "Osaka", "Quito")
EVENTS = (
    ("Dam bursts above {}", "A dam burst above {} after a week of rain, and 300 families left their homes."),
    ("Strike halts trams in {}", "Tram drivers in {} walked out over pay, and schools sent pupils home."),
    ("Court in {} frees editor", "A court in {} freed the editor of a weekly who was held for two years."),
)


WEEKS_LATER = (
    article(
        "l1",
        "Iquique port reopens three weeks after the earthquake in Chile",
        "The port of Iquique in northern Chile reopened on Tuesday, three weeks after the earthquake of "
        "magnitude 6.4 in which 14 people died in Tarapaca. The first container ship tied up at noon.",
        hours=24 * 21,
        publisher="Globe Today",
    ),
    article(
        "l2",
        "First ship docks as quake-hit Chilean port of Iquique opens again",
        "A container ship tied up at Iquique at noon, the first since the earthquake closed the port in "
        "northern Chile three weeks ago. Onemi said that 14 people had died in Tarapaca.",
        hours=24 * 21 + 2,
        publisher="Daily Wire",
    ),
)


def made(number: int, place: int, event: int, day: int) -> Article:
    title, text = EVENTS[event]
    return article(
        f"a{number}",
        title.format(PLACES[place]),
        text.format(PLACES[place]) + f" It was report number {number} on what happened.",
        hours=24 * day,
        publisher=f"Post {number % 5}",
    )


STREAMS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(0, 9)), max_size=24).map(
    lambda rows: [made(number, *row) for number, row in enumerate(rows)]
)


def groups(stories: list[Story]) -> set[frozenset[str]]:
    return {frozenset(story.article_ids) for story in stories}


def looked_at_whole(index: StoryIndex) -> set[frozenset[str]]:
    """The groups that a look over every article at once finds."""
    found = cluster(index._links.among(sorted(index._kept)), 0.0)
    return {frozenset(index._ids[number] for number in group) for group in found}


@settings(max_examples=40, deadline=None)
@given(STREAMS, st.integers(1, 5))
def test_looking_at_neighbourhoods_finds_what_looking_at_everything_finds(
    stream: list[Article], every: int
) -> None:
    """However often it looks again in between, the index ends with the stories of one look over all."""
    index = StoryIndex()
    for number, one in enumerate(stream):
        index.add(one)
        if number % every == 0:
            index.look_again()
    assert groups(index.stories()) == looked_at_whole(index)


@settings(max_examples=30, deadline=None)
@given(STREAMS)
def test_what_a_second_look_moves_is_what_it_says(stream: list[Article]) -> None:
    """look_again() names each article that changed its story, with its new one, and no other."""
    index = StoryIndex()
    before = {one.id: index.add(one) for one in stream}
    moved = index.look_again()
    after = {key: story.id for story in index.stories() for key in story.article_ids}
    assert moved == {key: home for key, home in after.items() if before[key] != home}
    assert index.look_again() == {}


@settings(max_examples=30, deadline=None)
@given(STREAMS, st.integers(0, 9))
def test_forgetting_leaves_the_others_whole(stream: list[Article], day: int) -> None:
    """After forget() each younger article is in exactly one story, and new ones can still come."""
    index = StoryIndex()
    for one in stream:
        index.add(one)
    index.forget(NOON + timedelta(days=day))
    left = [one.id for one in stream if one.published and one.published >= NOON + timedelta(days=day)]
    assert sorted(key for story in index.stories() for key in story.article_ids) == sorted(left)
    assert len(index) == len(left)
    index.add(made(99, 0, 0, day))
    assert sorted(key for story in index.stories() for key in story.article_ids) == sorted([*left, "a99"])


def test_no_story_moves_because_a_process_started() -> None:
    """What is restored stays where it was stored, though a look over all would put it elsewhere."""
    index = StoryIndex()
    for one in (*QUAKE, *STRIKE):
        index.restore(one, f"alone-{one.id}")
    assert index.look_again() == {}
    index.add(made(1, 0, 0, 0))
    assert {story.id for story in index.stories()} >= {f"alone-{one.id}" for one in (*QUAKE, *STRIKE)}


def test_what_was_forgotten_leaves_the_postings_too() -> None:
    """An index that forgets as much as it holds doesn't grow for ever."""
    index = StoryIndex()
    for day in range(40):
        for number in range(4):
            index.add(made(100 * day + number, number, day % 3, day))
        index.forget(NOON + timedelta(days=day - 2))
        index.look_again()
    entries = sum(len(one) for one in index._postings["en"]._entries.values())
    assert len(index) == 12
    assert entries < 3 * 12 * 60


def test_an_affair_goes_on_under_its_earlier_stories() -> None:
    """What follows weeks later is a story of its own that knows what went before; others have no past."""
    index = StoryIndex()
    for one in (*QUAKE, *STRIKE, RECOGNITION, *WEEKS_LATER):
        index.add(one)
    index.look_again()
    first, second = index.add(QUAKE[0]), index.add(WEEKS_LATER[0])
    assert index.add(WEEKS_LATER[1]) == second != first
    assert index.previously(second) == (first,)
    assert index.previously(first) == ()
    assert index.previously(index.add(STRIKE[0])) == ()
    assert index.previously("no story") == ()
