"""A digest is a glance long, says what it rests on, and each of its stories can be acted upon."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from blocks_read import elements, strings
from stories_made import LINK, NOW, entry, planned, told

from bot.model import Coverage, Day
from bot.slack import blocks
from bot.slack.blocks.message import BUDGET, weight
from summaries.model import Difference

if TYPE_CHECKING:
    from summaries import Brief

RIVER = told("River deal signed", "The two states signed it on Monday.", "Water will flow from May.")


def facts(brief: Brief, **changed: Any) -> str:
    """The line of context of a digest's only story."""
    message = blocks.digest(planned((replace(entry(brief), **changed),)))
    (row,) = elements(message.blocks, "section")
    said = row["text"]["text"]
    assert isinstance(said, str)
    return said


def test_a_digest_tells_what_it_rests_on() -> None:
    """The digest names its date, stories, articles, publishers and the next one, in the reader's zone."""
    message = blocks.digest(planned((entry(RIVER),)), "Morning Post")
    shown = strings(message.blocks)
    assert "Morning Post · Tuesday 3 March 2026" in shown
    assert "1 story from 214 articles by 41 publishers · 1 min · next tomorrow 08:00" in shown
    assert "2 publishers · World · since yesterday 18:00" in shown
    assert "All 16 feeds read." in shown
    assert message.text == "Morning Post, Tuesday 3 March 2026: 1 story. 1. River deal signed"


def test_the_minutes_are_of_all_that_is_shown() -> None:
    """Twelve stories of 81 words are 972 words, those in the thread among them: 5 minutes, rounded up."""
    stories = tuple(entry(told("Headline", "word " * 79 + "ends."), f"s{n}") for n in range(12))
    (rests,) = [text for text in strings(blocks.digest(planned(stories)).blocks) if " from 214 " in text]
    assert rests.startswith("12 stories from 214 articles by 41 publishers · 5 min · ")


def test_the_headline_is_a_bold_link_and_its_menu_knows_its_story() -> None:
    """More, follow and mute carry the story's id; why and verify the edition's too."""
    message = blocks.digest(planned((entry(RIVER, "story-9"),)))
    title = elements(message.blocks, "link")[0]
    assert (title["text"], title["url"]) == ("River deal signed", f"{LINK}/0")
    assert title["style"] == {"bold": True}
    (menu,) = elements(message.blocks, "overflow")
    assert menu["action_id"] == blocks.MENU
    values = [option["value"] for option in menu["options"]]
    assert values == ["more|story-9", "follow|story-9", "mute|story-9", "why|story-9|e1", "verify|story-9|e1"]
    assert blocks.read_choice(values[3]) == blocks.Choice("why", "story-9", "e1")
    assert blocks.read_choice(values[0]) == blocks.Choice("more", "story-9")


def test_a_thumb_says_to_a_screen_reader_what_it_is_of() -> None:
    """Its meaning hangs on no picture: what it does and for which story is said in words."""
    (thumbs,) = elements(blocks.digest(planned((entry(RIVER, "s9"),))).blocks, "feedback_buttons")
    up, down = thumbs["positive_button"], thumbs["negative_button"]
    assert thumbs["action_id"] == blocks.THUMBS
    assert (up["value"], up["accessibility_label"]) == ("more|s9", "More like River deal signed")
    assert (down["value"], down["text"]["text"]) == ("less|s9", "Less like this")


def test_the_line_of_context_says_the_country_rather_than_the_region() -> None:
    assert facts(RIVER, place="Sudan", region="Africa").startswith("2 publishers · Sudan · ")
    assert facts(RIVER, region="Africa").startswith("2 publishers · Africa · ")
    assert facts(RIVER, section=" \u200b").startswith("2 publishers · since ")


