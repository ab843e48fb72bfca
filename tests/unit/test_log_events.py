"""The reference of log lines is what the source says, and says what each means."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def script(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    made = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_every_line_says_what_it_means() -> None:
    """No row is without words; a new log line in the program needs some."""
    page = (ROOT / "docs" / "reference" / "log-events.md").read_text("utf-8")
    rows = re.findall(r"^\| `[^`]+` \| [a-z, ]+ \| `[^`]+` \| [^|]* \| (.*) \|$", page, re.MULTILINE)
    assert len(rows) == page.partition("| event |")[2].count("\n") - 2
    assert [said for said in rows if len(said) < 10] == []


@pytest.mark.exhaustive  # parses all of the source
def test_no_logger_goes_by_a_name_that_is_overlooked() -> None:
    """Whoever gets a logger calls it as the reader of the source expects."""
    calls = script("log_calls")
    overlooked = []
    for path in sorted((ROOT / "bot").rglob("*.py")):
        text = path.read_text("utf-8")
        if "log" not in text.lower():
            continue
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            owner = node.func.value
            named = owner.id if isinstance(owner, ast.Name) else ""
            is_one = "log" in named.lower() and named not in {"logging", "logs", "dialog", "catalog"}
            if node.func.attr in LEVELS and is_one and named not in calls.LOGGERS:
                overlooked.append(f"{path.name}: {named}.{node.func.attr}")
    assert overlooked == []


def test_what_the_source_says_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Levels, a logger's name, bound fields, an event in two places, a level that depends."""
    calls = script("log_calls")
    monkeypatch.setattr(calls, "ROOT", tmp_path)
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "one.py").write_text(
        """
from logging import INFO, WARNING
_log: object = structlog.get_logger("room")
def first(x):
    log = _log.bind(delivery=x)
    log.log(WARNING if x else INFO, "moved", why=x)
def second(x):
    _log.info("seen", number=x)
    def inner():
        _log.exception("seen", where=x)
""",
        encoding="utf-8",
    )
    found = {(one.event, one.levels, one.logger, one.fields) for one in calls.lines(tmp_path / "bot")}
    assert found == {
        ("moved", ("warning", "info"), "room", ("delivery", "why")),
        ("seen", ("info", "error"), "room", ("number", "where")),
    }
