"""A story's articles -> a brief: what several of them say, each fact once, in sentences that stand."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from summaries.clean import shown_spans
from summaries.copies import fingerprint
from summaries.coverage import Pool, Rights, pick
from summaries.extract import DEFAULT_METHOD, DEFAULT_SENTENCES, check_budget
from summaries.kinds import NEWS, kind_of
from summaries.model import Brief, Sentence, Source
from summaries.tokens import terms
from summaries.tokens import words as words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from summaries.model import Article
    from summaries.segment import Span

_STALE_HOURS: Final = 24.0  # a title loses half its weight in so long: a story's newest turn names it
# "How India moved half a million", "Can a robot rescue a reef?": pieces about an event, rather than its news.
_EXPLAINS: Final = re.compile(
    r"^(?:how|why|what|who|where|when|inside|can|could|is|are|does|will)\b|\?$", re.IGNORECASE
)
_ASIDE: Final = 0.5
_UNDATED: Final = datetime.max.replace(tzinfo=UTC)


def brief(
    articles: Iterable[Article],
    *,
    sentences: int | None = None,
    words: int | None = None,
    method: str = DEFAULT_METHOD,
    focus: Sequence[str] = (),
    told: Collection[Sentence] = frozenset(),
    spans: Mapping[str, Sequence[Span]] | None = None,
    max_words: int | None = None,
    max_share: float | None = None,
) -> Brief:
    """A story in a few verbatim sentences of its articles; the order of `articles` doesn't matter.

    At most `sentences` of them and at most `words` words (`str.split()`) in all; three sentences where
    neither is given. One sentence at least, even if it alone exceeds `words`, unless no article holds any
    or all were told.

    `focus`: the words of a question; sentences that hold them are preferred. `told`: sentences shown
    before; they and others that say the same word for word are never chosen. `spans`: stored `shown_spans`
    by article id. `max_words` and `max_share` (0 to 1) bound what is shown of any one article: that many
    words and that share of its words, one sentence at least. `method`: one of METHODS. ValueError for a
    budget below 1, for no article, or for a method that there isn't.
    """
    check_budget(sentences, words)
    ordered = sorted({article.id: article for article in articles}.values(), key=_when)
    if not ordered:
        raise ValueError("a brief needs an article")
    barred = frozenset(" ".join(words_of(sentence.text)) for sentence in told)
    pool = Pool(_distinct(ordered), spans or {}, shown_spans)
    limit = DEFAULT_SENTENCES if sentences is None and words is None else sentences
    rights = Rights(max_words=max_words, max_share=max_share)
    head = headline(ordered)
    chosen = pick(
        pool,
        sentences=limit,
        words=words,
        method=method,
        focus=focus,
        title=head.title,
        barred=barred,
        rights=rights,
    )
    return Brief(
        headline=head.title,
        headline_id=head.id,
        sentences=_readable(chosen, ordered),
        sources=tuple(_source(article) for article in ordered),
    )


def _when(article: Article) -> tuple[datetime, str]:
    time = article.published or _UNDATED
    return (time if time.tzinfo else time.replace(tzinfo=UTC), article.id)


def _source(article: Article) -> Source:
    return Source(
        article_id=article.id,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        published=article.published,
    )


def _distinct(ordered: list[Article]) -> list[Article]:
    """The articles without those whose text an earlier one has word for word."""
    first = {fingerprint(article.text): article for article in reversed(ordered)}
    return [article for article in ordered if first[fingerprint(article.text)] is article]


def _hours_behind(article: Article, newest: datetime | None) -> float:
    if article.published is None or newest is None:
        return 0.0
    return (newest - article.published).total_seconds() / 3600


def headline(ordered: Sequence[Article]) -> Article:
    """The article whose title speaks for the story: central and recent, of news rather than opinion."""
    bags = [set(terms(article.title, article.language)) for article in ordered]
    counts = Counter(term for bag in bags for term in bag)
    ledes = Counter(t for article in ordered for t in set(terms(article.text[:400], article.language)))
    newest = max((article.published for article in ordered if article.published), default=None)

    def central(at: int) -> tuple[bool, bool, float, int]:
        article, bag = ordered[at], bags[at]
        weight = sum(counts[t] - 1 + 0.5 * ledes[t] for t in bag) / (len(bag) + 3)
        weight *= 0.5 ** (_hours_behind(article, newest) / _STALE_HOURS)
        weight *= _ASIDE if _EXPLAINS.search(article.title) else 1.0
        return bool(article.title.strip()), kind_of(article) == NEWS, round(weight, 9), -at

    return ordered[max(range(len(ordered)), key=central)]


def _readable(chosen: Sequence[tuple[Sentence, bool]], ordered: Sequence[Article]) -> tuple[Sentence, ...]:
    """The article of the opening sentence, then the others by time; within each as they stand in the text.

    An article whose part leans on what isn't there does not come first where another's stands.
    """
    parts: dict[str, list[tuple[Sentence, bool]]] = {}
    for sentence, leans in sorted(chosen, key=lambda one: one[0].start):
        parts.setdefault(sentence.article_id, []).append((sentence, leans))
    opening = [sentence.article_id for sentence, _ in chosen]
    first = next((key for key in opening if not parts[key][0][1]), opening[0] if opening else "")
    by_time = [article.id for article in ordered if article.id in parts and article.id != first]
    return tuple(sentence for key in [first, *by_time] if key in parts for sentence, _ in parts[key])
