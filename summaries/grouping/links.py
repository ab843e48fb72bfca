"""The pairs that may matter, and their odds as of now: a margin shrinks as likelier articles come."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import TYPE_CHECKING, Final

from summaries.grouping.linkage import MISSING, clip
from summaries.grouping.pairs import ANY_WORDS, ANYTHING, APART, Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from summaries.grouping.pairs import PairWeights

_KINSHIP: Final = 0.3  # cosine from which two articles on two events are of one affair
_KIN: Final = 10  # the likest of those that one article is linked to
# Links are kept as bytes: an object for each of their numbers would take most of the index's memory.
_LINK: Final = Struct("=Iff?")  # an earlier article, likeness, cosine of all words, apart
_LATER: Final = Struct("=I")


@dataclass(slots=True)
class _Row:
    """An article's links to earlier ones, and which later ones link to it."""

    dated: bool
    links: bytes = b""  # as _LINK
    later: bytes = b""  # as _LATER
    likest: float = ANYTHING  # the two highest likenesses with any other article
    next_likest: float = ANYTHING
    likest_words: float = ANY_WORDS  # and cosines
    next_likest_words: float = ANY_WORDS

    def beside(self, likeness: float, whole: float) -> None:
        """Note how like another article is."""
        if likeness > self.likest:
            self.likest, self.next_likest = likeness, self.likest
        elif likeness > self.next_likest:
            self.next_likest = likeness
        if whole > self.likest_words:
            self.likest_words, self.next_likest_words = whole, self.likest_words
        elif whole > self.next_likest_words:
            self.next_likest_words = whole


class Links:
    """The graph of articles. They go by numbers, and each is added after those that it is linked to."""

    def __init__(self, weights: PairWeights) -> None:
        self._weights = weights
        self._rows: dict[int, _Row] = {}

    def add(self, number: int, pairs: Sequence[Pair], *, dated: bool) -> None:
        """Link a new article to its candidates; odds only fall later, so the hopeless ones are dropped."""
        row = self._rows[number] = _Row(dated)
        for pair in pairs:
            row.beside(pair.likeness, pair.whole)
            self._rows[pair.other].beside(pair.likeness, pair.whole)
        kin = sorted((pair.whole for pair in pairs if pair.whole >= _KINSHIP), reverse=True)[:_KIN]
        linked = [
            pair
            for pair in pairs
            if (kin and pair.whole >= kin[-1]) or self._now(row, self._rows[pair.other], pair) > MISSING
        ]
        row.links = b"".join([_LINK.pack(*pair) for pair in linked])
        for pair in linked:
            self._rows[pair.other].later += _LATER.pack(number)

    def drop(self, number: int) -> None:
        """Take an article out. What it was likest to keeps its margins: they are no wider for its absence."""
        row = self._rows.pop(number)
        for other, *_ in _LINK.iter_unpack(row.links):
            found = self._rows[other]
            later = (one for one in _LATER.iter_unpack(found.later) if one != (number,))
            found.later = b"".join(_LATER.pack(*one) for one in later)
        for (later,) in _LATER.iter_unpack(row.later):
            found = self._rows[later]
            links = (one for one in _LINK.iter_unpack(found.links) if one[0] != number)
            found.links = b"".join(_LINK.pack(*one) for one in links)

    def earlier(self, number: int) -> Iterator[tuple[int, float]]:
        """The earlier articles that one is linked to, each with the pair's odds as of now, clipped."""
        row = self._rows[number]
        for link in _LINK.iter_unpack(row.links):
            yield link[0], clip(self._now(row, self._rows[link[0]], Pair(*link)))

    def around(self, number: int) -> Iterator[tuple[int, float]]:
        """All articles that one is linked to, earlier and later, each with the pair's odds as of now."""
        yield from self.earlier(number)
        row = self._rows[number]
        for (later,) in _LATER.iter_unpack(row.later):
            found = self._rows[later]
            link = next(one for one in _LINK.iter_unpack(found.links) if one[0] == number)
            yield later, clip(self._now(found, row, Pair(*link)))

    def kin(self, number: int) -> Iterator[tuple[int, float]]:
        """The earlier articles on the same affair, each with the cosine of the two."""
        for link in map(Pair._make, _LINK.iter_unpack(self._rows[number].links)):
            if link.whole >= _KINSHIP:
                yield link.other, link.whole

    def among(self, numbers: Iterable[int]) -> dict[int, dict[int, float]]:
        """The symmetric odds of all links among these articles."""
        edges: dict[int, dict[int, float]] = {number: {} for number in numbers}
        for number, row in edges.items():
            for other, odds in self.earlier(number):
                if other in edges:
                    row[other] = edges[other][number] = odds
        return edges

    def _now(self, a: _Row, b: _Row, pair: Pair) -> float:
        ours = self._weights.dated if a.dated and b.dated else self._weights.undated
        one, alike, likest, of_both, likest_words, words_of_both = ours.odds
        _, likeness, whole, apart = pair
        first = likeness - (a.next_likest if a.likest == likeness else a.likest)
        second = likeness - (b.next_likest if b.likest == likeness else b.likest)
        odds = one - ours.border - APART * apart + alike * likeness
        odds += likest * max(first, second) + of_both * min(first, second)
        first = whole - (a.next_likest_words if a.likest_words == whole else a.likest_words)
        second = whole - (b.next_likest_words if b.likest_words == whole else b.likest_words)
        return odds + likest_words * max(first, second) + words_of_both * min(first, second)
