"""Briefs of 100 and of 250 words of ten articles each, judged by ROUGE against what several people wrote.

    DATELINE_EVAL_DATA=... python benchmarks/briefs.py [--peers lexrank,reduction] [--words 100]

Ours, sumy's and lead: the first sentence of each article in turn, then the second ones. The 35 stories of
multi.dev all together, and each language by itself. All together are compared by the words of any script,
unstemmed; English by itself by Porter's stems. The parameters of briefs are the shipped ones, set by hand.
Prints Markdown, and the figures as one line of JSON at the end.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from comparison import LEAD, OURS, SUMY, Run, best_peer, compared, figures
from evaluation import (
    Row,
    article,
    checked,
    data_folder,
    first_that_fit,
    last_line,
    load,
    options_of,
    table,
    timed,
)
from intervals import paired
from peers import PEERS, peer
from rouge import rouge

from summaries import brief

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

DATA = "multi.dev.jsonl.gz"
WORDS = (100, 250)
CODES = {
    "arabic": "ar",
    "czech": "cs",
    "english": "en",
    "french": "fr",
    "greek": "el",
    "hebrew": "he",
    "hindi": "hi",
}
ROUNDS = 20  # of lead: that many sentences from the head of each article
LANGUAGE_HEAD = (
    "language",
    "lead",
    "best of sumy",
    "its R2",
    "dateline",
    "- lead, paired 95%",
    "- sumy, paired 95%",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a system said of a story."""

    row: Row
    sentences: list[str]
    ms: float


def main() -> int:
    options = arguments()
    folder = data_folder(DATA)
    if folder is None:
        return 0
    rows = load(folder / DATA)
    peers = [name for name in options.peers.split(",") if name]
    budgets = [int(words) for words in options.words.split(",")]
    said = told(rows, peers, budgets)
    found: dict[str, float] = {}
    for words in budgets:
        whole = judged(said[words], english=False)
        print(f"\n### {words} words of a story ({len(rows)} stories in {len(CODES)} languages)\n")
        print(compared(whole))
        found |= figures(f"w{words}", whole)
        found |= by_language(said[words], words)
    print(f"\n{last_line(found)}")
    return 0


def arguments() -> argparse.Namespace:
    parser = options_of(__doc__)
    parser.add_argument("--peers", default=",".join(PEERS), help="sumy's methods; '' for none (default: all)")
    parser.add_argument("--words", default=",".join(map(str, WORDS)), help="budgets (default: 100,250)")
    return parser.parse_args()


def told(
    rows: Sequence[Row], peers: Sequence[str], budgets: Sequence[int]
) -> dict[int, dict[str, list[Brief]]]:
    """What each system says, by budget. A peer's order is made once for all budgets."""
    names = [LEAD, *(SUMY + name for name in peers), OURS]
    said: dict[int, dict[str, list[Brief]]] = {words: {name: [] for name in names} for words in budgets}
    for row in rows:
        texts = [text for doc in row["docs"] for text in doc["sentences"]]
        orders = {
            SUMY + name: timed(lambda name=name, row=row, texts=texts: peer(name, row["lang"])(texts))
            for name in peers
        }
        for words in budgets:
            made = {name: (first_that_fit(order, texts, words), ms) for name, (order, ms) in orders.items()}
            made |= {LEAD: (lead(row, words), 0.0), OURS: ours(row, words)}
            for name, (sentences, ms) in made.items():
                said[words][name].append(Brief(row=row, sentences=sentences, ms=ms))
    return said


def lead(row: Row, words: int) -> list[str]:
    """The articles' first sentences, then their second ones, until the budget is full."""
    heads = [doc["sentences"][i] for i in range(ROUNDS) for doc in row["docs"] if i < len(doc["sentences"])]
    return first_that_fit(range(len(heads)), heads, words)


def ours(row: Row, words: int) -> tuple[list[str], float]:
    articles = [article(doc, f"a{i}", CODES[row["lang"]]) for i, doc in enumerate(row["docs"])]
    made, ms = timed(lambda: brief(articles, words=words))
    return checked(made.sentences, {one.id: one.text for one in articles}, words=words), ms


def judged(said: Mapping[str, Sequence[Brief]], *, english: bool) -> dict[str, Run]:
    runs = {name: Run() for name in said}
    for name, briefs in said.items():
        for one in briefs:
            runs[name].add(rouge(one.row["summaries"], one.sentences, english=english), one.ms)
    return runs


def by_language(said: Mapping[str, Sequence[Brief]], words: int) -> dict[str, float]:
    """Prints a line for each language; gives our ROUGE-2 of each."""
    lines: list[list[str]] = []
    found: dict[str, float] = {}
    for language in CODES:
        part = {name: [one for one in briefs if one.row["lang"] == language] for name, briefs in said.items()}
        runs = judged(part, english=language == "english")
        lines.append([language, *_language_cells(runs)])
        found[f"w{words}.{language}.r2"] = float(runs[OURS].r2.mean())
        found[f"w{words}.{language}.over_lead"] = paired(runs[OURS].r2, runs[LEAD].r2).ratio
    print(f"\n{words} words, R2 by language (5 stories each):\n\n{table(LANGUAGE_HEAD, lines)}")
    return found


def _language_cells(runs: Mapping[str, Run]) -> list[str]:
    best = best_peer(runs) or LEAD
    beside = [paired(runs[OURS].r2, runs[name].r2) for name in (LEAD, best)]
    means = {name: f"{np.mean(runs[name].r2):.2f}" for name in (LEAD, best, OURS)}
    differences = [f"{one.difference:+.2f} ± {one.half:.2f}" for one in beside]
    return [means[LEAD], best.removeprefix(SUMY), means[best], means[OURS], *differences]


if __name__ == "__main__":
    sys.exit(main())
