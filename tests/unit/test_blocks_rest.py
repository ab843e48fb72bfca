"""A digest's thread: what the head doesn't hold, folded by region, none lost and none twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories_made import editions, entry, planned, told, words

from bot.cli.lines import Kind, lines
from bot.demo.slack import validate
from bot.slack import blocks
from bot.slack.blocks.message import BUDGET, weight

if TYPE_CHECKING:
    from bot.model import PlannedEdition
    from summaries import EditionStory

thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
REGIONS = ("Asia", "Africa", "Asia", "", "Europe", "Africa", "Asia", "Europe", "Asia", "", "Asia", "Asia")


def story(number: int, region: str, *sentences: str) -> EditionStory:
    said = sentences or (f"It happened {number} times.",)
    return replace(entry(told(f"Headline {number}", *said), f"s{number}"), region=region)


def day(sentences: int = 1, size: int = 3) -> PlannedEdition:
    """A dozen stories of several regions."""
    said = tuple(f"{'word ' * size}{n}." for n in range(sentences))
    return planned(tuple(story(number, region, *said) for number, region in enumerate(REGIONS)))


def shown(value: Any) -> list[str]:
    """The ids of the stories whose menus are in it, from top to bottom."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    found = [one for piece in inner for one in shown(piece)]
    if isinstance(value, dict) and value.get("type") == "overflow":
        found.append(blocks.read_choice(value["options"][0]["value"]).story_id)
    return found


def test_the_head_shows_the_top_five_and_says_where_the_others_are() -> None:
    """In their order; the thread's regions are named."""
    head = blocks.digest(day())
    assert shown(head.blocks) == ["s0", "s1", "s2", "s3", "s4"]
    assert "7 more stories in the thread: Africa, Asia, Europe and Elsewhere" in str(head.blocks)


def test_few_stories_need_no_thread() -> None:
    few = planned(tuple(story(number, "Asia") for number in range(5)))
    assert blocks.rest(few) == []
    assert "thread" not in str(blocks.digest(few).blocks)


def test_the_thread_folds_by_region_the_best_region_first() -> None:
    """Each fold says what it hides; a region of many goes on behind another one."""
    (thread,) = blocks.rest(day())
    folds = [
        (one["title"]["text"], one["subtitle"]["text"], shown(one["child_blocks"])) for one in thread.blocks
    ]
    assert folds == [
        ("Africa", "Headline 5", ["s5"]),
        ("Asia", "Headline 6 · 1 more", ["s6", "s8"]),
        ("Asia, continued", "Headline 10 · 1 more", ["s10", "s11"]),
        ("Europe", "Headline 7", ["s7"]),
        ("Elsewhere", "Headline 9", ["s9"]),
    ]
    assert all(one["is_collapsible"] and one["default_collapsed"] for one in thread.blocks)
    assert thread.text.startswith("Dateline, Tuesday 3 March 2026: 7 more stories. 1. Headline 5 2. Head")


def test_below_its_region_a_story_does_not_say_the_region_again() -> None:
    """Its country, where that is known, still stands."""
    stories = [story(number, "Asia") for number in range(7)]
    stories[6] = replace(stories[6], place="Nepal")
    (thread,) = blocks.rest(planned(tuple(stories)))
    rows = [one["text"]["text"] for one in thread.blocks[0]["child_blocks"] if one["type"] == "section"]
    assert rows == ["2 publishers · since yesterday 18:00", "2 publishers · Nepal · since yesterday 18:00"]


def test_a_long_headline_is_not_cut_on_its_fold() -> None:
    """How many stories there are stands in its place."""
    long = replace(entry(told("Long " * 40, "One."), "s5"), region="Asia")
    (thread,) = blocks.rest(planned((*day().edition.stories[:5], long)))
    assert thread.blocks[0]["subtitle"]["text"] == "1 story"


def test_a_long_thread_is_several_messages() -> None:
    """Each within the budget, every story whole in one of them."""
    messages = blocks.rest(day(sentences=3, size=120))
    assert len(messages) > 1
    assert all(weight(message) <= BUDGET for message in messages)
    assert sorted(one for message in messages for one in shown(message.blocks)) == sorted(
        f"s{number}" for number in range(len(shown(blocks.digest(day(sentences=3, size=120)).blocks)), 12)
    )


def test_a_terminal_shows_the_folds_unfolded() -> None:
    """The region as a title, its stories below; of thumbs nothing, of the menu Slack's own sign."""
    drawn = list(lines(blocks.rest(day())[0].blocks))
    titles = ["".join(piece.text for piece in one.pieces) for one in drawn if one.kind is Kind.TITLE]
    assert titles == ["Africa", "Asia", "Asia, continued", "Europe", "Elsewhere"]
    said = [piece.text for one in drawn for piece in one.pieces]
    assert "Headline 6" in said
    assert {piece.text for one in drawn for piece in one.pieces if piece.button} == {" […]"}
    assert not any("Less like" in text or "more" in text for text in said)


@st.composite
def anywhere(draw: st.DrawFn) -> PlannedEdition:
    """Any edition, its stories of any regions, over and over so that a head can't hold them."""
    made = draw(editions())
    regions = draw(st.lists(words | st.sampled_from(["Asia", "Europe", ""]), min_size=1, max_size=4))
    stories = tuple(
        replace(one, story_id=f"s{n}", region=regions[n % len(regions)])
        for n, one in enumerate(made.edition.stories * draw(st.integers(1, 3)))
    )
    return replace(made, edition=replace(made.edition, stories=stories))


@pytest.mark.exhaustive
@thorough
@given(anywhere(), words)
def test_head_and_thread_show_each_story_once(edition: PlannedEdition, name: str) -> None:
    """None is lost and none comes twice, whatever the stories are; the head keeps their order."""
    head = blocks.digest(edition, name)
    thread = blocks.rest(edition, name)
    there = shown(head.blocks)
    ids = [one.story_id for one in edition.edition.stories]
    assert there == ids[: len(there)]
    assert sorted([*there, *(one for message in thread for one in shown(message.blocks))]) == sorted(ids)
    for message in (head, *thread):
        assert validate.message_problems(message.blocks) == []
        assert validate.weight(message.blocks) <= validate.WEIGHT_BUDGET
        assert weight(message) <= BUDGET
        assert 0 < len(message.text) <= 1_000
        assert "<" not in message.text
    assert blocks.rest(edition, name) == thread
