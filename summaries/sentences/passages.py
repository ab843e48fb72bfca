"""A sentence of a story, taken apart once for all that compare it with others: its words, stems and place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summaries.model import Sentence
from summaries.tokens import roots, stop_words
from summaries.tokens import words as words_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from summaries.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence with what comparing needs. `at` is its number among its article's sentences, from 0.

    `words` are lower case, in order; `stems` are theirs, folded, one for one; `content` holds the stems of
    the words that are no stop words; `size` counts `str.split()`.
    """

    sentence: Sentence
    publisher: str
    published: datetime | None
    language: str
    at: int
    size: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    content: frozenset[str]


def passages(article: Article, spans: Sequence[Sequence[int]]) -> list[Passage]:
    """The sentences of an article as passages. `spans` as (start, end, ...), in reading order."""
    stops = stop_words(article.language)
    return [_passage(article, span, at, stops) for at, span in enumerate(spans)]


def _passage(article: Article, span: Sequence[int], at: int, stops: frozenset[str]) -> Passage:
    start, end = span[0], span[1]
    text = article.text[start:end]
    words = tuple(words_of(text))
    stems = tuple(roots(words))
    return Passage(
        sentence=Sentence(article_id=article.id, start=start, end=end, text=text),
        publisher=article.publisher or article.id,
        published=article.published,
        language=article.language,
        at=at,
        size=len(text.split()),
        words=words,
        stems=stems,
        content=frozenset(one for word, one in zip(words, stems, strict=True) if word not in stops),
    )
