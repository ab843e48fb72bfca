"""Who tells a story: the articles that count as news, each text once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from summaries.copies import firsts
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
_OPENING: Final = 300  # characters: texts that open in other words are no copies
_OPENING_WORDS: Final = 20


@dataclass(frozen=True, slots=True)
class Witnesses:
    """A candidate's articles that count, oldest first; and the kinds of those that don't."""

    articles: tuple[Article, ...]
    kinds: tuple[str, ...]


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
    opening: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, article in enumerate(ordered):
        opening[tuple(words(article.text[:_OPENING])[:_OPENING_WORDS])].append(at)
    kept = {
        some[at]
        for some in opening.values()
        for at in (firsts([ordered[one].text for one in some]) if len(some) > 1 else [0])
    }
    return tuple(article for at, article in enumerate(ordered) if at in kept)
