"""An article as the grouping sees it: sparse unit vectors of its words and names, and its figures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.places.people import countries
from summaries.tokens import base_language, figures, names, stem, terms, words
from summaries.words.background import background

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from summaries.model import Article

Vector = dict[str, float]

_BODY: Final = 3000  # characters of the text that are looked at: news says what it is about early
_LEDE: Final = 500
_TITLE_COUNTS: Final = 3
_LEDE_COUNTS: Final = 2
_MOST_TERMS: Final = 100
_PRIOR: Final = 50  # where a language has no background table: as if so many articles had been seen


@dataclass(frozen=True, slots=True)
class Document:
    """What is kept of an article: unit vectors of stems and names, figures, countries, its day (or None)."""

    id: str
    language: str
    day: float | None
    whole: Vector
    title: Vector
    lede: Vector
    names: Vector
    figures: frozenset[str]
    countries: frozenset[str]
    length: int


class Frequencies:
    """Document frequencies of one language: news at large, and what has come in since."""

    def __init__(self, language: str) -> None:
        self._table = background(language)
        self._seen: dict[str, int] = {}
        self._articles = 0

    def add(self, stems: Iterable[str]) -> None:
        """Count an article that holds these stems."""
        self._articles += 1
        for one in stems:
            self._seen[one] = self._seen.get(one, 0) + 1

    def idf(self, one: str) -> float:
        """The inverse document frequency of a stem; sane from the first article on."""
        articles = (self._table.articles or _PRIOR) + self._articles
        return math.log((articles + 1) / (self._table.counts.get(one, 0) + self._seen.get(one, 0) + 0.5))


def document(article: Article, frequencies: Frequencies) -> Document:
    """Make the vectors of an article, and count it among the frequencies."""
    language, body = article.language, article.text[:_BODY]
    title, lede, text = terms(article.title, language), terms(body[:_LEDE], language), terms(body, language)
    counts: dict[str, int] = {}
    for bag, times in ((title, _TITLE_COUNTS), (lede, _LEDE_COUNTS - 1), (text, 1)):
        for one in bag:
            counts[one] = counts.get(one, 0) + times
    frequencies.add(counts)
    named = {stem(name): 1 for name in names(f"{article.title}.\n{body}")}
    return Document(
        id=article.id,
        language=base_language(language),
        day=_day(article.published),
        whole=_unit(counts, frequencies),
        title=_unit(dict.fromkeys(title, 1), frequencies),
        lede=_unit(dict.fromkeys([*title, *lede], 1), frequencies),
        names=_unit(named, frequencies),
        figures=figures(f"{article.title}\n{body}"),
        countries=countries(words(f"{article.title}\n{body[:_LEDE]}")),
        length=len(text),
    )


def _day(published: datetime | None) -> float | None:
    """Days since the epoch; a naive time counts as it stands."""
    return published.toordinal() + (published.hour * 60 + published.minute) / 1440 if published else None


def _unit(counts: Mapping[str, int], frequencies: Frequencies) -> Vector:
    """Sublinear TF-IDF, the heaviest terms only, of length 1."""
    weights = {one: (1 + math.log(count)) * max(0.0, frequencies.idf(one)) for one, count in counts.items()}
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:_MOST_TERMS]
    norm = math.sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
    return {one: weight / norm for one, weight in heaviest}


def cosine(a: Vector, b: Vector) -> float:
    """The cosine of two unit vectors."""
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[one] for one, weight in a.items() if one in b)
