"""Sentences with exact character offsets, by sentencex, line by line, and mended where news needs it."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

import sentencex  # pyright: ignore[reportMissingTypeStubs] - the wheel ships none

from summaries.sentences.abbreviations import ABBREVIATIONS, BEFORE_FIGURES, ORDINAL_LANGUAGES
from summaries.sentences.datelines import opening
from summaries.sentences.longruns import cut_long
from summaries.sentences.quotes import inside
from summaries.tokens import base_language


class Span(NamedTuple):
    """Where a sentence stands: `text[start:end]`, in characters, and its paragraph (line), from 0."""

    start: int
    end: int
    paragraph: int


_LINE: Final = re.compile(r"[^\n]+")
# A quotation of several sentences stays whole, with its speaker, up to this many characters.
_LONGEST_QUOTATION: Final = 300
_MARKS: Final = ('"', "“", "”", "„", "‟", "«", "»", "‹", "›", "「", "」", "『", "』", "'", "‘")  # noqa: RUF001 - typographic marks
_BLANKED: Final = (*((mark, " ") for mark in _MARKS[:-2]), (" '", "  "), (" ‘", "  "))  # noqa: RUF001 - the same
_CLOSED: Final = re.compile("[.!?…।؟][\"”’'»]+(?=[\\s\u2014]|$)|[。！？][”’」』]+")  # noqa: RUF001 - the same
_CLOSED_LOW: Final = re.compile("[.!?…]“(?=[\\s\u2014]|$)")
_BULLETS: Final = "•▪‣●◦▸►■○★➢⦁◆"
_BULLET: Final = re.compile(f"[{_BULLETS}]")
_NUMBERED: Final = re.compile(r"^\(?(?:\d{1,2}|[A-Za-z])\)(?=\s)|(?<=[.:;!?]\s)(?:\d{1,2}|[A-Za-z])\)(?=\s)")
_OPENING: Final = frozenset("\"“„‟«»‹‘'([「『¿¡")  # noqa: RUF001 - typographic marks
_CLOSING: Final = frozenset("\"”’'»“)」』")  # noqa: RUF001 - the same
_ZONE: Final = re.compile(
    r"[A-Z]{2,4}\b|Eastern\b|Pacific\b|(?:[A-Z][a-z]+ ){1,2}[Tt]ime\b"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_CLOCK: Final = ("a.m.", "p.m.", "A.M.", "P.M.")
_GOES_ON: Final = re.compile(r"[\u2014\u2013-]+ ?[^\W\d_]")
# After a closing quotation mark: 'Why now?' Ms. Lee asked. (Before a speaker a full stop becomes a comma.)
_NOT_PLAIN: Final = frozenset("?!…。？！")  # noqa: RUF001 - full-width marks
_SPEAKER: Final = re.compile(
    r"(?:[^\W\d_][\w.'\u2019-]*,? ){1,6}(?:said|says|asked|asks|told|wrote|added|shouted|replied|cried)\b"
    r"|[^。！？“”]{0,10}[说說称稱问問]道?[。，]|と(?:言|い|語|話|述)"  # noqa: RUF001 - full-width comma
)
_ORDINAL: Final = re.compile(r"\D(?<!\w)\d{1,2}\.$")
_PART: Final = 1_000
_FULL_WIDTH_STOP: Final = re.compile("[。！？]+")  # noqa: RUF001 - full-width marks
_UNCUT_AT: Final = "។៕༎།።፧•▪‣●"
_UNCUT: Final = re.compile(rf"(?<=[{_UNCUT_AT}])(?![{_UNCUT_AT}])\s*(?=\S)|(?<!\s)\s+(?=[•▪‣●])")


def split(text: str, language: str) -> tuple[Span, ...]:
    """Every sentence of a text, boilerplate too, in order.

    The spans are trimmed of white space, never empty, and never overlap; a line end always ends a sentence.
    A dateline, a clock stamp and a bullet are spans of their own. A quotation of several sentences is one
    span while it is short. Runs beyond some 1,500 characters are cut at the best place there is. An unknown
    language is cut by the rules of English.
    """
    code = base_language(language)
    spans: list[Span] = []
    for paragraph, found in enumerate(_LINE.finditer(text)):
        line, at = found.group(), found.start()
        spans += [Span(at + start, at + end, paragraph) for start, end in _sentences(line, code)]
    return tuple(spans)


def _sentences(line: str, code: str) -> list[tuple[int, int]]:
    start = len(line) - len(line.lstrip())
    body = start + opening(line[start:]) if start < len(line) else start
    pieces = _whole(line, _pieces(line, body, code), code)
    if any(end - start > _LONGEST_QUOTATION for start, end in pieces):
        pieces = [part for piece in pieces for part in cut_long(line, *piece)]
    return _trimmed(line, start, body) + pieces


def _pieces(line: str, body: int, code: str) -> list[tuple[int, int]]:
    """The cuts of sentencex, trimmed. It is shown no quotation marks: of an odd one it makes a paragraph."""
    text = line[body:]
    masked = _masked(text)
    pieces: list[tuple[int, int]] = []
    start = at = 0
    for part in _segment(masked, code):
        if masked[at : at + len(part)] != part:  # it would not be verbatim: the line as it stands is safe
            return _trimmed(line, body, len(line))
        if at:
            cut = _before_marks(text, at + len(part) - len(part.lstrip()), start)
            pieces += _trimmed(line, body + start, body + cut)
            start = cut
        at += len(part)
    return pieces + _trimmed(line, body + start, len(line))


def _masked(text: str) -> str:
    """The text without quotation marks, of the same length: a mark after a full stop is another full stop."""
    if ")" in text:
        text = _NUMBERED.sub(_unbracketed, text)
    if not text.isascii() and any(mark in text for mark in _BULLETS):
        text = _BULLET.sub(" ", text)
    if not any(mark in text for mark in _MARKS):
        return text
    closed = _CLOSED.sub(_stops, text)
    if "„" in text:
        closed = _CLOSED_LOW.sub(_stops, closed)
    for mark, blank in _BLANKED:
        closed = closed.replace(mark, blank)
    return f" {closed[1:]}" if closed[:1] in {"'", "‘"} else closed  # noqa: RUF001 - a typographic mark


def _unbracketed(found: re.Match[str]) -> str:
    """Without brackets: from "2) The" on, sentencex takes everything for one item of a list."""
    return found.group().replace(")", " ").replace("(", " ")


def _stops(found: re.Match[str]) -> str:
    return found.group()[0] * len(found.group())


def _before_marks(text: str, cut: int, least: int) -> int:
    """The cut moved before the marks that open the sentence after it."""
    while (
        cut - 1 > least
        and text[cut - 1] in _OPENING
        and (text[cut - 2].isspace() or text[cut - 2] in _OPENING)
    ):
        cut -= 1
    if cut - 2 > least and text[cut - 1].isspace() and text[cut - 2] in "«„" and text[cut - 3].isspace():
        cut -= 2
    return cut


def _segment(line: str, code: str) -> list[str]:
    """The pieces of a line; in parts where no spaces are, for there sentencex takes quadratic time."""
    found: list[str] = []
    at = 0
    while len(line) - at > 2 * _PART and (stop := _FULL_WIDTH_STOP.search(line, at + _PART)):
        found += _sentencex(line[at : stop.end()], code)
        at = stop.end()
    return found + _sentencex(line[at:], code)


def _sentencex(line: str, code: str) -> list[str]:
    """The one seam to the compiled module, which has no types."""
    segment: Any = getattr(sentencex, "segment")  # noqa: B009 - as an attribute its type is an error
    return list(segment(code, line))


def _trimmed(line: str, start: int, end: int) -> list[tuple[int, int]]:
    piece = line[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return [(start, end)] if end > start else []


def _whole(line: str, pieces: list[tuple[int, int]], code: str) -> list[tuple[int, int]]:
    """Put together what was cut too early, and short quotations of several sentences."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if joined and _belongs(line, joined[-1], start, code):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return _uncut(line, _quotations(line, joined))


