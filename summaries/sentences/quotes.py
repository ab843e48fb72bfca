"""Where a text is inside a quotation: marks of every common style, apostrophes told apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARK: Final = re.compile("[\"“”„«»「」『』‘'\u2019]")  # noqa: RUF001 - the typographic marks are the matter
_DOUBLE: Final = ('"', "“", "„", "«", "»", "「", "『", "‘", "'")  # noqa: RUF001 - the same
_CLOSERS: Final[dict[str, str]] = {
    '"': '"”',
    "“": '”"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    "‘": "\u2019'",  # noqa: RUF001 - the opening single mark
    "'": "'\u2019",
}
_SINGLE: Final = "'\u2019"
_BEFORE_OPENING: Final = frozenset(" \t\n\u00a0(\u2014\u2013-[:/")


def inside(text: str, spans: Sequence[Sequence[int]]) -> tuple[list[bool], list[bool]]:
    """For each span (start, end, ...): whether its start, and whether its end, is within a quotation.

    A quotation that was opened is taken to end with its paragraph (a line), unless the next one opens with
    the same mark again, as newspapers print a quotation of several paragraphs.
    """
    starts = [False] * len(spans)
    ends = [False] * len(spans)
    if not any(mark in text for mark in _DOUBLE):
        return starts, ends
    open_mark = ""
    marks = _MARK.finditer(text, spans[0][0], spans[-1][1])
    mark = next(marks, None)
    for i, span in enumerate(spans):
        start, end = span[0], span[1]
        while mark is not None and mark.start() < start:
            open_mark = _after(open_mark, text, mark.start())
            mark = next(marks, None)
        if open_mark and i and "\n" in text[spans[i - 1][1] : start] and text[start] != open_mark:
            open_mark = ""
        starts[i] = bool(open_mark)
        while mark is not None and mark.start() < end:
            open_mark = _after(open_mark, text, mark.start())
            mark = next(marks, None)
        ends[i] = bool(open_mark)
    return starts, ends


def _after(open_mark: str, text: str, at: int) -> str:
    """The mark that is open after the one at `at`: itself where it opens, none where it closes."""
    mark = text[at]
    if mark in _SINGLE and text[at - 1 : at].isalnum():
        return open_mark  # an apostrophe, or no telling
    if not open_mark:
        return mark if mark in _CLOSERS and (mark not in "\"'" or _may_open(text, at)) else ""
    if mark not in _CLOSERS[open_mark]:
        return open_mark
    return open_mark if mark == '"' and _must_open(text, at) else ""


def _may_open(text: str, at: int) -> bool:
    return not at or text[at - 1] in _BEFORE_OPENING


def _must_open(text: str, at: int) -> bool:
    """A straight mark between a space and a letter opens, even where the one before was never closed."""
    return _may_open(text, at) and at + 1 < len(text) and text[at + 1].isalnum()
