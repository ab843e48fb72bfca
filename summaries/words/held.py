"""What an article holds of a term: in its title, in its first lines, or further down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from summaries.places.people import EVERYDAY
from summaries.tokens import rooted, roots, words

# "US" in an article is "U.S." as well, and so is told apart from "us".
CAPITALS: Final = re.compile(rf"\b(?:{'|'.join(sorted(EVERYDAY)).upper()})\b")
_EVERYDAY: Final = tuple(word.upper() for word in sorted(EVERYDAY))
_IN_TITLE: Final = 1.0
_IN_LEDE: Final = 0.9
_IN_BODY: Final = 0.8
_OFTEN_IN_BODY: Final = 0.7
PASSING: Final = 0.5
_LEDE: Final = 400  # characters
_OFTEN: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An article, of which no more is stemmed than is asked for: most terms stand in its title or lede.

    `alone`: the term is all that is asked for.
    """

    title: str
    text: str
    alone: bool

    def credit(self, spellings: frozenset[str]) -> float:
        """What a term earns, from 0 to 1; its spellings as by `phrase`."""
        title = _stems(self.title)
        if any(one in title for one in spellings):
            return _IN_TITLE
        lede = _stems(self.text[:_LEDE])
        if any(one in lede for one in spellings):
            return _IN_LEDE
        times = sum(map(_stems(self.text).count, spellings)) if self._may_hold(spellings) else 0
        if not times:
            return 0.0
        if not self.alone:
            return _IN_BODY
        return _OFTEN_IN_BODY if times > _OFTEN else PASSING

    def _may_hold(self, spellings: frozenset[str]) -> bool:
        """Whether it is worth while to stem all of the text: False where no word begins as one must."""
        beginnings = _beginnings(spellings)
        return not self.text.isascii() or any(map(self.text.lower().__contains__, beginnings))


def phrase(text: str) -> str:
    """Words as they are compared: stemmed, without diacritics, with spaces before, between and after."""
    return f" {' '.join(roots(words(text)))} "


def shouted(text: str) -> bool:
    """Whether all of it is in capitals, so that they tell nothing."""
    return text.isupper() and len(text.split()) > 1


@lru_cache(maxsize=8)  # one article after the other is held against many topics
def _stems(text: str) -> str:
    """As a phrase, with "US" as "us" and "u s"."""
    if not any(map(text.__contains__, _EVERYDAY)) or shouted(text):
        return phrase(text)
    return phrase(CAPITALS.sub(lambda it: f"{it[0]} {'.'.join(it[0])}", text))


@lru_cache(maxsize=1_000)
def _beginnings(spellings: frozenset[str]) -> tuple[str, ...]:
    """Of their first words."""
    return tuple(rooted(one.split()[0]) for one in spellings if one.strip())
