"""Whatever people follow and whatever a trace holds, what is shown of it is within Slack's limits."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories_made import words

from bot.demo.slack import validate
from bot.model import Change, Match, Outcome, Preference, Subject, Trace, Wish, Word
from bot.slack import blocks
from bot.slack.blocks.menu import menu
from bot.slack.blocks.message import BUDGET, Message, weight
from bot.slack.blocks.wishes import value_of

NOW = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
thorough = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
preferences = st.builds(
    Preference,
    owner=st.sampled_from(("U1", "W2", "C3", "#general")),
    wish=st.sampled_from(Wish),
    subject=st.sampled_from(Subject),
    value=words.map(lambda said: said[:100]),  # the desk lets no longer name through
    label=words,
    by=st.just("U1"),
    made=st.just(NOW),
)
traces = st.builds(
    Trace,
    story_id=st.just("s1"),
    headline=words,
    place=st.integers(0, 12),
    of=st.integers(0, 12),
    considered=st.integers(0, 5000),
    rank=st.integers(0, 5000),
    reasons=st.lists(words, max_size=12).map(tuple),
    shares=st.lists(st.floats(-2, 9), max_size=12).map(tuple),
    after=st.lists(st.tuples(words, words), max_size=3).map(tuple),
    local_date=st.just(date(2026, 3, 3)),
    slot=st.just("08:00"),
)
matches = st.builds(
    Match,
    story_id=st.just("s1"),
    headline=words,
    asked=words,
    words=st.lists(
        st.builds(
            Word,
            said=words,
            where=st.sampled_from(("headline", "titles", "sentences", "text", "")),
            weight=st.floats(0, 1),
        ),
        max_size=16,
    ).map(tuple),
    publishers=st.integers(1, 99),
    articles=st.integers(1, 999),
    first_seen=st.just(NOW),
    last_seen=st.just(NOW),
    place=st.integers(0, 60),
    now=st.just(NOW),
)


def wish(**changed: Any) -> Preference:
    made = {
        "owner": "U1",
        "wish": Wish.FOLLOW,
        "subject": Subject.TOPIC,
        "value": "sudan",
        "label": "sudan",
        "by": "U1",
        "made": NOW,
    }
    return Preference(**(made | changed))


def check(message: Message) -> None:
    assert validate.message_problems(message.blocks) == []
    assert validate.weight(message.blocks) <= validate.WEIGHT_BUDGET
    assert weight(message) <= BUDGET
    assert 0 < len(message.text) <= 1_000
    assert "<" not in message.text
    assert "mrkdwn" not in str(message.blocks)


@thorough
@given(preferences, st.sampled_from(Outcome), st.none() | st.sampled_from((Wish.FOLLOW, Wish.MUTE)), words)
def test_any_change_fits(wished: Preference, outcome: Outcome, was: Wish | None, said: str) -> None:
    """Whatever was followed, muted or taken back, Slack takes the words for it."""
    check(blocks.changed(Change(wished=wished, outcome=outcome, was=was, words=said)))


@thorough
@given(st.lists(preferences, max_size=60), words)
def test_any_list_of_wishes_fits(there: list[Preference], note: str) -> None:
    """However many there are; what does not fit is counted."""
    check(blocks.wishes(there, of_channel=False, command="/news", note=note[:500]))
    check(blocks.saved(there, news="/news", note=note[:500]))


@thorough
@given(preferences, st.none() | st.sampled_from(Wish))
def test_a_button_means_what_it_meant(wished: Preference, was: Wish | None) -> None:
    """What stands in a button's value is read back as it was, bars and all."""
    of_channel = wished.owner in {"C3", "#general"}
    expected = (of_channel, wished.wish, wished.subject, was, wished.value)
    assert blocks.read_wish(value_of(wished, was)) == expected


@thorough
@given(traces)
def test_any_trace_fits(trace: Trace) -> None:
    """Any reasons of any story."""
    check(blocks.why(trace))


@pytest.mark.exhaustive
@thorough
@given(st.lists(traces, min_size=1, max_size=20), words)
def test_any_traces_fit(found: list[Trace], asked: str) -> None:
    """As many as fit, and the others counted."""
    check(blocks.why_not(found, asked=asked))


@thorough
@given(matches)
def test_any_match_fits(match: Match) -> None:
    """Any question and any story."""
    check(blocks.matched(match))


@thorough
@given(words)
def test_a_menu_holds_the_question_as_far_as_it_can(asked: str) -> None:
    """Slack's limit for an option's value is kept, and the story is read back."""
    values = [option.value for option in menu("s" * 17, asked=asked.strip()).options]
    assert all(value and len(value) <= 150 for value in values)
    why = blocks.read_choice(values[3] or "")
    assert (why.what, why.story_id, why.edition_id) == ("why", "s" * 17, "")
    assert asked.strip().startswith(why.asked.removesuffix("…").rstrip()) or len(asked) > 100


@pytest.mark.parametrize(
    "value", ["", "mine", "mine|follow|topic|", "mine|adore|topic||x", "a|follow|moon||x"]
)
def test_a_value_that_says_nothing_is_refused(value: str) -> None:
    """A button of another version is not guessed at."""
    with pytest.raises(ValueError, match=r"."):
        blocks.read_wish(value)


def test_a_trace_is_told_with_its_figures() -> None:
    """Place, rank, each reason with its share, and who was left out next to it."""
    trace = Trace(
        story_id="s1",
        headline="Ferry sinks",
        place=2,
        of=7,
        considered=41,
        rank=3,
        reasons=("4 publishers tell it, in 9 articles", "last news 2 h ago", "first of its region"),
        shares=(2.32, 0.94),
        after=(("Rain in Oslo", "one of its publishers has its share already"),),
        local_date=date(2026, 3, 3),
        slot="08:00",
    )
    said = str(blocks.why(trace).blocks)
    for words_ in (
        "Number 2 of 7 stories. By score it was number 3.",
        "4 publishers tell it, in 9 articles (+2.32)",
        "Last news 2 h ago (+0.94)",
        "'First of its region'",
        "“Rain in Oslo” — one of its publishers has its share already",
        "Chosen from 41 stories.",
    ):
        assert words_ in said


def test_a_channels_wish_speaks_of_the_channel() -> None:
    """Its effect is on the channel's digests, not on a reader's."""
    said = blocks.changed(Change(wished=wish(owner="C1", wish=Wish.MUTE), outcome=Outcome.NOTED)).text
    assert said == "Muted: “sudan”. It is left out of this channel's digests."
