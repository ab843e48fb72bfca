"""Months, years and the last night: the times that a question names."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from summaries import parse

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "terms", "since", "until"),
    [
        ("floods in March", "floods", "2026-03-01", "2026-04-01"),
        ("floods in November", "floods", "2026-11-01", "2026-12-01"),
        ("floods in December", "floods", "2025-12-01", "2026-01-01"),
        ("strikes during May 2019", "strikes", "2019-05-01", "2019-06-01"),
        ("fires this year", "fires", "2026-01-01", None),
        ("fires last year", "fires", "2025-01-01", "2026-01-01"),
        ("Oslo last night", "oslo", "2026-11-22T18:00", None),
    ],
)
def test_months_and_years_are_read_as_the_last_that_have_begun(
    question: str, terms: str, since: str, until: str | None
) -> None:
    topic = parse(question, NOW, UTC)
    assert " ".join(topic.terms) == terms
    assert topic.since == datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert topic.until == (datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None)


@pytest.mark.parametrize("question", ["a march on the capital", "Theresa May speaks", "may the strike end"])
def test_a_month_without_a_word_of_time_before_it_is_a_word(question: str) -> None:
    topic = parse(question, NOW, UTC)
    assert topic.since is None


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("floods in aprıl", "floods in april"),
        ("floods in auguſt", "floods in august"),
        ("floods since frıday", "floods since friday"),
        ("floods on ſunday", "floods on sunday"),
        ("floods of the last SİX HOURS", "floods of the last six hours"),
        ("floods of the last nıne hourſ", "floods of the last nine hours"),
    ],
)
def test_words_of_time_are_known_in_the_letters_of_other_keyboards(question: str, plain: str) -> None:
    """A Turkish i, dotless or with a dot, and a long s are what they look like."""
    topic, wanted = parse(question, NOW, UTC), parse(plain, NOW, UTC)
    assert (topic.terms, topic.since, topic.until) == (("floods",), wanted.since, wanted.until)
