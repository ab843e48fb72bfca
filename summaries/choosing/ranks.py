"""How an article's sentences rank at home: found once, when it comes in, and kept with their places.

It follows from the article alone, and takes most of the time that a brief does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, runtime_checkable

from summaries.choosing.opening import asks_of_them
from summaries.ranking.weights import score
from summaries.segment import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from summaries.model import Article
    from summaries.ranking.weights import Weights

RANKED_BY: Final = "1"  # another one whenever the same sentences would rank otherwise


class Rank(NamedTuple):
    """`own`: the sentence's place in its article's ranking, 0 to 1. `leans`: it needs the one before it."""

    own: float
    leans: bool


@runtime_checkable
class Ranked(Protocol):
    """Spans that know their ranks, one for each, by RANKED_BY; none where they are of another version."""

    @property
    def ranks(self) -> Sequence[Rank]: ...


class RankedSpans(tuple[Span, ...]):  # noqa: SLOT001 - a tuple can have no slots
    """All of an article's shown spans. A part of them is a plain tuple: it ranks otherwise."""

    ranks: Sequence[Rank]

    def __new__(cls, spans: Sequence[Span], ranks: Sequence[Rank]) -> Self:
        made = super().__new__(cls, spans)
        made.ranks = ranks
        return made


def ranked(article: Article, spans: Sequence[Span]) -> RankedSpans:
    """An article's `shown_spans` with their ranks, to be kept: whoever briefs it need not rank them again."""
    return RankedSpans(spans, ranks_of(article, spans))


def ranks_of(article: Article, spans: Sequence[Span], weights: Weights | None = None) -> list[Rank]:
    """The ranks of sentences among each other; the shipped weights unless given."""
    if not spans:
        return []
    scored = score(article, spans, weights)
    asks = [asks_of_them(article.text[span[0] : span[1]]) for span in spans]
    leans = [one or other for one, other in zip(scored.leaning.tolist(), asks, strict=True)]
    return list(map(Rank, _scaled(scored.scores.tolist()), leans))


def _scaled(values: Sequence[float]) -> list[float]:
    low, high = min(values), max(values)
    return [(value - low) / ((high - low) or 1.0) for value in values]
