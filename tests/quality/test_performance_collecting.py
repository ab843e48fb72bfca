"""The parts of docs/performance.md on collecting and on digests run, and print their section and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.exhaustive  # servers, and processes that collect

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("part", "title", "told"),
    [
        (
            "performance_digest",
            "## A digest from thousands of articles\n",
            "Goal: 1,000 articles in at most",
        ),
        ("performance_collect", "## Collecting\n", "Goal: the step at least 3x as fast. Here: "),
    ],
)
def test_a_part_prints_its_section_and_its_goals(part: str, title: str, told: str) -> None:
    """A tenth of the size, with invented texts; what it is doing goes to standard error."""
    command = [sys.executable, str(ROOT / "benchmarks" / f"{part}.py"), "--quick"]
    done = subprocess.run(
        command,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith(title)
    assert told in done.stdout
    assert "**met**" in done.stdout or "**missed**" in done.stdout
