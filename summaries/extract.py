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
    on the one before it comes with that one. `method` is one of METHODS. `spans` are sentences from an
    earlier `shown_spans`, so that nothing is segmented twice. `weights`: others than the shipped ones.
    ValueError for a budget below 1, a method that there isn't, or one that lacks the article's language.
    """
    limits = limits_of(sentences=sentences, words=words, characters=characters)
    found = shown_spans(article) if spans is None else spans
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
    """The numbers of a set whose foretold worth is the largest share of what is shown, greedily.

    A unit is a sentence with those before it that it leans on; it is taken whole. What leans on nothing that
    is there is taken only where nothing else is left.
    """
    units = _Units(scored)
    left = caps.copy()
    chosen: list[int] = []
    shown = worth = 0.0
    while True:
        gains, sizes, prices = units.sums(costs)
        fits = units.within & (prices <= left[:, None]).all(axis=0)
        if not fits.any():
            break
        value = (worth + gains) / (shown + sizes + scored.weights.length)
        i = int(np.argmax(value.round(_DIGITS) * fits))
        worth, shown, left = worth + gains[i], shown + sizes[i], left - prices[:, i]
        chosen += units.take(i)
    return chosen or [_smallest(costs, caps)]


class _Units:
    """Each sentence with those right before it that it leans on, and what is left of their worth."""

    def __init__(self, scored: Scored) -> None:
        height = len(scored.worth)
        numbers = np.arange(height)
        stands: NDArray[np.bool_] = np.logical_not(scored.leaning)
        self._scored = scored
        self._first: NDArray[np.intp] = np.maximum.accumulate(numbers * stands)
        self._fresh = np.ones(height)
        self._known = np.zeros(height)
        self._sound = stands[self._first]
        self._open = np.ones(height, dtype=np.bool_)

    @property
    def within(self) -> NDArray[np.bool_]:
        """The units that may be taken: those that lean on nothing there come after all others."""
        first = self._open & self._sound
        return first if first.any() else self._open

    def sums(
        self, costs: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """For each unit: worth, words, and costs of what is not yet taken of it."""
        novelty = np.maximum(0.0, 1.0 - _REDUNDANCY * self._known)
        gains = self._over(self._scored.worth * novelty * self._fresh)
        sizes = self._over(self._scored.measured.sizes * self._fresh)
        return gains, sizes, np.array([self._over(row * self._fresh) for row in costs])

    def _over(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        total = np.concatenate([[0.0], np.cumsum(values)])
        return total[1:] - total[self._first]

    def take(self, i: int) -> list[int]:
        """Take a unit: its sentences are not fresh any more, and their likes are worth less."""
        taken = [member for member in range(int(self._first[i]), i + 1) if self._fresh[member]]
        for member in taken:
            self._fresh[member] = 0.0
            self._open[member] = False
            self._known += self._scored.matrix.times(self._scored.matrix.row(member))
        return taken