def _belongs(line: str, before: tuple[int, int], at: int, code: str) -> bool:
    """Whether the piece that begins at `at` goes on with the sentence before it."""
    first, last = line[at], line[before[1] - 1]
    if first.islower():
        return not "\u10d0" <= first <= "\u10ff"  # Georgian is written without capitals
    if last in _CLOSING:
        asked = line[before[1] - 2] in _NOT_PLAIN and _SPEAKER.match(line, at, at + 80)
        return bool(asked or _GOES_ON.match(line, at))
    if last != ".":
        return False
    if before[1] == at and first == "-":  # "av. J.-C."
        return True
    tail = line[max(before[0], before[1] - 12) : before[1]]
    return _abbreviated(tail, first, code) or (tail.endswith(_CLOCK) and _ZONE.match(line, at) is not None)


def _abbreviated(tail: str, first: str, code: str) -> bool:
    """Whether what ends so is no end: an abbreviation, or a numeral where it is an ordinal."""
    word = tail[tail.rfind(" ") + 1 : -1].lstrip("(\"'“‘«„").lower()  # noqa: RUF001 - typographic marks
    return (
        word in ABBREVIATIONS.get(code, ABBREVIATIONS["en"])
        or (first.isdigit() and word in BEFORE_FIGURES)
        or (code in ORDINAL_LANGUAGES and _ORDINAL.search(tail) is not None)
    )


def _quotations(line: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each quotation that was cut within, whole again where that is short enough."""
    _, ends = inside(line, pieces)
    if True not in ends:
        return pieces
    found: list[tuple[int, int]] = []
    run: list[tuple[int, int]] = []
    for piece, goes_on in zip(pieces, ends, strict=True):
        run.append(piece)
        if not goes_on:
            found += _together(run)
            run = []
    return found + run


def _together(run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(run[0][0], run[-1][1])] if run[-1][1] - run[0][0] <= _LONGEST_QUOTATION else run


def _uncut(line: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut where sentencex doesn't: at bullets, and after the full stops of some scripts."""
    if line.isascii() or not any(mark in line for mark in _UNCUT_AT):
        return pieces
    found: list[tuple[int, int]] = []
    for start, end in pieces:
        cuts = [m.start() for m in _UNCUT.finditer(line, start + 1, end)]
        for a, b in zip([start, *cuts], [*cuts, end], strict=True):
            found += _trimmed(line, a, b)
    return found
