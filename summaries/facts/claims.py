"""What a sentence says, as far as comparing goes: its figures, names, and whether it affirms or denies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summaries.facts import counted
from summaries.facts.figures import LONGEST, numbers
from summaries.facts.hedges import hedged
from summaries.facts.lines import Line, is_date, is_year
from summaries.facts.setting import Name, Setting, setting, unattributed
from summaries.tokens import stem, stop_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summaries.facts.hedges import Hedged

_NOT: Final = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|nor|without|denie[sd]|deny|refuse[sd]?|n['\u2019]t)\b",
    re.IGNORECASE,
)
_NT: Final = re.compile(r"n['\u2019]t\b")
_PASSIVE: Final = re.compile(
    r"\bby\b|\b(?:is|are|was|were|be|been|being)\s(?:\w+ly\s)?\w+(?:ed|en|wn|ught|nt)\b"
)
_CALLED_OFF: Final = re.compile(r"\bcall(?:s|ed|ing)?\soff\b", re.IGNORECASE)
_STOPS: Final = stop_words("en")
_NO_VERBS: Final = frozenset({"united", "hundred", "red", "bed", "need", "seed", "speed", "indeed", "sacred"})
_GOING_ON: Final = frozenset({"is", "are", "was", "were", "be", "been"})
_BEFORE_NOUNS: Final = frozenset({"the", "a", "an", "its", "his", "her", "their", "of", "in", "by", "with"})
_OPPOSED: Final = tuple(tuple(map(stem, pair.split())) for pair in counted.OPPOSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What a sentence says, without who says so.

    `figures`: the numbers that are no dates, hedges included; `years`: those that are; `denies`: it says that
    something is not so; `order`: the names as they come; `passive`: somebody is named behind "by"; `verbs`:
    the stems of the words that look like what happened; `turns`: words such as "end" and "ban".
    """

    figures: tuple[Hedged, ...]
    denies: bool
    setting: Setting
    order: tuple[Name, ...]
    passive: bool
    years: frozenset[int]
    verbs: tuple[str, ...]
    turns: frozenset[str]


@lru_cache(maxsize=2_048)
def fact(text: str, language: str) -> Fact:
    """What a sentence says; who says so is left out."""
    plain = unattributed(text[:LONGEST])
    found = hedged(plain, numbers(plain, language))
    line = Line(plain, found)
    where = setting(line, 0, len(plain))
    low = plain.casefold()
    places = [(at, token.figure) for at, token in enumerate(line.tokens) if token.figure]
    return Fact(
        figures=tuple(figure for at, figure in places if not is_year(line, at) and not is_date(line, at)),
        years=frozenset(int(figure.value) for at, figure in places if is_year(line, at)),
        verbs=tuple(_verbs(line)),
        turns=frozenset(_turns(line)),
        denies=_NOT.search(plain) is not None or _NT.search(plain) is not None,
        setting=where,
        order=tuple(sorted(where.names, key=lambda name: (low.find(name[0][:4]), name))),
        passive=_PASSIVE.search(plain) is not None,
    )


def _verbs(line: Line) -> Iterable[str]:
    """The stems of the words in a past tense, after "will" or going on; a guess, by the look of them."""
    for at, token in enumerate(line.tokens):
        low = token.low
        if not token.word or token.text[0].isupper():
            continue
        looks = low in counted.IRREGULAR or (low.endswith("ed") and low not in _NO_VERBS)
        before = line.low(at - 1)
        ahead = before in {"will", "would"} and low not in _STOPS
        ahead = ahead or (low.endswith("ing") and before in _GOING_ON)
        if ahead or (looks and before not in _BEFORE_NOUNS):
            yield stem(low)


def _turns(line: Line) -> Iterable[str]:
    if _CALLED_OFF.search(line.text):
        yield counted.TURNING["cancel"]
    yield from (counted.TURNING[one] for token in line.tokens if (one := stem(token.low)) in counted.TURNING)


def opposed(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether one set of stems holds "rise" and the other "fall", or the like, instead."""
    ours, theirs = frozenset(a), frozenset(b)
    return any(
        (x in ours and y in theirs and x not in theirs and y not in ours)
        or (y in ours and x in theirs and y not in theirs and x not in ours)
        for x, y in _OPPOSED
    )
