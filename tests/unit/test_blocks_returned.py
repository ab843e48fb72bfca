"""A digest says what is new of a story that is known, what went before one that is not, what was relaxed."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

from stories_made import entry, planned, told

from bot.cli.render import Screen
from bot.slack import blocks

if TYPE_CHECKING:
    from bot.model import PlannedEdition
    from summaries import EditionStory

RIVER = entry(told("River deal signed", "The two states signed it on Monday."))
HARBOUR = entry(told("Harbour opens", "The first ship came in at dawn."), "s2")


def rows(edition: PlannedEdition) -> list[str]:
    """Each story's line of context, from top to bottom."""
    return [block["text"]["text"] for block in blocks.digest(edition).blocks if block["type"] == "section"]


def closing(edition: PlannedEdition) -> str:
    """The small print at the end."""
    said = blocks.digest(edition).blocks[-1]["elements"][0]["text"]
    assert isinstance(said, str)
    return said


def day(*stories: EditionStory, relaxed: tuple[str, ...] = ()) -> PlannedEdition:
    made = planned(stories)
    return replace(made, edition=replace(made.edition, relaxed=relaxed))


def test_a_story_that_returns_says_what_is_new() -> None:
    """On a line of its own; what went before it is behind "More"."""
    back = replace(
        RIVER,
        returned=True,
        new="2 more articles, by Tide and Levant",
        earlier=("River talks fail", "River talks begin"),
    )
    first, other = rows(day(back, HARBOUR))
    assert first.splitlines() == [other, "New: 2 more articles, by Tide and Levant"]
    assert other == "2 publishers · World · since yesterday 18:00"


def test_a_new_story_of_an_old_affair_says_what_went_before() -> None:
    """The newest headline that can be seen."""
    (line,) = rows(day(replace(RIVER, earlier=("\u2060", "River talks fail", "River talks begin"))))
    assert line.endswith(" · earlier: River talks fail")


def test_a_story_without_a_past_says_nothing_of_it() -> None:
    (line,) = rows(day(replace(RIVER, new=" \u200b", earlier=("\u2060",))))
    assert line == "2 publishers · World · since yesterday 18:00"


def test_a_cap_that_was_lifted_is_said_quietly_at_the_end() -> None:
    note = "4 stories of Asia, where 3 is the most: too little came from elsewhere"
    assert closing(day(RIVER, relaxed=(note,))) == f"All 16 feeds read. {note}."


def test_an_earlier_headline_stays_on_one_line_and_is_no_article() -> None:
    """What comes from outside is one line of plain text, and never longer than a headline."""
    (line,) = rows(day(replace(RIVER, earlier=("<!here>\nTalks " + "and talks " * 40,))))
    past = line.partition("earlier: ")[2]
    assert past.startswith("<!here> Talks and talks")
    assert len(past) < 170
    assert past.endswith("…")


def test_a_terminal_shows_it_as_small_print() -> None:
    paper = io.StringIO()
    back = replace(RIVER, new="1 more article, by Tide")
    Screen(paper, terminal=False).message(blocks.digest(day(back)).blocks)
    lines = paper.getvalue().splitlines()
    above = lines.index("2 publishers · World · since yesterday 18:00")
    assert lines[above + 1] == "New: 1 more article, by Tide"
