"""What starts imports what it needs and no more: a heavy import at the start costs each process for good."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# As `dateline run` does on its way to being connected, up to asking Slack.
START = """
import json, sys
from pathlib import Path
from bot import cli
cli._asked(["run"])
from bot.config import load
from bot.wiring import House
import bot.slack.app, bot.slack.connection
with House(load(Path("config.yaml"))) as house:
    house.follow_config()
    house.room, house.embedded
    print(json.dumps(sorted(sys.modules)))
"""
# Each with who imports it, and when.
LATE = {
    "trafilatura": "the children that read pages",
    "sumy": "summaries, when one of its methods is chosen",
    "nltk": "sumy",
    "py3langid": "intake, while it has something to take in",
    "dateparser": "the children, for dates in words",
    "prometheus_client": "who is watched",
    "cryptography": "an app that workspaces install",
    "procrastinate": "workers",
    "psycopg": "a store on PostgreSQL",
    "starlette": "dateline web",
    "uvicorn": "dateline web",
    "scipy": "nobody: it weighs more than all of ours",
    "bot.demo": "dateline demo and preview",
    "bot.web": "dateline web",
    "bot.cli.demo": "dateline demo",
    "bot.cli.doctor": "dateline doctor",
}


def modules(code: str, folder: Path) -> set[str]:
    """What a fresh Python has imported once it has run that."""
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=os.environ | tokens, capture_output=True, check=False
    )
    assert result.returncode == 0, result.stderr.decode()
    return set(json.loads(result.stdout.splitlines()[-1]))


@pytest.mark.exhaustive
def test_the_start_imports_nothing_that_only_others_need(tmp_path: Path) -> None:
    """`dateline run`, ready to connect, has imported none of the libraries and rooms of others."""
    (tmp_path / "config.yaml").write_text("database: sqlite://\nfeeds: []\nlog: {level: error}\n")
    loaded = modules(START, tmp_path)
    assert {"slack_bolt", "bot.work.embedded", "bot.collect.collector"} <= loaded
    assert [f"{name}, for {whom}" for name, whom in LATE.items() if name in loaded] == []


@pytest.mark.exhaustive
def test_a_command_imports_no_other_command(tmp_path: Path) -> None:
    """The command line knows its commands by name, and imports the one that is asked for."""
    code = (
        "import json, sys; from bot import cli; cli._asked(['migrate']); print(json.dumps(list(sys.modules)))"
    )
    loaded = {name for name in modules(code, tmp_path) if name.startswith("bot.cli.")}
    assert loaded <= {f"bot.cli.{name}" for name in ("setting_up", "common", "lines", "render", "version")}
