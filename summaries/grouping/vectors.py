"""An article as the grouping sees it: unit vectors of its words and names, its figures and countries."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from summaries.places.people import countries
from summaries.tokens import base_language, figures, names, stem, stemmed, words
from summaries.words.background import background

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

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
        """Count an article that holds these stems, each once; their inverse document frequencies, all > 0."""
        self._articles += 1
        most, log = math.log(self._articles + 1), math.log
        counts, at_large = self._counts, self._at_large
        found: dict[str, float] = {}
        for one in stems:
            seen = counts.get(one)
            counts[one] = seen = (at_large.get(one, 0) if seen is None else seen) + 1
            found[one] = most - log(seen + 0.5)
        return found


def document(article: Article, frequencies: Frequencies) -> Document:
    """Make the vectors of an article, and count it among the frequencies."""
    language, body = article.language, article.text[:_BODY]
    cut = _end_of_word(body, _LEDE)
    said = [words(text) for text in (article.title, body[:cut], body[cut:])]
    title, lede, rest = (stemmed(found, language) for found in said)
    counts = Counter([*(title * _TITLE_COUNTS), *(lede * _LEDE_COUNTS), *rest])
    named = dict.fromkeys(map(stem, sorted(names(f"{article.title}.\n{body[:_NAMES]}"))))
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
    heaviest = sorted(sorted(weights), key=weights.__getitem__, reverse=True)
    return {one: weights[one] for one in heaviest[:_MOST_TERMS]}


def _unit(weights: Mapping[str, float]) -> Vector:
    """Of length 1; terms that stand everywhere are left out."""
    norm = math.hypot(*weights.values()) or 1.0
    return {one: weight / norm for one, weight in weights.items() if weight > 0}


TITLE, LEDE, NAMES, FIGURES = range(4)
PARTS: Final = 4
TERM: Final = np.dtype(np.uint32)
WEIGHT: Final = np.dtype(np.float32)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a document to compare later ones with: some 600 bytes.

    `terms` are a term's number in a Vocabulary times PARTS, and the part where it stands: TITLE, LEDE, NAMES
    or FIGURES; in rising order, as bytes of TERM. `weights` belong to them, as bytes of WEIGHT, and are 1
    for figures. (Bytes take a third of an array's memory, and many are joined into one array fastest.)
    """

    language: str
    day: float | None
    terms: bytes
    weights: bytes
    countries: frozenset[str]
    length: int


class _Numbers(dict[str, int]):
    """Each new key gets the next number."""

    def __missing__(self, term: str) -> int:
        found = self[term] = len(self)
        return found


class Vocabulary:
    """Stems as numbers: an index of many articles keeps each spelling once."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._countries: dict[frozenset[str], frozenset[str]] = {}

    def numbers(self, terms: Iterable[str]) -> list[int]:
        """The numbers of terms; those that are new get the next ones."""
        return list(map(self._numbers.__getitem__, terms))

    def keep(self, found: Document) -> Kept:
        """A document in numbers."""
        figures = [f"#{figure}" for figure in sorted(found.figures)]
        parts = (found.title, found.lede, found.names, figures)
        number = self._numbers.__getitem__
        terms = np.array([number(one) * PARTS + at for at, part in enumerate(parts) for one in part], TERM)
        weights = [*found.title.values(), *found.lede.values(), *found.names.values(), *[1.0] * len(figures)]
        order = terms.argsort()
        return Kept(
            found.language,
            found.day,
            terms[order].tobytes(),
            np.array(weights, WEIGHT)[order].tobytes(),
            self._countries.setdefault(found.countries, found.countries),
            found.length,
        )
