"""How a story is told that entered: its headline, its brief, and what is new where it returns."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from summaries.brief import brief
from summaries.choosing.headline import headline
from summaries.editing.wording import counted, listed
from summaries.model import Source
from summaries.newsrooms import newsroom, newsrooms
from summaries.tokens import figures, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from summaries.editing.rules import Rules
    from summaries.editing.weighing import Weighed
    from summaries.model import Article, Brief
    from summaries.segment import Span

# A sentence or two are chosen from so many articles: the newest of each newsroom say what the others repeat.
_READ: Final = 8
_WORD: Final = re.compile(r"[^\W_][\w'\u2019.,-]*[^\W_]|[^\W_]")
_CAPITAL: Final = r"[^\W\d_a-z][\w'\u2019-]*"
_RUN: Final = re.compile(rf"\b{_CAPITAL}(?: {_CAPITAL})*")
_MOST: Final = 4


def speaker(articles: Sequence[Article]) -> Article:
    """The article whose title speaks for the others."""
    return articles[0] if len(articles) == 1 else headline(articles)


def brief_of(story: Weighed, head: Article, rules: Rules, spans: Mapping[str, Sequence[Span]]) -> Brief:
    """A story's brief by the rules, under the title of `head`; its sources are all its witnesses."""
    told = brief(
        _read(story.articles, head),
        sentences=rules.sentences,
        method=rules.method,
        told=story.candidate.told,
        spans=spans,
        max_words=rules.max_words,
        max_share=rules.max_share,
    )
    sources = tuple(Source.of(article) for article in story.articles)
    return replace(told, headline=head.title, headline_id=head.id, sources=sources)


def _read(articles: Sequence[Article], head: Article) -> list[Article]:
    """The article that speaks, the newest of each other newsroom, then the newest of all."""
    if len(articles) <= _READ:
        return list(articles)
    newest = {newsroom(article.publisher): article for article in articles}
    first = [head, *reversed(newest.values()), *reversed(articles)]
    return list({article.id: article for article in first}.values())[:_READ]


def whats_new(story: Weighed, told: Brief) -> str:
    """How many more articles, whose they are, and the names and figures that are told for the first time.

    Empty for a story that was never told.
    """
    if not story.candidate.told:
        return ""
    shown = {one.article_id for one in story.candidate.told}
    fresh = [article for article in story.articles if article.id not in shown]
    since = f"{counted(len(fresh), 'more article')}, by {listed(newsrooms(fresh))}"
    first = _first_told([one.text for one in told.sentences], [one.text for one in story.candidate.told])
    return f"{since}; told for the first time: {', '.join(first)}" if first else since


def _first_told(sentences: Sequence[str], told: Sequence[str]) -> list[str]:
    """The names and figures, as they stand, that no sentence told before holds; the first few.

    Of a name of several words either all are new, or it is known: "Donald" is not, beside a Trump who is.
    """
    known = {part for text in told for word in _WORD.findall(text) for part in _parts(word)}
    fresh = figures(" ".join(sentences)) - figures(" ".join(told))
    numbers = {one for one in fresh if len(one) > 1}
    found = [
        one
        for text in sentences
        for one in (*_names(text, known), *(w for w in _WORD.findall(text) if w.replace(",", "") in numbers))
    ]
    return list(dict.fromkeys(found))[:_MOST]


def _names(text: str, known: set[str]) -> Iterator[str]:
    """The names of a text of which no part is known."""
    named = names(text)
    for run in _RUN.findall(text):
        words = [_bare(word) for word in _WORD.findall(run)]
        inside = [word for word in words if len(word) > 1 and word.casefold() in named]
        if inside and not any(_parts(word) & known for word in words):
            yield " ".join(inside)


def _parts(word: str) -> set[str]:
    """A word in lower case, whole and by the parts that hyphens join: "Jong-un" is known as "Jong" too."""
    low = _bare(word).casefold()
    return {low, *low.split("-")}


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("\u2019s")
