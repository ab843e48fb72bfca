"""One article -> its best sentences: what each is worth, and a choice of a set that stands alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from summaries.clean import shown_spans
from summaries.model import Sentence, Summary
from summaries.ranking.limits import Limits
from summaries.ranking.weights import Scored, score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from summaries.model import Article
    from summaries.ranking.weights import Weights
    from summaries.segment import Span

DEFAULT_SENTENCES: Final = 3
DEFAULT_METHOD: Final = "dateline"
METHODS: Final = (DEFAULT_METHOD, "lexrank", "textrank", "lsa", "luhn", "sumbasic")  # all but ours are sumy's
_REDUNDANCY: Final = 0.6  # what likeness of 1 to a chosen sentence takes of a sentence's worth
MOST_SENTENCES: Final = 5_000  # of a longer article the first so many are looked at: its time is bounded
_STARTS: Final = 5  # units that a choice is tried from
_DIGITS: Final = 9  # sums in another order are the same
_COUNT: Final = 0  # the row of a budget, and of costs, that counts sentences


def summarize(
    article: Article,
    *,
    sentences: int | None = None,
    words: int | None = None,
    characters: int | None = None,
    method: str = DEFAULT_METHOD,
    spans: Sequence[Span] | None = None,
    weights: Weights | None = None,
) -> Summary:
    """The best sentences of an article, verbatim, in reading order, and why each was chosen.

    At most `sentences` of them, at most `words` words (`str.split()`) and at most `characters` characters
    (one more for each gap between sentences) in all; three sentences where nothing is given. Where the
    article holds any sentence the summary has one at least, the shortest if none fits. A sentence that leans
    on the one before it comes with that one. Of a text of more than 5,000 sentences the first so many are
    looked at. `method` is one of METHODS. `spans` are sentences from an
    earlier `shown_spans`, so that nothing is segmented twice. `weights`: others than the shipped ones.
    ValueError for a budget below 1, a method that there isn't, or one that lacks the article's language.
    """
    limits = limits_of(sentences=sentences, words=words, characters=characters)
    found = (shown_spans(article) if spans is None else spans)[:MOST_SENTENCES]
    if not found:
        return Summary(sentences=())
    texts = [article.text[span[0] : span[1]] for span in found]
    if method == DEFAULT_METHOD:
        scored = score(article, found, weights)
        chosen = sorted(choose(scored, costs_of(texts), limits.array()))
        return Summary(
            sentences=tuple(_sentence(article, found[i]) for i in chosen),
            why=tuple(scored.why(i) for i in chosen),
        )
    from summaries.methods import order  # noqa: PLC0415 - sumy takes a second to import: only when chosen

    taken = take(order(method, texts, article.language), costs_of(texts), limits.array())
    return Summary(sentences=tuple(_sentence(article, found[i]) for i in sorted(taken)))


def limits_of(**budgets: int | None) -> Limits:
    """The budget; three sentences where there is none. ValueError where one is below 1."""
    for name, value in budgets.items():
        if value is not None and value < 1:
            raise ValueError(f"{name} is {value}: it must be at least 1")
    if all(value is None for value in budgets.values()):
        return Limits(sentences=DEFAULT_SENTENCES)
    return Limits(**budgets)


def costs_of(texts: Sequence[str]) -> NDArray[np.float64]:
    """What each sentence takes of a budget: 1, its words, its characters and a gap (as `Limits.array`)."""
    sizes = [(1.0, float(len(text.split())), len(text) + 1.0) for text in texts]
    return np.array(sizes).T


def _sentence(article: Article, span: Sequence[int]) -> Sentence:
    start, end = span[0], span[1]
    return Sentence(article_id=article.id, start=start, end=end, text=article.text[start:end])


def take(order: Sequence[int], costs: NDArray[np.float64], caps: NDArray[np.float64]) -> list[int]:
    """The first of an order that fit the budget; the shortest where none fits."""
    chosen: list[int] = []
    left = caps.copy()
    for i in order:
        if left[_COUNT] < 1:
            break
        if (costs[:, i] <= left).all():
            chosen.append(i)
            left -= costs[:, i]
    return chosen or [_smallest(costs, caps)]


def _smallest(costs: NDArray[np.float64], caps: NDArray[np.float64]) -> int:
    """The sentence that exceeds a budget by the least."""
    return int(np.argmin((costs / caps[:, None]).max(axis=0)))


def choose(scored: Scored, costs: NDArray[np.float64], caps: NDArray[np.float64]) -> list[int]:
    """The numbers of a set whose foretold worth is the largest share of what is shown.

    A unit is a sentence with those before it that it leans on; it is taken whole. What leans on nothing that
    is there is taken only where nothing else is left. Greedily from each of the best units: the best pair
    need not hold the best sentence. A budget that holds all of them takes no choice.
    """
    if (costs.sum(axis=1) <= caps).all():
        return list(range(len(scored.worth)))
    starts = _Units(scored, costs, caps).promising(_STARTS if caps[_COUNT] > 1 else 1)
    trials = [_Units(scored, costs, caps).taken(start).filled() for start in starts]
    if not trials:
        return [_smallest(costs, caps)]
    return max(trials, key=_Units.quality).chosen  # of equals, the first


class _Units:
    """A choice under way: each sentence with those right before it that it leans on, and what these add."""

    def __init__(self, scored: Scored, costs: NDArray[np.float64], caps: NDArray[np.float64]) -> None:
        height = len(scored.worth)
        numbers = np.arange(height)
        stands: NDArray[np.bool_] = np.logical_not(scored.leaning)
        self._scored = scored
        self._costs = costs
        self._left = caps.copy()
        self._counted = bool(np.isfinite(caps[_COUNT]))
        self._first: NDArray[np.intp] = np.maximum.accumulate(numbers * stands)
        self._sound = stands[self._first]
        self._open = np.ones(height, dtype=np.bool_)
        self._known = np.zeros(height)
        self._worth = self._shown = 0.0
        self.chosen: list[int] = []

    def quality(self) -> tuple[float, float]:
        """Of a budget of sentences: how many, and their worth as a share of what is shown; else the worth."""
        if not self._counted:
            return 0.0, round(self._worth, _DIGITS)
        share = self._worth / (self._shown + self._scored.weights.length)
        return float(len(self.chosen)), round(share, _DIGITS)

    def filled(self) -> _Units:
        """Take the best unit that fits until none does."""
        while True:
            value = self._value()
            i = int(np.argmax(value))
            if value[i] <= 0:
                return self
            self.taken(i)

    def promising(self, count: int) -> list[int]:
        """The units that are worth most by themselves, best first."""
        value = self._value()
        return [int(i) for i in np.argsort(-value, kind="stable")[:count] if value[i] > 0]

    def _value(self) -> NDArray[np.float64]:
        """The share of worth that each unit would make of the choice, 0 where it can't be taken."""
        fresh = self._open.astype(np.float64)
        gains = self._over(self._scored.worth * self._novelty() * fresh)
        sizes = self._over(self._scored.measured.sizes * fresh)
        fits = self._within()
        for price, left in zip(self._costs, self._left, strict=True):
            fits = fits & (self._over(price * fresh) <= left)
        share = (self._worth + gains) / (self._shown + sizes + self._scored.weights.length)
        return share.round(_DIGITS) * fits

    def _within(self) -> NDArray[np.bool_]:
        """The units that may be taken: those that lean on nothing that is there come after all others."""
        first = self._open & self._sound
        return first if first.any() else self._open

    def _over(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of the values over each unit."""
        total = np.concatenate([[0.0], np.cumsum(values)])
        return total[1:] - total[self._first]

    def taken(self, i: int) -> _Units:
        """Take what is not yet taken of a unit: its likes are worth less from then on."""
        for member in range(int(self._first[i]), i + 1):
            if self._open[member]:
                self._open[member] = False
                self._worth += float(self._scored.worth[member] * self._novelty()[member])
                self._shown += float(self._scored.measured.sizes[member])
                self._left -= self._costs[:, member]
                self._known += self._scored.matrix.times(self._scored.matrix.row(member))
                self.chosen.append(member)
        return self

    def _novelty(self) -> NDArray[np.float64]:
        return np.maximum(0.0, 1.0 - _REDUNDANCY * self._known)
