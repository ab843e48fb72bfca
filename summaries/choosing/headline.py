"""Which of a story's titles speaks for it."""

from __future__ import annotations

import re
from collections import Counter
from math import fsum, sqrt
from typing import TYPE_CHECKING, Final

from summaries.facts.times import behind, newest
from summaries.kinds import NEWS, kind_of
from summaries.tokens import terms
from summaries.words.background import background

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summaries.model import Article

_STALE_HOURS: Final = 48.0  # a title loses half its weight in so long: a story's newest turn names it
_LEDE: Final = 400  # characters of an article that are read beside its title
_TITLED: Final = 0.5  # what another title that has a word counts
_TOLD: Final = 0.5  # and what a lede does
_SPARE: Final = 7.0  # as if each title had three words more that nobody else uses: short titles say little
# "How India moved half a million", "Can a robot rescue a reef?": pieces about an event, rather than its news.
_EXPLAINS: Final = re.compile(
    r"^(?:how|why|what|who|where|when|inside|can|could|is|are|does|will)\b|\?$", re.IGNORECASE
)
_ASIDE: Final = 0.5


def headline(ordered: Sequence[Article]) -> Article:
    """The article whose title speaks for the story: central and recent, of news rather than opinion.

    Central is a title of whose words, the rarer ones first, most stand in the others' titles and ledes. On
    groups of two or three articles with an editor's own headline for each, the title nearest to that one is
    chosen in 60 of 100 (by chance: 47). `ordered` runs oldest first; ValueError where it is empty.
    """
    bags = [frozenset(terms(article.title, article.language)) for article in ordered]
    titles = Counter(term for bag in bags for term in bag)
    ledes = Counter(t for article in ordered for t in set(terms(article.text[:_LEDE], article.language)))
    latest = newest(article.published for article in ordered)

    def central(at: int) -> tuple[bool, bool, float, int]:
        article, bag = ordered[at], bags[at]
        rare = {term: sqrt(background(article.language).idf(term)) for term in bag}
        held = fsum(rare[t] * (_TITLED * (titles[t] - 1) + _TOLD * ledes[t]) for t in bag)
        weight = held / (fsum(rare.values()) + _SPARE)
        weight *= 0.5 ** (behind(article.published, latest).total_seconds() / 3600 / _STALE_HOURS)
        weight *= _ASIDE if _EXPLAINS.search(article.title) else 1.0
        return bool(article.title.strip()), kind_of(article) == NEWS, round(weight, 9), -at

    return ordered[max(range(len(ordered)), key=central)]
