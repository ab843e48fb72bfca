"""What stands before the first sentence of a line and is no part of it: datelines, clock stamps, bullets."""

from __future__ import annotations

import re
from typing import Final

from summaries.words.wordlists import listed

_WORD: Final = r"[^\W\d_][\w.'\u2019-]*"
_PLACE: Final = rf"{_WORD}(?:[ ,/]{{1,2}}{_WORD}){{0,5}}(?:,?\ \d{{1,2}}\.?)?"
_AGENCIES: Final = "|".join(re.escape(one) for _, names in listed("agencies") for one in names.split("|"))
# And an agency with its desk or partner, or a site.
_AGENCY: Final = rf"(?:(?:{_AGENCIES})(?:[ /]\w+)?|[A-Z][\w.&]*(?:\ [A-Z][\w.&]*){{0,2}}\.com)"
_DASH: Final = r"(?:--|[\u2014\u2013\u2015:-])"
_ZONE: Final = r"(?:GMT|BST|UTC|CET|CEST|EE?S?T|[ECMP][SD]?T|IST|AEDT|AEST|JST|MSK|WIB|Uhr|h)"
_AGO: Final = r"(?:\d+|an?)\ (?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week)s?\ ago"
_AM_PM: Final = r"\ ?[ap]\.?m\b\.?"
_DATE: Final = r"(?:\d{1,2}\ [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.?\ \d{1,2})(?:,?\ \d{4})?"
_CLOCK: Final = rf"""(?:\d{{1,2}}[:.]\d{{2}}(?:{_AM_PM})?|\d{{1,2}}{_AM_PM})(?:\ ?{_ZONE}\b)?
    (?:,?\ (?:on\ )?{_DATE})?"""
# A place in small letters needs an agency; one without an agency stands in capitals and has a dash.
_DATELINE: Final = re.compile(
    rf"(?:(?:{_PLACE}[ ,]*)?[(\[/]{_AGENCY}[)\]/]\s*(?:{_DASH}+(?=\s|\w))?|"
    rf"\([A-Z][\w.& ]{{1,30}}\)(?=[A-Z\"“])|"
    rf"(?P<place>{_PLACE})[ ]?(?:[(\[][A-Z][\w.& ]{{1,30}}[)\]][ ]?)?(?P<dash>{_DASH}{{1,2}})(?=\s))\s*",
    re.VERBOSE,
)
_ASIAN: Final = re.compile(
    r"(?:【[^】\n]{2,30}】|［[^］\n]{2,40}］(?:\s*[-\u2013\u2014]\s)?"  # noqa: RUF001 - full-width brackets
    r"|[(（][^()（）\n]{2,20}[=＝][^()（）\n]{2,20}[)）](?:\s?\S{2,8} 기자 ?=)?"  # noqa: RUF001 - the same
    r"|\S{2,6}社\S{2,8}\d{1,2}日[电電]|[（(][^()（）\n]{2,12}[讯訊][)）])\s*"  # noqa: RUF001 - the same
)
_STAMP: Final = re.compile(
    rf"(?:(?i:last\ updated|updated|published|posted)\s*:?\s*(?:{_AGO}|(?i:at\ )?{_CLOCK})|{_AGO}|{_CLOCK})"
    rf"\s*[.|:\u2013\u2014-]?\s*",
    re.VERBOSE,
)
_STAMP_OPENS: Final = frozenset("uplaUPLA")  # updated, published or posted, last, "an hour ago"
_BULLET: Final = re.compile(r"[•▪‣●■►▸◆○·*]+\s*")
_OPENS_SENTENCE: Final = re.compile(r"[\"“”„«‘'(\[¿¡]*[^\W_]")  # noqa: RUF001 - the typographic marks
_LONGEST: Final = 90
_SHORTEST_PLACE: Final = 3
_ACRONYM: Final = 6  # "NATO - the alliance - said": a word this short may be a subject in apposition


def opening(line: str) -> int:
    """How many characters of a line stand before its first sentence; 0 where it opens with that sentence."""
    bullet = _BULLET.match(line)
    at = bullet.end() if bullet else 0
    at += _stamp(line, at)
    at += _dateline(line, at)
    return at if _OPENS_SENTENCE.match(line, at) else 0


def is_opening(sentence: str) -> bool:
    """Whether a sentence is only what `opening` sets apart."""
    return len(sentence) <= _LONGEST and opening(f"{sentence} A") > len(sentence)


def _stamp(line: str, at: int) -> int:
    head = line[at : at + _LONGEST]
    first = head[:1]
    if not first.isdigit() and first not in _STAMP_OPENS:
        return 0
    stamp = _STAMP.match(head)
    if stamp is None or not _capital(line, at + stamp.end()):
        return 0
    return stamp.end() if not first.isdigit() or _separate(head, stamp) else 0


def _separate(head: str, stamp: re.Match[str]) -> bool:
    """A bare "10.42" may be a figure: a stamp has a colon, a zone or am/pm, or a mark after it."""
    found = stamp.group()
    return (
        ":" in found or any(c.isalpha() for c in found) or head[len(found.rstrip()) - 1] in "|\u2013\u2014-"
    )


def _dateline(line: str, at: int) -> int:
    head = line[at : at + _LONGEST]
    asian = _ASIAN.match(head) if not head.isascii() else None
    if asian:
        return asian.end()
    if "(" not in head and not any(dash in head for dash in (" - ", " -- ", "\u2014", "\u2013")):
        return 0
    match = _DATELINE.match(head)
    if match is None or not _capital(line, at + match.end()):
        return 0
    place, end = match["place"], at + match.end()
    return match.end() if place is None or _is_place(place, match["dash"], line, end) else 0


def _is_place(place: str, dash: str, line: str, after: int) -> bool:
    first = place.replace(",", " ").split()[0]
    if not first.isupper() or len(first) < _SHORTEST_PLACE - (" " in place) or place.startswith("FILE"):
        return False
    return len(place) > _ACRONYM or f" {dash} " not in line[after : after + 400]


def _capital(line: str, at: int) -> bool:
    """What follows opens a sentence: with a capital, a figure, or a letter of a script without capitals."""
    match = _OPENS_SENTENCE.match(line, at)
    return match is not None and not match.group()[-1].islower()
