"""The reference of errors is what the source says: no class without a way out, no sentence overlooked."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.errors import DatelineError

ROOT = Path(__file__).resolve().parents[2]
# Errors that are made of words from elsewhere: another error's, or a reason that its function was handed.
HANDED_ON = {
    "bot/collect/causes.py": 4,  # a system's or a server's own words, in front of which stands the address
    "bot/collect/children.py": 3,  # what the child said that read the document
    "bot/collect/collector.py": 5,  # what a page says of itself: bot/collect/walls.py, pages.py
    "bot/collect/feeds.py": 3,
    "bot/collect/files.py": 1,
    "bot/collect/gate.py": 2,
    "bot/collect/http.py": 1,
    "bot/collect/transport.py": 3,  # the guard's reasons: bot/collect/guard.py
    "bot/desk/health.py": 1,
    "bot/desk/terms.py": 1,  # all mistakes of a form at once
    "bot/desk/why.py": 1,
    "bot/mistakes.py": 1,  # all mistakes of config.yaml at once: docs/reference/settings.md
    "bot/operate/tokens.py": 2,  # classes of one sentence
    "bot/slack/messenger.py": 1,
    "bot/slack/orders.py": 1,
    "bot/slack/posting.py": 4,  # Slack's codes: a table of their own on the page
    "bot/slack/rights.py": 2,
    "bot/store/database.py": 1,
    "bot/store/sealed.py": 2,
    "bot/web/refusals.py": 2,
}


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(sys, "path", [str(ROOT / "scripts"), *sys.path])
    return importlib.import_module("error_calls")


@pytest.fixture
def written(calls: Any) -> Any:
    del calls
    return importlib.import_module("reference_errors")


@pytest.mark.exhaustive  # parses all of the source
def test_every_kind_of_error_has_a_way_out(calls: Any, written: Any) -> None:
    """Each class of the tree has a heading, its own words, and what mends it; none is of one that is gone."""
    families = {one.name: one for one in calls.families()}
    assert sorted(written.WAYS) == sorted(families)
    assert [name for name, one in families.items() if len(one.doc) < len("It is wrong.")] == []
    assert [name for name, way in written.WAYS.items() if len(way) < len("Do it so again.")] == []


@pytest.mark.exhaustive  # imports all of bot/
def test_the_tree_is_that_of_the_program(calls: Any) -> None:
    """What Python knows as a kind of DatelineError is on the page."""
    for module in pkgutil.walk_packages(bot.__path__, "bot."):
        if not re.search(r"__main__|migrations", module.name):
            importlib.import_module(module.name)
    kinds = [DatelineError]
    for kind in kinds:
        kinds += [one for one in kind.__subclasses__() if not one.__module__.startswith("bot.demo")]
    ours = {kind.__name__ for kind in kinds if kind.__module__.startswith("bot.")}
    assert {one.name for one in calls.families()} == ours


@pytest.mark.exhaustive  # parses all of the source
def test_no_sentence_is_overlooked(calls: Any) -> None:
    """Wherever an error is made, its words are on the page, or it is known why they stand elsewhere."""
    wordless: dict[str, int] = {}
    for line in calls.wordless():
        path = line.partition(":")[0]
        wordless[path] = wordless.get(path, 0) + 1
    assert wordless == HANDED_ON


def test_what_the_source_says_is_read(calls: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words, what is filled in, either of two, a name for words, a maker of errors, a class of its own."""
    monkeypatch.setattr(calls, "ROOT", tmp_path)
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "one.py").write_text(
        """
class DatelineError(Exception):
    "Anything."
class LostError(DatelineError):
    "It is gone."
    def __init__(self):
        super().__init__("lost", "It is lost.")
GONE = "It is {what}."
def made(x) -> DatelineError:
    return DatelineError(f"{x.name} is no {x.kind}")
def first(x):
    if x:
        raise DatelineError("This is one" if x > 1 else "That is one")
    raise DatelineError(GONE.format(what=x))
def second(said):
    raise DatelineError(said.words)
""",
        encoding="utf-8",
    )
    assert {(one.error, one.text) for one in calls.told()} == {
        ("DatelineError", "{x} is no {kind}"),
        ("DatelineError", "It is {what}."),
        ("DatelineError", "That is one"),
        ("DatelineError", "This is one"),
        ("LostError", "It is lost."),
    }
    assert calls.wordless() == ["bot/one.py: DatelineError(said.words)"]
