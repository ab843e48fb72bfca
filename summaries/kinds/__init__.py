"""What kind of piece an article is, by its headline, section, address, first words and last lines.

Newsrooms say it themselves, mostly: labels (labels.py) decide first. Where there is none, a few turns of
phrase do that news hardly ever uses (cues.py, texts.py). All else is news: reporters' analyses and explainers
too.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from summaries.kinds.cues import CUES, DEMANDS, REPORTED
from summaries.kinds.labels import ENDINGS, HEADLINES, LABELS, NO_ENDING_AFTER, SECTIONS, SIGNS
from summaries.kinds.rumours import rumour
from summaries.kinds.texts import BESIDE, FIRST_PERSON, FIRST_WORDS, LAST_LINES
from summaries.tokens import base_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from summaries.model import Article

__all__ = ["KINDS", "NEWS", "kind_of", "rumour"]

NEWS: Final = "news"
KINDS: Final = (NEWS, "opinion", "live", "quiz", "shopping", "horoscope", "video")

_TITLE: Final = 300  # characters of a headline that are looked at
_FIRST: Final = 300  # characters of a text that are its first words
_LAST: Final = 500  # and its last ones
_LAST_LINES: Final = 300  # and its very last lines
_ADDRESS: Final = 1000  # characters of an address that are looked at
_LABEL: Final = 40  # characters of a label at most
_REMEMBERED: Final = 50_000  # articles, in 8 MB
_KNOWN: Final[dict[bytes, str]] = {}
_ENOUGH: Final = 2  # signs of the zodiac in the first words, or an author's "I"

_QUOTES: Final = (("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u00a0", " "))
_BREAK: Final = re.compile(
    r"\s*(?:[:;|\uff1a\u2022\u00b7+]+|[\u2013\u2014]|(?<=\s)[-/]+(?=\s)|\.(?=[\s«\"]))\s*"
)
_BRACKET: Final = re.compile(r"^[(\[\u3010]([^)\]\u3011]{2,30})[)\]\u3011]|[(\[]([^)\]]{2,30})[)\]]$")
_OPENS: Final = "([\u3010"  # where a bracket may match at all, and a break: most headlines have neither
_CLOSES: Final = ")]\u3011"
_MAY_BREAK: Final = re.compile(r"[:;|\uff1a\u2022\u00b7+\u2013\u2014/.-]")
_STARS: Final = "\u2605"  # a critic's
_WORD: Final = re.compile(r"[\w']+")
_QUOTED: Final = re.compile(r"\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)|(?<!\w)'[^\n]*?(?:'(?!\w)|$)")
_I: Final = re.compile(r"(?<![\w'@.])(?:I(?:'m|'ve|'d|'ll)?|my|^My)(?=[\s,;])")
_SPEAKS: Final = frozenset(
    {"i", "i'm", "i've", "i'd", "i'll", "i,", "my", "we", "our", "let's", "let", "make", "believe"}
)
_STATEMENT: Final = re.compile(
    r"(?i)\b(?:statement|transcript|tweet\w*|twitter|facebook|posted|told|asked)\b|@\w"
)
_FORECAST: Final = frozenset({"today", "daily", "week", "weekly", "month", "monthly", "forecast", "tomorrow"})
_LIVE_IN_ADDRESS: Final = ("live blog", "liveblog", "live updates", "liveticker", "live ticker")


def _kinds(*tables: Mapping[str, str]) -> dict[str, str]:
    """Name -> kind, of tables kind -> names; of a name in two kinds, the first."""
    named: dict[str, str] = {}
    for table in tables:
        for kind, names in table.items():
            for name in names.casefold().split(", "):
                named.setdefault(name, kind)
    return named


def _by_telling_word(phrases: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Longest word -> (kind, phrase): a phrase is looked for where that word stands.

    Not its last word, which a mark may follow, unless there is no other.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, phrase in phrases:
        words = phrase.split()
        found.setdefault(max(words[:-1] or words, key=len), []).append((kind, phrase))
    return found


def _by_word(
    cues: Iterable[tuple[str, str, str, bool]],
) -> dict[str, list[tuple[str, re.Pattern[str], bool]]]:
    """Telling word -> (kind, pattern, whether it is a demand)."""
    found: dict[str, list[tuple[str, re.Pattern[str], bool]]] = {}
    for kind, words, pattern, demand in cues:
        for word in words.split():
            found.setdefault(word, []).append((kind, re.compile(pattern), demand))
    return found


_ANYWHERE: Final = {kind: ", ".join(tongues.values()) for kind, tongues in LABELS.items()}
_IN_HEADLINES: Final = _kinds(_ANYWHERE, HEADLINES)
_AS_SECTIONS: Final = _kinds(_ANYWHERE, SECTIONS)
_FIRST_LINES: Final = _kinds({"opinion": _ANYWHERE["opinion"]})
_ENDINGS: Final = _kinds(ENDINGS)
_VERB_AFTER: Final = frozenset(NO_ENDING_AFTER.split())
_SIGNS: Final = {f"{sign}{mark}": sign for sign in SIGNS.split(", ") for mark in ("", ":", ",", ".")}
_FIRST_WORDS: Final = _by_telling_word(
    [(kind, phrase) for kind, phrases in FIRST_WORDS.items() for phrase in phrases]
    + [("opinion", phrase) for phrase in BESIDE]
)
_CUES: Final = _by_word(
    [(kind, *cue, False) for kind, cues in CUES.items() for cue in cues]
    + [("opinion", *demand, True) for demand in DEMANDS]
)
_REPORTED: Final = re.compile(REPORTED)


def kind_of(article: Article) -> str:
    """One of KINDS: "news" unless the piece says otherwise.

    What is looked at is remembered with its kind (by a hash of 16 bytes): an article is asked about when it
    comes in, whenever its story changes, and for each edition.
    """
    seen = _seen(article)
    kind = _KNOWN.get(seen)
    if kind is None:
        if len(_KNOWN) >= _REMEMBERED:
            _KNOWN.clear()
        kind = _KNOWN[seen] = _told_by(article)
    return kind


def _seen(article: Article) -> bytes:
    """A name for all that `_told_by` looks at."""
    text = article.text
    parts = (
        *(article.title[:_TITLE], text[:_FIRST], text[-_LAST:], article.section[:_TITLE]),
        *(article.url[:_ADDRESS], article.language),
    )
    sizes = ",".join([str(len(part)) for part in parts])  # else parts could run into each other
    return blake2b("".join((sizes, *parts)).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _told_by(article: Article) -> str:
    title = _plain(article.title[:_TITLE]).strip().casefold()
    opening = _plain(article.text[:_FIRST]).lstrip()
    first = opening.casefold()
    words = frozenset(first.split())
    speaks = words & _SPEAKS and base_language(article.language) == "en"
    return (
        _of_headline(title)
        or _of_first_line(first)
        or _of_section(article.section)
        or _of_address(article.url)
        or _of_phrase(title)
        or _of_first_words(first, words)
        or (_of_first_person(opening, title) if speaks else "")
        or _of_last_lines(article.text)
        or NEWS
    )


def _of_headline(title: str) -> str:
    """By a label before or after a break, in brackets, or at the end of what stands before a break."""
    if _STARS in title:
        return "opinion"
    bracket = _BRACKET.search(title) if title[:1] in _OPENS or title[-1:] in _CLOSES else None
    if bracket and (kind := _IN_HEADLINES.get(_name(bracket[1] or bracket[2]))):
        return kind
    parts = [_name(part) for part in (_BREAK.split(title) if _MAY_BREAK.search(title) else [title])]
    for part in parts:
        if len(part) <= _LABEL and (kind := _IN_HEADLINES.get(part)):
            return kind
    first, comma, rest = title.partition(",")
    if comma and "live" in (
        _IN_HEADLINES.get(_name(first)),
        _IN_HEADLINES.get(_name(rest.rpartition(",")[2])),
    ):
        return "live"
    return _of_ending(parts[0] or parts[1]) if len(parts) > 1 else ""


def _of_ending(head: str) -> str:
    """By the label that a headline's subject ends in: "Budget day live", "The weekly news quiz"."""
    words = head.split()
    for size in (1, 2):
        kind = _ENDINGS.get(" ".join(words[-size:]), "")
        if kind and words[:-size] and not _VERB_AFTER.intersection(words[:-size]):
            return kind
    return ""


