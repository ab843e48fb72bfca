"""Which of a story's titles speaks for it."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from summaries.facts.times import behind, newest
from summaries.kinds import NEWS, kind_of
from summaries.tokens import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summaries.model import Article

_STALE_HOURS: Final = 24.0  # a title loses half its weight in so long: a story's newest turn names it
# "How India moved half a million", "Can a robot rescue a reef?": pieces about an event, rather than its news.
_EXPLAINS: Final = re.compile(
    r"^(?:how|why|what|who|where|when|inside|can|could|is|are|does|will)\b|\?$", re.IGNORECASE
)
_ASIDE: Final = 0.5


def headline(ordered: Sequence[Article]) -> Article:
    """The article whose title speaks for the story: central and recent, of news rather than opinion."""
    bags = [set(terms(article.title, article.language)) for article in ordered]
    counts = Counter(term for bag in bags for term in bag)
    ledes = Counter(t for article in ordered for t in set(terms(article.text[:400], article.language)))
    latest = newest(article.published for article in ordered)

    def central(at: int) -> tuple[bool, bool, float, int]:
        article, bag = ordered[at], bags[at]
        weight = sum(counts[t] - 1 + 0.5 * ledes[t] for t in bag) / (len(bag) + 3)
        weight *= 0.5 ** (behind(article.published, latest).total_seconds() / 3600 / _STALE_HOURS)
        weight *= _ASIDE if _EXPLAINS.search(article.title) else 1.0
        return bool(article.title.strip()), kind_of(article) == NEWS, round(weight, 9), -at

    return ordered[max(range(len(ordered)), key=central)]
