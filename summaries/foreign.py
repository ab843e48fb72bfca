"""What news says in any language that can be told without reading it: countries, dates, everyday capitals."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summaries.places.cldr import months, territories
from summaries.places.gazetteer import gazetteer
from summaries.places.lexicon import lexicon
from summaries.places.mentions import mentions
from summaries.places.tongues import JOINED, UNSPACED
from summaries.tokens import base_language, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WORD: Final = re.compile(r"\w+(?:[-'\u2019]\w+)*")
UNJOINED: Final = UNSPACED | JOINED.keys()
"""Languages in which a figure may stand right beside a letter that doesn't belong to it."""
# What Arabic and Hebrew write before a name without a space: and, the, in, to, from.
_PROCLITIC: Final = {
    "ar": ("\u0648\u0627\u0644", "\u0627\u0644", "\u0648", "\u0628", "\u0644"),
    "he": ("\u05d1", "\u05dc", "\u05d5", "\u05de", "\u05d4"),
}
_INFLECTING: Final = "bg cs el et fi hr hu lt lv pl ru sk sl sr tr uk"
_INFLECTED: Final = frozenset(_INFLECTING.split())
_STEM: Final = 4  # letters of a country's name that must stay when its ending changes
_ENDINGS: Final = 3  # letters that an ending may have
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
# Written with a capital in one language or another, and names of nothing.
_GENERIC_WORDS: Final = """
agencia alianza assemblee assembleia ayuntamiento banca banco banque bundesamt bundesregierung bundestag
camara central centrale comisaria comision comissao commission congreso congresso conseil consejo conselho
consiglio constitucional corte cour defensa dienstag dimanche domingo donnerstag economia educacao educacion
energia estado estados europa europaische europea europeo federal fiscalia freitag gobierno gouvernement
governo guardia hospital institut instituto interieur interior internacional international internazionale
investigacion jeudi jueves justica justice justicia liga ligue lundi lunes mardi martes mercredi miercoles
ministere ministerio ministero ministre ministro mittwoch montag nacional naciones nations nazionale nord
norte oeste ouest parti partido partito police policia polizei polizia prasident premier presidencia
president presidente primer primera quarta quinta republica republik republique sabado salud samedi samstag
segunda seguridad senado senat senato sexta social sociale sonntag sud supremo terca tribunal tribunale
uniao unidas unidos unies union unione universidad universidade universita universitat universite vendredi
viernes
"""
_GENERIC: Final = frozenset(_GENERIC_WORDS.split())


def generic(word: str, language: str) -> bool:
    """Whether a capitalised word (folded, lower case) names nothing, or a country that `countries` knows."""
    return word in _GENERIC or word in _names_of(base_language(language)) or word in _names_of("en")


def countries(text: str, language: str) -> frozenset[str]:
    """The countries that a text names in its own language, by their ISO codes; people ("French") in English.

    In languages that inflect names an ending of up to three letters may differ. Where no spaces part the
    words a city tells its country too.
    """
    code = base_language(language)
    if code in UNSPACED:
        said = (one.meaning.where for one in mentions(text, lexicon(code)))
        return frozenset(where for where in said if _COUNTRY.fullmatch(where))
    known = _names_of(code)
    found = [known[run] for run in _runs(text, code) if run in known]
    if code in _INFLECTED:
        found += [land for word in _WORD.findall(text) if (land := _inflected(word, code))]
    return frozenset(found)


def _runs(text: str, code: str) -> Iterator[str]:
    """The runs of words, folded, that begin as a country's name does, with and without a particle before."""
    words = [fold(word.lower()) for word in _WORD.findall(text)]
    for at, word in enumerate(words):
        bare = (word.removeprefix(one) for one in _PROCLITIC.get(code, ()) if word.startswith(one))
        for first in (word, *bare):
            for length in range(_begins(code).get(first, 0)):
                yield " ".join((first, *words[at + 1 : at + 1 + length]))


@lru_cache(maxsize=64)
def _begins(code: str) -> Mapping[str, int]:
    """The first words of a language's names of countries, and of how many words such a name may be."""
    found: dict[str, int] = {}
    for name in _names_of(code):
        first, *rest = _WORD.findall(name)
        found[first] = max(found.get(first, 0), 1 + len(rest))
    return found


def _inflected(written: str, code: str) -> str:
    """The country whose name the word is with another ending; "" where it is none's."""
    word = fold(written.lower())
    if not written[0].isupper():
        return ""
    cuts = range(len(word), max(_STEM, len(word) - _ENDINGS) - 1, -1)
    return next((land for cut in cuts if (land := _stems_of(code).get(word[:cut], ""))), "")


@lru_cache(maxsize=64)
def _names_of(code: str) -> Mapping[str, str]:
    """A language's names of countries, folded, lower case, with their codes; none where babel has none."""
    named = territories(code).items()
    found = {fold(name.lower()): land for land, name in named if _COUNTRY.fullmatch(land)}
    if code == "en":
        for land, one in gazetteer().items():
            for name in (one.name, one.people, f"{one.people}s"):
                found.setdefault(fold(name.lower()), land)
    return {" ".join(words): land for name, land in found.items() if (words := _WORD.findall(name))}


@lru_cache(maxsize=64)
def _stems_of(code: str) -> Mapping[str, str]:
    """The names of one word without the vowel that they end in; those of two countries are left out."""
    found: dict[str, str] = {}
    for name, land in _names_of(code).items():
        root = name[:-1]
        if len(root) >= _STEM and " " not in name:
            found[root] = "" if found.get(root, land) != land else land
    return found


@lru_cache(maxsize=64)
def calendar(language: str) -> re.Pattern[str]:
    """A language's days of a month ("12 de marzo", "March 12"), to be left out of its figures."""
    names = {name for name in months(base_language(language)) if len(name) > 1 and not name.isdecimal()}
    named = "|".join(map(re.escape, sorted(names, key=lambda one: (-len(one), one)))) or "(?!)"
    return re.compile(
        rf"\d{{1,2}}(?:er|\.|º|ª)?\s(?:de\s)?(?:{named})\b|\b(?:{named})\s\d{{1,2}}\b", re.IGNORECASE
    )
