"""Whether two stories are of one affair: news of one thing from two sides fills one place, not two.

The grouping tells events apart; an edition must not be full of one of them all the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Final

from summaries.attach import attached
from summaries.places.people import countries
from summaries.tokens import base_language, names, stem, terms, words
from summaries.words.background import background
from summaries.words.likeness import cosine, unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
_ROUNDED: Final = 1e-6  # what a cosine may be off, and more


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
    return profiled(articles, weighed(articles))


def weighed(articles: Sequence[Article]) -> dict[str, float]:
    """The words of a story's newest headlines and ledes by their weight, before names count for more."""
    counts: dict[str, float] = {}
    for article in articles[-_ARTICLES:]:
        _count(counts, terms(article.title, article.language), _TITLE_COUNTS)
        _count(counts, terms(article.text[:_LEDE], article.language), 1)
    idf = background(articles[-1].language).idf
    return {one: (1 + math.log(count)) * max(0.0, idf(one)) for one, count in counts.items()}


def profiled(articles: Sequence[Article], weights: Mapping[str, float]) -> Profile:
    """The profile of articles whose words are weighed."""
    named: set[str] = set()
    places: set[str] = set()
    for article in articles[-_ARTICLES:]:
        lede = article.text[:_LEDE]
        named |= {stem(name) for name in names(f"{article.title}.\n{lede}")}
        places |= countries(words(f"{article.title}\n{lede}"))
    counting = {one: weight * (_NAME_COUNTS if one in named else 1.0) for one, weight in weights.items()}
    heaviest = sorted(counting.items(), key=lambda item: (-item[1], item[0]))[:_MOST]
    return Profile(unit(dict(heaviest)), frozenset(places))


def may_be_alike(weights: Mapping[str, float], other: Profile, least: float) -> bool:
    """False where a story of words so `weighed` can't be `alike` to another, whatever of them are names.

    Names at most make what is shared heavier, and the whole no lighter; so this bounds the cosine from above.
    """
    shared = [weight * other.words[one] for one, weight in weights.items() if one in other.words]
    if len(shared) < _SHARED:
        return False
    whole = math.sqrt(math.fsum(weight * weight for weight in nlargest(_MOST, weights.values())))
    return _NAME_COUNTS * math.fsum(shared) >= (least - _ROUNDED) * whole


def _count(counts: dict[str, float], found: Iterable[str], times: float) -> None:
    for one in set(found):
        counts[one] = counts.get(one, 0.0) + times
