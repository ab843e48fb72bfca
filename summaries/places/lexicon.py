"""Every name by which a language's news tells where something is, ready to be looked up in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast

from summaries.places import english, tongues
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
_PARENTHESES: Final = re.compile(r"[(（]([^()（）]*)[)）]")  # noqa: RUF001 - full-width ones, as CLDR has them


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
        return Lexicon({}, names, _expression({**names, **capitals}), {}, frozenset(), "")
    return Lexicon(
        phrases=_phrases(names, language),
        names=names,
        pattern=None,
        capitals=capitals,
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
    yield from _of_babel(language)
    if language == "en":
        yield from _of_english()
    for where, name in tongues.names(language):
        yield name, Meaning(where, "name" if where else "none")


def _of_babel(language: str) -> Iterator[tuple[str, Meaning]]:
    """Countries, and the cities that time zones are named after."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  (late: only who asks for places needs it)
    from babel.core import get_global  # noqa: PLC0415  (the same)

    try:
        locale = Locale(language)
    except (UnknownLocaleError, ValueError):
        return
    misleading = tongues.misleading(language)
    territories = cast("Mapping[str, str]", locale.territories)
    for code in gazetteer():
        if code in territories and code not in misleading and language != "en":
            yield from ((name, Meaning(code, "name")) for name in _spelled(territories[code]))
    zones = cast("Mapping[str, Any]", locale.time_zones)
    where = {**cast("Mapping[str, str]", get_global("zone_territories")), **_RENAMED}
    for zone, code in where.items():
        if code in gazetteer() and _told(zone) and zone not in misleading:
            name = str(zones.get(zone, {}).get("city", zone.rpartition("/")[2].replace("_", " ")))
            if name.lower() not in UNCERTAIN_CAPITALS and fold(name.lower()) not in _NOT_SAID:
                yield name, Meaning(code, "name")


# Zones whose names in CLDR are older than those of the table of territories.
_RENAMED: Final = {
    "Africa/Asmera": "ER",
    "Asia/Calcutta": "IN",
    "Asia/Katmandu": "NP",
    "Asia/Rangoon": "MM",
    "Asia/Saigon": "VN",
    "Europe/Kiev": "UA",
}
_ZONES: Final = """
America/Bogota America/Lima America/Caracas America/Havana America/Montevideo America/Asuncion America/La_Paz
America/Guayaquil America/Managua America/Tegucigalpa America/Port-au-Prince America/Santo_Domingo
America/Sao_Paulo America/Manaus America/Mexico_City America/Tijuana America/Cancun America/New_York
America/Los_Angeles America/Chicago America/Detroit America/Toronto America/Vancouver America/Buenos_Aires
America/Paramaribo America/Cayenne Pacific/Honolulu Australia/Sydney Australia/Melbourne Australia/Brisbane
Australia/Adelaide Pacific/Auckland Pacific/Port_Moresby Pacific/Apia Atlantic/Reykjavik
"""
_TOLD: Final = frozenset(_ZONES.split())
_NOT_SAID: Final = frozenset(("samara", "oral", "busingen", "sofia", "male"))  # first names, everyday words


def _told(zone: str) -> bool:
    """Of the Americas and the oceans only large cities; elsewhere nearly all are."""
    return zone in _TOLD or zone.startswith(("Africa/", "Asia/", "Europe/"))


def _spelled(name: str) -> Iterator[str]:
    """The name, and the one in parentheses: "Myanmar (Birmania)". Initials there are none ("SAR")."""
    for one in (_PARENTHESES.sub("", name), *_PARENTHESES.findall(name)):
        kept = one.strip()
        if len(kept) > 1 and not kept.isupper():
            yield kept


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
