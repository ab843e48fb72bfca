"""`dateline web` says what it lacks, with the way out, before it listens."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logging_left_as_it_was: None
) -> pytest.MonkeyPatch:
    del logging_left_as_it_was
    (tmp_path / "config.yaml").write_text("database: sqlite:///d.db\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def web() -> Result:
    return CliRunner().invoke(app, ["web"])


def test_without_the_secret_or_the_token_it_names_what_is_missing(asked: pytest.MonkeyPatch) -> None:
    """Status 2, and where each of them is got; what is there is not named."""
    neither = web()
    assert neither.exit_code == 2
    assert "SLACK_SIGNING_SECRET and SLACK_BOT_TOKEN" in neither.output
    asked.setenv("SLACK_BOT_TOKEN", "xoxb-1-a")
    secretless = web()
    assert secretless.exit_code == 2
    assert "has not got SLACK_SIGNING_SECRET." in secretless.output
    assert "dateline manifest --url" in secretless.output


@pytest.mark.parametrize("library", ["starlette", "uvicorn"])
def test_without_its_libraries_it_names_the_command_that_brings_them(
    asked: pytest.MonkeyPatch, library: str
) -> None:
    asked.setenv("SLACK_BOT_TOKEN", "xoxb-1-a")
    asked.setenv("SLACK_SIGNING_SECRET", "s3cret")
    for name in [*sys.modules]:
        if name.startswith(("bot.web", "bot.wiring.front", f"{library}.")):
            asked.delitem(sys.modules, name)
    asked.setitem(sys.modules, library, None)
    lacking = web()
    assert lacking.exit_code == 2
    assert "pip install -c constraints.txt '.[web]'" in lacking.output
