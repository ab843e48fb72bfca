"""The threat model names tests that are there: a defence that nobody tests any more fails the build."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs" / "explanation" / "threat-model.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def rows() -> list[str]:
    """The rows of the tables whose last column names what shows them."""
    found: list[str] = []
    counted = False
    for line in DOCUMENT.read_text(encoding="utf-8").splitlines():
        if line.startswith("|"):
            if line.rstrip(" |").endswith("shown by"):
                counted = True
            elif counted and not re.fullmatch(r"[|\- ]+", line):
                found.append(line)
        else:
            counted = False
    return found


def functions_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_it_names_is_there() -> None:
    """Each path is a file of the project, each name a test in it."""
    named = NAMED.findall(DOCUMENT.read_text(encoding="utf-8"))
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / path).exists() or name not in functions_of(ROOT / path)
    ]
    assert missing == []
    assert all(name.startswith("test_") for _, name in named)


def test_every_row_names_its_test_or_says_that_none_can_show_it() -> None:
    """No defence is claimed without something that would fail if it were gone."""
    assert len(rows()) > 30
    assert [row for row in rows() if not NAMED.search(row) and "none: it rests with" not in row] == []


def test_every_row_protects_something_that_is_named() -> None:
    """Each begins with the letters of the assets that it is about."""
    assets = set(re.findall(r"^\| ([A-Z])\. ", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE))
    for row in rows():
        letters = re.match(r"\| ([A-Z](?:, [A-Z])*): ", row)
        assert letters, row
        assert set(letters.group(1).split(", ")) <= assets, row