def _of_first_line(first: str) -> str:
    """By a label of opinion that is the first line, or stands before the first line's colon."""
    line = first.partition("\n")[0]
    head = line.partition(":")[0] if ":" in line[:_LABEL] else line
    return _FIRST_LINES.get(_name(head), "") if len(head) <= _LABEL else ""


def _of_section(section: str) -> str:
    """By the section or the last part of it: "Opinion", "World | Video", "Comment & Analysis"."""
    name = _name(section[:_TITLE].casefold())
    if kind := _AS_SECTIONS.get(name):
        return kind
    last = _name(re.split(r"[|/>:]", name)[-1])
    first = last.partition(" & ")[0].partition(" and ")[0]
    return _AS_SECTIONS.get(last) or _AS_SECTIONS.get(first, "")


def _of_address(url: str) -> str:
    """By a folder of the address, or a live page's name."""
    path = url[:_ADDRESS].partition("://")[2].partition("?")[0].casefold().replace("-", " ")
    path = path.replace("/live news/20", "/")  # /live-news/20261123-...: a newsroom's agency reports
    for folder in path.split("/")[1:]:
        if kind := _AS_SECTIONS.get(folder):
            return kind
    return "live" if "live" in path and any(map(path.__contains__, _LIVE_IN_ADDRESS)) else ""


