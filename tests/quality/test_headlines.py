"""Headlines on real groups: the title that stands for a story, beside an editor's own headline for it."""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from summaries import Article
from summaries.choosing.headline import headline
from summaries.tokens import stem, words

DATA = Path(os.environ.get("DATELINE_EVAL_DATA", ""))
pytestmark = pytest.mark.skipif(
    not (DATA / "queries.dev.jsonl.gz").is_file(), reason="DATELINE_EVAL_DATA names no folder with the data"
)
FLOOR = 0.57  # 0.596 on 23 November 2026; by chance 0.47


def rows(name: str) -> list[dict[str, Any]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def article(row: dict[str, Any]) -> Article:
    return Article(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        published=datetime.fromisoformat(row["date"]).replace(tzinfo=UTC),
        publisher=row["source"],
        url="",
        language="en",
    )


def nearness(title: str, editors: str) -> float:
    """The mean of the F1 of shared stems and of shared pairs of stems."""
    total = 0.0
    for length in (1, 2):
        ours, theirs = (
            Counter(zip(*[stems[at:] for at in range(length)], strict=False))
            for stems in ([stem(word) for word in words(one)] for one in (title, editors))
        )
        total += (ours & theirs).total() / max(1, ours.total() + theirs.total())
    return total


def test_most_headlines_are_the_titles_that_an_editor_would_take() -> None:
    """Of groups of articles, in so many the title nearest to the editor's own headline is chosen."""
    known = {row["id"]: article(row) for row in rows("stream.dev.jsonl.gz")}
    hits: list[bool] = []
    for query in rows("queries.dev.jsonl.gz"):
        group = sorted(
            (known[one] for one in query["relevant"] if one in known), key=lambda one: str(one.published)
        )
        if len(group) > 1:
            near = {one.id: nearness(one.title, query["headline"]) for one in group}
            hits.append(near[headline(group).id] >= max(near.values()))
    assert sum(hits) / len(hits) >= FLOOR
