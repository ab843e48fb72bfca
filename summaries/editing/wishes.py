"""Which of the sections and topics that were asked for, or are to be kept out, a story is of."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summaries.places.aliases import aliases
from summaries.tokens import fold, stem, words
from summaries.topic import ANSWERS, judge, parse, variants, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from summaries.editing.rules import Candidate, Rules
    from summaries.model import Article
    from summaries.topic import Topic

_MARKS: Final = re.compile(r"[\u0300-\u036f]")
_ANY_TIME: Final = datetime(2000, 1, 1, tzinfo=UTC)
_WHOLE: Final = 4  # letters of a root up to which nothing is cut off


def wishes(candidate: Candidate, articles: Sequence[Article], rules: Rules) -> tuple[str, ...]:
    """The sections and topics asked for that a story is of, as they were asked; `articles`: its witnesses."""
    sections = _sections(candidate, articles)
    found = [section for section in rules.sections if section.casefold() in sections]
    return (*found, *_answered(rules.topics, articles))


def of_topics(asked: Sequence[str], candidate: Candidate, articles: Sequence[Article]) -> tuple[str, ...]:
    """Which of these topics a story is on, or is of the section of that name."""
    sections = _sections(candidate, articles)
    answered = set(_answered([one for one in asked if one.casefold() not in sections], articles))
    return tuple(one for one in asked if one.casefold() in sections or one in answered)


def _sections(candidate: Candidate, articles: Sequence[Article]) -> set[str]:
    return {section.casefold() for section in (candidate.section, *(a.section for a in articles))}


def _answered(asked: Sequence[str], articles: Sequence[Article]) -> list[str]:
    """Of these topics those that an article answers, as they were asked."""
    missing = set(asked)
    for article in articles if asked else ():
        text = _plain(f"{article.title}\n{article.text}")  # once for all topics: there may be many
        missing -= {one for one in missing if _answers(one, article, text)}
    return [one for one in asked if one not in missing]


def _answers(asked: str, article: Article, text: str) -> bool:
    topic, weights = _weighed(asked)
    return (
        _may(topic, text, weights)
        and judge(topic, title=article.title, text=article.text, weights=weights) >= ANSWERS
    )


@lru_cache(maxsize=1_000)
def _weighed(asked: str) -> tuple[Topic, Mapping[str, float]]:
    """A topic with its weights: read once, not for every story. A time that it names counts for nothing."""
    topic = parse(asked, _ANY_TIME, UTC)
    return topic, weigh(topic, {}, 0)


def may_answer(topic: Topic, article: Article, weights: Mapping[str, float]) -> bool:
    """False where an article holds too little of a topic's letters to be on it.

    A glance instead of a judgement: most of thousands of articles are on something else.
    """
    return _may(topic, _plain(f"{article.title}\n{article.text}"), weights)


def _may(topic: Topic, text: str, weights: Mapping[str, float]) -> bool:
    held = sum(weights.get(t, 0.0) for t in topic.terms if any(root in text for root in _roots(t)))
    return round(held, 6) >= ANSWERS


def _plain(text: str) -> str:
    lower = text.lower()
    return lower if lower.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", lower))


@lru_cache(maxsize=1_000)
def _roots(term: str) -> tuple[str, ...]:
    """What stands in every text that holds one of a term's spellings or other names: how its words begin."""
    named = (*variants(term), *aliases(term), term.lower())
    first = {_plain(fold(found[0])) for name in named if (found := words(name))}
    roots = {_shared(word, stem(word)) for word in first}
    cut = {root if len(root) <= _WHOLE else root[:-1] for root in roots}
    return tuple(sorted(root for root in cut if not any(root != one and root.startswith(one) for one in cut)))


def _shared(a: str, b: str) -> str:
    """How two words both begin: "organis", "organiz" with "organi"."""
    same = next((at for at, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), None)
    return a[: min(len(a), len(b)) if same is None else same]
