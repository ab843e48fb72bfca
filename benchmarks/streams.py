"""The articles that stories are fitted and judged on: in the order of their arrival, with their true stories.

The dated stream, the look-alike events, which have no dates, and the same events as large stories.
"""

from __future__ import annotations

import os
import random
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from evaluation import FOLDS, Row, load

from summaries import Article

LARGE = 0.05  # what a pair of the large stories counts
BEGUN = datetime(2026, 11, 1, tzinfo=UTC)
SPREAD_DAYS = 10  # within which the events begin
TOLD_DAYS = 3  # within which an event is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Articles in the order of their arrival with their true story and their fold."""

    articles: list[Article]
    gold: list[str]
    folds: list[int]
    share: float = 1.0  # of what a pair, and the whole, count in the fit


def stream(*, head: bool) -> Stream:
    rows = sorted(_rows("stream.dev.jsonl.gz"), key=lambda r: (r["date"], r["id"]))
    folds = [n * FOLDS // len(rows) for n in range(len(rows))]
    return Stream(
        articles=[_article(r, n, head=head) for n, r in enumerate(rows)],
        gold=[r["cluster"] for r in rows],
        folds=folds,
    )


def events(*, head: bool) -> Stream:
    """The look-alike events, undated."""
    rows = sorted(_rows("events.dev.jsonl.gz"), key=lambda r: r["id"][::-1])
    topics = sorted({r["topic"] for r in rows})
    folds = [topics.index(r["topic"]) % FOLDS for r in rows]
    return Stream(
        articles=[_article(r, n, head=head) for n, r in enumerate(rows)],
        gold=[r["cluster"] for r in rows],
        folds=folds,
    )


def large_stories(*, head: bool) -> Stream:
    """The look-alike events, each told within days, and all within a fortnight."""
    data, drawn = events(head=head), random.Random(1)
    begins = {story: drawn.uniform(0, SPREAD_DAYS) for story in sorted(set(data.gold))}
    rows = [
        (BEGUN + timedelta(days=begins[story] + min(TOLD_DAYS, drawn.expovariate(1.5))), one, story, fold)
        for one, story, fold in zip(data.articles, data.gold, data.folds, strict=True)
    ]
    rows.sort(key=lambda row: (row[0], row[1].id))
    return Stream(
        articles=[replace(one, published=when) for when, one, _, _ in rows],
        gold=[story for _, _, story, _ in rows],
        folds=[fold for *_, fold in rows],
        share=LARGE,
    )


def _rows(name: str) -> list[Row]:
    return load(Path(os.environ["DATELINE_EVAL_DATA"]) / name)


def _article(row: Row, number: int, *, head: bool) -> Article:
    text = " ".join(re.split(r"(?<=[.!?])\s+", row["text"].strip())[:2]) if head else row["text"]
    date = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC) if row["date"] else None
    return Article(
        id=f"a{number}",
        title=row["title"],
        text=text,
        published=date,
        publisher=row["source"],
        url="",
        language="en",
    )
