"""What every test may lean on: the evaluation data and the newswire, and how hypothesis behaves."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import structlog
from hypothesis import settings

from bot import logs

if TYPE_CHECKING:
    from collections.abc import Iterator

# On a busy machine a deadline is a matter of luck; in CI the examples are the same every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def eval_data() -> Path:
    """The folder of evaluation data; tests that ask for it are skipped where there is none."""
    named = os.environ.get("DATELINE_EVAL_DATA", "")
    if not named:
        pytest.skip("needs the evaluation data: DATELINE_EVAL_DATA names no folder")
    folder = Path(named)
    if not folder.is_dir():
        pytest.skip(f"needs the evaluation data: DATELINE_EVAL_DATA={named} is not a folder")
    return folder


@pytest.fixture
def newswire(eval_data: Path) -> Iterator[dict[str, Any]]:
    """A newswire of its own on loopback ports; what it said of itself: url, opml, feeds, articles, until.

    Its newest article is of the last 08:00 (UTC) that has been, so that no test hangs on the time of day.
    """
    named = os.environ.get("DATELINE_NEWSWIRE", "")
    script = Path(named) if named else eval_data.parent / "tools" / "newswire.py"
    if not script.is_file():
        pytest.skip(f"needs the newswire: {script} is not a file (DATELINE_NEWSWIRE names it)")
    command = [sys.executable, str(script), "--data", str(eval_data / "stream.dev.jsonl.gz"), "--port", "0"]
    until = (datetime.now(UTC) - timedelta(hours=8)).replace(hour=8, minute=0, second=0, microsecond=0)
    command += ["--until", until.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, "the newswire ended without a word"
            yield {**json.loads(line), "until": until.isoformat()}
        finally:
            process.terminate()


@pytest.fixture
def logging_left_as_it_was() -> Iterator[None]:
    """For tests that run a command in this process: it sets up logging for good."""
    root = logging.getLogger()
    level, levels = root.level, {name: logging.getLogger(name).level for name in logs._TALKATIVE}
    yield
    root.setLevel(level)
    for handler in [held for held in root.handlers if held.name == logs.HANDLER]:
        root.removeHandler(handler)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()
