"""One, two and three sentences of an article, judged by ROUGE against its editors' highlights.

    DATELINE_EVAL_DATA=... python benchmarks/sentences.py [--shipped] [--peers edmundson,luhn] [--first 100]

Ours, sumy's and lead (the first sentences). Ours by five-fold cross-validation on single.dev: each article is
summarised with weights that were fitted on the four folds which it is not in. A row's fold is a hash of its
id. Then the same with less to know by heart (apart.py): articles on one event are in one fold, and those
whose highlights speak of their page are left out. --shipped judges the weights that are shipped; they were
fitted on these articles, so that their figures flatter. Prints Markdown, and the figures as one line of JSON
at the end.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import numpy as np
from apart import event_folds, of_the_page
from comparison import LEAD, OURS, SUMY, Run, compared, figures
from evaluation import (
    FOLDS,
    Row,
    article,
    checked,
    data_folder,
    fold_of,
    last_line,
    load,
    options_of,
    timed,
)
from peers import PEERS, peer
from rouge import rouge

from summaries import summarize

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

DATA = "single.dev.jsonl.gz"
BUDGETS = {1: "One sentence", 2: "Two sentences", 3: "Three sentences"}
FEWEST_SENTENCES = 3  # of an article that has something to choose from


def main() -> int:
    options = arguments()
    folder = data_folder(DATA)
    if folder is None:
        return 0
    rows = [row for row in load(folder / DATA) if len(row["sentences"]) >= FEWEST_SENTENCES]
    folds = np.array([fold_of(row["id"]) for row in rows])
    weights = [None] * FOLDS if options.shipped else crosswise(rows, folds)
    judged_rows = rows[: options.first]
    runs = judged(judged_rows, folds, weights, [name for name in options.peers.split(",") if name])
    how = "the shipped weights" if options.shipped else f"{FOLDS}-fold cross-validation"
    found: dict[str, float] = {}
    for budget, title in BUDGETS.items():
        print(f"\n### {title} ({len(rows[: options.first])} articles, {how})\n")
        print(compared(runs[budget]))
        found |= figures(f"k{budget}", runs[budget])
    if not options.shipped:
        found |= apart(rows)
    print(f"\n{last_line(found)}")
    return 0


def arguments() -> argparse.Namespace:
    parser = options_of(__doc__)
    parser.add_argument("--shipped", action="store_true", help="the shipped weights, not each fold's own")
    parser.add_argument("--peers", default=",".join(PEERS), help="sumy's methods; '' for none (default: all)")
    parser.add_argument("--first", type=int, default=None, help="judge only so many articles")
    return parser.parse_args()


def apart(rows: Sequence[Row]) -> dict[str, float]:
    """Print what is left where nothing can be known by heart, and return its figures."""
    kept = [row for row, framed in zip(rows, of_the_page(rows), strict=True) if not framed]
    folds = event_folds(kept)
    runs = judged(kept, folds, crosswise(kept, folds), [])
    found: dict[str, float] = {}
    for budget, title in BUDGETS.items():
        print(f"\n### {title}, events apart ({len(kept)} articles whose highlights are their own)\n")
        print(compared(runs[budget]))
        found |= figures(f"apart.k{budget}", runs[budget])
    return found


def crosswise(rows: Sequence[Row], folds: np.ndarray) -> list[Any]:
    """For each fold, the weights that the articles of the others give."""
    from fit_sentences import fit  # noqa: PLC0415 - only here: --shipped does without

    return [fit([rows[i] for i in np.flatnonzero(folds != fold)]) for fold in range(FOLDS)]


def judged(
    rows: Sequence[Row], folds: np.ndarray, weights: Sequence[Any], peers: Sequence[str]
) -> dict[int, dict[str, Run]]:
    """By budget and system. A peer's order is made once for all budgets: its time is that of one."""
    names = [LEAD, *(SUMY + name for name in peers), OURS]
    runs = {budget: {name: Run() for name in names} for budget in BUDGETS}
    for name in peers:
        peer(name)(["Warm up.", "Then run."])  # imports and first calls are not the method's time
    for number, row in enumerate(rows):
        texts = row["sentences"]
        orders = {LEAD: (list(range(len(texts))), 0.0)}
        orders |= {SUMY + name: timed(lambda name=name, texts=texts: peer(name)(texts)) for name in peers}
        for budget in BUDGETS:
            for name, (order, ms) in orders.items():
                chosen = [texts[i] for i in sorted(order[:budget])]
                runs[budget][name].add(rouge([row["summary"]], chosen), ms)
            said, ms = ours(row, number, budget, weights[folds[number]])
            runs[budget][OURS].add(rouge([row["summary"]], said), ms)
    return runs


def ours(row: Row, number: int, budget: int, weights: Any) -> tuple[list[str], float]:
    one = article(row, f"a{number}")
    given = {} if weights is None else {"weights": weights}
    summary, ms = timed(lambda: summarize(one, sentences=budget, **given))
    return checked(summary.sentences, {one.id: one.text}, sentences=budget), ms


if __name__ == "__main__":
    sys.exit(main())
