"""One article -> its best sentences: small explainable features, a weighted sum, and a greedy choice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from summaries.clean import shown_spans
from summaries.features import Scored, score
from summaries.model import Sentence, Summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summaries.model import Article
    from summaries.segment import Span

DEFAULT_SENTENCES: Final = 3
DEFAULT_METHOD: Final = "dateline"
METHODS: Final = (DEFAULT_METHOD, "lexrank", "textrank", "lsa", "luhn", "sumbasic")  # all but ours are sumy's
_REDUNDANCY: Final = 0.6  # how much likeness to a chosen sentence costs, in units of the score
_LEANING: Final = 0.7  # what leaning on a sentence that is not there costs


def summarize(
    article: Article,
    *,
    sentences: int | None = None,
    words: int | None = None,
    method: str = DEFAULT_METHOD,
    spans: Sequence[Span] | None = None,
) -> Summary:
    """The best sentences of an article, verbatim, in reading order.

    At most `sentences` of them and at most `words` words (`str.split()`) in all; three sentences where
    neither is given. Where the article holds any sentence the summary has one at least, even if it alone
    exceeds `words`. `method` is one of METHODS. `spans` are sentences from an earlier `shown_spans`, as
    (start, end, paragraph), so that nothing is segmented twice. ValueError for a budget below 1 or a method
    that there isn't.
    """
    check_budget(sentences, words)
    limit = DEFAULT_SENTENCES if sentences is None and words is None else sentences
    found = shown_spans(article) if spans is None else spans
    if not found:
        return Summary(sentences=())
    texts = [article.text[span[0] : span[1]] for span in found]
    if method == DEFAULT_METHOD:
        chosen = choose(score(article, found), texts, limit, words)
    else:
        from summaries.methods import order  # noqa: PLC0415 - sumy takes a second to import: only when chosen

        chosen = take(order(method, texts, article.language), texts, limit, words)
    return Summary(sentences=tuple(_sentence(article, found[i]) for i in sorted(chosen)))


def check_budget(sentences: int | None, words: int | None) -> None:
    """ValueError where a budget is below 1."""
    for name, value in (("sentences", sentences), ("words", words)):
        if value is not None and value < 1:
            raise ValueError(f"{name} is {value}: it must be at least 1")


def _sentence(article: Article, span: Sequence[int]) -> Sentence:
    start, end = span[0], span[1]
    return Sentence(article_id=article.id, start=start, end=end, text=article.text[start:end])


def take(order: Sequence[int], texts: Sequence[str], sentences: int | None, words: int | None) -> list[int]:
    """The first of an order that fit the budget; the shortest where none fits."""
    sizes = [len(text.split()) for text in texts]
    chosen: list[int] = []
    left = words
    for i in order:
        if sentences is not None and len(chosen) >= sentences:
            break
        if left is None or sizes[i] <= left:
            chosen.append(i)
            left = left if left is None else left - sizes[i]
    return chosen or [min(order, key=lambda i: sizes[i])]


def choose(scored: Scored, texts: Sequence[str], sentences: int | None, words: int | None) -> list[int]:
    """Greedy: the best sentence that fits, then again; likeness and dangling openings cost."""
    sizes = [len(text.split()) for text in texts]
    chosen: list[int] = []
    left = words if words is not None else sum(sizes)
    most = min(len(texts), sentences if sentences is not None else len(texts))
    best = scored.start(_LEANING)
    while len(chosen) < most:
        i = scored.best(best, sizes, left)
        if i is None:
            break
        chosen.append(i)
        left -= sizes[i]
        scored.chosen(i, best, redundancy=_REDUNDANCY, leaning=_LEANING)
    return chosen or [min(range(len(texts)), key=lambda i: sizes[i])]
