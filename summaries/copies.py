"""Same text, twice: a newsroom's re-issue, or an agency's text under several names."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Final

from summaries.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHINGLE: Final = 5
_SAME: Final = 0.6  # share of the shorter text's shingles that the other holds
_LENGTHS: Final = 0.5  # a text less than half as long is a stub or an excerpt, not a copy


def fingerprint(text: str) -> str:
    """A hash (32 hex digits) of a text's words: equal where only case, spacing and marks differ."""
    return hashlib.blake2b(" ".join(words(text)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def same_text(a: str, b: str) -> bool:
    """Whether two texts are one, lightly edited: most runs of five words of the shorter are in the longer."""
    return alike(shingles(a), shingles(b))


def shingles(text: str) -> frozenset[int]:
    """The runs of five words of a text, hashed the same way on every run; one run where it is shorter."""
    found = words(text)
    runs = (" ".join(found[i : i + _SHINGLE]) for i in range(max(1, len(found) - _SHINGLE + 1)))
    return frozenset(_number(run) for run in runs)


def alike(a: frozenset[int], b: frozenset[int]) -> bool:
    """`same_text` of two sets of shingles."""
    return _enough(len(a & b), len(a), len(b))


def _enough(shared: int, a: int, b: int) -> bool:
    """Whether texts of so many shingles that share so many are one."""
    return min(a, b) >= _LENGTHS * max(a, b) and shared >= _SAME * min(a, b)


def firsts(texts: Iterable[str]) -> list[int]:
    """The places of the texts that are no copy (`same_text`) of an earlier one of these.

    What they share is counted, not compared pair by pair: many may have a footer in common.
    """
    holders: dict[int, list[int]] = {}
    sizes: list[int] = []
    kept: list[int] = []
    for at, text in enumerate(texts):
        runs = shingles(text)
        shared: Counter[int] = Counter()
        for run in runs:
            shared.update(holders.get(run, ()))
        if any(_enough(count, len(runs), sizes[number]) for number, count in shared.items()):
            continue
        for run in runs:
            holders.setdefault(run, []).append(len(kept))
        sizes.append(len(runs))
        kept.append(at)
    return kept


def _number(run: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )


_SHORTEST: Final = 8  # words: shorter sentences are the same by chance


class Copies:
    """Sentences that were taken over word for word, or nearly: those of one wording get one number."""

    def __init__(self) -> None:
        self._holders: dict[tuple[str, ...], int] = {}
        self._groups = 0

    def add(self, found: Sequence[str]) -> int:
        """The number of the wording that these words are of: an earlier one's, or a new one."""
        if len(found) < _SHORTEST:
            self._groups += 1
            return self._groups - 1
        runs = set(zip(*(found[i:] for i in range(_SHINGLE)), strict=False))
        seen = Counter(self._holders[run] for run in runs if run in self._holders)
        best = max(seen, key=lambda group: (seen[group], -group), default=-1)
        if best < 0 or seen[best] < _SAME * len(runs):
            best = self._groups
            self._groups += 1
        for run in runs:
            self._holders.setdefault(run, best)
        return best
