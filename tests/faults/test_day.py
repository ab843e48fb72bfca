"""What is drawn for a day of workers and web processes, struck at random; benchmarks/day.py lives it."""

from __future__ import annotations

from once import terms
from once.day import KINDS, drawn

WINDOW = 3.0  # seconds


def test_a_seed_draws_the_same_day_and_all_kinds_of_strikes() -> None:
    """Every strike falls within its window; over a few seeds each kind falls on each of the five places."""
    days = [drawn(seed, 20, 1, terms.Terms(), WINDOW) for seed in range(5)]
    assert days == [drawn(seed, 20, 1, terms.Terms(), WINDOW) for seed in range(5)]
    strikes = [strike for day in days for leap in day.strikes for strike in leap]
    assert len(strikes) == 100
    assert all(0 <= strike.at <= WINDOW for strike in strikes)
    assert {(one.place, one.kind) for one in strikes} == {(n, kind) for n in range(5) for kind in KINDS}
