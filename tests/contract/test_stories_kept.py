"""What the store knows of a story beside its articles, and what an edition is told of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from newsroom_days import collect, furnish, house, plan
from stored import NOW, article, story

from bot.newsroom.telling import EARLIER, Told, candidates, context_of
from bot.store import articles, editions, stories

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import EditionInputs, StoredStory
    from bot.store.store import Store
    from summaries import Candidate


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample news, collected, and the morning's edition."""
    made = tmp_path_factory.mktemp("kept")
    furnish(made)
    collect(made)
    plan(made)
    return made


@pytest.fixture(scope="module")
def inputs(folder: Path) -> EditionInputs:
    with house(folder) as built, built.store.read() as db:
        found = editions.inputs(db, editions.latest(db, 1)[0].id)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def known(folder: Path, inputs: EditionInputs) -> dict[str, StoredStory]:
    with house(folder) as built, built.store.read() as db:
        return stories.get(db, [one.story_id for one in inputs.candidates])


def test_a_story_is_where_its_articles_say_it_is(known: dict[str, StoredStory]) -> None:
    """The volcano is in Vanuatu whoever tells of it; what is of no country has no place."""
    where = {one.brief.headline: (one.place, one.region) for one in known.values()}
    assert ("Vanuatu", "Oceania") in {place for title, place in where.items() if "Gaua" in title}
    assert {place for title, place in where.items() if "Gaua" in title} == {("Vanuatu", "Oceania")}
    assert all(bool(place) == bool(region) for place, region in where.values())


def test_an_edition_is_told_where_each_candidate_is(
    inputs: EditionInputs, known: dict[str, StoredStory]
) -> None:
    """Region and affair as the store has them; an affair of one story goes by that story's id."""
    for one in inputs.candidates:
        assert (one.region, one.affair) == (known[one.story_id].region, known[one.story_id].affair)
        assert one.affair
    assert len({one.region for one in inputs.candidates}) > 3


def test_a_story_knows_what_went_before_it(folder: Path, known: dict[str, StoredStory]) -> None:
    """In the sample news several do: each began earlier, and they are of one affair."""
    later = [one for one in known.values() if one.previous]
    with house(folder) as built, built.store.read() as db:
        before = stories.get(db, {earlier for one in later for earlier in one.previous})
    assert later
    for one in later:
        assert one.id not in one.previous
        assert all(before[earlier].first_seen <= one.first_seen for earlier in one.previous)
        assert one.affair == before[one.previous[0]].affair


def test_a_digest_calls_it_to_mind(folder: Path) -> None:
    """The headline of the story before stands below the one that goes on from it."""
    edition = plan(folder)
    going_on = [one for one in edition.edition.stories if one.earlier]
    assert going_on
    with house(folder) as built:
        _, blocks = built.editions.rendered(edition.id)
    assert f"Earlier: {going_on[0].earlier[0]}" in str(blocks)


def test_a_story_comes_back_as_it_was_kept(store: Store) -> None:
    """Its place, its affair and the stories before it too."""
    kept = replace(story("s1"), place="Chad", region="Africa", affair="s0", previous=("s2", "s0"))
    with store.write() as db:
        stories.save(db, [kept])
    with store.read() as db:
        assert stories.get(db, ["s1"]) == {"s1": kept}


def chosen(store: Store) -> Candidate:
    """The only candidate of what is stored."""
    with store.read() as db:
        found = list(articles.get(db, ["a1", "a2", "a3"]).values())
        (one,) = candidates(found, Told(stories={}, until=None), NOW, context_of(db, found))
    return one


def test_a_candidate_brings_the_headlines_before_it_newest_first(store: Store) -> None:
    """As many as may be shown; one whose story is gone is passed over."""
    before = [
        replace(story(f"s{n}"), brief=replace(story("x").brief, headline=f"Rain {n}")) for n in (2, 4, 5)
    ]
    with store.write() as db:
        articles.add(db, [article(1)])
        stories.save(db, [replace(story("s1"), previous=("s5", "s4", "s3", "s2")), *before])
    assert chosen(store).earlier == ("Rain 5", "Rain 4")
    assert EARLIER == 3


def test_a_candidates_prominence_is_its_best_place_in_a_feed(store: Store) -> None:
    """The lead of a feed counts 1, the fourth entry a quarter; what came from no feed counts nothing."""
    placed = [replace(article(n, text=f"Rain {n}."), position=at) for n, at in ((1, 9), (2, 4), (3, 0))]
    with store.write() as db:
        articles.add(db, placed)
    assert chosen(store).prominence == 0.25
    with store.read() as db:
        assert {one.position for one in articles.get(db, ["a1", "a2", "a3"]).values()} == {9, 4, 0}


def test_a_story_that_nobody_retold_since_the_upgrade_has_neither_region_nor_past(store: Store) -> None:
    with store.write() as db:
        articles.add(db, [article(1)])
        stories.save(db, [story("s1")])
    one = chosen(store)
    assert (one.region, one.affair, one.earlier, one.prominence) == ("", "", (), 0.0)
