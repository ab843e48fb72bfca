"""What a story weighs: a sum of a few parts, each with its share and its words.

Publishers come first: what many newsrooms tell is the news. The other parts put stories in order that as many
tell: what is fresh, what gathers pace, what editors put at the top of their feeds, what was asked for. What a
reader was told before, and what is of the back pages, comes later.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.editing.likings import liked
from summaries.editing.wording import ago, counted
from summaries.facts.times import moment
from summaries.model import Reason
from summaries.newsrooms import newsrooms
from summaries.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from summaries.editing.rules import Candidate, Rules
    from summaries.model import Article

_HOUR: Final = 3600.0
_PUBLISHERS: Final = 1.0  # what twice as many newsrooms are worth
_RECENCY: Final = 1.0  # what the latest news is worth ...
_HALF_LIFE: Final = 24.0  # ... and after how many hours half of it
_LATELY: Final = 6.0  # hours, which are held against as many before them
_GROWTH: Final = 0.3  # what twice the pace is worth
_GROWTH_MOST: Final = 0.6
_GATHERING: Final = 3  # newsrooms at least: two that tell a thing at once is no pace yet
_SMOOTHED: Final = 3  # as if so many more had told it in either part: one after none is no flood
_PROMINENCE: Final = 0.5
_ASKED_FOR: Final = 1.0
_TOLD: Final = -0.5  # half a doubling: a returning story must be told by more
_BACK_PAGES: Final = -0.5
_LED: Final = 0.999
_HIGH: Final = 0.5
_SOFT_WORDS: Final = """
sport sports football soccer cricket tennis golf rugby basketball baseball entertainment celebrity celebrities
showbiz culture arts music film movies tv television theatre books lifestyle life style fashion beauty food
recipes travel motoring cars gaming games
"""
_SOFT: Final = frozenset(_SOFT_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A candidate that may enter: its witnesses (oldest first), its newsrooms, and what it weighs and why.

    `reasons` say the `parts` in words, one for one.
    """

    candidate: Candidate
    articles: tuple[Article, ...]
    publishers: tuple[str, ...]
    score: float
    parts: tuple[Reason, ...]
    reasons: tuple[str, ...]


def weigh_story(
    candidate: Candidate, articles: Sequence[Article], wished: Sequence[str], rules: Rules, now: datetime
) -> Weighed:
    """A story's weight. `articles`: its witnesses, one at least; `wished`: what of it was asked for."""
    publishers = newsrooms(articles)
    hours = [max(0.0, (moment(now) - moment(a.published)).total_seconds() / _HOUR) for a in articles]
    likings = tuple(liked(candidate, articles, rules))
    wanted = [*wished, *(said for _, share, said in likings if share > 0)]
    told = [
        _breadth(publishers, articles, all_count=rules.all_count),
        _recency(min(hours)),
        *_growth(articles, hours),
        *_prominence(candidate.prominence),
        *_asked(wished),
        *likings,
        *_back_pages(candidate.section, wanted),
        *_returning(candidate),
    ]
    parts = tuple(Reason(feature=name, share=round(share, 6)) for name, share, _ in told)
    return Weighed(
        candidate=candidate,
        articles=tuple(articles),
        publishers=publishers,
        score=round(sum(part.share for part in parts), 6),
        parts=parts,
        reasons=tuple(said for _, _, said in told),
    )


def _breadth(
    publishers: Sequence[str], articles: Sequence[Article], *, all_count: bool
) -> tuple[str, float, str]:
    """Who tells it. Where not all count, nobody knows whether one is the only one."""
    alone = f"{'only ' if all_count else ''}{publishers[0]} tells it"
    who = alone if len(publishers) == 1 else f"{len(publishers)} publishers tell it"
    share = _PUBLISHERS * math.log2(1 + len(publishers))
    return "publishers", share, f"{who}, in {counted(len(articles), 'article')}"


def _recency(hours: float) -> tuple[str, float, str]:
    return "recency", _RECENCY * 0.5 ** (hours / _HALF_LIFE), f"last news {ago(hours)}"


def _growth(articles: Sequence[Article], hours: Sequence[float]) -> Iterator[tuple[str, float, str]]:
    """Newsrooms and articles of the last hours against those of as many hours before."""
    lately = [a for a, age in zip(articles, hours, strict=True) if age < _LATELY]
    before = [a for a, age in zip(articles, hours, strict=True) if _LATELY <= age < 2 * _LATELY]
    who, earlier = len(newsrooms(lately)), len(newsrooms(before))
    ratio = (_SMOOTHED + who + len(lately)) / (_SMOOTHED + earlier + len(before))
    if who >= _GATHERING and ratio > 1:
        said = (
            f"gathering pace: {counted(len(lately), 'article')} by {counted(who, 'publisher')}"
            f" in the last {_LATELY:.0f} h, {len(before) or 'none'} in the {_LATELY:.0f} h before"
        )
        yield "growth", min(_GROWTH_MOST, _GROWTH * math.log2(ratio)), said


def _prominence(prominence: float) -> Iterator[tuple[str, float, str]]:
    if prominence > 0:
        where = "led" if prominence >= _LED else "stood high in" if prominence >= _HIGH else "stood low in"
        yield "prominence", _PROMINENCE * min(1.0, prominence), f"it {where} a publisher's feed"


def _asked(wished: Sequence[str]) -> Iterator[tuple[str, float, str]]:
    if wished:
        yield "asked for", _ASKED_FOR * math.log2(1 + len(wished)), f"asked for: {', '.join(wished)}"


def _back_pages(section: str, wanted: Sequence[str]) -> Iterator[tuple[str, float, str]]:
    if not wanted and _SOFT & set(words(section)):
        yield "section", _BACK_PAGES, f"{section} comes after the day's news"


def _returning(candidate: Candidate) -> Iterator[tuple[str, float, str]]:
    if candidate.told:
        yield "told before", _TOLD, "told before, and there is more since"
