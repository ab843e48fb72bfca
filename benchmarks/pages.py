"""How much of a page's text is its article, and whether what is not gets into briefs.

    DATELINE_EVAL_DATA=... python benchmarks/pages.py [--newswire 300]

On 91 real pages and on pages as the newswire serves them, against the text that people marked (of the
newswire: the article that the page was made from). F1 is of words, page by page, then the mean: what a page
gives twice counts twice. trafilatura is run as it comes (without comments); "dateline" is what is stored.
"not gold" are the sentences of these articles' briefs that stand nowhere in the gold text, white space apart.
Prints Markdown, and the figures as one line of JSON at the end.
"""

from __future__ import annotations

import gzip
import html
import importlib.util
import json
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import trafilatura
from evaluation import data_folder, last_line, load, options_of, table

from bot.collect.pages import extract
from bot.errors import UnreadableError
from summaries import Article, brief, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

STREAM = "stream.dev.jsonl.gz"
SENTENCES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A page, and the text that is its article."""

    url: str
    body: bytes
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Means over pages, and the sentences of briefs: all, and those that are not of the gold text."""

    precision: float
    recall: float
    f1: float
    shown: int = 0
    foreign: tuple[str, ...] = ()


def main() -> int:
    parser = options_of(__doc__)
    parser.add_argument("--newswire", type=int, default=300, help="so many of the newswire's pages")
    count: int = parser.parse_args().newswire
    data = data_folder("pages/ground-truth.json", STREAM)
    if data is None:
        return 0
    sets = {"real pages": list(real(data / "pages")), "the newswire's pages": list(served(data, count))}
    measured = {
        (name, system): measure(pages, read)
        for name, pages in sets.items()
        for system, read in (("trafilatura", alone), ("dateline", ours))
    }
    print(report(sets, measured))
    return 0


def real(folder: Path) -> Iterator[Gold]:
    for name, one in json.loads((folder / "ground-truth.json").read_text("utf-8")).items():
        body = gzip.decompress((folder / f"{name}.html.gz").read_bytes())
        yield Gold(url=one["url"], body=body, text=one["articleBody"])


def served(data: Path, count: int) -> Iterator[Gold]:
    """Pages as the newswire beside the data makes them; none where it is not there."""
    script = Path(os.environ.get("DATELINE_NEWSWIRE") or data.parent / "tools" / "newswire.py")
    if not script.is_file():
        return
    spec = importlib.util.spec_from_file_location("newswire_beside_the_data", script)
    assert spec is not None
    assert spec.loader is not None
    wire: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(wire)
    for row in sorted(load(data / STREAM), key=lambda row: row["id"])[:count]:
        body = wire.page({**row, "published": datetime(2026, 1, 15, tzinfo=UTC)})
        yield Gold(url=f"https://wire.example/article/{row['id']}", body=body, text=row["text"])


# ---- what is compared ----


def alone(page: Gold) -> Article:
    return article(page, "", trafilatura.extract(page.body, include_comments=False) or "")


def ours(page: Gold) -> Article:
    try:
        found = extract(page.body, page.url, {})
    except UnreadableError:
        return article(page, "", "")
    return article(page, found.title, settle(found.text), found.language or "en")


def article(page: Gold, title: str, text: str, language: str = "en") -> Article:
    return Article(
        id="a", title=title, text=text, published=None, publisher="a", url=page.url, language=language
    )


def measure(pages: Sequence[Gold], read: Callable[[Gold], Article]) -> Figures:
    found = [(page, read(page)) for page in pages]
    each = [overlap(page.text, one.text) for page, one in found]
    shown = [(page, text) for page, one in found for text in told(one)]
    count = max(1, len(each))
    return Figures(
        precision=sum(one[0] for one in each) / count,
        recall=sum(one[1] for one in each) / count,
        f1=sum(one[2] for one in each) / count,
        shown=len(shown),
        foreign=tuple(text for page, text in shown if squeezed(text) not in squeezed(page.text)),
    )


def told(one: Article) -> list[str]:
    """The sentences of a brief of that page alone."""
    return [sentence.text for sentence in brief([one], sentences=SENTENCES).sentences]


def overlap(gold: str, text: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of words, each counted as often as it stands there."""
    wanted, got = Counter(re.findall(r"\w+", gold)), Counter(re.findall(r"\w+", text))
    both = (wanted & got).total()
    precision, recall = both / max(1, got.total()), both / max(1, wanted.total())
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def squeezed(text: str) -> str:
    """Letters and figures alone."""
    return "".join(re.findall(r"\w+", html.unescape(text))).casefold()


def report(sets: dict[str, list[Gold]], measured: dict[tuple[str, str], Figures]) -> str:
    head = ["pages", "system", "precision", "recall", "F1", "sentences in briefs", "not gold"]
    rows = [
        [
            f"{len(sets[name])} {name}",
            system,
            f"{one.precision:.4f}",
            f"{one.recall:.4f}",
            f"{one.f1:.4f}",
            one.shown,
            f"{len(one.foreign)} ({100 * len(one.foreign) / max(1, one.shown):.2f}%)",
        ]
        for (name, system), one in measured.items()
    ]
    own = {name: measured[name, "dateline"] for name in sets}
    figures = {
        key: value
        for short, one in zip(("real", "newswire"), own.values(), strict=True)
        for key, value in (
            (f"{short}.f1", one.f1),
            (f"{short}.not_gold", len(one.foreign) / max(1, one.shown)),
        )
    }
    figures["real.over_trafilatura"] = own["real pages"].f1 - measured["real pages", "trafilatura"].f1
    foreign = [f"- {text}" for one in own.values() for text in one.foreign]
    listed = "\nIn Dateline's briefs, and not in the gold text:\n\n" + "\n".join(foreign) if foreign else ""
    return f"{table(head, rows)}\n{listed}\n\n{last_line(figures)}"


if __name__ == "__main__":
    sys.exit(main())
