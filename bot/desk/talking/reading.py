"""What a message means: a follow-up of one of a few kinds, else a question. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bot.desk.talking import names, phrases
from bot.desk.talking.times import in_english
from summaries import parse
from summaries.tokens import fold
from summaries.words.timewords import window

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime, tzinfo

LONGEST: Final = 100
"""Characters: no follow-up is longer; a longer message is a question."""


class Act(StrEnum):
    ASK = "ask"  # a question of its own
    TOP = "top"  # now's top stories
    MORE = "more"  # the next stories; of a single story what is behind it
    DETAIL = "detail"  # what is behind one story
    NEW = "new"  # what came in since
    SOURCES = "sources"  # who says so
    WHY = "why"  # why is it here
    FILTER = "filter"  # the last question, of some publishers
    TIME = "time"  # the last question, within another time


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What a message means.

    `place` of DETAIL, SOURCES and WHY is the story's in the last list, from 1, -1 for the last one, 0 where
    none is named; `loose`: the words mean a place only where the list is that long ("number ten"). `only` and
    `without` of FILTER are publishers as they write themselves, `unknown` names of others; none at all: any.
    `asks`: a TIME that could be a question of its own: "what happened yesterday?" `on_this`: a NEW that is
    about the last question: "anything new on this?" `text` is what to ask.
    """

    act: Act
    text: str
    place: int = 0
    loose: bool = False
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    asks: bool = False
    on_this: bool = False


_COURTESY: Final = (
    "(please|pls|ok|okay|and|so|but|well|then|also|now|hey|hi|hello|yes|great|thanks|thank you|oh|y|et|und)",
    "(can|could|would|will) (you|i) [please|have|get|see]",
    "i (want|would like) [to see|to know|to hear]",
    "i'd like [to see|to know|to hear]",
    "let me (see|have)",
    "do you have",
)
_LEADING: Final = phrases.form("\n".join(_COURTESY))
_TRAILING: Final = phrases.form(
    "(please|pls|thanks|thank you|though|por favor|s'il te plait|s'il vous plait|bitte)"
)
_FORMS: Final = (
    (Act.DETAIL, phrases.form(phrases.PLACE)),
    (Act.SOURCES, phrases.form(phrases.SOURCES_OF_PLACE)),
    (Act.WHY, phrases.form(phrases.WHY_PLACE)),
    (Act.DETAIL, phrases.form(phrases.DETAIL)),
    (Act.SOURCES, phrases.form(phrases.SOURCES)),
    (Act.WHY, phrases.form(phrases.WHY)),
    (Act.NEW, phrases.form(phrases.NEW)),
    (Act.MORE, phrases.form(phrases.MORE)),
    (Act.TOP, phrases.form(phrases.TOP)),
)
_ON_THIS: Final = re.compile(r"\b(?:on|about|with|in) (?:this|that|it) $|\bsince (?:then )?$")
_EVERYBODY: Final = phrases.form(phrases.EVERYBODY)
_ONLY: Final = phrases.form(phrases.ONLY)
_WITHOUT: Final = phrases.form(phrases.WITHOUT)
_WORD: Final = re.compile(r"[\w']+")
# What may stand about a time that is meant as a follow-up, and what makes a question of it.
_FILLERS: Final = frozenset(
    _WORD.findall("""
    and but so ok what how about only just please the for in or now then also make it try of from same s
    """)
)
_TOP: Final = re.compile(r"\b(?:top|main|biggest)\b", re.IGNORECASE)
_ASKING: Final = frozenset(
    _WORD.findall("""
    top main biggest what's whats what is are new news happened happening changed any anything latest updates
    update stories there headlines show me give tell was has did
    """)
)


def read(text: str, now: datetime, zone: tzinfo, publishers: Callable[[], Collection[str]]) -> Meant:
    """What the message means, where there is a last question. `publishers` are asked for only where needed.

    `now` is aware; `zone` is the reader's, in which days are meant.
    """
    asked = text.strip()
    said = tidy(asked)
    if len(asked) > LONGEST or not said:
        return Meant(act=Act.ASK, text=asked)
    if _EVERYBODY.fullmatch(said):
        return Meant(act=Act.FILTER, text=asked)
    found = _said_whole(asked, said) or _timed(asked, now, zone) or _filtered(asked, said, publishers)
    return found or Meant(act=Act.ASK, text=asked)


def tidy(text: str) -> str:
    """The words as they are compared: folded, one space behind each, without courtesies and marks."""
    plain = _spaced(fold(text.replace("\u2019", "'").casefold()))
    while (cut := _LEADING.match(plain)) and cut.end() < len(plain):
        plain = plain[cut.end() :]
    ends = [found.start() for found in _TRAILING.finditer(plain) if found.end() == len(plain)]
    return plain[: ends[0]] if ends and ends[0] and plain[ends[0] - 1] == " " else plain


def _spaced(text: str) -> str:
    words = (word.strip('?!,;:"“”…¿¡') for word in text.split())
    plain = " ".join(word for word in words if word).rstrip(".").replace("#", "# ").replace("#  ", "# ")
    return f"{plain} " if plain else ""


def _said_whole(asked: str, said: str) -> Meant | None:
    for act, form in _FORMS:
        if match := form.fullmatch(said):
            kind, word = next(((kind, word) for kind, word in match.groupdict().items() if word), ("", ""))
            place, loose = phrases.PLACES.get(word, 0), kind.startswith("numbered")
            if word and not place:  # "99"
                return None
            on_this = act is Act.NEW and _ON_THIS.search(said) is not None
            return Meant(act=act, text=asked, place=place, loose=loose, on_this=on_this)
    return None


def _timed(asked: str, now: datetime, zone: tzinfo) -> Meant | None:
    """A time, and nothing else but words that carry no matter."""
    english = in_english(asked)
    topic = parse(english, now, zone)
    if topic.since is None:
        return None
    rest = set(_WORD.findall(window(english, now.astimezone(zone), bare=True).rest.casefold()))
    if rest <= _FILLERS:
        return Meant(act=Act.TIME, text=english)
    if rest <= _FILLERS | _ASKING:
        plain = " ".join(_TOP.sub(" ", english).split())
        return Meant(act=Act.TIME, text=plain, asks=True)
    return None


def _filtered(asked: str, said: str, publishers: Callable[[], Collection[str]]) -> Meant | None:
    """Some publishers alone, or without some: where all names are publishers', stored or famous."""
    for form, kept in ((_WITHOUT, False), (_ONLY, True)):
        match = form.fullmatch(said)
        named = names.several(_first_named(match)) if match else ()
        if not named:
            continue
        known = publishers()
        found = {name: names.meant(name, known) for name in named}
        if all(found[name] or names.famous(name) for name in named):
            stored = tuple(dict.fromkeys(one for each in found.values() for one in each))
            unknown = tuple(_as_typed(asked, name) for name in named if not found[name])
            only, without = (stored, ()) if kept else ((), stored)
            return Meant(act=Act.FILTER, text=asked, only=only, without=without, unknown=unknown)
    return None


def _as_typed(asked: str, name: str) -> str:
    found = re.search(re.escape(name), asked, re.IGNORECASE)
    return found[0] if found else name


def _first_named(match: re.Match[str]) -> str:
    return next((words for words in match.groups() if words), "")
