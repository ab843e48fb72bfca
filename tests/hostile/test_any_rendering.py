"""Whatever comes in, every surface keeps Slack's limits; nothing from outside mentions, pings or formats."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from filled import NOW, Drawn, One, Pick, fill
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.demo.slack import validate
from bot.model import (
    Alert,
    Answer,
    Breaking,
    Briefing,
    Change,
    Contradicted,
    Correction,
    FeedHealth,
    HomeTab,
    Match,
    PageBrief,
    PlannedEdition,
    Preference,
    StoryDetail,
    Subscription,
    Trace,
    Verification,
)
from bot.model.talking import Witnesses
from bot.slack import blocks
from bot.slack.blocks import briefings, modals, personal
from bot.slack.blocks.message import BUDGET, Message, weight
from bot.slack.blocks.talk import witnesses
from summaries import Brief

if TYPE_CHECKING:
    from pathlib import Path

Draw: TypeAlias = Callable[[Pick], list[Message]]
View: TypeAlias = Callable[[Pick], dict[str, Any]]

EXAMPLES = 10_000
FORBIDDEN = {"mrkdwn", "usergroup", "broadcast", "team", "emoji"}


def orders(pick: Pick) -> list[Subscription]:
    return [fill(Subscription, pick) for _ in range(pick.number(0, 12))]


def contradicted(pick: Pick) -> Contradicted:
    """Each statement has its figure."""
    found = fill(Contradicted, pick)
    figures = tuple(pick.text() for _ in found.difference.statements)
    return replace(found, difference=replace(found.difference, figures=figures))


def briefing(pick: Pick) -> Briefing:
    """Of one page at least: what names none is answered otherwise."""
    return fill(Briefing, pick, pages=tuple(fill(PageBrief, pick) for _ in range(pick.number(1, 3))))


def wishes(pick: Pick) -> list[Preference]:
    return [fill(Preference, pick) for _ in range(pick.number(0, 30))]


MESSAGES: dict[str, Draw] = {
    "digest": lambda pick: [blocks.digest(fill(PlannedEdition, pick), pick.text())],
    "thread": lambda pick: blocks.rest(fill(PlannedEdition, pick), pick.text()),
    "answer": lambda pick: [blocks.answer(fill(Answer, pick))],
    "more": lambda pick: [blocks.detail(fill(StoryDetail, pick), now=NOW)],
    "who says so": lambda pick: [witnesses(fill(Witnesses, pick))],
    "verify": lambda pick: [blocks.verification(fill(Verification, pick))],
    "fingerprints": lambda pick: [blocks.fingerprints(fill(Verification, pick))],
    "why": lambda pick: [blocks.why(fill(Trace, pick))],
    "why not": lambda pick: [blocks.why_not([fill(Trace, pick)] * pick.number(1, 5), asked=pick.text())],
    "why an answer": lambda pick: [blocks.matched(fill(Match, pick))],
    "a wish": lambda pick: [blocks.changed(fill(Change, pick), alerts=pick.text())],
    "wishes": lambda pick: [blocks.wishes(wishes(pick), of_channel=bool(pick.number(0, 1)), command="/news")],
    "saved": lambda pick: [blocks.saved(wishes(pick), news="/news")],
    "alert": lambda pick: [blocks.alert(fill(Alert, pick))],
    "breaking": lambda pick: [blocks.breaking(fill(Breaking, pick))],
    "figures": lambda pick: [blocks.contradicted(contradicted(pick))],
    "correction": lambda pick: [blocks.correction(fill(Correction, pick))],
    "orders": lambda pick: [blocks.subscriptions(orders(pick), due={}, now=NOW, note=pick.text()[:500])],
    "brief this": lambda pick: [briefings.briefing(briefing(pick))],
    "a message in brief": lambda pick: [briefings.text_briefing(fill(Brief, pick))],
    "help": lambda pick: [blocks.usage(news=f"/{pick.text()[:31]}", digest=f"/{pick.text()[:31]}")],
    "welcome": lambda pick: [blocks.welcome(pick.text()[:35] or "D", news=f"/{pick.text()[:31]}")],
    "a problem": lambda pick: [blocks.problem(pick.text()[:900])],
}
VIEWS: dict[str, View] = {
    "home": lambda pick: {"type": "home", "blocks": blocks.home(fill(HomeTab, pick), note=pick.text()[:300])},
    "the form of a digest": lambda pick: modals.form(
        fill(Subscription, pick),
        editing=bool(pick.number(0, 1)),
        now=NOW,
        sections=[pick.text() for _ in range(pick.number(0, 150))],
        metadata="{}",
        name=pick.text(),
    ),
    "what was ordered": lambda pick: modals.ordered(
        fill(Subscription, pick), due=NOW, now=NOW, name=pick.text()[:35], inside=False, new=True
    ),
    "a preview": lambda pick: modals.previewed(
        blocks.digest(fill(PlannedEdition, pick), pick.text()).blocks, pick.text()
    ),
    "brief me": lambda pick: briefings.brief_me(blocks.answer(fill(Answer, pick)).blocks),
    "a topic": lambda _pick: personal.topic_form(),
    "one's own digest": lambda pick: personal.digest_form(fill(Subscription, pick), zone="UTC"),
    "a feed's address": lambda pick: personal.feed_form(fill(FeedHealth, pick)),
}


@pytest.mark.exhaustive
@pytest.mark.parametrize("surface", [*MESSAGES, *VIEWS])
def test_any_text_in_any_field_keeps_every_limit(surface: str) -> None:
    """Each surface, filled with any Unicode, is one that Slack takes; ten thousand examples over all."""

    @settings(max_examples=-(-EXAMPLES // len([*MESSAGES, *VIEWS])), suppress_health_check=list(HealthCheck))
    @given(st.data())
    def each(data: st.DataObject) -> None:
        check(surface, Drawn(data.draw))

    each()


@pytest.mark.parametrize("surface", [*MESSAGES, *VIEWS])
def test_naughty_strings_are_shown_as_the_text_that_they_are(surface: str, eval_data: Path) -> None:
    """Each of the naughty strings, in every field at once."""
    for text in json.loads((eval_data / "naughty-strings.json").read_text("utf-8")):
        check(surface, One(text))


def check(surface: str, pick: Pick) -> None:
    if surface in VIEWS:
        view = VIEWS[surface](pick)
        assert validate.view_problems(view) == []
        assert_plain(view)
        return
    for message in MESSAGES[surface](pick):
        assert validate.message_problems(message.blocks) == []
        assert weight(message) <= BUDGET
        assert message.blocks
        assert 0 < len(message.text) <= 2_000
        assert "<" not in message.text, "Slack would read a mention or a link"
        assert_plain(message.blocks)


def assert_plain(value: Any) -> None:
    """Nothing that Slack would parse: no markup, no mention; links lead to the web alone."""
    if isinstance(value, list):
        for part in value:
            assert_plain(part)
    elif isinstance(value, dict):
        assert value.get("type") not in FORBIDDEN
        if value.get("type") == "channel":  # of an order, by Slack's own ID
            assert re.fullmatch(r"[CGD][0-9A-Z]+", value["channel_id"])
        if value.get("type") == "user":  # who changed a feed, on an administrator's Home tab
            assert re.fullmatch(r"U[0-9A-Z]+", value["user_id"])
        if value.get("type") == "link":
            assert str(value["url"]).startswith(("http://", "https://"))
        for part in value.values():
            assert_plain(part)
