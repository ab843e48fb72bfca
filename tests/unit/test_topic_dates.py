"""Days of the calendar in a question."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from summaries import parse

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)  # a Tuesday


@pytest.mark.parametrize(
    ("question", "terms", "since", "until"),
    [
        ("Ankara since 23 November", "ankara", "2026-11-23", None),
        ("Ankara since the 23rd of November", "ankara", "2026-11-23", None),
        ("Ankara since Monday, November 23", "ankara", "2026-11-23", None),
        ("Ankara since 23 November at 08:30", "ankara", "2026-11-23T08:30", None),
        ("what happened in Ankara since 2026-11-23?", "ankara", "2026-11-23", None),
        ("Ankara 2026-11-20", "ankara", "2026-11-20", "2026-11-21"),
        ("wheat on 23 November", "wheat", "2026-11-23", "2026-11-24"),
        ("wheat from Nov. 23rd", "wheat", "2026-11-23", "2026-11-24"),
        ("wheat before 2026-11-23", "wheat", "2026-10-24", "2026-11-23"),
        ("Ankara, 23 November", "ankara", "2026-11-23", "2026-11-24"),
        ("wheat in Ankara, Nov 23?", "wheat ankara", "2026-11-23", "2026-11-24"),
        ("Nov 23", "", "2026-11-23", "2026-11-24"),
        ("12 November", "", "2026-11-12", "2026-11-13"),
        ("11 September", "", "2026-09-11", "2026-09-12"),
        ("What happened 24 November?", "", "2026-11-24", "2026-11-25"),
        ("wheat on 25 November", "wheat", "2025-11-25", "2025-11-26"),
        ("wheat on 29 February", "wheat", "2024-02-29", "2024-03-01"),
        ("wheat on 1 May 2019", "wheat", "2019-05-01", "2019-05-02"),
        ("wheat two days ago", "wheat", "2026-11-22", "2026-11-23"),
        ("wheat since a week ago", "wheat", "2026-11-17", None),
        ("wheat 3 hours ago", "wheat", "2026-11-24T05:00", None),
    ],
)
def test_a_day_is_a_time(question: str, terms: str, since: str, until: str | None) -> None:
    """Without a year the last such day not after now; behind "since" the time from then on."""
    topic = parse(question, NOW, UTC)
    assert " ".join(topic.terms) == terms
    assert topic.since == datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert topic.until == (datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None)


def test_a_day_begins_at_the_reader_s_midnight() -> None:
    topic = parse("Ankara since 23 November", NOW, ZoneInfo("Europe/Istanbul"))
    assert (topic.since, topic.by_days) == (datetime(2026, 11, 22, 21, tzinfo=UTC), True)


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("7 October attack", "7 october attack"),
        ('"7 October" attack', "7 october attack"),
        ('attack "since 7 October"', "attack since 7 october"),
        ("Gaza, 7 October attack", "gaza 7 october attack"),
        ("2025 budget", "2025 budget"),
        ("budget on 31 November", "budget 31 november"),
        ("budget 2026-02-30", "budget 2026 02 30"),
        ("flight 12-2026-11-234", "flight 12 2026 11 234"),
    ],
)
def test_figures_that_are_no_date_are_words(question: str, terms: str) -> None:
    """Names of events, years, days that no month has, and whatever is quoted."""
    topic = parse(question, NOW, UTC)
    assert (" ".join(topic.terms), topic.since) == (terms, None)


def test_a_day_to_come_is_no_time_to_search() -> None:
    """What is announced for then is told now."""
    topic = parse("summit on 30 November 2026", NOW, UTC)
    assert (topic.terms, topic.since, topic.until) == (("summit",), None, None)
