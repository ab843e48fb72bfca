"""Which of the articles that hold a question's words come first.

Three things are told apart. *Words*: a term counts for its rarity, saturating with how often it stands in the
headline, the first lines and the text (BM25F, Robertson and Zaragoza 2004). *Age*: among what was found, the
newer first, gently. *Company*: what tells of the same event as the best articles, by the words of its head
and its date, is drawn up to them (score regularisation, Diaz 2005). The numbers were chosen on one half of
895 queries and checked on the other (`benchmarks/queries.py`).
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from summaries.tokens import fold, stem, stop_words, words
from summaries.words.background import background
from summaries.words.likeness import cosine, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD: Final = 600
"""Characters of a text that are its head."""
LONGEST: Final = 4_000
"""Of a longer text no more is read."""
_IN_TITLE, _IN_HEAD, _SATURATION, _BY_LENGTH = 6.0, 2.0, 4.0, 0.8
_RARITY: Final = 0.7  # exponent of the inverse document frequency: many terms beat one rare one
_TITLE_SHARE, _TITLE_CURVE, _TITLE_PAIRS = 0.15, 1.5, 0.1
_AGE_WEIGHT, _AGE_DAYS = 0.12, 1500.0
_COMPANY, _SURE, _SAME_DAYS, _LEAST = 0.9, 0.03, 4.0, 0.02
_COMPARED: Final = 40
_ROOT: Final = 6
_ENDINGS: Final = (" ", "s ", "e ", "es ", "ed ", "ing ")
_DAY: Final = timedelta(days=1)
_STOPS: Final = stop_words("en")
_TYPOGRAPHIC: Final = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a0"
_SPACES: Final = bytes(code if chr(code).isalnum() else 32 for code in range(128)) + bytes(128)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """An article that holds some of the terms. `when` is aware."""

    id: str
    title: str
    text: str
    when: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of a question: its spellings, the asked one first, and how many articles hold any of them."""

    spellings: tuple[str, ...]
    count: int


def rank(terms: Sequence[Term], found: Sequence[Retrieved], total: int) -> list[tuple[str, float]]:
    """(id, score) of the candidates, best first; of equal ones the one that was found first.

    `total`: how many articles the store holds. A term that stands nowhere counts for nothing.
    """
    known = [(_Forms(term.spellings), _weight(term.count, total)) for term in terms if term.count]
    if not known or not found:
        return [(one.id, 0.0) for one in found]
    whole = sum(weight for _, weight in known)
    asked = [(forms, weight / whole) for forms, weight in known]
    read = [_Read(one) for one in found]
    typical = sum(one.length for one in read) / len(read)
    scores = [_by_words(asked, one, typical) for one in read]
    best = sorted(range(len(found)), key=lambda at: (-scores[at], at))
    scores = _by_company([found[at] for at in best[:_COMPARED]], [scores[at] for at in best[:_COMPARED]])
    # What is not compared keeps its order behind the rest.
    ordered = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
    return [
        *((found[best[at]].id, scores[at]) for at in ordered),
        *((found[at].id, 0.0) for at in best[_COMPARED:]),
    ]


def _weight(count: int, total: int) -> float:
    return max(0.01, math.log((total + 1) / (count + 0.5))) ** _RARITY


class _Forms:
    """How a term's spellings stand in a text of `_plain`, whatever their ending."""

    __slots__ = ("_strings", "roots")

    def __init__(self, spellings: Sequence[str]) -> None:
        parts = [tuple(fold(word) for word in words(one)) for one in spellings]
        self.roots = frozenset(_root(part[0]) for part in parts if len(part) == 1)
        self._strings = {f" {root}": _endings(root) for root in self.roots}
        self._strings |= {f" {' '.join(part)}": (" ",) for part in parts if len(part) > 1}

    def times(self, plain: str) -> int:
        return sum(
            plain.count(begins) if not endings else sum(plain.count(begins + ending) for ending in endings)
            for begins, endings in self._strings.items()
            if begins in plain
        )


