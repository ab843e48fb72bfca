"""Words, stems, stop words, names and figures: what the ranking and the grouping count."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summaries.words.stopwords import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Python's \w leaves out combining marks, which Indic, Hebrew and Arabic words are spelled with; the joiners
# U+200C and U+200D belong to words too. The Indic range leaves out the danda (U+0964, U+0965).
_MARKS: Final = r"\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
_LETTER: Final = rf"[\w{_MARKS}\u0900-\u0963\u0966-\u109f\u200c\u200d]"
_WORD: Final = re.compile(rf"{_LETTER}+(?:['\u2019]{_LETTER}+)*")
# Scripts written without spaces: Thai and Lao, Burmese, Khmer, kana and Han.
_UNSPACED: Final = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
_FIGURE: Final = re.compile(r"\d\d*(?:[.,]\d+)*")  # rather than \d+: re then skips to the first digit
_NAME: Final = re.compile(rf"\b[^\W\d_]{_LETTER}*(?:['\u2019-]{_LETTER}+)*")
_CALENDAR_WORDS: Final = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december
"""
_CALENDAR: Final = frozenset(_CALENDAR_WORDS.split())
_LONG_ENOUGH_TO_STEM: Final = 3
_DIACRITICS: Final = re.compile(r"[\u0300-\u036f]")
# Letters of their own, which Unicode doesn't take apart.
_LETTERS: Final = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"}  # noqa: RUF001 - the dotless i
)


@lru_cache(maxsize=1000)
def base_language(language: str) -> str:
    """The two-letter code of a language tag: "en-GB" is "en"; nothing given is "en" as well."""
    return re.split(r"[-_]", language.strip().lower(), maxsplit=1)[0] or "en"


# ASCII without the expressions above: what is no part of a word becomes a space. The typographic apostrophe
# goes through it as a character that no text of news holds.
_APOSTROPHE: Final = "\x1a"
_ASCII_SPACES: Final = {
    code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) in f"_'{_APOSTROPHE}")
}
# An apostrophe that doesn't stand between two letters is no part of a word.
_LOOSE: Final = re.compile(rf"['{_APOSTROPHE}](?:(?!\w)|(?<!\w.))", re.ASCII)
_TYPESET: Final = "“”—–…‘"  # noqa: RUF001 - marks between words: most news has no others beside ASCII


def words(text: str) -> list[str]:
    """The words of a text in lower case; runs of scripts without spaces come as pairs of characters."""
    lower = text.lower()
    plain = lower if lower.isascii() else _typed(lower)
    if plain is not None and _APOSTROPHE not in lower:
        return _ascii_words(plain)
    found = _WORD.findall(lower)
    if not _UNSPACED.search(text):
        return found
    return [part for word in found for part in _pairs(word)]


def _typed(lower: str) -> str | None:
    """A text without its typographic marks, of which no word is made; None where it isn't ASCII then."""
    for mark in _TYPESET:
        lower = lower.replace(mark, " ")
    lower = lower.replace("\u2019", _APOSTROPHE)
    return lower if lower.isascii() else None


def _ascii_words(plain: str) -> list[str]:
    """The same words, several times faster: most news is read by this."""
    found = plain.translate(_ASCII_SPACES)
    if "'" in plain or _APOSTROPHE in plain:
        found = _LOOSE.sub(" ", found).replace(_APOSTROPHE, "\u2019")
    return found.split()


def _pairs(word: str) -> list[str]:
    if not _UNSPACED.search(word) or len(word) < 3:  # noqa: PLR2004 - two characters are a pair already
        return [word]
    return [word[i : i + 2] for i in range(len(word) - 1)]


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A lower-case word without its diacritics: "erdoğan" and "erdogan" are one, as for the search engine.

    Marks of other scripts stay: there they tell words apart.
    """
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return unicodedata.normalize("NFKC", _DIACRITICS.sub("", apart))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A light stem: possessives, plurals, -ing, -ed and -ly go, and British spellings become American."""
    if "'" in word or "\u2019" in word:
        for mark in ("'s", "\u2019s", "'", "\u2019"):
            word = word.removesuffix(mark)
    if len(word) <= _LONG_ENOUGH_TO_STEM or not word.isascii():
        return word
    return _without_ending(_american(word))


def _american(word: str) -> str:
    """British spellings as American ones, so that one word is counted once."""
    if "is" in word:
        word = _ISE.sub(r"iz\1", word)
    return _OUR.sub(r"or\1", word) if "our" in word else word


_ENDINGS: Final = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ing", ""),
    ("ied", "y"),
    ("ed", ""),
    ("es", ""),
    ("ly", ""),
    ("s", ""),
)
_SHORTEST_STEM: Final = 3
_ISE: Final = re.compile(r"(?<=[a-z]{3})is(e|ed|es|ing|ation|ations)$")
_OUR: Final = re.compile(r"(?<=[a-z]{3})our(s|ed|ing|able|ful|hood|hoods)?$")


