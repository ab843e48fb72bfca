"""A story's articles -> a brief: what several of them say, each fact once, in sentences that stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from summaries.choosing.choice import choose
from summaries.choosing.coverage import DEFAULT_PARAMETERS
from summaries.choosing.headline import headline
from summaries.choosing.pool import gather
from summaries.extract import DEFAULT_METHOD, limits_of
from summaries.facts.agencies import agency_of
from summaries.facts.corroboration import corroborate
from summaries.facts.disagreement import differences
from summaries.facts.novelty import Novelty
from summaries.facts.times import moment
from summaries.model import Brief, Sentence, Source
from summaries.ranking.limits import Request, Rights
from summaries.sentences.passages import passages as passages_of
from summaries.tokens import roots, terms
from summaries.tokens import words as words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from summaries.choosing.coverage import Parameters
    from summaries.choosing.pool import Candidate
    from summaries.model import Article
    from summaries.ranking.weights import Weights
    from summaries.segment import Span
    from summaries.sentences.passages import Passage

_MOST_REPEATS: Final = 4  # how often a choice is made anew without a sentence that the others say too


def brief(
    articles: Iterable[Article],
    *,
    sentences: int | None = None,
    words: int | None = None,
    characters: int | None = None,
    method: str = DEFAULT_METHOD,
    focus: Sequence[str] = (),
    told: Collection[Sentence] = frozenset(),
    spans: Mapping[str, Sequence[Span]] | None = None,
    max_words: int | None = None,
    max_share: float | None = None,
    weights: Weights | None = None,
    parameters: Parameters = DEFAULT_PARAMETERS,
) -> Brief:
    """A story in a few verbatim sentences of its articles; the order of `articles` doesn't matter.

    At most `sentences` of them, at most `words` words (`str.split()`) and at most `characters` characters
    (one more for each gap between sentences) in all; three sentences where nothing is given. One sentence at
    least, even if it alone exceeds the budget, unless no article holds any or all were told. No two say the
    same, and one that leans on the sentence before it comes right after that one.

    `focus`: the words of a question; sentences that hold them are preferred. `told`: sentences shown
    before; what says no more than they do is never chosen, and `nothing_new` tells that all was told.
    `spans`: stored `shown_spans` by article id. `max_words` and `max_share` (0 to 1) bound what is shown of
    any one article: that many words and that share of its words, one sentence at least. `method`: one of
    METHODS. `weights` (of each article's own ranking) and `parameters` (of the choice between articles):
    others than the shipped ones. ValueError for a budget below 1, for no article, or for a method that there
    isn't.
    """
    limits = limits_of(sentences=sentences, words=words, characters=characters)
    ordered = sorted({article.id: article for article in articles}.values(), key=_when)
    if not ordered:
        raise ValueError("a brief needs an article")
    rights = Rights(max_words=max_words, max_share=max_share)
    head = headline(ordered)
    request = Request(
        limits=limits,
        ceilings={article.id: rights.ceiling(article) for article in ordered},
        focus=_stems(words_of(" ".join(focus))),
        title=_stems(terms(head.title, head.language)),
        head=head.id,
    )
    pool = gather(ordered, spans or {}, method, parameters, weights)
    known = Novelty(_told(told, ordered))
    fresh = [one for one in pool if not known.holds(one.passage)] if told else pool
    readable = _readable(_chosen(fresh, ordered, request, parameters))
    passages = [one.passage for one in pool]
    return Brief(
        headline=head.title,
        headline_id=head.id,
        sentences=readable,
        sources=tuple(Source.of(article) for article in ordered),
        support=corroborate(readable, passages, {a.id: agency_of(a.text, a.publisher) for a in ordered}),
        differences=differences(passages),
        nothing_new=bool(pool) and not fresh,
    )


def _chosen(
    fresh: Sequence[Candidate], ordered: Sequence[Article], request: Request, parameters: Parameters
) -> list[Candidate]:
    """The chosen sentences, those that open better first: no headline, and none that the others say too."""
    titles = {tuple(words_of(article.title)) for article in ordered}
    candidates = [one for one in fresh if one.passage.words not in titles] or fresh
    chosen: list[Candidate] = []
    for _ in range(_MOST_REPEATS):
        chosen = [candidates[i] for i in choose(candidates, request, parameters)] if candidates else []
        if (repeat := _repeat(chosen)) is None:
            return chosen
        candidates = [one for one in candidates if one is not repeat]
    return chosen


def _repeat(chosen: Sequence[Candidate]) -> Candidate | None:
    """A sentence that says nothing beside those that open better; none where each says something."""
    told = [one.passage for one in chosen]
    return next((one for n, one in enumerate(chosen) if n and Novelty(told[:n]).holds(one.passage)), None)


def _told(told: Collection[Sentence], ordered: Sequence[Article]) -> list[Passage]:
    """The sentences told, as passages: their article may have been forgotten."""
    known = {article.id: article for article in ordered}
    found: list[Passage] = []
    for sentence in sorted(told, key=lambda one: (one.article_id, one.start, one.text)):
        article = replace(known.get(sentence.article_id, ordered[0]), text=sentence.text)
        found += passages_of(article, [(0, len(sentence.text))])
    return found


def _stems(found: Iterable[str]) -> frozenset[str]:
    """Without diacritics: a question is typed without them as often as not."""
    return frozenset(roots(found))


def _when(article: Article) -> tuple[datetime, str]:
    return moment(article.published), article.id


def _readable(chosen: Sequence[Candidate]) -> tuple[Sentence, ...]:
    """The article that opens best, then the others by time; within each as they stand in the text.

    `chosen`: those that open better first. An article's part opens with its first sentence there.
    """
    first = {one.article: min(c.passage.at for c in chosen if c.article == one.article) for one in chosen}
    opener = next((one.article for one in chosen if one.passage.at == first[one.article]), -1)
    in_order = sorted(chosen, key=lambda one: (one.article != opener, one.article, one.passage.at))
    return tuple(one.passage.sentence for one in in_order)
