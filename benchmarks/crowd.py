"""How fast articles join stories, in an index that is nearly empty and in one that is very full; its memory.

    DATELINE_EVAL_DATA=.../data python benchmarks/crowd.py [--articles 200000]

The crowd is made of articles.train: each article has the title and the first sentences of a real one, and
others from two more; so many a day that all come in 60 days. Then the dated stream comes in, and is timed.
The memory beyond the vectors is the process's growth, before a look over the whole crowd, less the bytes of
the vectors' and postings' numbers.
"""

from __future__ import annotations

import gc
import random
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from evaluation import article, data_folder, last_line, load, options_of, timed

from summaries import StoryIndex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from evaluation import Row

    from summaries import Article

STREAM, TRAIN = "stream.dev.jsonl.gz", "articles.train.jsonl.gz"
DAYS = 60
ENOUGH = 1_500  # characters: what the grouping reads


def main() -> int:
    options = options_of(__doc__)
    options.add_argument("--articles", type=int, default=200_000)
    wanted: int = options.parse_args().articles
    data = data_folder(STREAM, TRAIN)
    if data is None:
        return 0
    stream, rows = dated(data), load(data / TRAIN)
    index = StoryIndex()
    _, empty_ms = timed(lambda: [index.add(one) for one in stream])
    index = StoryIndex()
    before = resident()
    for one in crowd(rows, wanted, stream[0].published or datetime.now(UTC)):
        index.add(one)
    gc.collect()
    beyond = (resident() - before - vectors(index)) / wanted
    index.look_again()
    late = [replace(one, id=f"late-{one.id}") for one in stream[:1000]]
    _, full_ms = timed(lambda: [index.add(one) for one in late])
    _, look_ms = timed(index.look_again)
    figures = {
        "empty_per_s": len(stream) / empty_ms * 1000,
        "full_per_s": len(late) / full_ms * 1000,
        "articles": wanted,
        "vectors_bytes": vectors(index) / len(index),
        "beyond_bytes": beyond,
        "look_again_ms": look_ms,
    }
    for name, value in figures.items():
        print(f"{name}: {value:,.0f}")
    print(last_line(figures))
    return 0


def dated(data: Path) -> list[Article]:
    rows = sorted(load(data / STREAM), key=lambda row: (row["date"], row["id"]))
    when = [datetime.fromisoformat(row["date"]).replace(tzinfo=UTC) for row in rows]
    return [replace(article(row, f"s{n}"), published=when[n]) for n, row in enumerate(rows)]


def crowd(rows: list[Row], wanted: int, until: datetime) -> Iterator[Article]:
    """That many articles, made of these, of the 60 days before a time."""
    drawn = random.Random(13)
    for n in range(wanted):
        first, *others = drawn.sample(rows, 3)
        parts = [first["text"][:500], *(one["text"][: drawn.randint(200, 500)] for one in others)]
        yield replace(
            article({**first, "text": "\n".join(parts)[:ENOUGH]}, f"c{n}"),
            published=until - timedelta(days=DAYS * (wanted - n) / wanted),
        )


def resident() -> int:
    """The process's memory, in bytes."""
    with open("/proc/self/statm", encoding="ascii") as numbers:  # noqa: PTH123  (no file of ours)
        return int(numbers.read().split()[1]) * 4096


def vectors(index: StoryIndex) -> int:
    """The bytes of what the vectors hold: each term of each article, twice, with its weight."""
    kept = index._kept.values()  # noqa: SLF001  (a benchmark looks inside)
    filed = (entries for one in index._postings.values() for entries in one._entries.values())  # noqa: SLF001
    return sum(len(one.terms) + len(one.weights) for one in kept) + sum(8 * len(one) for one in filed)


if __name__ == "__main__":
    sys.exit(main())
