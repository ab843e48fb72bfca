"""What is measured of a sentence: place, size, centrality, likeness to a headline, form, dependence.

Every feature is a number that can be explained. All of it is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from summaries.ranking.matrix import sums
from summaries.ranking.vocabulary import Vocabulary, vocabulary
from summaries.sentences.leaning import leanings
from summaries.tokens import base_language, figures, names, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from summaries.model import Article
    from summaries.ranking.matrix import Matrix

FEATURES: Final = (
    "place",  # the sentence's number, from 0
    "depth",  # the same as a share of the article
    "article",  # the number of sentences
    "length",  # words
    "terms",  # distinct words that say something
    "density",  # their share of all words
    "centrality",  # cosine with the article's TF-IDF centroid
    "opening",  # likeness to the first sentence
    "before",  # likeness to the sentence before
    "after",  # likeness to the sentence after
    "headline",  # how many of its words a headline would hold, as learned from headlines
    "headline density",  # the same per word
    "headline words",  # how much oftener than others its words stand in headlines at large
    "rarity",  # its words' mean idf, as a share of the article's mean
    "known",  # of its distinct terms, the share that came up before
    "taken up",  # of its distinct terms, the share that it brings up and others repeat
    "names",
    "name density",
    "figures",
    "year",
    "quoted",  # quotation marks
    "opens quoted",
    "question",
    "commas",
    "dash",
    "speech",  # words of speaking
    "speaks of self",  # share of I, we, you
    "pronouns",  # share of he, she, they, it
    "leaning",  # needs the sentence before it
)
_SELF_WORDS: Final = """
i we you my our me us your mine i'm i've i'd i'll we're we've we'll you're you've
"""
_PRONOUN_WORDS: Final = "he she they it his her its their him them"
_SPEECH_WORDS: Final = """
said says told tells added adds according stated announced reported reports tweeted wrote warned
"""
_SELF: Final = frozenset(_SELF_WORDS.split())
_PRONOUNS: Final = frozenset(_PRONOUN_WORDS.split())
_SPEECH: Final = frozenset(_SPEECH_WORDS.split())
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_DASH: Final = re.compile(r" -- | - |[\u2013\u2014]")
_QUOTES: Final = '"“”„«»「」『』'
_UNSPACED: Final = frozenset({"ja", "zh", "th", "lo", "km", "my"})
_PAIRS_A_WORD: Final = 2.0  # where words aren't spaced, pairs of characters are counted: two to a word
_SPARE: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Measured:
    """The sentences of an article: `values` (sentences x FEATURES), and what a choice needs beside it.

    `title` is the share of the title's weight that each holds; `sizes` are words.
    """

    values: NDArray[np.float32]
    title: NDArray[np.float64]
    sizes: NDArray[np.float64]
    leaning: NDArray[np.bool_]
    matrix: Matrix


def measure(article: Article, spans: Sequence[Sequence[int]], headline: Sequence[float]) -> Measured:
    """Measure the sentences of an article. `spans` as (start, end, ...); `headline` as in `likelihoods`."""
    texts = [article.text[span[0] : span[1]] for span in spans]
    words = vocabulary(texts, article.language)
    sizes = words.lengths
    if base_language(article.language) in _UNSPACED:
        sizes = sizes / _PAIRS_A_WORD
    leaning = np.array(leanings(article.text, spans, article.language), dtype=np.bool_)
    columns = [
        *_places(len(texts)),
        sizes,
        *_contents(words, sizes),
        *_likenesses(words),
        *_headlines(words, sizes, headline),
        *_news(words),
        *_forms(texts, sizes),
        words.share(_SPEECH.__contains__) * sizes,
        words.share(_is_self),
        words.share(_PRONOUNS.__contains__),
        leaning,
    ]
    return Measured(
        values=np.column_stack(columns).astype(np.float32),
        title=_title_share(words, article),
        sizes=sizes,
        leaning=leaning,
        matrix=words.matrix,
    )


def _places(count: int) -> list[NDArray[np.float64]]:
    place = np.arange(count, dtype=np.float64)
    return [place, place / max(1, count), np.full(count, float(count))]


def _contents(words: Vocabulary, sizes: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    distinct = words.matrix.by_row(np.ones(len(words.matrix.rows)))
    return [distinct, distinct / np.maximum(sizes, 1.0)]


def _likenesses(words: Vocabulary) -> list[NDArray[np.float64]]:
    matrix = words.matrix
    after = matrix.neighbours()
    before = np.concatenate([[0.0], after[:-1]])
    return [matrix.times(matrix.centroid()), matrix.times(matrix.row(0)), before, after]


def likelihoods(words: Vocabulary) -> NDArray[np.float64]:
    """What tells whether a headline holds a term (terms x 7): how often, how early, how rare, and 1.

    A headline's weights are a number for each, of a logistic regression.
    """
    matrix = words.matrix
    count = np.maximum(sums(matrix.columns, np.ones(len(matrix.columns)), matrix.width), 1.0)
    early = sums(matrix.columns, 1.0 / (1.0 + matrix.rows), matrix.width)
    rarity = words.idf / (words.idf.mean() + _SPARE) if matrix.width else words.idf
    columns = [
        np.log(count),
        count / max(1, matrix.height),
        np.sqrt(early),
        1.0 / (1.0 + matrix.first()),
        rarity,
        words.headlined,
        np.ones(matrix.width),
    ]
    return np.column_stack(columns).astype(np.float64)


def _headlines(
    words: Vocabulary, sizes: NDArray[np.float64], headline: Sequence[float]
) -> list[NDArray[np.float64]]:
    # Not `@`: a product this small isn't worth the threads that a linear algebra library would start.
    odds = (likelihoods(words) * np.array(headline)).sum(axis=1)
    held = words.matrix.by_row((1.0 / (1.0 + np.exp(-odds)))[words.matrix.columns])
    distinct = np.maximum(words.matrix.by_row(np.ones(len(words.matrix.rows))), 1.0)
    at_large = words.matrix.by_row(words.headlined[words.matrix.columns]) / distinct
    rarity = words.matrix.by_row(words.idf[words.matrix.columns]) / distinct
    mean = float(words.idf[words.matrix.columns].mean()) if len(words.matrix.columns) else 1.0
    return [held, held / np.maximum(sizes, 1.0), at_large, rarity / (mean + _SPARE)]


def _news(words: Vocabulary) -> list[NDArray[np.float64]]:
    """Of each sentence's terms, the shares that came up before, and that come up here and again later."""
    matrix = words.matrix
    count = np.bincount(matrix.columns, minlength=matrix.width)
    distinct = np.maximum(matrix.by_row(np.ones(len(matrix.rows))), 1.0)
    known = matrix.first()[matrix.columns] < matrix.rows
    taken_up = ~known & (count[matrix.columns] > 1)
    return [matrix.by_row(each.astype(np.float64)) / distinct for each in (known, taken_up)]


def _forms(texts: Sequence[str], sizes: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    named = np.array([len(names(text)) for text in texts], dtype=np.float64)
    counts = [len(figures(text)) for text in texts]
    found = [
        [count, count and _YEAR.search(text) is not None, *_marks(text)]
        for count, text in zip(counts, texts, strict=True)
    ]
    return [named, named / np.maximum(sizes, 1.0), *np.array(found, dtype=np.float64).T]


def _marks(text: str) -> list[float]:
    return [
        sum(text.count(mark) for mark in _QUOTES) if not text.isascii() else text.count('"'),
        text[:1] in _QUOTES,
        text.rstrip(_QUOTES)[-1:] in "?？؟",  # noqa: RUF001 - other scripts ask too
        text.count(","),
        _DASH.search(text) is not None,
    ]


def _is_self(word: str) -> bool:
    return word.replace("\u2019", "'") in _SELF


def _title_share(words: Vocabulary, article: Article) -> NDArray[np.float64]:
    wanted = words.weights(set(terms(article.title, article.language)))
    whole = float(wanted.sum()) or 1.0
    return words.matrix.by_row(wanted[words.matrix.columns]) / whole
