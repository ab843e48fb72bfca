"""A digest says what is new of a story that the channel knows, what went before it, and what was relaxed."""

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


def asides(edition: PlannedEdition) -> list[str]:
    """The small print, from top to bottom."""
    return [
        block["elements"][0]["text"] for block in blocks.digest(edition).blocks if block["type"] == "context"
    ]


def day(*stories: EditionStory, relaxed: tuple[str, ...] = ()) -> PlannedEdition:
    made = planned(stories)
    return replace(made, edition=replace(made.edition, relaxed=relaxed))


def test_a_story_that_returns_says_what_is_new_and_what_was_before() -> None:
    """Below the story itself, on lines of their own; of its past the newest two."""
    back = replace(
        RIVER,
        returned=True,
        new="2 more articles, by Tide and Levant",
        earlier=("River talks fail", "River talks begin", "River runs dry"),
    )
    (past,) = asides(day(back, HARBOUR))[1:-1]
    assert past.splitlines() == [
        "New: 2 more articles, by Tide and Levant.",
        "Earlier: River talks fail",
        "Earlier: River talks begin",
    ]


def test_a_story_without_a_past_says_nothing_of_it() -> None:
    """Two lines above and below the stories: what the digest rests on, and which feeds were read."""
    assert len(asides(day(RIVER, HARBOUR))) == 2
    assert len(asides(day(replace(RIVER, new=" \u200b", earlier=("\u2060",))))) == 2


def test_a_cap_that_was_lifted_is_said_quietly_at_the_end() -> None:
    note = "4 stories of Asia, where 3 is the most: too little came from elsewhere"
    assert asides(day(RIVER, relaxed=(note,)))[-1] == f"All 16 feeds read. {note}."


def test_an_earlier_headline_stays_on_one_line_and_is_no_article() -> None:
    """What comes from outside is one line of plain text, and never longer than a headline."""
    (past,) = asides(day(replace(RIVER, earlier=("<!here>\nTalks " + "and talks " * 40,))))[1:-1]
    assert past.startswith("Earlier: <!here> Talks and talks")
    assert len(past) < 170
    assert past.endswith("…")


def test_a_terminal_shows_them_on_lines_of_their_own() -> None:
    paper = io.StringIO()
    back = replace(RIVER, new="1 more article, by Tide", earlier=("River talks fail",))
    Screen(paper, terminal=False).message(blocks.digest(day(back)).blocks)
    lines = paper.getvalue().splitlines()
    assert "New: 1 more article, by Tide." in lines
    assert "Earlier: River talks fail" in lines
