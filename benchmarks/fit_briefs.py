"""Would other parameters of briefs do better on stories that they weren't chosen on? Prints Markdown.

    DATELINE_EVAL_DATA=... python benchmarks/fit_briefs.py

Eight of `summaries.Parameters` (TRIALS) are tried above and below their values, each alone. The
stories are multi.dev's: five events, told in seven languages. For each event (and for each language) the best
trial on all the others is scored on it: where that is no better than the shipped values on the same stories,
what the trials seem to gain is noise. Nothing is written; the shipped values are in
summaries/choosing/coverage.py.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from briefs import CODES, DATA, lead
from evaluation import article, data_folder, load, options_of, table
from intervals import paired
from rouge import rouge

from summaries import brief, shown_spans
from summaries.choosing.coverage import DEFAULT_PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from evaluation import Row

    from summaries.choosing.coverage import Parameters

BUDGETS = (80, 100, 120, 250)  # words: a choice of whole sentences jumps from one budget to the next
TRIALS: Mapping[str, tuple[float, ...]] = {
    "decay": (0.35, 0.7),
    "single": (0.3, 0.8),
    "word": (0.25, 0.8),
    "own": (0.1, 0.35),
    "opening": (0.0, 20.0),
    "same": (0.6, 0.85),
    "shortest": (1, 8),
    "rounds": (0, 2),
}


def main() -> int:
    options_of(__doc__).parse_args()
    if (folder := data_folder(DATA)) is None:
        return 0
    rows = load(folder / DATA)
    first = np.mean([[r2(row, lead(row, words)) for words in BUDGETS] for row in rows], axis=1)
    names, scores = tried(rows)
    print(
        table(
            ["parameters", "R2", "- shipped, paired 95%"],
            [_line(names[i], scores, i) for i in range(len(names))],
        )
    )
    print()
    head = ["left out", "shipped", "best on the others", "- shipped, paired 95%", "lead"]
    groups = {"an event": [row["id"].split("/")[1] for row in rows], "a language": [r["lang"] for r in rows]}
    print(table(head, [_crosswise(name, group, scores, first) for name, group in groups.items()]))
    return 0


def tried(rows: Sequence[Row]) -> tuple[list[str], np.ndarray]:
    """The trials' names, the shipped values first, and their R2 (trials x stories), the mean over budgets."""
    trials = {"shipped": DEFAULT_PARAMETERS}
    for name, values in TRIALS.items():
        trials |= {f"{name} {value}": replace(DEFAULT_PARAMETERS, **{name: value}) for value in values}
    return list(trials), np.array([[score(row, one) for row in rows] for one in trials.values()])


def score(row: Row, parameters: Parameters) -> float:
    """R2 of a story's brief, the mean over the budgets."""
    articles = [article(doc, f"a{i}", CODES[row["lang"]]) for i, doc in enumerate(row["docs"])]
    spans = {one.id: shown_spans(one) for one in articles}
    made = [brief(articles, words=words, spans=spans, parameters=parameters) for words in BUDGETS]
    return float(np.mean([r2(row, [s.text for s in one.sentences]) for one in made]))


def r2(row: Row, sentences: Sequence[str]) -> float:
    return float(rouge(row["summaries"], sentences, english=row["lang"] == "english")[1])


def _line(name: str, scores: np.ndarray, at: int) -> list[str]:
    found = paired(scores[at], scores[0])
    gain = f"{100 * found.difference:+.2f} ± {100 * found.half:.2f}" if at else ""
    return [name, f"{100 * scores[at].mean():.2f}", gain]


def _crosswise(name: str, group: Sequence[str], scores: np.ndarray, first: np.ndarray) -> list[str]:
    """Each group's stories scored with the trial that was best on all the other groups."""
    of = np.array(group)
    held = np.zeros(len(of))
    for one in sorted(set(group)):
        best = int(np.argmax(scores[:, of != one].mean(axis=1)))
        held[of == one] = scores[best, of == one]
    found = paired(held, scores[0])
    gain = f"{100 * found.difference:+.2f} ± {100 * found.half:.2f}"
    return [name, *(f"{100 * x.mean():.2f}" for x in (scores[0], held)), gain, f"{100 * first.mean():.2f}"]


if __name__ == "__main__":
    sys.exit(main())
