"""A sentence as words, marks and figures; which of its figures count nothing: dates, names, ages, parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from summaries.facts import counted
from summaries.tokens import stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summaries.facts.hedges import Hedged

_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*|°?[CF]\b|\w+|[^\w\s]")
_MONTHS: Final = re.compile(
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?$|(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december)$"
)
_MEASURED: Final = re.compile(
    r"-(?:magnitude|km|kilomet|met|mile|hectare|acre|tonne|ton|foot|euro|dollar|percent)"
)
_STOPS: Final = stop_words("en")
_YEARS: Final = (1000, 2100)
_SHORT: Final = 3  # "gas" is no plural, nor is "bus"


class Token(NamedTuple):
    """A word, a mark or a figure; `low` is its text in lower case. A tuple: there are many of them."""

    text: str
    low: str
    start: int
    word: bool = True
    figure: Hedged | None = None


_token: Final = Token._make  # by position: there are many
_NOTHING: Final = Token("", "", -1, word=False)


def tokens(text: str, figures: Sequence[Hedged]) -> list[Token]:
    """The words and marks of a sentence; each figure, hedge included, is one token."""
    found: list[Token] = []
    done = 0
    for figure in figures:
        found += _plain(text, done, figure.start)
        found.append(Token(text[figure.start : figure.end], "#", figure.start, word=False, figure=figure))
        done = figure.end
    return found + _plain(text, done, len(text))


def _plain(text: str, start: int, end: int) -> list[Token]:
    return [
        _token((one, one.lower().replace("\u2019", "'"), match.start(), one[0].isalpha(), None))
        for match in _TOKEN.finditer(text, start, end)
        if (one := match[0])
    ]


class Line:
    """The tokens of a sentence, asked by place; nothing stands before the first and after the last."""

    def __init__(self, text: str, figures: Sequence[Hedged]) -> None:
        self.text = text
        self.tokens = tokens(text, figures)

    def at(self, i: int) -> Token:
        return self.tokens[i] if 0 <= i < len(self.tokens) else _NOTHING

    def low(self, i: int) -> str:
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""


def is_year(line: Line, i: int) -> bool:
    """Whether a figure is a year: four bare digits that nothing is counted by."""
    figure = line.at(i).figure
    assert figure is not None
    bare = _YEARS[0] <= figure.value <= _YEARS[1] and line.at(i).text.isdecimal()
    return bare and not figure.hedge and not plural(line.at(i + 1))


def void(line: Line, i: int) -> bool:
    """Whether a figure counts nothing that could be compared: a date, a name, an age, a part of a whole."""
    figure = line.at(i).figure
    assert figure is not None
    end = figure.end
    before, after = line.low(i - 1), line.low(i + 1)
    hyphened = line.text[end : end + 1] == "-" and not _MEASURED.match(line.text, end)
    return (
        (hyphened and line.text[end + 1 : end + 2].isalnum())
        or line.at(i - 1).figure is not None
        or line.at(i + 1).figure is not None
        or is_date(line, i)
        or _is_name(line, i)
        or before in counted.ONCE_MORE
        or after in {"more", "further", "additional", "times"}
        or _is_part(line, i)
        or (before == "from" or (before == "earlier" and not line.at(i).word))
        or (figure.value == 1 and before in {"no", "this", "that", "which", "any", "the", "only"})
    )


def is_date(line: Line, i: int) -> bool:
    """Whether a figure is a day of a month or an hour: "12 March", "March 12", "9 a.m."."""
    beside = (line.low(i - 1), line.low(i + 1))
    return any(_MONTHS.match(word) for word in beside) or beside[1] in counted.CLOCK


def _is_name(line: Line, i: int) -> bool:
    """As in "Flight 182", "No. 3", "Group of 7", "10 Downing Street"."""
    before = line.low(i - 1) if line.low(i - 1) not in {"of", ".", "#"} else line.low(i - 2)
    street = any(
        line.low(i + step) in counted.STREETS and line.at(i + 1).text[:1].isupper() for step in (1, 2, 3)
    )
    return before in counted.LABELS or street


def _is_part(line: Line, i: int) -> bool:
    """As in "three of them", "31 of 36", "including 12 children"."""
    figure = line.at(i).figure
    share = figure is not None and (figure.percent or bool(figure.symbol))
    whole = (
        not share
        and line.low(i + 1) == "of"
        and line.low(i + 2) in {"them", "whom", "those", "the", "these", "its", "his", "#"}
    )
    part = line.low(i - 1) == "of" and line.at(i - 2).figure is not None
    listed = any(line.low(i - step) in counted.PARTS for step in (1, 2, 3))
    then = line.low(i + 1) in {"of", "are", "were"} and line.low(i - 1) == ","
    return whole or part or listed or then


def plural(token: Token) -> bool:
    low = token.low
    if not token.word or low in _STOPS:
        return False
    return low in counted.PLURALS or (
        len(low) > _SHORT and low.endswith("s") and not low.endswith(("ss", "us", "is"))
    )
