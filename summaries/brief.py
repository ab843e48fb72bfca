"""A story's articles -> a brief: what several of them say, each fact once, in sentences that stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
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

    from summaries.model import Article, Citation
    from summaries.segment import Span

_UNDATED: Final = datetime.max.replace(tzinfo=UTC)


def brief(
    articles: Iterable[Article],
    *,
    sentences: int | None = None,
    words: int | None = None,
    method: str = DEFAULT_METHOD,
    focus: Sequence[str] = (),
    told: Collection[Citation] = frozenset(),
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
    texts = {article.id: article.text for article in ordered}
    barred = _said(told, texts)
    pool = Pool(_distinct(ordered), spans or {}, shown_spans)
    limit = DEFAULT_SENTENCES if sentences is None and words is None else sentences
    rights = Rights(max_words=max_words, max_share=max_share)
    chosen = pick(
        pool, sentences=limit, words=words, method=method, focus=focus, barred=barred, rights=rights
    )
    head = headline(ordered)
    return Brief(
        headline=head.title,
        headline_id=head.id,
        sentences=_readable(chosen),
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


def _said(told: Collection[Citation], texts: Mapping[str, str]) -> frozenset[str]:
    """The told sentences' words, as keys. A citation of an article that isn't here can't be looked up."""
    return frozenset(
        " ".join(words_of(texts[one.article_id][one.start : one.end]))
        for one in told
        if one.article_id in texts
    )


def headline(ordered: Sequence[Article]) -> Article:
    """The article whose title speaks for the story: the most central, of news rather than opinion."""
    bags = [set(terms(article.title, article.language)) for article in ordered]
    counts = Counter(term for bag in bags for term in bag)
    ledes = Counter(t for article in ordered for t in set(terms(article.text[:400], article.language)))

    def central(at: int) -> tuple[bool, bool, float, int]:
        article, bag = ordered[at], bags[at]
        weight = sum(counts[t] - 1 + 0.5 * ledes[t] for t in bag) / (len(bag) + 3)
        return bool(article.title.strip()), kind_of(article) == NEWS, round(weight, 9), -at

    return ordered[max(range(len(ordered)), key=central)]


@dataclass(frozen=True, slots=True)
class _Part:
    """The chosen sentences of one article."""

    sentences: tuple[Sentence, ...]
    leans: bool


def _readable(chosen: Sequence[tuple[Sentence, bool]]) -> tuple[Sentence, ...]:
    """By time, then as they stand in the text; an article whose part opens by itself comes first."""
    by_article: dict[str, list[tuple[Sentence, bool]]] = {}
    for sentence, leans in chosen:
        by_article.setdefault(sentence.article_id, []).append((sentence, leans))
    parts = [_Part(tuple(s for s, _ in part), part[0][1]) for part in by_article.values()]
    standing = next((at for at, part in enumerate(parts) if not part.leans), 0)
    parts.insert(0, parts.pop(standing)) if parts else None
    return tuple(sentence for part in parts for sentence in part.sentences)
