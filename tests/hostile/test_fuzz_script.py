"""What the fuzzer found can be run again without it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent.parent / "scripts" / "fuzz.py"


@pytest.mark.exhaustive
@pytest.mark.parametrize("target", ["feed", "text", "blocks"])
def test_a_file_is_run_again(target: str, tmp_path: Path) -> None:
    """Each road, by a file and without atheris."""
    found = tmp_path / "found"
    found.write_bytes(b"\x02<!channel> \xff\xfe <rss><item><link></item></link> &")
    line = [sys.executable, str(SCRIPT), target, "--replay", str(found)]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "every promise holds" in done.stdout
