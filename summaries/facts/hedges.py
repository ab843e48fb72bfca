"""What stands before a figure and bends it: "at least 30", "about 150", "between 200 and 250"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from summaries.facts.figures import Number

_KINDS: Final = {
    "least": r"at least|no fewer than|no less than|a minimum of",
    "over": r"more than|over|above|upwards of|in excess of|exceed(?:s|ed|ing)?|topp?(?:s|ed)?",
    "most": r"up to|as many as|as much as|at most|no more than|a maximum of",
    "under": r"fewer than|less than|under|below",
    "nearly": r"nearly|almost|close to|just under|just short of",
    "about": r"about|around|some|roughly|approximately|an estimated|estimated|circa|or so",
}
_BEFORE: Final = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _KINDS.items())})"
    r"(?:\s(?:a|an|another|the))?\s+$",
    re.IGNORECASE,
)
_LONGEST: Final = 30
_ABOUT: Final = 0.07  # what "about" lets pass, of the figure
_NEARLY: Final = 0.9
_MOST: Final = 0.7  # "as many as 400" is not said of 250
_OVER: Final = 0.2  # "more than 140" may be 149, and "more than 100" 120, but 180 would have been said


@dataclass(frozen=True, slots=True, kw_only=True)
class Hedged:
    """A figure with its hedge: where both stand, and the values that it can be read as."""

    start: int
    end: int
    value: float
    low: float
    high: float
    symbol: str
    percent: bool
    hedge: str

    def agrees(self, other: Hedged) -> bool:
        """Whether both can be read as one figure. "At least 30" speaks of 30: 36 is another figure."""
        if not self.hedge and not other.hedge:
            return self.low <= other.value <= self.high or other.low <= self.value <= other.high
        return self.low <= other.high and other.low <= self.high


def hedged(text: str, found: list[Number]) -> list[Hedged]:
    """The figures with their hedges; the two ends of a range become one figure."""
    result: list[Hedged] = []
    skip = False
    for at, number in enumerate(found):
        if skip:
            skip = False
            continue
        after = found[at + 1] if at + 1 < len(found) else None
        ranged = _range(text, number, after) if after else None
        skip = ranged is not None
        result.append(ranged or _one(text, number))
    return result


def _range(text: str, low: Number, high: Number) -> Hedged | None:
    between = text[low.end : high.start]
    opened = re.search(r"\b(between|from)\s+$", text[: low.start], re.IGNORECASE)
    joined = re.fullmatch(r"\s?(?:to|[\u2013-])\s?", between)
    if between == " and " and opened and opened[1].lower() == "between":
        start = opened.start()
    elif joined and not opened and low.value < high.value:
        start = low.start
    else:
        return None
    return Hedged(
        start=start,
        end=high.end,
        value=(low.value + high.value) / 2,
        low=low.value,
        high=high.value,
        symbol=low.symbol or high.symbol,
        percent=low.percent or high.percent,
        hedge="range",
    )


def _one(text: str, number: Number) -> Hedged:
    before = _BEFORE.search(text, max(0, number.start - _LONGEST), number.start)
    hedge = (before.lastgroup or "") if before else ""
    low, high = _reach(hedge, number)
    return Hedged(
        start=before.start() if before else number.start,
        end=number.end,
        value=number.value,
        low=low,
        high=high,
        symbol=number.symbol,
        percent=number.percent,
        hedge=hedge,
    )


def _reach(hedge: str, number: Number) -> tuple[float, float]:
    value, slack = number.value, number.slack * 0.999  # a step's very middle belongs to neither side
    if hedge == "about":
        return value - max(slack, _ABOUT * value), value + max(slack, _ABOUT * value)
    if hedge == "nearly":
        return min(value - slack, _NEARLY * value), value + slack
    if hedge == "over":
        return value - slack, value + max(slack, min(_last_step(value), _OVER * value))
    if hedge in {"most", "under"}:
        return _MOST * value if hedge == "most" else 0.0, value + slack
    return value - slack, value + slack


def _last_step(value: float) -> float:
    """10 of 140, 100 of 300, 1 of 36: how coarse the figure looks."""
    step = 1.0
    while value % (step * 10) == 0 and step * 10 <= value:
        step *= 10
    return step
