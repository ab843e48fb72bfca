"""What the sentences of a story are worth: the word pairs and words that several newsrooms put first.

After the concept coverage of Gillick and Favre (A Scalable Global Model for Summarization, 2009); a mention
counts the more the nearer it stands to its article's opening.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from summaries.words.background import background

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from summaries.choosing.pool import Candidate

_COMMONEST: Final = (
    0.5  # what the commonest word weighs at least, where words are weighed by how rare they are
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """How a brief weighs one thing against another; benchmarks/fit_briefs.py tries others on folds."""

    decay: float = 0.5  # a mention in sentence n (from 0) counts (1 + n) to the power of minus this
    single: float = 0.5  # what is worth a pair or word that no other article holds
    word: float = 0.5  # a content word, beside a pair of words
    repeat: float = 0.25  # each further article of one newsroom, beside its first
    fresh: float = 0.3  # what an endlessly old article counts beside the newest
    fresh_days: float = 1.0  # half of that loss comes in so many days
    own: float = 0.2  # the article's own ranking, a word of text; in units of the best coverage by a word
    own_counted: float = 0.7  # the same where only sentences are counted
    dangling: float = 0.15  # what a word costs of "The permission holds", where no opening told of one
    focus: float = 1.0  # holding all words of the question, in the same unit
    opening: float = 10.0  # saying all that the headline says: worth so many words of the best coverage
    price: float = 0.6  # what a word costs where only sentences are counted, in the same unit
    shortest: int = 6  # sentences of fewer words are headings and exclamations: taken where nothing else is
    same: float = 0.7  # two sentences say the same where they share so much of the shorter one's content
    alike: float = 0.45  # two articles' sentences do where they share so much of what is rare (Dice)
    alike_openings: float = 0.32  # the same for the sentences that they open with
    rounds: int = 1  # how often every chosen sentence is tried against others


DEFAULT_PARAMETERS: Final = Parameters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts:
    """Which sentence (`rows[k]`) holds which concept (`columns[k]`), each once, and each concept's weight.

    The concepts from `words_from` on are content words, of which `rarity` tells how rare they are in news;
    those before are pairs of words. Rows rise.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    weights: NDArray[np.float64]
    words_from: int
    rarity: NDArray[np.float64]


def concepts(candidates: Sequence[Candidate], parameters: Parameters) -> Concepts:
    """The pairs of words and the content words of the sentences, weighed by the newsrooms that use them."""
    keys, rows, ids = _keys(candidates)
    words_from = len(ids) ** 2
    known, columns = np.unique(keys, return_inverse=True)
    cells = np.unique(rows * len(known) + columns.reshape(-1))
    rows, columns = cells // max(1, len(known)), cells % max(1, len(known))
    weights = _worth(candidates, rows, columns, len(known), parameters)
    first_word = int(np.searchsorted(known, words_from))
    weights[first_word:] *= parameters.word
    stems = list(ids)
    numbers: list[int] = (known[first_word:] - words_from).tolist()
    rarity = _rarity([stems[one] for one in numbers], candidates)
    return Concepts(rows=rows, columns=columns, weights=weights, words_from=first_word, rarity=rarity)


def _rarity(stems: Sequence[str], candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """How rare each stem is; all are as rare where the story's first language has no table."""
    table = background(candidates[0].passage.language) if candidates else None
    if table is None or not table.articles:
        return np.ones(len(stems))
    return np.array([max(_COMMONEST, table.idf(one)) for one in stems])


def _keys(candidates: Sequence[Candidate]) -> tuple[NDArray[np.intp], NDArray[np.intp], dict[str, int]]:
    """Each pair and content word as a number, the sentence it stands in, and the stems' numbers.

    Words have numbers behind those of all pairs.
    """
    ids: dict[str, int] = {}
    flat = [ids.setdefault(one, len(ids)) for c in candidates for one in c.passage.stems]
    stems = np.array(flat, dtype=np.intp)
    rows = np.repeat(np.arange(len(candidates)), [len(c.passage.stems) for c in candidates])
    within = rows[1:] == rows[:-1]
    pairs = stems[:-1][within] * len(ids) + stems[1:][within]
    words = np.array([ids[one] for c in candidates for one in c.passage.content], dtype=np.intp)
    word_rows = np.repeat(np.arange(len(candidates)), [len(c.passage.content) for c in candidates])
    return (
        np.concatenate([pairs, words + len(ids) ** 2]),
        np.concatenate([rows[1:][within], word_rows]),
        ids,
    )


def _worth(
    candidates: Sequence[Candidate],
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    count: int,
    parameters: Parameters,
) -> NDArray[np.float64]:
    """The sum over newsrooms of their best mention; of one newsroom's further articles a part."""
    at = np.array([c.passage.at for c in candidates])
    fresh = np.array([c.fresh for c in candidates])
    copied = np.array([c.copied for c in candidates])
    article = np.array([c.article for c in candidates])
    newsroom = np.array([c.newsroom for c in candidates])
    mention = np.where(copied, 0.0, fresh * (1.0 + at) ** -parameters.decay)
    by_article, articles, best = _best(columns, article[rows], mention[rows])
    holders = np.bincount(by_article, best > 0, minlength=count)
    by_room, _, top = _best(by_article, _of_article(article, newsroom)[articles], best)
    worth = np.bincount(by_room, top, minlength=count).astype(np.float64)  # of nothing, whole numbers
    worth += parameters.repeat * (np.bincount(by_article, best, minlength=count) - worth)
    worth[holders <= 1] *= parameters.single
    return worth


def _of_article(article: NDArray[np.intp], newsroom: NDArray[np.intp]) -> NDArray[np.intp]:
    """The newsroom of each article."""
    found = np.zeros(int(article.max(initial=0)) + 1, dtype=np.intp)
    found[article] = newsroom
    return found


def _best(
    first: NDArray[np.intp], second: NDArray[np.intp], values: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Each distinct pair, in order, with the greatest of its values."""
    width = int(second.max(initial=0)) + 1
    codes, at = np.unique(first * width + second, return_inverse=True)
    top = np.zeros(len(codes))
    np.maximum.at(top, at.reshape(-1), values)
    return codes // width, codes % width, top
