"""Does a sentence stand alone, or need the one before it? By how it opens, and by open quotations."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from summaries.sentences.leaning_english import leans_in_english
from summaries.sentences.quotes import inside
from summaries.tokens import base_language
from summaries.words.wordlists import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENS: Final = frozenset("\"“„«»「『‘'")  # noqa: RUF001 - typographic marks
_ONLY_QUOTED: Final = re.compile('["“„«»「『][^"”“»«」』]*["”“»«」』]?[.!?]?$')
_UNSPACED: Final = frozenset({"ja", "th", "zh"})


_OPENINGS: Final = dict(listed("leaning"))


@cache
def _openings(code: str) -> re.Pattern[str] | None:
    """A language's pronouns and connectives that open a leaning sentence; None where we have none."""
    words = _OPENINGS.get(code)
    if words is None:
        return None
    choices = "|".join(re.escape(word) for word in sorted(words.split("|"), key=len, reverse=True))
    boundary = "" if code in _UNSPACED else r"(?![^\W_])"
    return re.compile(rf"[\W_]*(?:{choices}){boundary}", re.IGNORECASE)


def leans(sentence: str, language: str = "en") -> bool:
    """Whether a sentence, seen by itself, needs the one before it to be understood.

    It opens with a pronoun, a connective or (in English) a noun known from before ("The move is..."), is a
    quotation without its speaker, or names its speaker by a pronoun. For a language without a table only
    quotations tell.
    """
    if sentence[:1] in _OPENS and _ONLY_QUOTED.match(sentence):
        return True
    return _by_language(sentence, base_language(language))


def leanings(text: str, spans: Sequence[Sequence[int]], language: str) -> list[bool]:
    """For each sentence, whether it needs the one right before it: as `leans`, and by what is around it.

    Within a quotation that was opened earlier the speaker is elsewhere; so he is where a sentence is the
    opening part of one that goes on. `spans` are (start, end, ...) in reading order.
    """
    code = base_language(language)
    starts, ends = inside(text, spans)
    return [
        within or _leans_here(text[span[0] : span[1]], code, goes_on=goes_on)
        for span, within, goes_on in zip(spans, starts, ends, strict=True)
    ]


def _leans_here(sentence: str, code: str, *, goes_on: bool) -> bool:
    if sentence[:1] in _OPENS and (goes_on or _ONLY_QUOTED.match(sentence)):
        return True
    return _by_language(sentence, code)


def _by_language(sentence: str, code: str) -> bool:
    if code == "en":
        return leans_in_english(sentence)
    rule = _openings(code)
    return rule is not None and rule.match(sentence) is not None