def _endings(root: str) -> tuple[str, ...]:
    """What may follow a root: anything where it was cut, else the ends of its word."""
    return () if len(root) >= _ROOT else _ENDINGS


@lru_cache(maxsize=50_000)
def _root(word: str) -> str:
    """Six letters of a stem: nominate, nominated and nomination are one."""
    return stem(word)[:_ROOT]


class _Read:
    """A candidate's title, head and text as `_Forms` are counted in them."""

    __slots__ = ("head", "length", "pairs", "roots", "text", "title")

    def __init__(self, candidate: Retrieved) -> None:
        self.title = _plain(candidate.title)
        self.text = _plain(candidate.text[:LONGEST])
        self.head = self.text[:HEAD]
        self.length = len(self.text) + 1
        found = [_root(word) for word in self.title.split() if word not in _STOPS]
        self.roots = frozenset(found)
        self.pairs = frozenset(pairwise(found))


def _plain(text: str) -> str:
    """The folded words of a text with spaces between and around them."""
    lower = text.lower()
    if not lower.isascii():
        for mark in _TYPOGRAPHIC:
            lower = lower.replace(mark, " ")
    if lower.isascii():
        return f" {lower.encode().translate(_SPACES).decode()} "
    return f" {' '.join(map(fold, words(lower)))} "


def _by_words(asked: Sequence[tuple[_Forms, float]], read: _Read, typical: float) -> float:
    """From 0 to about 1.25: how much of what was asked an article holds, and how prominently."""
    norm = 1 - _BY_LENGTH + _BY_LENGTH * read.length / typical
    score = titled = paired = 0.0
    before: tuple[_Forms, float] | None = None
    for forms, weight in asked:
        in_title, times = bool(forms.times(read.title)), forms.times(read.text)
        held = _IN_TITLE * in_title + (_IN_HEAD * forms.times(read.head) + times / norm if times else 0.0)
        score += weight * held / (held + _SATURATION)
        titled += weight * in_title
        if before and any((a, b) in read.pairs for a in before[0].roots for b in forms.roots):
            paired += before[1] + weight
        before = (forms, weight)
    return score + _TITLE_SHARE * titled**_TITLE_CURVE + _TITLE_PAIRS * paired


def _by_company(found: Sequence[Retrieved], scores: Sequence[float]) -> list[float]:
    """The scores, with each article drawn up by those that tell of the same event."""
    newest = max(one.when for one in found)
    aged = [
        score + _AGE_WEIGHT * math.exp(-((newest - one.when) / _DAY) / _AGE_DAYS)
        for one, score in zip(found, scores, strict=True)
    ]
    top = max(aged)
    shares = [math.exp((score - top) / _SURE) for score in aged]
    whole = sum(shares)
    heads: dict[int, dict[str, float]] = {}  # made when one is asked for: most are far apart in time
    drawn = list(aged)
    for at, share in enumerate(shares):
        if share / whole < _LEAST:
            continue
        for other, one in enumerate(found):
            near = math.exp(-abs((one.when - found[at].when) / _DAY) / _SAME_DAYS)
            if near < _LEAST:
                continue
            for number in (at, other):
                if number not in heads:
                    heads[number] = _head(found[number])
            like = 1.0 if at == other else cosine(heads[at], heads[other])
            drawn[other] += _COMPANY * share / whole * math.sqrt(like) * near
    return drawn


def _head(candidate: Retrieved) -> dict[str, float]:
    """The unit vector of an article's title, which counts twice, and first lines."""
    rare = background("en")
    told = _plain(candidate.title).split() * 2 + _plain(candidate.text[:HEAD]).split()
    counts = Counter(stem(word) for word in told if word not in _STOPS)
    return unit({word: (1 + math.log(times)) * rare.idf(word) for word, times in counts.items()})
