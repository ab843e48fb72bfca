"""`dateline --version` says which program this is, which schema it brings, and by which rules it edits."""

from __future__ import annotations

import tomllib
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from summaries import RULES_VERSION

ROOT = Path(__file__).resolve().parents[2]


def test_the_three_versions_are_told() -> None:
    """In one line, whatever folder it is asked in, without a configuration or a database."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    newest = max((ROOT / "bot/store/migrations/versions").glob("[0-9]*.py")).name.partition("_")[0]
    told = CliRunner().invoke(app, ["--version"])
    assert told.exit_code == 0
    assert told.output == f"dateline {project['version']}, schema {newest}, rules {RULES_VERSION}\n"
