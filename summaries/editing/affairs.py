"""Whether two stories are of one affair: news of one thing from two sides fills one place, not two.

The grouping tells events apart; an edition must not be full of one of them all the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.attach import attached
from summaries.places.people import countries
from summaries.tokens import base_language, names, stem, terms, words
from summaries.words.background import background
from summaries.words.likeness import cosine, unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summaries.editing.weighing import Weighed
    from summaries.model import Article

_ALIKE: Final = 0.3
_SHARED: Final = 3  # words at least: two short pieces from one city share its name
_ARTICLES: Final = 8  # the newest of a story
_LEDE: Final = 300  # characters
_TITLE_COUNTS: Final = 2
_NAME_COUNTS: Final = 1.5
_MOST: Final = 60
_MATCHED: Final = 200  # stories
_LANGUAGES: Final = 2


@dataclass(frozen=True, slots=True)
class Profile:
    """The telling words of a story's headlines and ledes, as a unit vector; the countries that they name."""

    words: dict[str, float]
    countries: frozenset[str]


class Affairs:
    """The stories that were chosen, by their affairs; each is read once.

    `ranked`: all that might be, the best first: those of several languages are matched among the first ones.
    """

    def __init__(self, ranked: Sequence[Weighed]) -> None:
        self._twins = _twins(ranked[:_MATCHED])
        self._chosen: list[Weighed] = []
        self._profiles: dict[str, Profile] = {}

    def take(self, story: Weighed) -> None:
        self._chosen.append(story)

    def same(self, story: Weighed) -> list[Weighed]:
        """The chosen stories that are of this one's affair, in the order chosen."""
        return [one for one in self._chosen if self._one_affair(one, story)]

    def named(self, story: Weighed) -> list[Weighed]:
        """The chosen stories of the same known affair."""
        affair = story.candidate.affair
        return [one for one in self._chosen if affair and one.candidate.affair == affair]

    def _one_affair(self, a: Weighed, b: Weighed) -> bool:
        if a.candidate.affair and a.candidate.affair == b.candidate.affair:
            return True
        if frozenset((a.candidate.story_id, b.candidate.story_id)) in self._twins:
            return True
        return alike(self._profile(a), self._profile(b))

    def _profile(self, story: Weighed) -> Profile:
        known = self._profiles.get(story.candidate.story_id)
        if known is None:
            known = self._profiles[story.candidate.story_id] = profile(story.articles)
        return known


def _twins(ranked: Sequence[Weighed]) -> frozenset[frozenset[str]]:
    """The pairs of stories of two languages that certainly tell of one event."""
    if len({base_language(story.articles[0].language) for story in ranked}) < _LANGUAGES:
        return frozenset()
    return frozenset(map(frozenset, attached([(one.candidate.story_id, one.articles) for one in ranked])))


def alike(a: Profile, b: Profile, least: float = _ALIKE) -> bool:
    """Whether two stories speak of one thing: two earthquakes in two countries are two."""
    elsewhere = a.countries and b.countries and not a.countries & b.countries
    shared = len(a.words.keys() & b.words.keys()) >= _SHARED
    return shared and not elsewhere and cosine(a.words, b.words) >= least


def profile(articles: Sequence[Article]) -> Profile:
    """What a story's newest articles are about."""
    counts: dict[str, float] = {}
    named: set[str] = set()
    places: set[str] = set()
    for article in articles[-_ARTICLES:]:
        lede = article.text[:_LEDE]
        _count(counts, terms(article.title, article.language), _TITLE_COUNTS)
        _count(counts, terms(lede, article.language), 1)
        named |= {stem(name) for name in names(f"{article.title}.\n{lede}")}
        places |= countries(words(f"{article.title}\n{lede}"))
    idf = background(articles[-1].language).idf
    weights = {
        one: (1 + math.log(count)) * max(0.0, idf(one)) * (_NAME_COUNTS if one in named else 1.0)
        for one, count in counts.items()
    }
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    return Profile(unit(dict(heaviest)), frozenset(places))


def _count(counts: dict[str, float], found: Iterable[str], times: float) -> None:
    for one in set(found):
        counts[one] = counts.get(one, 0.0) + times