def _of_phrase(title: str) -> str:
    """By a cue of the headline."""
    words = _WORD.findall(title)
    for word in words:
        for kind, pattern, stance in _CUES.get(word, ()):
            if pattern.search(title) and not (stance and _REPORTED.search(title)):
                return kind
    return "horoscope" if words and words[0] in _SIGNS and _FORECAST.intersection(words) else ""


def _of_first_words(first: str, words: frozenset[str]) -> str:
    """By what stands in the first words; of several kinds, the first of KINDS, as a set has no order."""
    telling = words & _FIRST_WORDS.keys()
    found = {kind for word in telling for kind, phrase in _FIRST_WORDS[word] if phrase in first}
    if found:
        return min(found, key=KINDS.index)
    signs = words & _SIGNS.keys()
    return "horoscope" if len({_SIGNS[sign] for sign in signs}) >= _ENOUGH else ""


def _of_first_person(opening: str, title: str) -> str:
    """By an author who speaks as "I", or demands, outside quotation marks."""
    if _STATEMENT.search(opening):
        return ""
    said = _QUOTED.sub(" ", opening).strip()
    if any(phrase in said.casefold() for phrase in FIRST_PERSON):
        return "opinion"
    often = len(_I.findall(said)) >= _ENOUGH or _I.match(said)
    return "opinion" if often and not _REPORTED.search(title) else ""


def _of_last_lines(text: str) -> str:
    """By what newsrooms write below a column."""
    last = _plain(text[-_LAST:]).casefold()
    if any(map(last.__contains__, BESIDE)):
        return "opinion"
    last = last[-_LAST_LINES:]
    return "opinion" if any(map(last.__contains__, LAST_LINES)) else ""


def _name(label: str) -> str:
    """A label as the tables write it."""
    return label.replace("-", " ").strip(" .!?…«»\"'")


def _plain(text: str) -> str:
    """With straight quotation marks and blanks that are blanks."""
    if text.isascii():
        return text
    for mark, plain in _QUOTES:
        text = text.replace(mark, plain)
    return text
