"""Sentences with exact character offsets, by sentencex, paragraph by paragraph."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

import sentencex  # pyright: ignore[reportMissingTypeStubs] - the wheel ships none

from summaries.tokens import base_language


class Span(NamedTuple):
    """Where a sentence stands: `text[start:end]`, in characters, and its paragraph (line), from 0."""

    start: int
    end: int
    paragraph: int


_LINE: Final = re.compile(r"[^\n]+")
# Where sentencex 1.0 cuts too early: after these titles and months, before a zone of a clock time, and before
# a clause that goes on in lower case or with a dash ("Да." - сказал он).
_TITLE: Final = re.compile(
    r"(?:^|[\s(“\"'])(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Lt|Sgt|Capt|Prof|Rev|Hon|St|No|vs|Jan|Feb|Aug|Sept|Oct"
    r"|Nov|Dec)\.$"
)
_ZONE: Final = re.compile(r"(?:[A-Z]{2,4})[.,)]?$")
_CLOCK: Final = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_GOES_ON: Final = re.compile(r"[\u2014\u2013-] ?[^\W\d_]")


def split(text: str, language: str) -> tuple[Span, ...]:
    """Every sentence of a text, boilerplate too, in order.

    The spans are trimmed of white space, never empty, and never overlap; a line end always ends a sentence.
    An unknown language is cut by the rules of English.
    """
    code = base_language(language)
    spans: list[Span] = []
    for paragraph, line in enumerate(_LINE.finditer(text)):
        spans += (
            Span(line.start() + start, line.start() + end, paragraph)
            for start, end in _sentences(line.group(), code)
        )
    return tuple(spans)


def _sentences(line: str, code: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in _cuts(line, code):
        if found and _belongs(line[found[-1][0] : found[-1][1]], line[start:end]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _cuts(line: str, code: str) -> list[tuple[int, int]]:
    """The cuts of sentencex, trimmed, as offsets into the line (its own offsets are of characters too)."""
    cuts: list[tuple[int, int]] = []
    at = 0
    for piece in _pieces(line, code):
        if line[at : at + len(piece)] != piece:  # it would not be verbatim: the line as it stands is safe
            return _trimmed(line, 0, len(line))
        cuts += _trimmed(line, at, at + len(piece))
        at += len(piece)
    return cuts if at == len(line) else cuts + _trimmed(line, at, len(line))


def _pieces(line: str, code: str) -> list[str]:
    """The one seam to the compiled module, which has no types."""
    segment: Any = getattr(sentencex, "segment")  # noqa: B009 - as an attribute its type is an error
    return list(segment(code, line))


def _trimmed(line: str, start: int, end: int) -> list[tuple[int, int]]:
    piece = line[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return [(start, end)] if end > start else []


def _belongs(before: str, after: str) -> bool:
    if _TITLE.search(before[-8:]) and after[0].isupper():
        return True
    if _CLOCK.search(before[-8:]) and _ZONE.match(after):
        return True
    return after[0].islower() or (_GOES_ON.match(after) is not None and before[-1] in "\"”»'\u2019")
