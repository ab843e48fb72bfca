"""What the store knows of a story beside its articles, and what an edition is told of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from newsroom_days import DAY, MORNING, collect, furnish, house, plan
from stored import NOW, article, story

from bot.newsroom.telling import EARLIER, Told, candidates, context_of
from bot.store import articles, editions, stories
from summaries import Rules
from summaries.stories import story_id

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import EditionInputs, StoredStory
    from bot.store.store import Store
    from summaries import Candidate

pytestmark = pytest.mark.exhaustive


STRIKE = (
    "Dockers in Rotterdam walk out over pay",
    (
        "Dockers at the port of Rotterdam walked out in a dispute over pay, halting container traffic. "
        "The union FNV wants a raise of 8 percent; the terminals at Maasvlakte offer 4."
    ),
)
SETTLED = {
    "Halyard News Agency": (
        "Rotterdam dockers return to work as union FNV wins a raise",
        (
            "Dockers went back to work at the port of Rotterdam after the union FNV and the terminals at "
            "Maasvlakte settled their dispute over pay."
        ),
    ),
    "The Thames Courant": (
        "Cranes turn again at Rotterdam after eight days of strike",
        (
            "Cranes at Maasvlakte began to move at noon, as striking dockers of Rotterdam accepted "
            "a raise of 6 percent that their union FNV had negotiated overnight."
        ),
    ),
    "Hanseatic Dispatch": (
        "End of the Rotterdam dockers' strike clears the queue off Maasvlakte",
        (
            "Forty ships that had waited off Maasvlakte may enter the port of Rotterdam: the strike of its "
            "dockers ended with a deal on pay between FNV and the terminals."
        ),
    ),
    "Tasman Current": (
        "Dockers' union FNV takes 6 percent in Rotterdam",
        (
            "The union FNV called off the strike at the port of Rotterdam, where dockers had halted "
            "container traffic for eight days in their dispute over pay."
        ),
    ),
    "Nairobi Meridian": (
        "Kenya's flowers move again as Rotterdam dockers settle",
        (
            "Flower growers in Kenya welcomed the end of a strike by dockers in Rotterdam, whose union "
            "FNV agreed on pay with the terminals at Maasvlakte."
        ),
    ),
}


def strike() -> list[str]:
    """A strike eight days ago, and its end this morning, which five publishers tell."""
    told = [("Halyard News Agency", *STRIKE, MORNING - 8 * DAY)]
    told += [
        (publisher, *said, MORNING - timedelta(hours=hours))
        for hours, (publisher, said) in enumerate(SETTLED.items(), start=1)
    ]
    return [
        json.dumps({"publisher": by, "title": title, "text": text, "published": when.isoformat()})
        for by, title, text, when in told
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, home: str) -> Path:
    """The sample news and a strike that has ended, collected, and the morning's edition."""
    made = tmp_path_factory.mktemp("kept")
    furnish(made, home)
    with (made / "news.jsonl").open("a", encoding="utf-8") as news:
        news.write("\n" + "\n".join(strike()))
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
    """The strike's end knows of its beginning: each began earlier, and they are of one affair."""
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
    assert f"earlier: {going_on[0].earlier[0]}" in str(blocks)


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
        (one,) = candidates(found, Told(stories={}, until=None), NOW, context_of(db, found), Rules().counts)
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


def test_a_story_that_was_moved_is_looked_for_among_what_was_there_when_it_was_named(store: Store) -> None:
    """Its first article leads to its new home; what came in later is not read through for it."""
    moved = replace(article(1), story_id="s9", collected=NOW)
    named = story_id(moved.article.id)
    with store.write() as db:
        articles.add(db, [moved])
        stories.save(db, [story("s9")])
    with store.read() as db:
        assert stories.homes(db, [named], NOW, NOW) == {named: "s9"}
        assert stories.homes(db, [named], NOW - DAY, NOW - DAY) == {}
        assert stories.later(db, named, NOW, NOW - DAY) == {"s9"}
