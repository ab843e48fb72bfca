"""Questions: what they are about, since when, and which articles answer them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from summaries_samples import QUAKE, RECOGNITION, STRIKE

from summaries import ANSWERS, Article, judge, parse, refuses, unknown, variants, weigh
from summaries.tokens import words

NOW = datetime(2026, 3, 11, 14, 30, tzinfo=UTC)  # a Wednesday
STORE = (*QUAKE, *STRIKE, RECOGNITION)


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("who has recognised the Taliban?", ("recognised", "taliban")),
        ("afghanistan", ("afghanistan",)),
        ("travel ban", ("travel", "ban")),
        ("What's the latest on Sudan's war?", ("sudan", "war")),
        ("tell me about the strike in Rotterdam since Monday", ("strike", "rotterdam")),
        ("football results on Mars", ("football", "results", "mars")),
        ("what happened today?", ()),
        ('"state of emergency" chile', ("state", "of", "emergency", "chile")),
    ],
)
def test_only_the_words_that_matter_are_terms(question: str, terms: tuple[str, ...]) -> None:
    """Question words, stop words and words of time are dropped; quoted ones are kept."""
    assert parse(question, NOW, UTC).terms == terms


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("chile last 48 hours", "2026-03-09T14:30", None),
        ("chile in the past three days", "2026-03-08T14:30", None),
        ("chile over the past week", "2026-03-04T14:30", None),
        ("chile since Monday", "2026-03-09T00:00", None),
        ("chile since wednesday", "2026-03-04T00:00", None),
        ("chile on Tuesday", "2026-03-10T00:00", "2026-03-11T00:00"),
        ("chile today", "2026-03-11T00:00", None),
        ("chile yesterday", "2026-03-10T00:00", "2026-03-11T00:00"),
        ("chile this week", "2026-03-09T00:00", None),
        ("chile last week", "2026-03-02T00:00", "2026-03-09T00:00"),
        ("chile this month", "2026-03-01T00:00", None),
        ("chile last month", "2026-02-01T00:00", "2026-03-01T00:00"),
        ("chile since Monday 08:00", "2026-03-09T08:00", None),
        ("chile since yesterday at 8.30", "2026-03-10T08:30", None),
        ("chile", None, None),
    ],
)
def test_words_of_time_name_a_window(question: str, since: str | None, until: str | None) -> None:
    """Days begin at the reader's midnight, spans of hours are elapsed time."""
    found = parse(question, NOW, UTC)
    assert found.terms == ("chile",)
    assert found.since == (datetime.fromisoformat(since).replace(tzinfo=UTC) if since else None)
    assert found.until == (datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None)


def test_days_are_told_from_lengths_of_time() -> None:
    """The calendar's days begin at midnight, a length of time ends now: an answer names them differently."""
    assert parse("chile last week", NOW, UTC).by_days
    assert not parse("chile in the last 24 hours", NOW, UTC).by_days
    assert not parse("chile", NOW, UTC).by_days


def test_days_are_of_the_reader_s_zone() -> None:
    """In Auckland it is Thursday already."""
    found = parse("chile today", NOW, ZoneInfo("Pacific/Auckland"))
    assert found.since == datetime(2026, 3, 11, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("term", "other"),
    [
        ("recognised", "recognized"),
        ("recognized", "recognised"),
        ("labour", "labor"),
        ("neighboring", "neighbouring"),
        ("Afghanistan", "afghan"),
        ("sudanese", "sudan"),
        ("Britain's", "british"),
    ],
)
def test_spellings_and_peoples_match_as_one(term: str, other: str) -> None:
    """British and American spellings, and a country with its people, are variants; the term comes first."""
    assert other in variants(term)
    assert variants(term)[0] == term.lower().removesuffix("'s")


@pytest.mark.parametrize("term", ["advise", "raise", "surprise", "hour", "four", "promised", "tour"])
def test_words_that_only_look_alike_have_no_variants(term: str) -> None:
    """No spelling is invented."""
    assert variants(term) == (term,)


def test_who_asks_for_a_country_of_two_meanings_means_its_people_too() -> None:
    """Chad may be a man, but "/news chad" is about Chadians; the other way round nothing is certain."""
    assert "chadian" in variants("chad")
    assert variants("chadian") == ("chadian",)


def _counts(terms: tuple[str, ...]) -> dict[str, int]:
    return {t: sum(any(v in words(f"{a.title} {a.text}") for v in variants(t)) for a in STORE) for t in terms}


def _answers(question: str, store: tuple[Article, ...] = STORE) -> list[str]:
    topic = parse(question, NOW, UTC)
    counts = _counts(topic.terms)
    if refuses(topic, counts):
        return []
    weights = weigh(topic, counts, len(store))
    return [a.id for a in store if judge(topic, title=a.title, text=a.text, weights=weights) >= ANSWERS]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("who has recognized Zamunda?", ["recognition"]),
        ("chilean earthquake", ["q1", "q2", "q3"]),
        ("strike in rotterdam", ["s1", "s2"]),
        ('"state of emergency"', ["q2", "q3"]),
        ("football results on Mars", []),
        ("earthquake on Mars", []),
        ("zamundan football", []),
    ],
)
def test_a_store_answers_what_it_holds_and_nothing_else(question: str, found: list[str]) -> None:
    """Articles answer by the words that tell most; a topic whose telling word is nowhere is refused."""
    answers = _answers(question)
    assert set(answers) <= set(found)
    assert bool(answers) == bool(found)


def test_what_is_nowhere_is_named() -> None:
    """The terms that the store lacks are told apart, for the reader."""
    topic = parse("football results on Mars", NOW, UTC)
    assert unknown(topic, {"results": 3}) == ("football", "mars")
    assert refuses(topic, {"football": 2, "results": 3})


def test_a_lesser_word_that_is_nowhere_refuses_nothing() -> None:
    """Where the store knows the name, a missing everyday word is no reason to refuse."""
    assert not refuses(parse("Taliban results", NOW, UTC), {"taliban": 3})


def test_weights_sum_to_one_and_names_weigh_more() -> None:
    """The share of each term is out of one."""
    weights = weigh(parse("recognise Zamunda", NOW, UTC), {"recognise": 1, "zamunda": 1}, 6)
    assert sum(weights.values()) == pytest.approx(1)
    assert weights["zamunda"] > weights["recognise"]


def test_a_word_said_once_in_passing_is_no_answer() -> None:
    """A single term far down in the text, once, stays below the threshold."""
    topic = parse("sudan", NOW, UTC)
    text = "Trade talks went on. " * 40 + "Sudan was not mentioned."
    assert judge(topic, title="Trade talks", text=text, weights={"sudan": 1.0}) < ANSWERS
    assert judge(topic, title="Sudan talks", text=text, weights={"sudan": 1.0}) == 1.0
