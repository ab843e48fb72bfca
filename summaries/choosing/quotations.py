"""Sentences in which somebody is quoted by name. English; precision first.

A quotation is taken where one sentence holds it whole and names who said it: "…, said Hawa Mahamat", "…, Hawa
Mahamat said", "Hawa Mahamat told reporters: …".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.model import Sentence
from summaries.tokens import base_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from summaries.model import Article
    from summaries.segment import Span

FEWEST_WORDS: Final = 6
MOST_WORDS: Final = 60
"""Of the sentence; beyond it nobody reads a quotation at a glance."""

_SAID: Final = r"(?:said|says|told|added|wrote|warned|insisted|explained|argued|tweeted|recalled|testified)"
_WORD: Final = r"[A-ZÀ-ÖØ-Þ][\w\u2019'-]*[\w.]"
_BETWEEN: Final = rf"(?: (?:al|bin|da|de|del|den|der|di|el|la|van|von|[A-Z]\.|{_WORD})){{0,4}}"
_NAME: Final = rf"(?P<name>{_WORD}{_BETWEEN} {_WORD})"
_APART: Final = r"(?:, [^\"“”,]{2,80}(?:, [^\"“”,]{2,60})?,)?"  # ", the governor of Sofala,"
_ROLE: Final = r"(?:(?:the |a |an )?(?:[a-z][\w\u2019'-]* ){1,5}|(?:[\w\u2019' -]{2,60}, ))?"
_AFTER: Final = (
    re.compile(rf"^ {_SAID} {_ROLE}{_NAME}"),
    re.compile(rf"^ {_NAME}{_APART} {_SAID}\b"),
)
_BEFORE: Final = re.compile(rf"^(?:\W*{_NAME}){_APART} {_SAID}\b[^\"“”]{{0,60}}[,:] $")
_QUOTED: Final = re.compile(r"“[^“”]+”|\"[^\"]+\"")
_ENDS: Final = frozenset(",.!?…-\u2013\u2014")
# What begins like a name and is none: a day, a month, who speaks without being named.
_NOBODY: Final = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("he", "she", "they", "it", "we", "i", "but", "and", "in", "on", "at", "the", "this", "that", "one"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A verbatim sentence that quotes `speaker`, whose name stands so in it."""

    sentence: Sentence
    speaker: str


def quotations(articles: Iterable[Article], spans: Mapping[str, Sequence[Span]]) -> tuple[Quotation, ...]:
    """The quotations of a story, those of the people first whom most of its articles name.

    Of one article, and of one speaker, the first. `spans`: the sentences that may be shown.
    """
    every = list(articles)
    found = {
        one.id: [
            said
            for span in spans.get(one.id, ())
            if (said := quotation(one, span)) and base_language(one.language) == "en"
        ]
        for one in every
    }
    first = [said[0] for said in found.values() if said]
    names = {one.speaker.split()[-1] for one in first}
    known = {name: sum(name in article.text for article in every) for name in names}
    first.sort(key=lambda one: -known[one.speaker.split()[-1]])
    return tuple({one.speaker.split()[-1]: one for one in reversed(first)}.values())[::-1]


def quotation(article: Article, span: Span) -> Quotation | None:
    """The sentence as a quotation; None where it quotes nobody by name."""
    text = article.text[span.start : span.end]
    if not FEWEST_WORDS <= len(text.split()) <= MOST_WORDS:
        return None
    speaker = next(_speakers(text), "")
    if not speaker:
        return None
    said = Sentence(article_id=article.id, start=span.start, end=span.end, text=text)
    return Quotation(sentence=said, speaker=speaker)


def _speakers(text: str) -> Iterator[str]:
    """Who says what stands between quotation marks: of whole clauses, not of words that are only cited."""
    if text.count("“") != text.count("”") or text.count('"') % 2:
        return
    for quoted in _QUOTED.finditer(text):
        inside = quoted[0][1:-1].strip()
        if len(inside.split()) < FEWEST_WORDS:
            continue
        behind, before = text[quoted.end() :], text[: quoted.start()]
        named = [one.match(behind) for one in _AFTER] if inside[-1] in _ENDS else []
        named.append(_BEFORE.match(before))
        for one in named:
            if one and one["name"].split()[0].casefold() not in _NOBODY:
                yield one["name"].rstrip(".")
