"""An article as the grouping sees it: unit vectors of its words and names, its figures and countries."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from summaries.places.people import countries
from summaries.tokens import base_language, figures, names, stem, stemmed, words
from summaries.words.background import background

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from numpy.typing import NDArray

    from summaries.model import Article

Vector = dict[str, float]

_BODY: Final = 1500  # characters of the text that are looked at: news says what it is about early
_LEDE: Final = 300
_NAMES: Final = 700  # characters of the text whose names are looked at
_TITLE_COUNTS: Final = 3
_LEDE_COUNTS: Final = 2
_MOST_TERMS: Final = 60
_PRIOR: Final = 50  # where a language has no background table: as if so many articles had been seen


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it comes: unit vectors of stems and names, figures, countries, its day (or None)."""

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
        table = background(language)
        self._at_large = table.counts  # in how many articles a stem stood, in news at large
        self._counts: dict[str, int] = {}  # the same with those that came, for the stems that they hold
        self._articles = table.articles or _PRIOR

    def count(self, stems: Iterable[str]) -> dict[str, float]:
        """Count an article that holds these stems, each once; their inverse document frequencies."""
        self._articles += 1
        most, log = math.log(self._articles + 1), math.log
        counts, at_large = self._counts, self._at_large
        found: dict[str, float] = {}
        for one in stems:
            seen = counts.get(one)
            counts[one] = seen = (at_large.get(one, 0) if seen is None else seen) + 1
            rarity = most - log(seen + 0.5)
            found[one] = rarity if rarity > 0 else 0.0
        return found


def document(article: Article, frequencies: Frequencies) -> Document:
    """Make the vectors of an article, and count it among the frequencies."""
    language, body = article.language, article.text[:_BODY]
    cut = _end_of_word(body, _LEDE)
    said = [words(text) for text in (article.title, body[:cut], body[cut:])]
    title, lede, rest = (stemmed(found, language) for found in said)
    counts: dict[str, int] = {}
    named: dict[str, int] = {}
    for bag, times in ((title, _TITLE_COUNTS), (lede, _LEDE_COUNTS), (rest, 1)):
        for one in bag:
            counts[one] = counts.get(one, 0) + times
    for name in sorted(names(f"{article.title}.\n{body[:_NAMES]}")):
        named[stem(name)] = 1
    idf = frequencies.count({**counts, **named})
    whole = {
        one: idf[one] if count == 1 else (1 + math.log(count)) * idf[one] for one, count in counts.items()
    }
    return Document(
        id=article.id,
        language=base_language(language),
        day=_day(article.published),
        whole=_unit(_heaviest(whole)),
        title=_unit({one: idf[one] for one in title}),
        lede=_unit({one: idf[one] for one in (*title, *lede)}),
        names=_unit({one: idf[one] for one in named}),
        figures=figures(f"{article.title}\n{body}"),
        countries=countries([*said[0], *said[1]]),
        length=len(lede) + len(rest),
    )


def _end_of_word(text: str, at: int) -> int:
    """Where the word that stands at a place ends; the place itself in scripts without spaces."""
    found = text.find(" ", at, at + 40)
    return min(at, len(text)) if found < 0 else found


def _day(published: datetime | None) -> float | None:
    """Days since the epoch; a naive time counts as it stands."""
    return published.toordinal() + (published.hour * 60 + published.minute) / 1440 if published else None


def _heaviest(weights: Mapping[str, float]) -> dict[str, float]:
    """The terms that weigh most, heaviest first; of equals by the alphabet."""
    negative = sorted(zip(map(float.__neg__, weights.values()), weights, strict=True))
    return {one: -weight for weight, one in negative[:_MOST_TERMS]}


def _unit(weights: Mapping[str, float]) -> Vector:
    """Of length 1; terms that stand everywhere are left out."""
    norm = math.hypot(*weights.values()) or 1.0
    return {one: weight / norm for one, weight in weights.items() if weight > 0}


TITLE, LEDE, NAMES, FIGURES = range(4)
PARTS: Final = 4


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a document to compare later ones with: some 600 bytes.

    `terms` are a term's number in a Vocabulary times PARTS, and the part where it stands: TITLE, LEDE, NAMES
    or FIGURES; in rising order. `weights` belong to them, and are 1 for figures.
    """

    language: str
    day: float | None
    terms: NDArray[np.uint32]
    weights: NDArray[np.float32]
    countries: frozenset[str]
    length: int


class Vocabulary:
    """Stems as numbers: an index of many articles keeps each spelling once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._countries: dict[frozenset[str], frozenset[str]] = {}

    def numbers(self, terms: Iterable[str]) -> list[int]:
        """The numbers of terms; those that are new get the next ones."""
        known = self._numbers
        return [known.setdefault(one, len(known)) for one in terms]

    def keep(self, found: Document) -> Kept:
        """A document in numbers."""
        figures = {f"#{figure}": 1.0 for figure in sorted(found.figures)}
        terms: list[int] = []
        weights: list[float] = []
        for at, part in enumerate((found.title, found.lede, found.names, figures)):
            terms += [number * PARTS + at for number in self.numbers(part)]
            weights += part.values()
        order = np.argsort(terms) if terms else np.array([], dtype=np.intp)
        return Kept(
            found.language,
            found.day,
            np.array(terms, dtype=np.uint32)[order],
            np.array(weights, dtype=np.float32)[order],
            self._countries.setdefault(found.countries, found.countries),
            found.length,
        )
