"""Where a text names a place: each mention, and whether something is said to happen there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from summaries.places import english
from summaries.places.lexicon import WORD, Lexicon, Meaning
from summaries.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BACK: Final = 4  # words that may stand between "in" and a name: "in the northern parts of Mali"
_ENDS: Final = frozenset(
    ("", "and", "or", "on", "for", "to", "by", "with", "at", "in", "as", "but", "is", "was")
)
_SHORTEST: Final = 3  # letters of a word that another may be written on to


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text.

    `there`: something is said to happen there ("in Kenya", "hits Nepal", "Kenya election"); `about`: there is
    talk about it, or something comes from there ("Iran deal", "drones from Belarus").
    """

    meaning: Meaning
    there: bool = False
    about: bool = False


class _Token(NamedTuple):
    text: str
    low: str
    hyphen: bool  # a hyphen and another word follow at once


def mentions(text: str, words: Lexicon) -> list[Mention]:
    """The names in a text, in order; those that name no place of news are left out."""
    if words.pattern is not None:
        found = (words.names[match.group()] for match in words.pattern.finditer(text))
        return [Mention(meaning) for meaning in found if meaning.where]
    tokens = _tokens(text)
    shouted = text.isupper()
    return list(_named(tokens, words, shouted=shouted))


def _tokens(text: str) -> list[_Token]:
    return [
        _Token(word, fold(word.lower()), text[match.end() : match.end() + 1] in {"-", "\u2011"})
        for match in WORD.finditer(text)
        if (word := match.group())
    ]


def _named(tokens: Sequence[_Token], words: Lexicon, *, shouted: bool) -> Iterator[Mention]:
    at = 0
    while at < len(tokens):
        meaning, length = _meaning(tokens, at, words, shouted=shouted)
        if meaning is not None and meaning.where and not _adjective(tokens, at + length - 1):
            yield _mention(meaning, tokens, at, at + length, words.cues)
        at += length


def _meaning(
    tokens: Sequence[_Token], at: int, words: Lexicon, *, shouted: bool
) -> tuple[Meaning | None, int]:
    """What the words from here on mean, and how many they are."""
    token = tokens[at]
    if token.text[0].islower():
        return words.small.get(token.low), 1
    for low in (token.low, *_without_joined(token.low, words.joined)):
        for phrase, meaning in words.phrases.get(low, ()):
            if len(phrase) == 1 or _stands(tokens, at, phrase):
                return meaning, len(phrase)
    if not shouted or "." in token.text:  # "TELL US ALL"
        meaning = words.capitals.get(token.text)
        if meaning is not None:
            return meaning, 1
    return None if at else words.small.get(token.low), 1


def _stands(tokens: Sequence[_Token], at: int, phrase: tuple[str, ...]) -> bool:
    return tuple(token.low for token in tokens[at + 1 : at + len(phrase)]) == phrase[1:]


def _without_joined(low: str, joined: str) -> tuple[str, ...]:
    """Arabic writes "and", "in" and "to" on to the word that follows, "to the" in letters of its own."""
    if len(low) <= _SHORTEST or low[0] not in joined:
        return ()
    return (f"ال{low[2:]}",) if low.startswith("لل") else (low[1:],)


def _adjective(tokens: Sequence[_Token], last: int) -> bool:
    """Whether a hyphen makes a name say whose something is: "Iran-backed"."""
    return tokens[last].hyphen and last + 1 < len(tokens) and tokens[last + 1].low in english.ADJECTIVES


def _mention(meaning: Meaning, tokens: Sequence[_Token], at: int, end: int, cues: frozenset[str]) -> Mention:
    after = tokens[end].low if end < len(tokens) else ""
    if meaning.kind == "people":  # a language, too: "a book in French", "in Arabic and English"
        return Mention(meaning, there=after not in _ENDS and _there(tokens, at, cues))
    if after in english.ABOUT or (at and tokens[at - 1].low in english.ABOUT_BEFORE):
        return Mention(meaning, about=True)
    return Mention(meaning, there=after in english.HAPPENS or _there(tokens, at, cues))


def _there(tokens: Sequence[_Token], at: int, cues: frozenset[str]) -> bool:
    for before in range(at - 1, max(-1, at - 1 - _BACK), -1):
        low = tokens[before].low
        if low in cues:
            return True
        if low not in english.PASSED:
            return False
    return False
