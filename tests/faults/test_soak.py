"""The soak of benchmarks/soak.py, squeezed into a minute: it works, and nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.exhaustive  # a minute of processes: CI has the time


def soak(root: Path, *arguments: str) -> str:
    command = [sys.executable, str(root / "benchmarks" / "soak.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_in_a_minute_nothing_is_lost(tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """Digests come once, questions are answered, nothing complains; of what was seen a page can be made."""
    run, docs = tmp_path / "run", tmp_path / "docs"
    found = json.loads(soak(pytestconfig.rootpath, "--minutes", "1", "--before", "1", "--keep", str(run)))
    assert found["problems"] == []
    assert found["digests posted once"] == found["digests due"] > 0
    assert found["questions"]["answered"] == found["questions"]["asked"] > 4
    assert found["wire"]["200 page"] > 9
    samples = [json.loads(line) for line in (run / "samples.jsonl").read_text("utf-8").splitlines()]
    assert all(one["pss"] > 10_000_000 and one["threads"] > 4 for one in samples[2:])
    assert samples[-1]["day"] > samples[0]["day"]

    soak(pytestconfig.rootpath, "--page", str(run), "--docs", str(docs))
    assert "## Slopes" in (docs / "soak.md").read_text("utf-8")
    assert (docs / "pictures" / "soak.png").read_bytes().startswith(b"\x89PNG")
