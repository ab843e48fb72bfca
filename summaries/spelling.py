"""What a word was meant to be: the nearest of the words that the store knows.

Two letters exchanged, left out, added or wrong count one step each (Damerau 1964). The first letter is taken
for right, and short words are not mended: too many others are near.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summaries.tokens import fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ONE_STEP: Final = 5
_TWO_STEPS: Final = 8
_ENDING: Final = 3
_LONGEST: Final = 40  # letters: what is longer is no word that somebody mistyped


def steps(word: str) -> int:
    """How many steps a word of this length may be off; 0 where it is not mended at all."""
    if not word.isalpha() or not _ONE_STEP <= len(word) <= _LONGEST:
        return 0
    return 1 if len(word) < _TWO_STEPS else 2


def nearest_stems(word: str, known: Mapping[str, int], most: int = 5) -> list[str]:
    """Of the known stems (with how many articles hold each) those a word may be of; nearest first."""
    plain = fold(word.lower())
    allowed = steps(plain)
    if not allowed:
        return []
    found: list[tuple[int, int, str]] = []
    for one, held in known.items():
        if one[:1] == plain[:1] and abs(len(one) - len(plain)) <= allowed + _ENDING:
            away = min(_away(plain, one, allowed), _away(stem(plain), one, allowed))
            if away <= allowed:
                found.append((away, -held, one))
    return [one for _, _, one in sorted(found)[:most]]


def nearest_word(word: str, written: Iterable[str]) -> str:
    """Of words as they stand in a text the nearest one within reach; empty where none is."""
    plain = fold(word.lower())
    allowed = steps(plain)
    if not allowed:
        return ""
    found = [(_away(plain, fold(one.lower()), allowed), one) for one in dict.fromkeys(written)]
    near = [(away, one) for away, one in found if 0 < away <= allowed and fold(one.lower())[:1] == plain[:1]]
    return min(near)[1] if near else ""


def _away(word: str, other: str, allowed: int) -> int:
    """The steps between two words (optimal string alignment); more than allowed where they are too many."""
    too_many = allowed + 1
    if abs(len(word) - len(other)) > allowed:
        return too_many
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word):
        after = [i + 1]
        for j, one in enumerate(other):
            cost = min(row[j + 1] + 1, after[j] + 1, row[j] + (letter != one))
            if i and j and letter == other[j - 1] and word[i - 1] == one:
                cost = min(cost, before[j - 1] + 1)
            after.append(cost)
        if min(after) > allowed and min(row) >= allowed:
            return too_many
        before, row = row, after
    return row[-1]
