"""Articles on one event become one story, and look-alikes stay apart."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from summaries_samples import NOON, QUAKE, RECOGNITION, STRIKE, article

from summaries import Article, Story, StoryIndex, group

ROOT = Path(__file__).parents[2]
OTHER_QUAKE = article(
    "x1",
    "Earthquake of magnitude 5.9 shakes eastern Turkey",
    "An earthquake of magnitude 5.9 shook the province of Van in eastern Turkey on Tuesday, "
    "injuring 40 people, the "
    "disaster agency AFAD said. Schools in Van were closed.",
    hours=3,
    publisher="Globe Today",
)
EVERYTHING = (*QUAKE, *STRIKE, RECOGNITION, OTHER_QUAKE)


def ids(stories: list[Story]) -> set[frozenset[str]]:
    return {frozenset(story.article_ids) for story in stories}


def test_one_event_told_in_different_words_is_one_story() -> None:
    """From eight articles on five events by three publishers come the stories that a reader would see."""
    expected = {
        frozenset({"q1", "q2", "q3"}),
        frozenset({"s1", "s2"}),
        frozenset({"recognition"}),
        frozenset({"x1"}),
    }
    assert ids(group(EVERYTHING)) == expected


def test_undated_articles_are_grouped_as_well() -> None:
    """Without dates the same stories come out."""
    assert ids(group([replace(a, published=None) for a in (*QUAKE, *STRIKE)])) >= {frozenset({"s1", "s2"})}


def test_every_article_is_in_exactly_one_story() -> None:
    """Nothing is lost, nothing doubled; adding twice changes nothing."""
    index = StoryIndex()
    homes = [index.add(a) for a in EVERYTHING]
    assert [index.add(a) for a in EVERYTHING] == homes
    found = sorted(i for story in index.stories() for i in story.article_ids)
    assert found == sorted(a.id for a in EVERYTHING)


def test_a_second_look_twice_is_the_same() -> None:
    """stories() is stable, and its ids are the ones that add() gave out where nothing moved."""
    index = StoryIndex()
    homes = {index.add(a) for a in EVERYTHING}
    assert index.stories() == index.stories()
    assert {story.id for story in index.stories()} <= homes


def test_restored_stories_take_in_what_comes_later() -> None:
    """After a restart with stored ids, a new article joins the story it would have joined."""
    index = StoryIndex()
    home = index.add(QUAKE[0])
    later = StoryIndex()
    later.restore(QUAKE[0], home)
    assert later.add(QUAKE[1]) == index.add(QUAKE[1]) == home
    assert "q1" in later


def test_forgotten_articles_are_gone_and_undated_ones_stay() -> None:
    """forget() drops what is older than the window."""
    index = StoryIndex()
    for one in (*QUAKE, article("u", hours=None)):
        index.add(one)
    index.forget(NOON + timedelta(hours=4))
    assert sorted(i for s in index.stories() for i in s.article_ids) == ["q3", "u"]
    assert len(index) == 2


def test_the_same_words_weeks_apart_are_not_one_story() -> None:
    """Time tells a yearly event from itself."""
    later = replace(STRIKE[1], id="s9", published=NOON + timedelta(days=25))
    assert ids(group([STRIKE[0], later])) == {frozenset({"s1"}), frozenset({"s9"})}


def test_languages_do_not_mix() -> None:
    """A story is of one language."""
    french = replace(QUAKE[0], id="fr", language="fr")
    assert {story.language for story in group([QUAKE[0], french])} == {"en", "fr"}


@pytest.mark.parametrize(
    ("language", "one", "two", "other"),
    [
        (
            "ar",
            "زلزال قوي يضرب شمال تشيلي ويقتل 12 شخصا",
            "مقتل 12 شخصا في زلزال قوي شمال تشيلي",
            "إضراب عمال ميناء روتردام بسبب الأجور",
        ),
        (
            "ru",
            "Землетрясение в Чили унесло жизни 12 человек",
            "В Чили 12 человек погибли: землетрясение",
            "Докеры Роттердама бастуют из-за зарплат",
        ),
    ],
)
def test_other_scripts_form_stories_too(language: str, one: str, two: str, other: str) -> None:
    """Without a background table a handful of articles is still grouped by what they share."""
    made = [article(n, text, text + ".", language=language) for n, text in enumerate((one, two, other))]
    assert ids(group(made)) == {frozenset({"0", "1"}), frozenset({"2"})}


SCRIPT = """
from test_summaries_stories import EVERYTHING
from summaries import brief, group
print(group(EVERYTHING), brief(EVERYTHING, sentences=4))
"""


@pytest.mark.exhaustive
def test_hash_seeds_change_nothing() -> None:
    """The same stories and briefs come out under different hash seeds."""
    outputs = {_run(seed) for seed in ("0", "1", "4242")}
    assert len(outputs) == 1


def _run(seed: str) -> str:
    paths = os.pathsep.join([str(ROOT), str(Path(__file__).parent)])
    environ = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environ, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_ids_come_from_the_first_article() -> None:
    """Two indexes name the same story alike; an id already taken is not given twice."""
    first, second = StoryIndex(), StoryIndex()
    assert first.add(RECOGNITION) == second.add(RECOGNITION)
    moved = StoryIndex()
    moved.restore(QUAKE[0], first.add(STRIKE[0]))
    assert len({moved.add(a) for a in (STRIKE[0],)} | {s.id for s in moved.stories()}) == 2


def _many() -> list[Article]:
    return [
        article(n, f"Village {n} elects mayor {n * 7}", f"Mayor {n * 7} won in village {n}.")
        for n in range(200)
    ]


def test_two_hundred_look_alikes_finish_and_stay_whole() -> None:
    """Near-identical articles neither hang the index nor lose any."""
    assert sum(len(s.article_ids) for s in group(_many())) == 200
