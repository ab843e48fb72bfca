"""The pairs that may matter, and their odds as of now: a margin shrinks as likelier articles come."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.grouping.linkage import MISSING, clip
from summaries.grouping.pairs import ANYTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summaries.grouping.pairs import Pair, PairWeights

_KINSHIP: Final = 0.3  # cosine from which two articles on two events are of one affair


@dataclass(slots=True)
class _Row:
    """An article's links to earlier ones, likest first, and which later ones link to it."""

    dated: bool
    others: array[int]
    odds: array[float]  # the part that stays
    whole: array[float]
    lede: array[float]
    later: array[int]
    whole_tops: tuple[float, float]  # the two highest cosines with any other article
    lede_tops: tuple[float, float]


class Links:
    """The graph of articles. They go by numbers, and each is added after those that it is linked to."""

    def __init__(self, weights: PairWeights) -> None:
        self._weights = weights
        self._rows: dict[int, _Row] = {}

    def add(self, number: int, pairs: Sequence[Pair], *, dated: bool) -> None:
        """Link a new article to its candidates; odds only fall later, so the hopeless ones are dropped."""
        rounded = [array("f", (pair.odds, pair.whole, pair.lede)) for pair in pairs]
        row = self._rows[number] = _Row(
            dated, array("I"), array("f"), array("f"), array("f"), array("I"), (0.0, 0.0), (0.0, 0.0)
        )
        for pair, (_, whole, lede) in zip(pairs, rounded, strict=True):
            for one in (row, self._rows[pair.other]):
                one.whole_tops = _tops(one.whole_tops, whole)
                one.lede_tops = _tops(one.lede_tops, lede)
        for pair, (odds, whole, lede) in zip(pairs, rounded, strict=True):
            other = self._rows[pair.other]
            if whole >= _KINSHIP or self._now(row, other, odds, whole, lede) > MISSING:
                row.others.append(pair.other)
                row.odds.append(odds)
                row.whole.append(whole)
                row.lede.append(lede)
                other.later.append(number)

    def drop(self, number: int) -> None:
        """Take an article out. What it was likest to keeps its margins: they are no wider for its absence."""
        row = self._rows.pop(number)
        for other in row.others:
            self._rows[other].later.remove(number)
        for later in row.later:
            found = self._rows[later]
            at = found.others.index(number)
            for part in (found.others, found.odds, found.whole, found.lede):
                part.pop(at)

    def earlier(self, number: int) -> Iterator[tuple[int, float]]:
        """The earlier articles that one is linked to, each with the pair's odds as of now, clipped."""
        row = self._rows[number]
        for other, odds, whole, lede in zip(row.others, row.odds, row.whole, row.lede, strict=True):
            yield other, clip(self._now(row, self._rows[other], odds, whole, lede))

    def around(self, number: int) -> Iterator[tuple[int, float]]:
        """All articles that one is linked to, earlier and later, each with the pair's odds as of now."""
        yield from self.earlier(number)
        row = self._rows[number]
        for later in row.later:
            found = self._rows[later]
            at = found.others.index(number)
            yield later, clip(self._now(found, row, found.odds[at], found.whole[at], found.lede[at]))

    def kin(self, number: int) -> Iterator[tuple[int, float]]:
        """The earlier articles on the same affair, each with the cosine of the two."""
        row = self._rows[number]
        yield from (pair for pair in zip(row.others, row.whole, strict=True) if pair[1] >= _KINSHIP)

    def among(self, numbers: Iterable[int]) -> dict[int, dict[int, float]]:
        """The symmetric odds of all links among these articles."""
        edges: dict[int, dict[int, float]] = {number: {} for number in numbers}
        for number, row in edges.items():
            for other, odds in self.earlier(number):
                if other in edges:
                    row[other] = edges[other][number] = odds
        return edges

    def _now(self, a: _Row, b: _Row, odds: float, whole: float, lede: float) -> float:
        wholes = (_margin(whole, a.whole_tops), _margin(whole, b.whole_tops))
        ledes = (_margin(lede, a.lede_tops), _margin(lede, b.lede_tops))
        ours = self._weights.dated if a.dated and b.dated else self._weights.undated
        likest, of_both, likest_lede = ours.moving
        return odds + likest * max(wholes) + of_both * min(wholes) + likest_lede * max(ledes)


def _margin(cosine: float, tops: tuple[float, float]) -> float:
    """How much liker an article is to this one than to anything else."""
    rival = tops[1] if tops[0] == cosine else tops[0]
    return cosine - max(ANYTHING, rival)


def _tops(tops: tuple[float, float], cosine: float) -> tuple[float, float]:
    first, second = tops
    if cosine > first:
        return cosine, first
    return (first, cosine) if cosine > second else tops
