"""A day of workers and web processes, struck at random (benchmarks/day.py: longer ones)."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from once import terms
from once.day import KINDS, SLOTS, START, Day, drawn
from once.forge import Forge
from once.news import News
from once.postgres import PostgresServer

if TYPE_CHECKING:
    from pathlib import Path

WINDOW = 3.0  # seconds
KILLS, LEAP, SHARE, SEED = 7, 6, 6, 6


def test_a_seed_draws_the_same_day_and_all_kinds_of_strikes() -> None:
    """Every strike falls within its window; over a few seeds each kind falls on each of the five places."""
    days = [drawn(seed, 20, 1, terms.Terms(), WINDOW) for seed in range(5)]
    assert days == [drawn(seed, 20, 1, terms.Terms(), WINDOW) for seed in range(5)]
    strikes = [strike for day in days for leap in day.strikes for strike in leap]
    assert len(strikes) == 100
    assert all(0 <= strike.at <= WINDOW for strike in strikes)
    assert {(one.place, one.kind) for one in strikes} == {(n, kind) for n in range(5) for kind in KINDS}


@pytest.mark.exhaustive
def test_a_day_of_workers_and_web_processes_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Any of the five is killed, frozen or told to end: each article, digest and answer is there once."""
    scaled = terms.chosen()
    with (
        Forge() as forge,
        closing(PostgresServer(forge)) as server,
        News(START, share=SHARE) as news,
        Day(tmp_path, server, forge, scaled, news) as day,
    ):
        lived = day.live(drawn(SEED, KILLS, LEAP, scaled, WINDOW))
        printed = len(news.articles)
    assert lived.problems == []
    assert lived.explained == []
    assert (lived.digests, lived.articles, len(lived.struck)) == (len(SLOTS), printed, KILLS)
    assert lived.acknowledged > 0
