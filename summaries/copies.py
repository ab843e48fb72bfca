"""Same text, twice: a newsroom's re-issue, or an agency's text under several names."""

from __future__ import annotations

import hashlib
from typing import Final

from summaries.tokens import words

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
    short, long = sorted((len(a), len(b)))
    return short >= _LENGTHS * long and len(a & b) >= _SAME * short


def _number(run: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )
