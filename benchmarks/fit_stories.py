"""Fits the pair weights of summaries/data/pairs.json on stream.dev and events.dev, and scores them crosswise.

    DATELINE_EVAL_DATA=... python benchmarks/fit_stories.py [--check | --crosswise]

Five folds: over time for the stream (full text and titles with ledes), over topics for the events. Each
fold's weights and thresholds come from the other four; its articles are scored in a run over all. With
--check nothing is written; the status is 1 when the shipped weights are not what would be made.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import sys
from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from summaries import Article, StoryIndex
from summaries.grouping.linkage import clip, cluster
from summaries.grouping.pairs import (
    ANY_WORDS,
    ANYTHING,
    DATED,
    MARGINS,
    ODDS,
    UNDATED,
    PairWeights,
    Weights,
    features,
)

FOLDS = 5
RIDGE = 1.0
NEUTRAL = PairWeights(
    dated=Weights(likeness=(0.0,) * len(DATED), odds=(0.0,) * len(ODDS), border=0.0),
    undated=Weights(likeness=(0.0,) * len(UNDATED), odds=(0.0,) * len(ODDS), border=0.0),
)
VIEWS = ("full", "head")
GRID = [x / 8 for x in range(-20, 5)]
WEIGHTS = Path(__file__).parent.parent / "summaries" / "data" / "pairs.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Articles in the order of their arrival with their true story and their fold."""

    articles: list[Article]
    gold: list[str]
    folds: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Candidate pairs: features of their likeness, whether they are of one story, their articles' places."""

    rows: np.ndarray
    same: np.ndarray
    places: np.ndarray


def load(name: str) -> list[dict[str, str]]:
    with gzip.open(Path(os.environ["DATELINE_EVAL_DATA"]) / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def article(row: dict[str, str], number: int, *, head: bool) -> Article:
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


def stream(*, head: bool) -> Stream:
    rows = sorted(load("stream.dev.jsonl.gz"), key=lambda r: (r["date"], r["id"]))
    folds = [n * FOLDS // len(rows) for n in range(len(rows))]
    return Stream(
        articles=[article(r, n, head=head) for n, r in enumerate(rows)],
        gold=[r["cluster"] for r in rows],
        folds=folds,
    )


def events(*, head: bool) -> Stream:
    """The look-alike events, undated."""
    rows = sorted(load("events.dev.jsonl.gz"), key=lambda r: r["id"][::-1])
    topics = sorted({r["topic"] for r in rows})
    folds = [topics.index(r["topic"]) % FOLDS for r in rows]
    return Stream(
        articles=[article(r, n, head=head) for n, r in enumerate(rows)],
        gold=[r["cluster"] for r in rows],
        folds=folds,
    )


class Collecting(StoryIndex):
    """An index that notes its candidates."""

    def __init__(self) -> None:
        super().__init__(NEUTRAL)
        self.rows: list[list[float]] = []
        self.places: list[tuple[int, int]] = []

    def _pairs(self, kept, likely, cosines):  # noqa: ANN001, ANN202 - as in StoryIndex
        pairs = super()._pairs(kept, likely, cosines)
        if pairs:
            others = [self._kept[pair.other] for pair in pairs]
            self.rows += features(kept, others, np.array([pair.whole for pair in pairs])).tolist()
        self.places += [(self._next - 1, pair.other) for pair in pairs]
        return pairs


def pairs(data: Stream) -> Pairs:
    """The candidate pairs with the features of their likeness."""
    index = Collecting()
    for one in data.articles:
        index.add(one)
    same = [data.gold[a] == data.gold[b] for a, b in index.places]
    rows = np.array(index.rows)[:, : len(DATED if data.articles[0].published else UNDATED)]
    return Pairs(
        rows=rows,
        same=np.array(same, dtype=float),
        places=np.array(index.places),
    )


def parts(noted: Pairs, likeness: np.ndarray) -> np.ndarray:
    """What odds are made of, as ODDS, the margins as they are once everything has come."""
    alike = noted.rows @ likeness
    likest, words = margins(noted.places, alike, ANYTHING), margins(noted.places, noted.rows[:, 1], ANY_WORDS)
    return np.column_stack([np.ones(len(alike)), alike, *likest, *words])


def margins(places: np.ndarray, values: np.ndarray, least: float) -> tuple[np.ndarray, np.ndarray]:
    """How much liker the two of each pair are than either is to anything else: the larger and the smaller."""
    tops: dict[int, list[float]] = {}
    for pair, value in zip(places.tolist(), values.tolist(), strict=True):
        for one in pair:
            tops[one] = sorted([*tops.get(one, (least, least)), value], reverse=True)[:2]
    rivals = np.array(
        [
            [tops[one][tops[one][0] == value] for one in pair]
            for pair, value in zip(places.tolist(), values.tolist(), strict=True)
        ]
    )
    return values - rivals.min(axis=1), values - rivals.max(axis=1)


def logistic(rows: np.ndarray, same: np.ndarray) -> np.ndarray:
    """Ridge logistic regression by Newton's method; the ridge is on features of one deviation."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    middle[0], spread[0] = 0.0, 1.0  # the constant
    rows = (rows - middle) / spread
    weights = np.zeros(rows.shape[1])
    ridge = np.eye(rows.shape[1]) * RIDGE
    ridge[0, 0] = 1e-6
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (same - chance) - ridge @ weights
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        weights = weights + np.linalg.solve(bend, slope)
    weights = weights / spread
    weights[0] -= weights @ middle
    return weights


def falling(rows: np.ndarray, same: np.ndarray) -> np.ndarray:
    """The same, where no margin weighs below 0: odds must only fall as more articles come."""
    used = np.ones(rows.shape[1], dtype=bool)
    while True:
        weights = np.zeros(rows.shape[1])
        weights[used] = logistic(rows[:, used], same)
        wrong = weights < 0
        wrong[: -len(MARGINS)] = False
        if not wrong.any():
            return weights
        used &= ~wrong


def bcubed(gold: list[str], found: list[str]) -> float:
    g, f, both = Counter(gold), Counter(found), Counter(zip(gold, found, strict=True))
    precision = sum(c * c / f[k] for (_, k), c in both.items()) / len(gold)
    recall = sum(c * c / g[k] for (k, _), c in both.items()) / len(gold)
    return 200 * precision * recall / (precision + recall)


def outcome(data: Stream, weights: PairWeights) -> tuple[list[str], list[str]]:
    """The story of each article on arrival, and in the end."""
    index = StoryIndex(weights)
    arrival = [index.add(one) for one in data.articles]
    label = {i: story.id for story in index.stories() for i in story.article_ids}
    return arrival, [label[one.id] for one in data.articles]


def kept(data: Stream, noted: Pairs, held_out: int | None) -> np.ndarray:
    """Which pairs have both articles outside the held-out fold."""
    return (np.array(data.folds)[noted.places] != (-1 if held_out is None else held_out)).all(axis=1)


def hindsight(data: Stream, noted: Pairs, scores: np.ndarray, held_out: int | None) -> float:
    """B3 F1 of the articles outside the fold, merged by these pair scores."""
    inside = [n for n, fold in enumerate(data.folds) if fold != held_out]
    edges: dict[int, dict[int, float]] = {n: {} for n in inside}
    mine = kept(data, noted, held_out)
    for (a, b), score in zip(noted.places[mine].tolist(), scores[mine].tolist(), strict=True):
        edges[a][b] = edges[b][a] = clip(score)
    label = {n: at for at, group in enumerate(cluster(edges, 0.0)) for n in group}
    return bcubed([data.gold[n] for n in inside], [str(label[n]) for n in inside])


def fit(kind: str, held_out: int | None, noted: list[tuple[Stream, Pairs]], base: PairWeights) -> PairWeights:
    """The weights from all folds but one, and the border that does best on them in hindsight."""
    keeps = [kept(data, pairs, held_out) for data, pairs in noted]
    same = np.concatenate([pairs.same[keep] for (_, pairs), keep in zip(noted, keeps, strict=True)])
    rows = np.vstack([pairs.rows[keep] for (_, pairs), keep in zip(noted, keeps, strict=True)])
    likeness = np.round(logistic(rows, same), 4)
    found = [parts(pairs, likeness) for _, pairs in noted]
    weights = np.round(
        falling(np.vstack([one[keep] for one, keep in zip(found, keeps, strict=True)]), same), 4
    )
    odds = [one @ weights for one in found]
    scores = [
        sum(hindsight(d, n, one - x, held_out) for (d, n), one in zip(noted, odds, strict=True)) for x in GRID
    ]
    padded = np.pad(scores, 1, mode="edge")
    smooth = padded[:-2] + padded[1:-1] + padded[2:]
    border = GRID[int(np.argmax(np.round(smooth, 6)))]
    made = Weights(likeness=tuple(likeness.tolist()), odds=tuple(weights.tolist()), border=border)
    return replace(base, **{kind: made})


def crosswise(kind: str, found: list[tuple[Stream, Pairs]]) -> None:
    """Print B3 F1 of held-out folds, on arrival and in the end."""
    labels = [([], [], []) for _ in found]
    for fold in range(FOLDS):
        weights = fit(kind, fold, found, NEUTRAL)
        for (data, _), (gold, arrival, final) in zip(found, labels, strict=True):
            first, last = outcome(data, weights)
            mine = [n for n, f in enumerate(data.folds) if f == fold]
            gold += [data.gold[n] for n in mine]
            arrival += [f"{fold} {first[n]}" for n in mine]
            final += [f"{fold} {last[n]}" for n in mine]
    for (gold, arrival, final), view in zip(labels, VIEWS, strict=False):
        first, last = bcubed(gold, arrival), bcubed(gold, final)
        print(f"{kind} {view}: on arrival {first:.2f}, final {last:.2f} (crosswise)")


def main() -> int:
    dated = [(data, pairs(data)) for data in (stream(head=False), stream(head=True))]
    undated = [(data, pairs(data)) for data in (events(head=False), events(head=True))]
    if "--crosswise" in sys.argv:
        crosswise("dated", dated)
        crosswise("undated", undated)
        return 0
    weights = fit("undated", None, undated, fit("dated", None, dated, NEUTRAL))
    made = json.dumps(asdict(weights), indent=1) + "\n"
    if "--check" in sys.argv:
        return 0 if made == WEIGHTS.read_text("utf-8") else 1
    WEIGHTS.write_text(made, "utf-8")
    print(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
