"""Articles whose times are odd are briefed like all others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from summaries_samples import article

from summaries import Article, brief
from summaries.facts.times import UNDATED, behind, moment, newest

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NO_TIME = datetime(1, 1, 1, tzinfo=UTC)
TOLL = "An earthquake of magnitude 6.4 struck northern Chile in September and killed {} people."


def told(killed: int, publisher: str, published: datetime) -> Article:
    """An article of a publisher's."""
    one = article(publisher, text=TOLL.format(killed), publisher=publisher)
    return replace(one, published=published)


def test_a_time_without_a_zone_is_utc() -> None:
    """And a story may hold times of both kinds: the result is as if all had their zone."""
    dated = told(12, "Post", NOON)
    bare = told(36, "Courier", datetime(2026, 11, 23, 20))  # noqa: DTZ001 - the case
    zoned = replace(bare, published=datetime(2026, 11, 23, 20, tzinfo=UTC))
    found, wanted = brief([dated, bare]), brief([dated, zoned])
    assert (found.sentences, found.differences, found.headline_id) == (
        wanted.sentences,
        wanted.differences,
        wanted.headline_id,
    )


@pytest.mark.parametrize("odd", [NO_TIME, datetime(1, 1, 3), datetime.max])  # noqa: DTZ001, DTZ901 - the cases
def test_the_first_and_the_last_of_all_times_are_briefed(odd: datetime) -> None:
    """As an article without a time is."""
    some = [
        told(12, "Post", odd),
        told(36, "Courier", NOON),
    ]
    assert brief(some).sentences


def test_the_newest_is_the_latest_of_the_known_times() -> None:
    """In any order; what has no time is as new as the newest."""
    for order in permutations([None, NOON, NOON - timedelta(hours=3), NO_TIME]):
        assert newest(order) == NOON
    assert newest([None, NO_TIME]) == moment(None) == UNDATED
    assert behind(NOON - timedelta(hours=3), NOON) == timedelta(hours=3)
    assert behind(None, NOON) == behind(NOON, UNDATED) == behind(NO_TIME, NOON) == timedelta(0)
