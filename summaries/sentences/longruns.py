"""Runs of text without a full stop, cut where a reader would draw breath."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 1_000
_BEST: Final = 500
# Thai, Lao, Burmese, Khmer and Tibetan put a space where others put a full stop or a comma.
_SPACED_SCRIPTS: Final = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")
_LONGEST_SPACED: Final = 240
_BEST_SPACED: Final = 120
# From the best place to the least: an end of a sentence, a half stop, a comma, a space; cut at its end.
_PLACES: Final = (
    re.compile("[.!?…;\uff1b][\"”’')»]*\\s+|[。！？]+[”」』]*|;\\s*|\uff1b|\\s+(?=[•▪])"),  # noqa: RUF001 - full-width
    re.compile("[:,،、，؛]\\s*(?!\\d)|\\s[\u2013\u2014-]+\\s"),  # noqa: RUF001 - full-width comma
    re.compile(r"\s+"),
)


def cut_long(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """A run, whole where it is no longer than a long sentence, else in parts of a readable length.

    No part is empty or has white space at its ends; where there is no place to cut, it stays as it is.
    """
    found: list[tuple[int, int]] = []
    spaced = end - start > _LONGEST_SPACED and bool(_SPACED_SCRIPTS.search(line, start, end))
    longest, best = (_LONGEST_SPACED, _BEST_SPACED) if spaced else (_LONGEST, _BEST)
    while end - start > longest:
        cut = _place(line, (start, min(end, start + longest), end), best)
        if cut is None:
            break
        stop = start + len(line[start:cut].rstrip())
        found.append((start, stop))
        blank = _PLACES[-1].match(line, cut, end)
        start = blank.end() if blank else cut
    if start < end:
        found.append((start, end))
    return found


def _place(line: str, run: tuple[int, int, int], best: int) -> int | None:
    """Where to cut: the best kind of place there is in the second half, else any; beyond the limit at last.

    `run` is (start, limit, end).
    """
    start, limit, end = run
    for place in _PLACES:
        cuts = [m.end() for m in place.finditer(line, start + 1, limit) if m.end() < limit]
        later = [cut for cut in cuts if cut - start >= best]
        if later:
            return later[0]
    cuts = [m.end() for m in _PLACES[-1].finditer(line, start + 1, limit)]
    if cuts:
        return cuts[-1]
    beyond = _PLACES[-1].search(line, limit, end)
    return beyond.end() if beyond else None
