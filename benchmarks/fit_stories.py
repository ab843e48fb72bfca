"""Fits the pair weights of summaries/data/pairs.json on stream.dev and events.dev, and scores them crosswise.

    DATELINE_EVAL_DATA=... python benchmarks/fit_stories.py [--check | --crosswise]

Five folds: over time for the stream (full text and titles with ledes), over topics for the events. Each
fold's weights and thresholds come from the other four; its articles are scored in a run over all. With
--check nothing is written; the status is 1 when the shipped weights are not what would be made.

No story of the stream has more than three articles, because of how the data was made; in the world an event
has dozens. Weights from the stream alone take a story of eleven apart. So the events, of about eleven each,
count a little in the dated weights too, with dates that are made up: each event within some days.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from evaluation import FOLDS, last_line, table
from streams import Stream, events, large_stories, stream

from summaries import StoryIndex
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

RIDGE = 1.0
NEUTRAL = PairWeights(
    dated=Weights(likeness=(0.0,) * len(DATED), odds=(0.0,) * len(ODDS), border=0.0),
    undated=Weights(likeness=(0.0,) * len(UNDATED), odds=(0.0,) * len(ODDS), border=0.0),
)
VIEWS = {
    "dated": ("stream", "stream, heads", "large stories", "large stories, heads"),
    "undated": ("look-alike events", "look-alike events, heads"),
}
GRID = [x / 8 for x in range(-20, 5)]
WEIGHTS = Path(__file__).parent.parent / "summaries" / "data" / "pairs.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Candidate pairs: features of their likeness, whether they are of one story, their articles' places."""

    rows: np.ndarray
    same: np.ndarray
    places: np.ndarray


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


def logistic(rows: np.ndarray, same: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Ridge logistic regression by Newton's method; the ridge is on features of one deviation."""
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    middle[0], spread[0] = 0.0, 1.0  # the constant
    rows = (rows - middle) / spread
    weights = np.zeros(rows.shape[1])
    ridge = np.eye(rows.shape[1]) * RIDGE
    ridge[0, 0] = 1e-6
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (shares * (same - chance)) - ridge @ weights
        bend = (rows * (shares * chance * (1 - chance))[:, None]).T @ rows + ridge
        weights = weights + np.linalg.solve(bend, slope)
    weights = weights / spread
    weights[0] -= weights @ middle
    return weights


def falling(rows: np.ndarray, same: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """The same, where no margin weighs below 0: odds must only fall as more articles come."""
    used = np.ones(rows.shape[1], dtype=bool)
    while True:
        weights = np.zeros(rows.shape[1])
        weights[used] = logistic(rows[:, used], same, shares)
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
    shares = np.concatenate(
        [np.full(keep.sum(), data.share) for (data, _), keep in zip(noted, keeps, strict=True)]
    )
    likeness = np.round(logistic(rows, same, shares), 4)
    found = [parts(pairs, likeness) for _, pairs in noted]
    inside = np.vstack([one[keep] for one, keep in zip(found, keeps, strict=True)])
    weights = np.round(falling(inside, same, shares), 4)
    odds = [one @ weights for one in found]
    scores = [
        sum(d.share * hindsight(d, n, one - x, held_out) for (d, n), one in zip(noted, odds, strict=True))
        for x in GRID
    ]
    padded = np.pad(scores, 1, mode="edge")
    smooth = padded[:-2] + padded[1:-1] + padded[2:]
    border = GRID[int(np.argmax(np.round(smooth, 6)))]
    made = Weights(likeness=tuple(likeness.tolist()), odds=tuple(weights.tolist()), border=border)
    return replace(base, **{kind: made})


def crosswise(kind: str, found: list[tuple[Stream, Pairs]]) -> dict[str, tuple[float, float]]:
    """B3 F1 of held-out folds, on arrival and in the end, by view."""
    labels = [([], [], []) for _ in found]
    for fold in range(FOLDS):
        weights = fit(kind, fold, found, NEUTRAL)
        for (data, _), (gold, arrival, final) in zip(found, labels, strict=True):
            first, last = outcome(data, weights)
            mine = [n for n, f in enumerate(data.folds) if f == fold]
            gold += [data.gold[n] for n in mine]
            arrival += [f"{fold} {first[n]}" for n in mine]
            final += [f"{fold} {last[n]}" for n in mine]
    return {
        view: (bcubed(gold, arrival), bcubed(gold, final))
        for (gold, arrival, final), view in zip(labels, VIEWS[kind], strict=True)
    }


def report(found: dict[str, tuple[float, float]]) -> None:
    """Print the figures as a table, and as a line of JSON."""
    rows = [(view, f"{first:.1f}", f"{last:.1f}") for view, (first, last) in found.items()]
    print(f"\n{table(('articles', 'on arrival', 'in the end'), rows)}\n")
    named = {view.replace(", ", "_").replace(" ", "_"): pair for view, pair in found.items()}
    print(
        last_line(
            {
                f"{view}.{at}": pair[n]
                for view, pair in named.items()
                for n, at in enumerate(("arrival", "final"))
            }
        )
    )


def main() -> int:
    views = (make(head=head) for make in (stream, large_stories) for head in (False, True))
    dated = [(data, pairs(data)) for data in views]
    undated = [(data, pairs(data)) for data in (events(head=False), events(head=True))]
    if "--crosswise" in sys.argv:
        report({**crosswise("dated", dated), **crosswise("undated", undated)})
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
