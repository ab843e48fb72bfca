"""The pairs that may matter, and their odds as of now: a margin shrinks as likelier articles come."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.grouping.linkage import MISSING, clip
from summaries.grouping.pairs import ANY_WORDS, ANYTHING, APART

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summaries.grouping.pairs import Pair, PairWeights

_KINSHIP: Final = 0.3  # cosine from which two articles on two events are of one affair
_KIN: Final = 10  # the likest of those that one article is linked to
# An index of many articles has many without links: they share these, which are never written to.
_NOBODY: Final = array("I")
_NOTHING: Final = array("f")
_ANYTHING: Final = (ANYTHING, ANYTHING)
_ANY_WORDS: Final = (ANY_WORDS, ANY_WORDS)


@dataclass(slots=True)
class _Row:
    """An article's links to earlier ones, and which later ones link to it."""

    dated: bool
    others: array[int]
    likeness: array[float]
    whole: array[float]
    apart: bytes
    later: array[int]
    likeness_tops: tuple[float, float]  # the two highest likenesses with any other article
    whole_tops: tuple[float, float]  # and cosines


class Links:
    """The graph of articles. They go by numbers, and each is added after those that it is linked to."""

    def __init__(self, weights: PairWeights) -> None:
        self._weights = weights
        self._rows: dict[int, _Row] = {}

    def add(self, number: int, pairs: Sequence[Pair], *, dated: bool) -> None:
        """Link a new article to its candidates; odds only fall later, so the hopeless ones are dropped."""
        row = _Row(dated, _NOBODY, _NOTHING, _NOTHING, b"", _NOBODY, _ANYTHING, _ANY_WORDS)
        self._rows[number] = row
        for pair in pairs:
            for one in (row, self._rows[pair.other]):
                if pair.likeness > one.likeness_tops[1]:
                    one.likeness_tops = _tops(one.likeness_tops, pair.likeness)
                if pair.whole > one.whole_tops[1]:
                    one.whole_tops = _tops(one.whole_tops, pair.whole)
        kin = sorted((pair.whole for pair in pairs if pair.whole >= _KINSHIP), reverse=True)[:_KIN]
        linked = [
            pair
            for pair in pairs
            if (kin and pair.whole >= kin[-1])
            or self._now(row, self._rows[pair.other], pair.likeness, pair.whole, pair.apart) > MISSING
        ]
        if linked:
            row.others = array("I", [pair.other for pair in linked])
            row.likeness = array("f", [pair.likeness for pair in linked])
            row.whole = array("f", [pair.whole for pair in linked])
            row.apart = bytes([pair.apart for pair in linked])
        for pair in linked:
            other = self._rows[pair.other]
            other.later = other.later + array("I", (number,))  # rather than append(): just as long as needed

    def drop(self, number: int) -> None:
        """Take an article out. What it was likest to keeps its margins: they are no wider for its absence."""
        row = self._rows.pop(number)
        for other in row.others:
            self._rows[other].later.remove(number)
        for later in row.later:
            found = self._rows[later]
            at = found.others.index(number)
            for part in (found.others, found.likeness, found.whole):
                part.pop(at)
            found.apart = found.apart[:at] + found.apart[at + 1 :]

    def earlier(self, number: int) -> Iterator[tuple[int, float]]:
        """The earlier articles that one is linked to, each with the pair's odds as of now, clipped."""
        row = self._rows[number]
        pairs = zip(row.others, row.likeness, row.whole, row.apart, strict=True)
        for other, likeness, whole, apart in pairs:
            yield other, clip(self._now(row, self._rows[other], likeness, whole, apart))

    def around(self, number: int) -> Iterator[tuple[int, float]]:
        """All articles that one is linked to, earlier and later, each with the pair's odds as of now."""
        yield from self.earlier(number)
        row = self._rows[number]
        for later in row.later:
            found = self._rows[later]
            at = found.others.index(number)
            yield later, clip(self._now(found, row, found.likeness[at], found.whole[at], found.apart[at]))

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

    def _now(self, a: _Row, b: _Row, likeness: float, whole: float, apart: int) -> float:
        ours = self._weights.dated if a.dated and b.dated else self._weights.undated
        one, alike, likest, of_both, likest_words, words_of_both = ours.odds
        first, second = _margin(likeness, a.likeness_tops), _margin(likeness, b.likeness_tops)
        odds = one - ours.border - APART * apart + alike * likeness
        odds += likest * max(first, second) + of_both * min(first, second)
        first, second = _margin(whole, a.whole_tops), _margin(whole, b.whole_tops)
        return odds + likest_words * max(first, second) + words_of_both * min(first, second)


def _margin(value: float, tops: tuple[float, float]) -> float:
    """How much liker an article is to this one than to anything else."""
    return value - (tops[1] if tops[0] == value else tops[0])


def _tops(tops: tuple[float, float], value: float) -> tuple[float, float]:
    return (value, tops[0]) if value > tops[0] else (tops[0], value)
