"""Whatever comes in, what goes out is within Slack's limits and holds nothing but what came in."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories_made import NOW, answers, details, editions, words

from bot.demo.slack import validate
from bot.model import Answer, PlannedEdition, StoryDetail, Subscription
from bot.slack import blocks
from bot.slack.blocks.message import BUDGET, FALLBACK_LONGEST, Message, weight

thorough = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def texts(value: Any) -> list[tuple[str, str]]:
    """(type, text) of every text and link."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    found = [pair for part in inner for pair in texts(part)]
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        found.append((value["type"], value["text"]))
    return found


def check(message: Message) -> None:
    assert validate.message_problems(message.blocks) == []
    assert validate.weight(message.blocks) <= validate.WEIGHT_BUDGET
    assert weight(message) <= BUDGET
    assert message.blocks
    assert 0 < len(message.text) <= 1_000
    assert "<" not in message.text
    kinds = {kind for kind, _ in texts(message.blocks)}
    assert kinds <= {"text", "link", "plain_text"}


@thorough
@given(editions(), words)
def test_any_digest_fits(planned: PlannedEdition, name: str) -> None:
    """Any edition of any stories in any Unicode is a message that Slack takes, and the same one each time."""
    message = blocks.digest(planned, name)
    check(message)
    assert blocks.digest(planned, name) == message


@pytest.mark.exhaustive
@thorough
@given(editions())
def test_no_sentence_is_cut(planned: PlannedEdition) -> None:
    """Every text of a list is a sentence of the briefs, whole."""
    whole = {said.text for story in planned.edition.stories for said in story.brief.sentences}
    for block in blocks.digest(planned).blocks:
        for element in block.get("elements", []):
            if element["type"] == "rich_text_list":
                assert {item["elements"][0]["text"] for item in element["elements"]} <= whole


@thorough
@given(answers())
def test_any_answer_fits(answer: Answer) -> None:
    """Any answer to any question is a message that Slack takes."""
    check(blocks.answer(answer))


@thorough
@given(details())
def test_any_detail_fits(detail: StoryDetail) -> None:
    """Any story's detail is a message that Slack takes."""
    check(blocks.detail(detail, now=NOW))


@thorough
@given(st.lists(words, max_size=30), words)
def test_any_channels_orders_fit(topics: list[str], note: str) -> None:
    """Any number of orders with any topics is a message that Slack takes."""
    orders = [
        Subscription(id=f"x{n}", channel="C1", at=time(8), zone="UTC", topics=(topic, *topics))
        for n, topic in enumerate(topics)
    ]
    due = {"x0": datetime(2026, 3, 4, 7, 0, tzinfo=UTC)}
    check(blocks.subscriptions(orders, due=due, now=NOW, note=note[:500]))


@thorough
@given(words)
def test_any_problem_fits(text: str) -> None:
    """Any error's sentence is a message that Slack takes."""
    check(blocks.problem(text[:900]))


def test_what_screen_readers_are_told_stays_short_where_its_escapes_are_long() -> None:
    """Each & is five characters on the wire."""
    message = blocks.subscriptions((), due={}, now=NOW, note="&" * 800)
    assert message.text.startswith("&amp;")
    assert len(message.text) <= FALLBACK_LONGEST
