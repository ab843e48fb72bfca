"""Every name by which a language's news tells where something is, ready to be looked up in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summaries.places import cldr, english, tongues
from summaries.places.gazetteer import gazetteer
from summaries.places.nicknames import GOVERNMENTS, OTHERWISE, UNCERTAIN_CAPITALS
from summaries.places.people import counterpart, plural
from summaries.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# With the marks that Indic, Arabic and Hebrew words are spelled with. A full stop only between initials.
_MARKS: Final = r"\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u200c\u200d"
WORD: Final = re.compile(rf"(?:[A-Z]\.){{2,}}|[\w{_MARKS}]+")
_KATAKANA: Final = "\u30a1-\u30fa\u30fc"
_HANGUL: Final = "\uac00-\ud7a3"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name says: `where` is a country's code, a region, or "" where it names no place of news.

    `kind`: "name" of a country or a place in it; "people" (and governments), which are elsewhere as well;
    "maybe", a name that needs another beside it; "area", of no one country; "none".
    """

    where: str
    kind: str
    name: str = ""


Phrases = tuple[tuple[tuple[str, ...], Meaning], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The names of a language: by their first word, the longest first; without spaces, as an expression."""

    phrases: Mapping[str, Phrases]
    names: Mapping[str, Meaning]
    pattern: re.Pattern[str] | None
    capitals: Mapping[str, Meaning]  # initials: only in capitals
    small: Mapping[str, Meaning]  # adjectives, in the languages that write them small
    cues: frozenset[str]
    joined: str


def parts(name: str) -> tuple[str, ...]:
    """A name's words as they are looked up."""
    return tuple(fold(word.lower()) for word in WORD.findall(name))


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """The names of a language (two letters); empty for one that nobody knows. Some 5 ms and 1 MB for each."""
    names: dict[str, Meaning] = {}
    capitals: dict[str, Meaning] = {}
    for name, meaning in _names(language):
        names.pop(name, None)  # what is said later comes later, and wins over the same name in other letters
        if _initials(name):
            capitals[name.upper()] = meaning
        elif name:
            names[name] = meaning
    if language in tongues.UNSPACED:
        return Lexicon({}, names, _expression({**names, **capitals}), {}, {}, frozenset(), "")
    return Lexicon(
        phrases=_phrases(names, language),
        names=names,
        pattern=None,
        capitals=capitals,
        small={fold(word): Meaning(code, "people") for code, word in tongues.peoples(language)},
        cues=english.CUES if language == "en" else tongues.CUES.get(language, frozenset()),
        joined=tongues.JOINED.get(language, ""),
    )


def _initials(name: str) -> bool:
    """US, U.S., EUA, США: names that stand in capitals throughout."""
    bare = name.replace(".", "")
    return bare in english.INITIALS or (bare.isupper() and len(bare) <= _INITIALS)


_INITIALS: Final = 4


def _phrases(names: Mapping[str, Meaning], language: str) -> Mapping[str, Phrases]:
    found: dict[str, dict[tuple[str, ...], Meaning]] = {}
    for name, meaning in names.items():
        for form in tongues.forms(name, language):
            words = parts(form)
            if words:
                found.setdefault(words[0], {})[words] = meaning
    return {
        first: tuple(sorted(some.items(), key=lambda item: -len(item[0]))) for first, some in found.items()
    }


def _expression(names: Mapping[str, Meaning]) -> re.Pattern[str] | None:
    """Every name, the longest first; those in katakana or Hangul not in the midst of other words."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(_apart, ordered))) if ordered else None


def _apart(name: str) -> str:
    escaped = re.escape(name)
    if re.match(f"[{_KATAKANA}]", name):
        return f"(?<![{_KATAKANA}]){escaped}(?![{_KATAKANA}])"
    return f"(?<![{_HANGUL}]){escaped}" if re.match(f"[{_HANGUL}]", name) else escaped


def _names(language: str) -> Iterator[tuple[str, Meaning]]:
    """The names of a language, what counts more later."""
    yield from ((name, Meaning(code, "name")) for code, name in cldr.names(language))
    if language == "en":
        yield from _of_english()
    for where, name in tongues.names(language):
        yield name, Meaning(where, "name" if where else "none")


def _of_english() -> Iterator[tuple[str, Meaning]]:
    for code, one in gazetteer().items():
        name = one.name.lower()
        people = (*counterpart(name), one.people, plural(one.people), *GOVERNMENTS.get(code, ()))
        yield from ((word, Meaning(code, "people")) for word in people)
        yield from ((word, Meaning(code, "name")) for word in (name, *OTHERWISE.get(code, ())))
        if one.capital.lower() not in UNCERTAIN_CAPITALS:
            yield one.capital, Meaning(code, "name")
    yield "us", Meaning("US", "name")
    for kind, where, word in english.names():
        yield word, Meaning(where, kind, word)
