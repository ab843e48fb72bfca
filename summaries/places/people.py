"""Countries and their people in English, where the word is certain: "Afghan" is of Afghanistan alone.

The gazetteer gives names and adjectives; the tables here what no library has: other words for the people,
and which words to leave alone. Georgia, Jordan, Chad, Guinea, Congo, Korea and others name something else as
well: who asks for them means their people too, but their words alone tell no country. Names of several words
are left out.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summaries.places.gazetteer import gazetteer
from summaries.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A country by its name, then what else the news calls it and its people: only what the gazetteer lacks.
# Scotland, Tibet and Wales are none of its countries, and are told apart from them all the same.
_MORE: Final = """
argentina argentine argentines argentinian
bosnia bosnian bosnians
botswana botswanan
britain british uk
czechia czechs
denmark dane danes
ecuador ecuadorian ecuadorians
eswatini swaziland
finland finn finns
greenland greenlander greenlanders
iceland icelandic icelander icelanders
kyrgyzstan kyrgyz
laos lao
lesotho basotho
luxembourg luxembourgish
myanmar burma burmese
nepal nepali nepalis
palestine palestinian palestinians
philippines philippine
scotland scottish scots
serbia serbs
slovenia slovenian slovenians
spain spaniard spaniards
sweden swede swedes
tibet tibetan tibetans
turkey turks türkiye
wales welsh
"""
# Words that name something else as well, or several countries, or that nobody writes.
_UNCERTAIN: Final = """
america american americans chad chadian chadians congo congolese dominica dominican dominicans georgia
georgian georgians guinea guinean guineans jordan jordanian jordanians korea korean koreans
bermuda monaco mosothos motswanas
"""
_ASKED_FOR: Final = """
america american americans
chad chadian chadians
congo congolese
dominica dominican dominicans
georgia georgian georgians
guinea guinean guineans
jordan jordanian jordanians
korea korean koreans
"""
# What initials stand for, the fullest name first. For those that are everyday words in lower case the word
# itself is left out: who asks for the US means no "us".
_INITIALS: Final = {
    "us": ("united states", "u.s.", "usa", "american", "americans"),
    "usa": ("usa", "united states", "u.s.", "american", "americans"),
    "uk": ("uk", "united kingdom", "u.k.", "british", "britain"),
    "un": ("un", "united nations", "u.n."),
    "eu": ("eu", "european union", "e.u."),
    "uae": ("uae", "united arab emirates", "u.a.e.", "emirati", "emiratis"),
    "drc": ("drc", "democratic republic of the congo", "democratic republic of congo", "dr congo"),
    "who": ("world health organization", "world health organisation", "w.h.o."),
    "it": ("information technology", "i.t."),
}
INITIALS: Final = frozenset(_INITIALS)
EVERYDAY: Final = frozenset(word for word, names in _INITIALS.items() if word not in names)
"""Of the initials, those that are everyday words in lower case."""
_PEOPLE: Final = {line.split()[0]: tuple(line.split()) for line in _ASKED_FOR.strip().splitlines()}


def countries(words: Iterable[str]) -> frozenset[str]:
    """The countries that these words (lower case) name, or whose people they name, by their names."""
    table = _country()
    return frozenset(table[word] for word in words if word in table)


def counterpart(word: str) -> tuple[str, ...]:
    """The country and the words for its people that go with a word, lower case."""
    plain = fold(word)
    group = _PEOPLE.get(plain) or _groups().get(_folded().get(plain, ""), ())
    return tuple(other for other in group if other != word)


def spelled_out(word: str) -> tuple[str, ...]:
    """The names that initials (lower case) stand for; empty where we know none."""
    return _INITIALS.get(word, ())


@lru_cache(maxsize=1)
def _groups() -> Mapping[str, tuple[str, ...]]:
    """The words of each country, its name first, in the gazetteer's order and then ours."""
    groups = {one.name.lower(): spellings(one.name, one.people) for one in gazetteer().values()}
    for line in _MORE.strip().splitlines():
        name, *others = line.split()
        groups[name] = (*groups.get(name, (name,)), *others)
    uncertain = frozenset(_UNCERTAIN.split())
    return {
        name: kept
        for name, words in groups.items()
        if name.isalpha() and (kept := tuple(word for word in dict.fromkeys(words) if word not in uncertain))
    }


def spellings(name: str, people: str) -> tuple[str, ...]:
    """A country's name, the word for its people and that word's plural, lower case, those of one word."""
    return tuple(word for word in (name.lower(), people.lower(), plural(people)) if word.isalpha())


def plural(people: str) -> str:
    """Several of a people, lower case: "kenyans"; "" where the word is an adjective alone, as "french"."""
    return f"{people.lower()}s" if people and not people.endswith(_NO_PLURAL) else ""


_NO_PLURAL: Final = ("ese", "ch", "sh", "s", "z", "y", "ic")


@lru_cache(maxsize=1)
def _country() -> Mapping[str, str]:
    return {word: name for name, group in _groups().items() for word in group}


@lru_cache(maxsize=1)
def _folded() -> Mapping[str, str]:
    return {fold(word): name for word, name in _country().items()}
