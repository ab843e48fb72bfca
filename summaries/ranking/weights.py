"""What a sentence is worth: small regression trees over its features, and the choice of a set of sentences.

The trees foretell how many pairs of words an editor's highlights would share with the sentence. They are made
by `benchmarks/fit_sentences.py` and shipped in data/ranking.json.gz.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from summaries.model import Reason
from summaries.ranking.features import FEATURES, Measured, measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from summaries.model import Article
    from summaries.ranking.matrix import Matrix

DEPTH: Final = 3  # of each tree: three questions lead to one of eight values
_INNER: Final = 2**DEPTH - 1
_LEAST: Final = 0.01  # nothing is foretold to share less
_AT_ONCE: Final = 128  # sentences: what the trees work on stays in the processor's cache


@dataclass(frozen=True, slots=True)
class Weights:
    """What is learned. Trees are complete and of DEPTH: node n asks whether a feature is above a threshold.

    If not, node 2n + 1 follows, else 2n + 2. `feature` and `threshold` are trees x inner nodes, `value`
    trees x all nodes: what the tree would foretell if it ended there. `base` is what all start from.
    `headline` weighs `features.likelihoods`; `title` is what holding the whole title adds; `length` the words
    of a typical set of highlights.
    """

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    value: NDArray[np.float64]
    base: float
    headline: tuple[float, ...]
    title: float
    length: float

    @classmethod
    def read(cls, text: str) -> Weights:
        """From JSON, as `text` makes it. ValueError where it was made for other features."""
        made: dict[str, Any] = json.loads(text)
        if made["features"] != list(FEATURES):
            raise ValueError("these weights were made for other features: make them again")
        return cls(
            feature=np.array(made["feature"], dtype=np.intp),
            threshold=np.array(made["threshold"], dtype=np.float32),
            value=np.array(made["value"], dtype=np.float64),
            base=made["base"],
            headline=tuple(made["headline"]),
            title=made["title"],
            length=made["length"],
        )

    def text(self) -> str:
        """As JSON, the same on every run."""
        return json.dumps(
            {
                "features": list(FEATURES),
                "base": self.base,
                "headline": list(self.headline),
                "title": self.title,
                "length": self.length,
                "feature": self.feature.tolist(),
                "threshold": [[round(float(x), 6) for x in tree] for tree in self.threshold],
                "value": self.value.tolist(),
            },
            separators=(",", ":"),
        )

    def worth(self, values: NDArray[np.float32]) -> NDArray[np.float64]:
        """For each row of features, the pairs of words that highlights would share with it."""
        parts = [
            self.value[np.arange(len(self.feature)), self._paths(values[i : i + _AT_ONCE])[-1]].sum(axis=1)
            for i in range(0, len(values), _AT_ONCE)
        ]
        return self.base + np.concatenate(parts) if parts else np.zeros(0)

    def shares(self, row: NDArray[np.float32]) -> NDArray[np.float64]:
        """What each feature adds to one row's worth: what its questions change of what a tree foretells."""
        trees = np.arange(len(self.feature))
        shares = np.zeros(len(FEATURES))
        before = np.zeros(len(trees), dtype=np.intp)
        for nodes in self._paths(row[None, :]):
            change = self.value[trees, nodes[0]] - self.value[trees, before]
            np.add.at(shares, self.feature[trees, before], change)
            before = nodes[0]
        return shares

    def _paths(self, values: NDArray[np.float32]) -> list[NDArray[np.intp]]:
        """The nodes (rows x trees) that are come to, level by level."""
        count, inner = len(self.feature), _INNER
        flat = np.ascontiguousarray(values).ravel()
        rows = np.arange(len(values))[:, None] * len(FEATURES)
        trees = np.arange(count) * inner
        nodes: NDArray[np.intp] = np.zeros((len(values), count), dtype=np.intp)
        levels: list[NDArray[np.intp]] = []
        for _ in range(DEPTH):
            asked = nodes + trees
            above = flat.take(self.feature.take(asked) + rows) > self.threshold.take(asked)
            nodes = 2 * nodes + 1 + above
            levels.append(nodes)
        return levels


@cache
def shipped() -> Weights:
    """The weights that come with the package."""
    resource = files("summaries") / "data" / "ranking.json.gz"
    return Weights.read(gzip.decompress(resource.read_bytes()).decode())


@dataclass(frozen=True, slots=True)
class Scored:
    """Sentences with what they are worth: `worth` in shared pairs, `scores` as share of what is shown."""

    measured: Measured
    worth: NDArray[np.float64]
    scores: NDArray[np.float64]
    weights: Weights

    @property
    def matrix(self) -> Matrix:
        return self.measured.matrix

    @property
    def leaning(self) -> NDArray[np.bool_]:
        return self.measured.leaning

    def why(self, i: int) -> tuple[Reason, ...]:
        """What each feature did for a sentence, the weightiest first; those that did nothing are left out."""
        shares = zip(FEATURES, self.weights.shares(self.measured.values[i]).tolist(), strict=True)
        title = ("title", self.weights.title * float(self.measured.title[i]))
        named = [Reason(feature=name, share=round(share, 4)) for name, share in (*shares, title)]
        return tuple(
            sorted((one for one in named if one.share), key=lambda one: (-abs(one.share), one.feature))
        )


def score(article: Article, spans: Sequence[Sequence[int]], weights: Weights | None = None) -> Scored:
    """Score the sentences of an article. `spans` as (start, end, ...); the shipped weights unless given."""
    used = shipped() if weights is None else weights
    measured = measure(article, spans, used.headline)
    worth = np.maximum(_LEAST, used.worth(measured.values) + used.title * measured.title)
    return Scored(measured, worth, worth / (measured.sizes + used.length), used)