def _without_ending(word: str) -> str:
    if word.endswith(("ss", "us", "is")):
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = _single(word[: -len(ending)]) + instead
            break
    return word.removesuffix("e") if len(word) > _SHORTEST_STEM else word


def _single(root: str) -> str:
    """Undouble a root: banned, "bann", is of "ban"; "kill" and "pass" stay."""
    doubled = len(root) > _SHORTEST_STEM and root[-1] == root[-2] and root[-1] not in "aeioulsz"
    return root[:-1] if doubled else root


_REPLACED: Final = re.compile(r"(?<=[a-z]{3})[io](?=z|r)")


def rooted(found: str) -> str:
    """With what every word in ASCII begins that has this `stem`, lower case: as it is, or the start of it."""
    replaced = _REPLACED.search(found)  # "organiz" may be of "organise", "labor" of "labour"
    if replaced:
        return found[: replaced.end()]
    return found[: -1 if found.endswith("y") else -2] if found.endswith(("y", "ss")) else found


def stop_words(language: str) -> frozenset[str]:
    """The stop words of a language, lower case; empty where we have none."""
    return STOP_WORDS.get(base_language(language), frozenset())


class _Stems(dict[str, str]):
    """Word -> its stem, empty for a stop word: each word is looked into once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._stops = stop_words(language)

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        found = self[word] = "" if word in self._stops else stem(word)
        return found


class _Roots(dict[str, str]):
    """Word -> the stem of it without diacritics: each word is looked into once."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_STEMS:
            self.clear()
        found = self[word] = stem(fold(word))
        return found


_MOST_STEMS: Final = 100_000
_ROOTS: Final = _Roots()


def roots(found: Iterable[str]) -> list[str]:
    """The stems of those words (lower case) without diacritics, one for one."""
    return list(map(_ROOTS.__getitem__, found))


@lru_cache(maxsize=100)
def _stems(language: str) -> _Stems:
    return _Stems(language)


def stemmed(found: Iterable[str], language: str) -> list[str]:
    """The stems of those words (lower case) that are not stop words, in order, repeats kept."""
    stems = _stems(base_language(language))
    return list(filter(None, map(stems.__getitem__, found)))


def terms(text: str, language: str) -> list[str]:
    """The stems of a text's words that are not stop words, in order, repeats kept."""
    return stemmed(words(text), language)


def figures(text: str) -> frozenset[str]:
    """The numbers of a text, without thousands separators: {"149", "3.5"}."""
    if text.isascii() and len(text.encode().translate(None, b"0123456789")) == len(text):
        return frozenset()
    return frozenset(match.replace(",", "") for match in _FIGURE.findall(text))


def names(text: str) -> frozenset[str]:
    """Capitalised words that do not open a sentence, in lower case, stop words, days and months left out.

    Scripts without capitals have none.
    """
    found: set[str] = set()
    for match in _names(text):
        word = match.group()
        if word[0].isupper() and not _opens(text, match.start()):
            found.add(word.lower().removesuffix("'s").removesuffix("\u2019s"))
    return frozenset(found - STOP_WORDS["en"] - _CALENDAR)


_MAYBE_CAPITAL: Final = re.compile("[A-Z\u00c0-\U0010ffff]")
# A word begins after these, whatever stood before them.
_APART: Final = frozenset(' \t\n"“”‘«»()[]{}/.,:;!?…\u2014\u2013*&@#%|+=<>~\u00a0')  # noqa: RUF001 - typographic marks
_JOINS: Final = "'\u2019-"


def _names(text: str) -> Iterator[re.Match[str]]:
    """The matches of _NAME that may open with a capital; all of them where that can't be told quickly."""
    found: list[re.Match[str]] = []
    end = 0
    for capital in _MAYBE_CAPITAL.finditer(text):
        at = capital.start()
        if at < end or not text[at].isupper():
            continue
        apart = _is_apart(text, at)
        if apart is None:
            return _NAME.finditer(text)
        match = _NAME.match(text, at) if apart else None
        if match is not None:
            found.append(match)
            end = match.end()
    return iter(found)


def _is_apart(text: str, at: int) -> bool | None:
    """Whether a word begins at a letter; None where what stands before it must be read to know."""
    if not at or text[at - 1] in _APART:
        return True
    before = text[at - 1]
    if before in _JOINS:
        return True if at == 1 or text[at - 2] in _APART else None
    return False if before.isalnum() or before == "_" else None


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" \"'“\u2018«(")
    return not before or before[-1] in ".!?:\n…"
