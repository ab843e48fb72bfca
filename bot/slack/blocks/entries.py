"""A story as a digest shows it: its sentences, its one line of context, what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.slack.blocks.story import counted, span_of, story, where
from bot.text import clip, listed, one_line, visible, when

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import PlannedEdition
    from bot.slack.blocks.message import Json
    from summaries import Brief, EditionStory

EARLIER_LONGEST = 150
NEW_LONGEST = 300
FIGURE_LONGEST = 40
MOST_FIGURES = 4
SEVERAL = 2


def entry(told: EditionStory, sentences: int, planned: PlannedEdition, *, below: str = "") -> list[Json]:
    """The story in so many sentences; times are the subscription's. It stands `below` a region's name."""
    return story(
        told.brief,
        story_id=told.story_id,
        edition_id=planned.id,
        facts=facts(told, planned, below),
        sentences=sentences,
    )


def facts(told: EditionStory, planned: PlannedEdition, below: str = "") -> str:
    """How many publishers, where, since when, and where figures differ: one line.

    Of a story that the channel knows, a second one says what is new since the last edition.
    """
    span = span_of(told.brief)
    there = where(told.place, told.region, told.section)
    new = _said(told.new, NEW_LONGEST)
    line = (
        counted(told.brief),
        "" if there == below else there,
        _since(span, planned) if span else "",
        "" if new else _earlier(told),
        differ(told.brief),
    )
    return " · ".join(part for part in line if part) + (f"\nNew: {new}" if new else "")


def _since(span: tuple[datetime, datetime], planned: PlannedEdition) -> str:
    return f"since {when(span[0], planned.until, ZoneInfo(planned.zone))}"


def _earlier(told: EditionStory) -> str:
    """What went before it in its affair, where that can be seen."""
    title = next(filter(None, (_said(title, EARLIER_LONGEST) for title in told.earlier)), "")
    return f"earlier: {title}" if title else ""


def differ(brief: Brief) -> str:
    """The figures on which publishers differ, as they stand: "publishers differ on “killed”: 28 or 31"."""
    for one in brief.differences:
        figures = list(dict.fromkeys(filter(None, (_said(said, FIGURE_LONGEST) for said in one.figures))))
        if one.kind == "differ" and len(figures) >= SEVERAL:
            about = _said(one.about, FIGURE_LONGEST)
            on = f" on “{about}”" if about else ""
            return f"publishers differ{on}: {listed(figures, most=MOST_FIGURES, last='or')}"
    return ""


def _said(text: str, longest: int) -> str:
    """On one line; empty where there is nothing to see."""
    shown = clip(one_line(text), longest)
    return shown if visible(shown) else ""
