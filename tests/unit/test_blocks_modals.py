"""Modals and briefings: whatever is in them, Slack takes them, and what was typed comes back whole."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories_made import NOW, answers, briefs, editions, words

from bot.demo.slack import validate
from bot.demo.slack.fields import state_of
from bot.demo.slack.validate.objects import OPTION
from bot.model import WEEKDAYS, Answer, Briefing, PageBrief, PlannedEdition, Subscription
from bot.slack import blocks
from bot.slack.blocks import briefings, modals
from bot.slack.blocks.message import BUDGET, weight
from bot.slack.filled import fields_of, listed, names_like, read_channel, read_terms, zones_like

if TYPE_CHECKING:
    from bot.demo.slack.shapes import Json
    from summaries import Brief

thorough = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
names = st.lists(words, max_size=120)
plain = st.lists(
    st.text(st.characters(categories=("L", "N")), min_size=1, max_size=40), max_size=10, unique=True
)


def order(**more: Any) -> Subscription:
    return Subscription(**{"id": "x", "channel": "C1", "at": time(8), "zone": "Europe/London"} | more)


def form(wished: Subscription, sections: list[str]) -> Json:
    return modals.form(wished, editing=False, now=NOW, sections=sections, metadata="{}", name="Dateline")


@thorough
@given(names, names, st.integers(1, 12))
def test_any_form_is_taken(topics: list[str], sections: list[str], stories: int) -> None:
    """Any words in any number of any order, and any sections that the store may know."""
    wished = order(
        topics=tuple(topics[:25]),
        sections=tuple(sections[:25]),
        without=tuple(topics[25:50]),
        sources=tuple(topics[:25]),
        stories=stories,
    )
    assert validate.view_problems(form(wished, sections)) == []


@thorough
@given(plain, plain, st.sets(st.sampled_from(WEEKDAYS), min_size=1), st.integers(1, 12))
def test_what_the_form_holds_is_what_it_was_given(
    topics: list[str], sections: list[str], days: set[str], stories: int
) -> None:
    """Submitted as it was opened, the form says the order's own terms."""
    wished = order(
        topics=tuple(topics),
        sections=tuple(sections),
        without=tuple(f"not {topic}" for topic in topics),
        sources=tuple(sections),
        days=tuple(day for day in WEEKDAYS if day in days),
        stories=stories,
    )
    fields = fields_of({"state": state_of(form(wished, sections)["blocks"], {})})
    assert read_channel(fields) == "C1"
    told = read_terms(fields)
    assert told == {
        "at": "08:00",
        "zone": "Europe/London",
        "days": wished.days,
        "stories": stories,
        "topics": wished.topics,
        "sections": wished.sections,
        "without": wished.without,
        "sources": wished.sources,
    }


@thorough
@given(words, st.sampled_from((True, False, None)), st.booleans())
def test_any_end_is_taken(topic: str, inside: bool | None, new: bool) -> None:  # noqa: FBT001 - hypothesis gives them
    """Whatever was ordered, the last page is one that Slack takes."""
    view = modals.ordered(
        order(topics=(topic,) * 5), due=NOW, now=NOW, name="Dateline", inside=inside, new=new
    )
    assert validate.view_problems(view) == []


@pytest.mark.exhaustive
@thorough
@given(editions(), answers(), words)
def test_any_preview_and_answer_is_a_page(planned: PlannedEdition, answer: Answer, text: str) -> None:
    """A digest and an answer as pages: nothing to press that would lead nowhere."""
    preview = modals.previewed(blocks.digest(planned).blocks, "A note.")
    assert validate.view_problems(preview) == []
    assert "action_id" not in str(preview)
    assert validate.view_problems(briefings.brief_me(blocks.answer(answer).blocks)) == []
    assert validate.view_problems(modals.notice("Digest", text)) == []


@thorough
@given(st.lists(briefs(), max_size=3), words, st.integers(0, 9))
def test_any_briefing_fits(made: list[Brief], why: str, left: int) -> None:
    """Pages that were read and pages that were not, whatever they hold and whatever failed."""
    pages = [
        PageBrief(url=f"https://{n}.example/{why}", brief=brief, story_id="s" * (n % 2))
        for n, brief in enumerate(made)
    ]
    pages.append(PageBrief(url=why, why=why))
    message = briefings.briefing(Briefing(pages=tuple(pages), left=left, now=NOW))
    assert validate.message_problems(message.blocks) == []
    assert weight(message) <= BUDGET
    assert "<" not in message.text
    for brief in made:
        assert validate.message_problems(briefings.text_briefing(brief).blocks) == []


@thorough
@given(words, names)
def test_any_suggestion_is_taken(typed: str, known: list[str]) -> None:
    """Whatever is typed into a field: at most a hundred choices, each one that Slack takes."""
    zones = [modals.zone_option(zone, NOW) for zone in zones_like(typed)]
    named = [modals.name_option(name) for name in names_like(typed, known)]
    for offered in (zones, named):
        assert len(offered) <= 100
        assert [problem for one in offered for problem in OPTION(one, "")] == []


def test_lists_are_read_as_people_write_them() -> None:
    """Commas, semicolons and lines part them; quotation marks and doubles go."""
    assert listed('sudan, "climate talks";sudan\n Chad ,,') == ("sudan", "climate talks", "Chad")
