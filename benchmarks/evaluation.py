"""What the benchmarks share: the evaluation data, folds, budgets, checks and tables.

The data is no part of this repository: DATELINE_EVAL_DATA names its folder. Without it a benchmark says so
and ends well.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from summaries import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from summaries import Sentence

FOLDS = 5
Row: TypeAlias = "dict[str, Any]"
_T = TypeVar("_T")


def options_of(text: str | None) -> argparse.ArgumentParser:
    """A parser whose --help is the script's own text."""
    return argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)


def data_folder(*names: str) -> Path | None:
    """The folder of evaluation data, if it holds those files; else None, and the reason is printed."""
    named = os.environ.get("DATELINE_EVAL_DATA", "")
    if not named:
        print("skipped: DATELINE_EVAL_DATA names no folder with the evaluation data")
        return None
    missing = [name for name in names if not (Path(named) / name).is_file()]
    if missing:
        print(f"skipped: DATELINE_EVAL_DATA={named} holds no {', '.join(missing)}")
        return None
    return Path(named)


def load(path: Path) -> list[Row]:
    """Gzipped JSON Lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def fold_of(identity: str) -> int:
    """The fold of a row, 0 to FOLDS - 1: of its id alone, so that no order and no other row moves it."""
    return int(hashlib.sha256(identity.encode()).hexdigest(), 16) % FOLDS


def article(row: Mapping[str, Any], identity: str, language: str = "en") -> Article:
    """A row as an article. Its id in the data is left behind: it could say where the row is from."""
    return Article(
        id=identity,
        title=row.get("title") or "",
        text=row["text"],
        published=None,
        publisher=row.get("source") or "",
        url="",
        language=language,
    )


def checked(
    found: Sequence[Sentence],
    texts: Mapping[str, str],
    *,
    sentences: int | None = None,
    words: int | None = None,
) -> list[str]:
    """The sentences' texts, once they are seen to be verbatim and within their budget."""
    for one in found:
        assert texts[one.article_id][one.start : one.end] == one.text, f"not verbatim: {one}"
    used = sum(len(one.text.split()) for one in found)
    assert sentences is None or len(found) <= sentences, f"{len(found)} sentences for a budget of {sentences}"
    assert words is None or used <= words or len(found) == 1, f"{used} words for a budget of {words}"
    return [one.text for one in found]


def first_that_fit(order: Iterable[int], texts: Sequence[str], words: int) -> list[str]:
    """Down an order, the sentences that fit the words left; the first one always. In reading order."""
    chosen: list[int] = []
    left = words
    for i in order:
        size = len(texts[i].split())
        if left <= 0:
            break
        if size <= left or not chosen:
            chosen.append(i)
            left -= size
    return [texts[i] for i in sorted(chosen)]


def timed(work: Callable[[], _T]) -> tuple[_T, float]:
    """What the work gives, and the milliseconds of CPU that it took."""
    start = time.process_time()
    value = work()
    return value, (time.process_time() - start) * 1000


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table: the first column left, the others right."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join([*lines, *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)])


def last_line(figures: Mapping[str, float]) -> str:
    """The figures as one line of JSON, which the gate reads."""
    return json.dumps({name: round(value, 4) for name, value in figures.items()})
