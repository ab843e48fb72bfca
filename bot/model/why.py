"""Why a reader sees a story where it is: in a digest, or in an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What became of a story when a digest was planned.

    `place` is where it stands among the digest's `of` stories, 0 where it was left out; `rank` its place by
    score among all that might have entered, 0 where it was never weighed; `considered` counts all. `shares`
    are what each of the first `reasons` gave to the score. `after` are (headline, reason) of those that were
    left out next to it, by rank.
    """

    story_id: str
    headline: str
    place: int
    of: int
    considered: int
    rank: int
    reasons: tuple[str, ...]
    shares: tuple[float, ...]
    after: tuple[tuple[str, str], ...]
    local_date: date
    slot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a question. `where`: "headline", "titles" (other headlines), "sentences", "text" or "".

    `weight` is its share of the question: the rarer, the more telling. All of them sum to 1.
    """

    said: str
    where: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Why a story is in an answer. `place` is its own among the top stories, 0 where it is none of them."""

    story_id: str
    headline: str
    asked: str
    words: tuple[Word, ...]
    publishers: int
    articles: int
    first_seen: datetime
    last_seen: datetime
    place: int
    now: datetime
