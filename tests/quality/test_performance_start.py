"""The part of docs/performance.md on start and idle memory is made by its command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.exhaustive
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc/PID/smaps_rollup")
def test_the_part_on_starts_measures_every_start_and_every_size() -> None:
    """A section with each start beside its peer, each size with its memories, each goal with its verdict."""
    command = [sys.executable, str(ROOT / "benchmarks" / "performance_start.py"), "--quick"]
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    result = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    page = result.stdout
    assert page.startswith("## Start and idle memory\n")
    starts = re.findall(r"^\| `(.+?)` \| \d+\.\d\d \|", page, re.MULTILINE)
    assert starts == [
        "import slack_bolt",
        "dateline --version",
        "dateline doctor --quick",
        "dateline run",
        "dateline web",
    ]
    sizes = re.findall(r"^\| ([\d,]+) \| \d+\.\d\d \| \d+ \(\d+\) \| \d+ \(\d+\) \|", page, re.MULTILINE)
    assert sizes == ["0", "1,000"]
    assert len(re.findall(r"\| (?:met|\*\*missed\*\*) \|", page)) == 3
