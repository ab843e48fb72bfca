"""`dateline` as an operator runs it, on the newswire's feeds."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

if TYPE_CHECKING:
    from pathlib import Path

DATELINE = [sys.executable, "-c", "from bot.cli import main; main()"]


def configure(folder: Path, wire: dict[str, Any]) -> None:
    feeds = "".join(f"  - url: {url}\n" for url in wire["feeds"])
    text = f"database: sqlite:///dateline.db\ncollect: {{allow_networks: [127.0.0.0/8]}}\nfeeds:\n{feeds}"
    (folder / "config.yaml").write_text(text)


def dateline(folder: Path, *arguments: str, timeout: float = 120) -> str:
    """What a command says on standard output; it must end well, and in time."""
    done = subprocess.run(
        [*DATELINE, *arguments], cwd=folder, timeout=timeout, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def rows(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "dateline.db")) as db:
        return db.execute(query).fetchall()


def fetched(url: str) -> bytes:
    with urlopen(url, timeout=30) as response:
        return response.read()


def table(said: str) -> dict[str, list[str]]:
    """The lines of a plain table by their first column."""
    cells = [line.split("\t") for line in said.splitlines() if "\t" in line]
    return {row[0]: row[1:] for row in cells[1:]}
