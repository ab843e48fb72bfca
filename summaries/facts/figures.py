"""Figures as they are written: "149", "1.2 million", "twenty-four", "two dozen", "between 200 and 250"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.tokens import base_language

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEENS: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL: Final[dict[str, int]] = {word: at for at, word in enumerate(_TEENS.split())} | {
    word: at * 10 for at, word in enumerate(_TENS.split(), 2)
}
_SCALES: Final[dict[str, float]] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
    "bn": 1e9,
    "m": 1e6,
    "mn": 1e6,
}
_WORDED: Final = rf"(?:{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
_SCALE: Final = r"(?:dozen|hundred|thousand|million|billion|trillion|lakh|crore)"
_ONE: Final = rf"{_WORDED}(?:[-\s]{_WORDED})?"
_BEGINS: Final = (
    r"[uachnsr]\w?\$|an?\s|on|tw|th[ri]|f[oi]|s[ei]|ei|ni|te|el|ze|ha"  # of a number word or a currency
)
_NUMBER: Final = re.compile(
    rf"(?<![\w.,:/\u2013-])(?=[\d$\u20a0-\u20bf\u00a3\u00a5]|{_BEGINS})(?P<symbol>(?:US|A|C|HK|NZ|S|R)?\$|[€£¥₹₩₽₺₦₱])?\s?"
    rf"(?:(?P<digits>\d{{1,3}}(?:[.,\u00a0\u202f]\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    rf"(?:[\s-]?(?P<scale>{_SCALE}|bn|mn|m)\b)?"
    rf"|(?P<worded>(?:half\sa|an?|{_ONE})\s{_SCALE}(?:\s(?:and\s)?{_ONE})?(?:\s{_SCALE})?|{_ONE}))"
    rf"(?P<percent>\s?%|\s(?:percent|per\scent)\b)?(?:(?=(?:km|kg|cm|mm|m|ha|mph|MW|GW|C|F)\b)|(?!\w|:\d|[.,]\d))",
    re.IGNORECASE,
)
# "31, 000" is one figure that was torn apart, or two that stand side by side: nobody can tell.
_TORN: Final = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[,.]\s\d{3})+(?![\w])|(?<![\w.,])\d{1,3}[,.]\s\d{1,2}(?=\s?%|\smillion|\sbillion)"
)
_COMMA_WRITERS: Final = (
    "bg ca cs da de el es et fi fr hr hu id it lt lv nl no nb pl pt ro ru sk sl sr sv tr uk vi"
)
_DECIMAL_COMMA: Final = frozenset(_COMMA_WRITERS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number in a text: `text[start:end]`, its value, and how far its rounding reaches to either side."""

    start: int
    end: int
    value: float
    slack: float
    symbol: str = ""
    percent: bool = False


_WORDS: Final = (frozenset(_SMALL) | frozenset(_SCALES) | {f"{word}s" for word in _SCALES}) - {"one", "m"}
LONGEST: Final = 1_500
"""Characters: no sentence of news is longer, and what is longer isn't taken apart."""
_DIGIT: Final = re.compile(r"\d")


def may_count(text: str, words: Iterable[str]) -> bool:
    """Whether it is worth looking for numbers: a digit, or an English number word among the text's `words`.

    "One" alone is a pronoun as often as not, and is passed over.
    """
    return _DIGIT.search(text) is not None or not _WORDS.isdisjoint(words)


def numbers(text: str, language: str = "en") -> list[Number]:
    """The numbers of a text, in order; number words in English alone. Years and dates are numbers too."""
    english = base_language(language) == "en"
    found = (_number(match, language) for match in _NUMBER.finditer(text) if english or match["digits"])
    torn = [match.span() for match in _TORN.finditer(text)] if ", " in text else []
    return [
        one
        for one in found
        if one is not None and not any(start < one.end and one.start < end for start, end in torn)
    ]


def _number(match: re.Match[str], language: str) -> Number | None:
    worded = match["worded"]
    read = _worded(worded.lower()) if worded else _digits(match["digits"], match["scale"] or "", language)
    if read is None:
        return None
    value, step = read
    step = step or float(bool(match["percent"]) and not worded and "." not in match["digits"])
    return Number(
        start=match.start("symbol") if match["symbol"] else match.start("digits" if not worded else "worded"),
        end=match.end(),
        value=value,
        slack=step / 2,
        symbol=(match["symbol"] or "").upper(),
        percent=bool(match["percent"]),
    )


def _digits(digits: str, scale: str, language: str) -> tuple[float, float] | None:
    """Value and the step of the last digit that was meant: 1.2 million was meant to 100,000."""
    point = "," if base_language(language) in _DECIMAL_COMMA else "."
    other = "." if point == "," else ","
    plain = re.sub(rf"[{other}\u00a0\u202f]", "", digits)
    whole, _, decimals = plain.partition(point)
    if not whole.isdecimal() or len(whole) > _MOST_DIGITS or (decimals and not decimals.isdigit()):
        return None
    times = _SCALES.get(scale.lower(), 1.0)
    value = float(f"{whole}.{decimals or 0}") * times
    if decimals:
        return value, times / 10 ** len(decimals)
    return value, times if times > 1 else _step(int(whole))


_EXACT_BELOW: Final = 1000
_MOST_DIGITS: Final = 15  # more are an account or a key, and no float holds them


def _step(count: int) -> float:
    """12,000 was meant to the thousand, as far as one can see; below 1,000 every count is exact."""
    if count < _EXACT_BELOW:
        return 0.0
    step = 1
    while count % (step * 10) == 0:
        step *= 10
    return float(step) if step > 1 else 0.0


def _worded(words: str) -> tuple[float, float] | None:
    """As in "two hundred and fifty", "half a dozen", "a million", "twenty-four"."""
    total, part, step = 0.0, 0.0, 0.0
    for word in re.split(r"[-\s]+", words):
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "half":
            part += 0.5
        elif word in _SCALES:
            times = _SCALES[word]
            part = (part or 1.0) * times
            step = times if times >= _EXACT_BELOW else step
            if times >= _EXACT_BELOW:
                total, part = total + part, 0.0
    return total + part, step