@pytest.mark.parametrize(
    ("about", "kind", "figures", "said"),
    [
        ("killed", "differ", ("28", "at least 31"), " · publishers differ on “killed”: 28 or at least 31"),
        ("", "differ", ("28", "31", "28", "35"), " · publishers differ: 28, 31 or 35"),
        ("killed", "updated", ("28", "31"), ""),
        ("killed", "differ", ("28", "28"), ""),
        ("killed", "differ", ("28", "\u200b"), ""),
    ],
)
def test_figures_that_differ_are_said_as_they_stand(
    about: str, kind: Any, figures: tuple[str, ...], said: str
) -> None:
    """Nobody is declared right; what one publisher corrected, or all agree on, is no difference."""
    quarrel = Difference(about=about, kind=kind, statements=RIVER.sentences, figures=figures)
    line = facts(replace(RIVER, differences=(quarrel,)))
    assert line == f"2 publishers · World · since yesterday 18:00{said}"


@pytest.mark.parametrize(
    ("unread", "said"), [(4, "No feed has been read yet."), (1, "3 of 4 feeds read, the others not yet.")]
)
def test_feeds_that_were_never_asked_are_not_called_read(unread: int, said: str) -> None:
    """Before the first collection nothing has been read, and amid it only some."""
    coverage = Coverage(articles=1, publishers=1, feeds=4, unread=unread)
    assert said in strings(blocks.digest(planned((entry(RIVER),), coverage=coverage)).blocks)


def test_repeats_are_counted_at_the_end() -> None:
    """What was left out because the channel knows it stands beside the feeds."""
    coverage = Coverage(articles=9, publishers=3, feeds=4, failing=("Tide",), repeats=14)
    shown = strings(blocks.digest(planned((entry(RIVER),), coverage=coverage)).blocks)
    assert "3 of 4 feeds read; failing: Tide. 14 repeats left out." in shown


def test_days_are_told_apart_in_words() -> None:
    """A degraded, a quiet and a broken day each say what they are."""
    failing = Coverage(articles=9, publishers=3, feeds=4, failing=("Tide", "<!here>"))
    degraded = strings(blocks.digest(planned((entry(RIVER),), day=Day.DEGRADED, coverage=failing)).blocks)
    assert "Some news may be missing. 2 of 4 feeds read; failing: Tide and <!here>." in degraded
    quiet = blocks.digest(planned((), day=Day.QUIET))
    broken = blocks.digest(planned((), day=Day.BROKEN, coverage=failing)).text
    assert "A quiet day" in quiet.text
    assert "0 stories from 214 articles by 41 publishers · next tomorrow 08:00" in strings(quiet.blocks)
    assert "No news could be collected" in broken


def test_too_much_sends_stories_to_the_thread_before_it_costs_a_sentence() -> None:
    """Down to three stories they go whole; only then the last ones lose sentences. None is ever cut."""
    long = [f"Sentence {n} " + "word " * 300 + "ends." for n in range(3)]
    stories = tuple(entry(told(f"Story {n}", *long), f"s{n}") for n in range(12))
    message = blocks.digest(planned(stories))
    counts = [len(each["elements"]) for each in elements(message.blocks, "rich_text_list")]
    assert weight(message) <= BUDGET
    assert len(counts) == 3
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 3
    said = [item["elements"][0]["text"] for item in elements(message.blocks, "rich_text_section")]
    assert {text for text in said if text.startswith("Sentence")} <= set(long)
    assert "9 more stories in the thread: Elsewhere" in said


def test_a_note_changes_neither_the_head_nor_the_thread() -> None:
    """A preview with a line above its stories shows the same stories, so that none falls between the two."""
    long = told("Story", *("word " * 90 + f"{n}." for n in range(3)))
    edition = planned(tuple(entry(long, f"s{n}") for n in range(12)))
    plain, noted = blocks.digest(edition), blocks.digest(edition, note="note " * 60)
    assert len(noted.blocks) == len(plain.blocks) + 1
    assert weight(noted) <= BUDGET


def test_the_next_digest_of_next_week_is_a_weekday() -> None:
    due: datetime = NOW + timedelta(days=3)
    shown = strings(blocks.digest(planned((entry(RIVER),), next_due=due)).blocks)
    assert any(text.endswith("next Fri 08:00") for text in shown)
