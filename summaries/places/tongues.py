"""What other languages add to the names that babel has: everyday names, names that mislead, a few endings.

Babel (the Unicode consortium's CLDR) names every country, and the chief city of every time zone, in every
language and in its plain form. data/places.txt adds what newspapers write where that is formal, and capitals
that no time zone is named after; in it "-" stands before names that mean another place or none, "!" before
codes and zones whose name is an everyday word, a first name or another place. Exact matches only, but for
what is regular: German's genitive ("Deutschlands"), the cases of Russian and Ukrainian (data/cases.txt), and
the words of one letter that Arabic and Hebrew write on to the next. Adjectives are known in Spanish,
Portuguese, French, Italian and German alone, and of the countries most in the news (data/peoples.txt).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summaries.words.wordlists import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

_CUES: Final = {
    "ar": "في على",
    "de": "in im bei nahe auf",
    "es": "en sobre",
    "fr": "en au aux à dans sur",
    "it": "in a nel nella negli",
    "nl": "in bij op",
    "pl": "w we na",
    "pt": "em no na nos nas",
    "ru": "в во на",
    "uk": "в у на",  # noqa: RUF001 - Cyrillic
}
CUES: Final = {language: frozenset(words.split()) for language, words in _CUES.items()}
""" "In" and its like: they say that something happens in what follows."""
# Letters that are written on to the word that follows.
JOINED: Final = {"ar": "وفبلك", "he": "ובלמה"}
UNSPACED: Final = frozenset(("ja", "ko", "lo", "km", "my", "th", "zh"))
_CONSONANTS: Final = "бвгджзклмнпрстфхцчшщ"


def names(language: str) -> Iterator[tuple[str, str]]:
    """(where, name) of every name of a language's list; `where` is a country's code, or "" for no place."""
    for where, name in _rows(language):
        if where != "!":
            yield "" if where == "-" else where, name


def misleading(language: str) -> frozenset[str]:
    """The countries' codes and the time zones whose names mean something else in a language."""
    return frozenset(name for where, name in _rows(language) if where == "!")


def _rows(language: str) -> Iterator[tuple[str, str]]:
    for key, rest in listed("places"):
        if key == language:
            where, _, several = rest.partition(" ")
            yield from ((where, name) for name in several.split("|"))


def forms(name: str, language: str) -> tuple[str, ...]:
    """A name in its plain form and, where the language is regular, in its others."""
    if language == "de":
        return (name,) if name.endswith(("s", "x", "z")) else (name, f"{name}s")
    if " " in name or name.isupper():
        return (name,)
    for plain, endings in _cases(language):
        if plain == "-" and name[-1] in _CONSONANTS:
            return (name, *(name + one for one in endings))
        if name.endswith(plain):
            return (name, *(name[: -len(plain)] + one for one in endings))
    return (name,)


def peoples(language: str) -> Iterator[tuple[str, str]]:
    """(code, word) of every form of the adjectives of data/peoples.txt; those with "=" take but an s."""
    for one in (one for key, rest in listed("peoples") if key == language for one in rest.split("|")):
        code, _, root = one.partition(" ")
        endings = _ALONE if root.endswith("=") else _ENDINGS[language]
        yield from ((code, root.removesuffix("=") + more) for more in endings)


_ALONE: Final = ("", "s")
# Of adjectives: "colombian-", "russisch-". A form too many does no harm where nobody writes it.
_ENDINGS: Final = {
    "de": ("e", "en", "er", "es", "em"),
    "es": ("o", "a", "os", "as", "es"),
    "fr": ("", "s", "e", "es", "ne", "nes"),
    "it": ("o", "a", "i", "e", "he"),
    "pt": ("o", "a", "os", "as", "es"),
}


@lru_cache(maxsize=64)
def _cases(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A Slavic noun's last letters in the dictionary ("-": any consonant), and in the other cases."""
    rows = (rest.split() for key, rest in listed("cases") if key == language)
    return tuple((plain, tuple(endings)) for plain, *endings in rows)
