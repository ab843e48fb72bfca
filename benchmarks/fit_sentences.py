"""Makes summaries/data/ranking.json.gz again, bit for bit: what tells which sentences an editor would show.

    DATELINE_EVAL_DATA=... python benchmarks/fit_sentences.py [--check]

Boosted regression trees (LightGBM, one thread, fixed seeds) over the features of `summaries/ranking` foretell
how many pairs of words a sentence shares with the editors' highlights of single.dev. Before that, a logistic
regression on the headlines of articles.train learns which terms of an article a headline holds; and articles
of that file that begin with their own story highlights say how much holding the title's words is worth beside
the trees (the articles of single.dev have no titles).
With --check nothing is written; the status is 1 when the shipped weights are not what would be made.
"""

from __future__ import annotations

import gzip
import re
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lightgbm
import numpy as np
from evaluation import article, data_folder, load, options_of
from rouge import pairs

from summaries import shown_spans
from summaries.ranking.features import FEATURES, likelihoods, measure
from summaries.ranking.vocabulary import vocabulary
from summaries.ranking.weights import DEPTH, Weights
from summaries.tokens import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation import Row

    from summaries.ranking.features import Measured

LABELLED, UNLABELLED = "single.dev.jsonl.gz", "articles.train.jsonl.gz"
SHIPPED = Path(__file__).parent.parent / "summaries" / "data" / "ranking.json.gz"
LENGTH = 30.0  # words of a typical set of highlights
TREES, SEEDS = 100, (0, 1)
SETTINGS = {
    "objective": "regression",
    "learning_rate": 0.06,
    "max_depth": DEPTH,
    "num_leaves": 2**DEPTH,
    "min_data_in_leaf": 60,
    "lambda_l2": 5.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.6,
    "bagging_freq": 1,
    "boost_from_average": False,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
HEADLINE_SENTENCES = 60  # of an article, those that a headline is learned from
_HIGHLIGHTS = re.compile(r"story highlights\s+", re.IGNORECASE)
_ENDS = re.compile(r"[.!?][\"'\u201d\u2019)]*$")
_FEWEST, _MOST, _LONGEST = 2, 5, 40  # highlights, and words of one
_OPENING = 800  # characters of an article in which its highlights begin
_DIGITS = 5


def fit(rows: Sequence[Row]) -> Weights:
    """The weights that the articles `rows` of single.dev give, with those that articles.train gives."""
    headline = headline_weights()
    seen = [labelled(row["text"], row["summary"]) for row in rows]
    values = np.vstack([measured.values for measured, _ in seen])
    shared = np.concatenate([counts for _, counts in seen])
    base = round(float(shared.mean()), _DIGITS)
    grown = [tree for seed in SEEDS for tree in trees(values, shared - base, seed)]
    made = Weights(
        feature=np.array([tree[0] for tree in grown], dtype=np.intp),
        threshold=np.array([tree[1] for tree in grown], dtype=np.float32),
        value=np.round(np.array([tree[2] for tree in grown]) / len(SEEDS), _DIGITS),
        base=base,
        headline=headline,
        title=0.0,
        length=LENGTH,
    )
    return Weights.read(titled(made).text())  # as they are when they are read again


@cache
def labelled(text: str, highlights: str, title: str = "") -> tuple[Measured, np.ndarray]:
    """An article's sentences, measured, and how many pairs of words each shares with its highlights."""
    one = article({"text": text, "title": title}, "a")
    spans = shown_spans(one)
    wanted = pairs(highlights)
    counts = [(pairs(text[span.start : span.end]) & wanted).total() for span in spans]
    return measure(one, spans, headline_weights()), np.array(counts, dtype=np.float64)


def trees(
    values: np.ndarray, target: np.ndarray, seed: int
) -> list[tuple[list[int], list[float], list[float]]]:
    """Boosted trees as (feature, threshold, value) of complete trees, numbered as in `Weights`."""
    grown = lightgbm.train({**SETTINGS, "seed": seed}, lightgbm.Dataset(values, target), TREES)
    return [complete(tree["tree_structure"]) for tree in grown.dump_model()["tree_info"]]


def complete(root: dict[str, Any]) -> tuple[list[int], list[float], list[float]]:
    """A tree of LightGBM's, filled up to DEPTH: below a leaf all questions lead to its value."""
    inner = 2**DEPTH - 1
    feature, threshold, value = [0] * inner, [0.0] * inner, [0.0] * (2 * inner + 1)

    def visit(node: dict[str, Any], at: int) -> None:
        value[at] = expected(node)
        if at >= inner:
            return
        if "split_feature" in node:
            feature[at], threshold[at] = node["split_feature"], node["threshold"]
            children = (node["left_child"], node["right_child"])
        else:
            children = (node, node)
        for child, below in zip(children, (2 * at + 1, 2 * at + 2), strict=True):
            visit(child, below)

    visit(root, 0)
    return feature, threshold, value


def expected(node: dict[str, Any]) -> float:
    """What the tree foretells where it has come no further: the mean of the leaves below."""
    if "leaf_value" in node:
        return float(node["leaf_value"])
    sides = [node["left_child"], node["right_child"]]
    counts = [side.get("internal_count", side.get("leaf_count", 0)) for side in sides]
    return float(np.average([expected(side) for side in sides], weights=counts))


@cache
def headline_weights() -> tuple[float, ...]:
    """The logistic regression of what tells whether a headline holds a term, by Newton's method."""
    told: list[np.ndarray] = []
    held: list[np.ndarray] = []
    for row in unlabelled():
        one = article(row, "a")
        spans = shown_spans(one)[:HEADLINE_SENTENCES]
        words = vocabulary([one.text[span.start : span.end] for span in spans], "en")
        title = set(terms(one.title, "en"))
        told.append(likelihoods(words))
        held.append(np.array([term in title for term in words.terms], dtype=np.float64))
    x, y = np.vstack(told), np.concatenate(held)
    weights = np.zeros(x.shape[1])
    for _ in range(8):  # it has settled after six
        p = 1.0 / (1.0 + np.exp(-x @ weights))
        weights += np.linalg.solve((x.T * (p * (1 - p))) @ x + np.eye(x.shape[1]), x.T @ (y - p) - weights)
    return tuple(round(float(weight), _DIGITS) for weight in weights)


def titled(made: Weights) -> Weights:
    """The weights with what holding the title adds to the trees, by least squares on articles with both."""
    left, share = [], []
    for row in unlabelled():
        found = own_highlights(row["text"])
        if found is None:
            continue
        measured, counts = labelled(found[1], "\n".join(found[0]), row["title"])
        left.append(counts - made.worth(measured.values))
        share.append(measured.title)
    x, y = np.concatenate(share), np.concatenate(left)
    slope = float(np.sum((x - x.mean()) * (y - y.mean())) / np.sum((x - x.mean()) ** 2))
    return replace(made, title=round(slope, _DIGITS))


def own_highlights(text: str) -> tuple[list[str], str] | None:
    """The story highlights that an article begins with, and what follows them; None where it has none."""
    begin = _HIGHLIGHTS.search(text[:_OPENING])
    if begin is None:
        return None
    found: list[str] = []
    lines = [line.strip() for line in text[begin.end() :].split("\n\n")]
    for line in lines:
        if _ENDS.search(line) or len(line.split()) > _LONGEST or len(found) == _MOST:
            break
        found.append(line)
    body = "\n\n".join(lines[len(found) :])
    return (found, body) if len(found) >= _FEWEST and body else None


@cache
def unlabelled() -> list[Row]:
    folder = data_folder(UNLABELLED)
    assert folder is not None, "fitting needs the evaluation data"
    return load(folder / UNLABELLED)


def main() -> int:
    parser = options_of(__doc__)
    parser.add_argument(
        "--check", action="store_true", help="compare with the shipped weights, write nothing"
    )
    options = parser.parse_args()
    folder = data_folder(LABELLED, UNLABELLED)
    if folder is None:
        return 0
    made = fit(load(folder / LABELLED)).text()
    if options.check:
        same = gzip.decompress(SHIPPED.read_bytes()).decode() == made
        print("the shipped weights are what is made" if same else "the shipped weights differ")
        return 0 if same else 1
    SHIPPED.write_bytes(gzip.compress(made.encode(), mtime=0))
    print(f"{SHIPPED.name}: {SHIPPED.stat().st_size:,} bytes, {len(FEATURES)} features")
    return 0


if __name__ == "__main__":
    sys.exit(main())
