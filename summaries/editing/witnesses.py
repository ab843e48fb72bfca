"""Who tells a story: the articles that count as news, and the newsrooms that they are of."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summaries.copies import same_text
from summaries.facts.times import UNDATED, moment
from summaries.kinds import NEWS, kind_of
from summaries.tokens import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from summaries.editing.rules import Candidate, Rules
    from summaries.model import Article

# No digest looks back further than a week and what came in late: what is older is history.
OLDEST: Final = timedelta(days=8)
_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^]]*\]")
_APART: Final = re.compile(r"\s+[-\u2013\u2014|\u00bb:]\s+|\s*[|\u00bb]\s*|:\s+")
_DRESS: Final = frozenset(("the", "online", "digital", "web"))
_DESKS_OF_A_NEWSROOM: Final = """
news world international global home uk us usa politics opinion opinions editorial editorials comment business
money economy sport sports tech technology science health culture entertainment top stories latest headlines
breaking all rss feed edition europe africa asia americas middle east and & the
"""
_DESKS: Final = frozenset(_DESKS_OF_A_NEWSROOM.split())
_OPENING: Final = 300  # characters: texts that open in other words are no copies
_OPENING_WORDS: Final = 20


@dataclass(frozen=True, slots=True)
class Witnesses:
    """A candidate's articles that count, oldest first; and the kinds of those that don't."""

    articles: tuple[Article, ...]
    kinds: tuple[str, ...]


@lru_cache(maxsize=10_000)
def newsroom(publisher: str) -> str:
    """A publisher's name as it is compared: the feeds of one newsroom write it in several ways.

    "The Post", "Post Online", "post.com", "Post (Web)", "Post - World" and "World news | The Post" are one.
    """
    name = _BRACKETS.sub(" ", publisher.casefold())
    parts = [part for part in _APART.split(name) if set(part.split()) - _DESKS]
    named = [word.removesuffix(".com") for word in (parts or [name])[0].split() if word not in _DRESS]
    return " ".join(named) or " ".join(publisher.casefold().split())


def newsrooms(articles: Iterable[Article]) -> tuple[str, ...]:
    """The distinct newsrooms, each by the name that came first."""
    found: dict[str, str] = {}
    for article in articles:
        found.setdefault(newsroom(article.publisher), article.publisher)
    return tuple(found.values())


def witnesses(candidate: Candidate, rules: Rules, now: datetime) -> Witnesses:
    """The articles that count: dated, not old, of news or of a kind let in, and no text twice."""
    fresh = by_time(a for a in candidate.articles if not is_old(a, now))
    kinds = [kind_of(article) for article in fresh]
    let_in = {NEWS, *rules.kinds}
    return Witnesses(
        originals([article for article, kind in zip(fresh, kinds, strict=True) if kind in let_in]),
        tuple(dict.fromkeys(kind for kind in kinds if kind not in let_in)),
    )


def is_old(article: Article, now: datetime) -> bool:
    """Whether it is no news for its date, or for having none."""
    when = moment(article.published)
    return when == UNDATED or moment(now) - when > OLDEST


def by_time(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Oldest first, those without a date last."""
    return tuple(sorted(articles, key=lambda article: (moment(article.published), article.id)))


def originals(ordered: Sequence[Article]) -> tuple[Article, ...]:
    """Without those whose text an earlier one has: who reprints a text is no second witness."""
    if len(ordered) == 1:
        return tuple(ordered)
    opening: dict[tuple[str, ...], list[Article]] = defaultdict(list)
    found: list[Article] = []
    for article in ordered:
        alike = opening[tuple(words(article.text[:_OPENING])[:_OPENING_WORDS])]
        if not any(same_text(article.text, one.text) for one in alike):
            alike.append(article)
            found.append(article)
    return tuple(found)
