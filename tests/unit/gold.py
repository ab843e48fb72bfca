"""The gold sets of our own, and the articles and passages that they are made of."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from summaries import Article
from summaries.sentences.passages import passages

if TYPE_CHECKING:
    from summaries.sentences.passages import Passage

_FOLDER = Path(__file__).parent.parent / "gold"


def rows(name: str) -> list[list[Any]]:
    """A gold set: each row as a list, its label first."""
    return yaml.safe_load((_FOLDER / f"{name}.yaml").read_text("utf-8"))


def passage(number: int | str, said: str, text: str, *, title: str = "", language: str = "en") -> Passage:
    """One sentence as an article of its own.

    `said`: its publisher and time, "Post 08:00", "Post 2@08:00", or "Post" without a time.
    """
    publisher, _, time = said.rpartition(" ") if ":" in said else (said, "", "")
    article = Article(
        id=f"a{number}",
        title=title,
        text=text,
        published=_moment(time) if time else None,
        publisher=publisher,
        url=f"https://post.example/{number}",
        language=language,
    )
    return passages(article, [(0, len(text))])[0]


def _moment(time: str) -> datetime:
    day, _, clock = time.rpartition("@")
    hour, minute = clock.split(":")
    return datetime(2026, 3, int(day or 1), int(hour), int(minute), tzinfo=UTC)
