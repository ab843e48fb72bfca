"""The choice behind a brief: greedy, weighted coverage of word pairs that several articles share.

After the concept coverage of Gillick and Favre (A Scalable Global Model for Summarization, 2009), solved
greedily, with each article's own ranking beside it.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from summaries.extract import DEFAULT_METHOD
from summaries.features import score
from summaries.model import Sentence
from summaries.tokens import fold, stem, stop_words
from summaries.tokens import words as words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from summaries.model import Article
    from summaries.segment import Span

_OWN: Final = 1.0  # weight of the article's own ranking beside the coverage gained
_FOCUS: Final = 1.5  # weight of holding all words of the question
_LEANING: Final = 1.0  # what leaning on a sentence that is not there costs
_OPENING: Final = 1.0  # weight, for the first choice alone, of saying what the headline says
_SUBLINEAR: Final = 0.5  # the gain is divided by the length to this power


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """How much of any one article may be shown: words, and a share of its words; one sentence at least."""

    max_words: int | None = None
    max_share: float | None = None

    def ceiling(self, article: Article) -> float:
        """The words of this article that may be shown."""
        share = math.inf if self.max_share is None else self.max_share * len(article.text.split())
        return min(share, math.inf if self.max_words is None else self.max_words)


@dataclass(slots=True)
class _Candidate:
    sentence: Sentence
    key: str  # its words: what "says the same word for word" goes by
    at: int  # its number within the article
    size: int
    own: float
    leans: bool
    pairs: frozenset[tuple[str, str]]
    stems: frozenset[str]


@dataclass(slots=True)
class Pool:
    """The articles of a story (distinct texts, oldest first) and where their sentences come from."""

    articles: list[Article]
    spans: Mapping[str, Sequence[Span]]
    segment: Callable[[Article], Sequence[Span]]
    ceilings: dict[str, float] = field(default_factory=dict[str, float])

    def candidates(self, method: str) -> list[_Candidate]:
        """Every sentence of every article, in order."""
        return [one for article in self.articles for one in self._of(article, method)]

    def _of(self, article: Article, method: str) -> list[_Candidate]:
        spans = self.spans.get(article.id)
        found = self.segment(article) if spans is None else spans
        if not found:
            return []
        scored = score(article, found)
        own = _by_method(method, article, found) or _scaled(scored.scores.tolist())
        return [
            _candidate(article, span, at, own[at], leans=bool(scored.leaning[at]))
            for at, span in enumerate(found)
        ]


def _by_method(method: str, article: Article, spans: Sequence[Span]) -> list[float]:
    """A sumy method's order as scores from 1 down to 0; none for our own, nor for a language it lacks."""
    if method == DEFAULT_METHOD:
        return []
    from summaries.methods import lacks, order  # noqa: PLC0415 - sumy takes a second: only when chosen

    if lacks(method, article.language):
        return []  # a story in several languages is briefed whatever the method lacks
    ranked = order(method, [article.text[span[0] : span[1]] for span in spans], article.language)
    return [1.0 - place / len(ranked) for _, place in sorted((i, place) for place, i in enumerate(ranked))]


def _scaled(values: list[float]) -> list[float]:
    low, high = min(values), max(values)
    return [(value - low) / ((high - low) or 1.0) for value in values]


def _candidate(article: Article, span: Sequence[int], at: int, own: float, *, leans: bool) -> _Candidate:
    start, end = span[0], span[1]
    text = article.text[start:end]
    found = words_of(text)
    stops = stop_words(article.language)
    stems = [stem(word) for word in found]
    pairs = frozenset(
        (stems[i], stems[i + 1])
        for i in range(len(found) - 1)
        if found[i] not in stops or found[i + 1] not in stops
    )
    sentence = Sentence(article_id=article.id, start=start, end=end, text=text)
    content = frozenset(stem(fold(word)) for word in found if word not in stops)
    return _Candidate(sentence, " ".join(found), at, len(text.split()), own, leans, pairs, content)


def pick(
    pool: Pool,
    *,
    sentences: int | None,
    words: int | None,
    method: str,
    focus: Sequence[str],
    title: str,
    barred: Collection[str],
    rights: Rights,
) -> list[tuple[Sentence, bool]]:
    """The chosen sentences, by article and position, each with whether it leans on one that isn't there.

    The first choice opens the brief: it stands first, whatever its place.
    """
    candidates = [one for one in pool.candidates(method) if one.key not in barred]
    if not candidates:
        return []
    pool.ceilings = {article.id: rights.ceiling(article) for article in pool.articles}
    greedy = _Greedy(
        candidates,
        _weights(candidates, pool.articles),
        _stems(*focus),
        _stems(title),
        pool.ceilings,
    )
    greedy.run(sentences if sentences is not None else len(candidates), words)
    return [(candidates[i].sentence, greedy.dangles(i)) for i in greedy.chosen]


def _stems(*texts: str) -> frozenset[str]:
    """Without diacritics: a question is typed without them as often as not."""
    return frozenset(stem(fold(word)) for text in texts for word in words_of(text))


def _weights(candidates: Sequence[_Candidate], articles: Sequence[Article]) -> dict[tuple[str, str], float]:
    """How much each pair of words is worth: by the number of publishers that use it, nothing for one.

    In a story of one article every pair counts alike.
    """
    publisher = {article.id: article.publisher or article.id for article in articles}
    holders: dict[tuple[str, str], set[str]] = {}
    for one in candidates:
        for pair in one.pairs:
            holders.setdefault(pair, set()).add(publisher[one.sentence.article_id])
    counts = {pair: len(who) for pair, who in holders.items()}
    if max(counts.values(), default=0) <= 1:
        holders_by_article = Counter(pair for one in candidates for pair in one.pairs)
        return {pair: float(min(2, count)) for pair, count in holders_by_article.items()}
    return {pair: float(count - 1) for pair, count in counts.items() if count > 1}


class _Greedy:
    """The best sentence that fits, then again; what is covered counts no more."""

    def __init__(
        self,
        candidates: list[_Candidate],
        weights: Mapping[tuple[str, str], float],
        focus: frozenset[str],
        title: frozenset[str],
        ceilings: Mapping[str, float],
    ) -> None:
        self._candidates = candidates
        self._weights = weights
        self._focus = focus
        self._title = title
        self._ceilings = ceilings
        self._covered: set[tuple[str, str]] = set()
        self._keys: set[str] = set()
        self._shown: Counter[str] = Counter()
        self._scale = max((self._gain(one) for one in candidates), default=0.0) or 1.0
        self.chosen: list[int] = []

    def run(self, sentences: int, words: int | None) -> None:
        """Choose within the budget; the shortest sentence where none fits."""
        left = math.inf if words is None else words
        while len(self.chosen) < sentences:
            open_to = [i for i, one in enumerate(self._candidates) if self._fits(i, one, left)]
            if not open_to:
                break
            best = max(open_to, key=lambda i: (round(self._value(i), 9), -i))
            self._take(best)
            left -= self._candidates[best].size
        if not self.chosen:
            self._take(min(range(len(self._candidates)), key=lambda i: (self._candidates[i].size, i)))

    def _fits(self, i: int, one: _Candidate, left: float) -> bool:
        if i in self.chosen or one.key in self._keys or one.size > left:
            return False
        shown = self._shown[one.sentence.article_id]
        return not shown or shown + one.size <= self._ceilings[one.sentence.article_id]

    def _gain(self, one: _Candidate) -> float:
        fresh = sum(self._weights.get(pair, 0.0) for pair in one.pairs if pair not in self._covered)
        return fresh / max(1, one.size) ** _SUBLINEAR

    def _value(self, i: int) -> float:
        one = self._candidates[i]
        value = self._gain(one) / self._scale + _OWN * one.own
        if self._focus:
            value += _FOCUS * len(self._focus & one.stems) / len(self._focus)
        if self._title and not self.chosen:
            value += _OPENING * len(self._title & one.stems) / len(self._title)
        return value - _LEANING * self.dangles(i)

    def _take(self, i: int) -> None:
        one = self._candidates[i]
        self.chosen.append(i)
        self._covered |= one.pairs
        self._keys.add(one.key)
        self._shown[one.sentence.article_id] += one.size

    def dangles(self, i: int) -> bool:
        """Whether a sentence leans on the one before it, and that one isn't chosen."""
        one = self._candidates[i]
        if not one.leans:
            return False
        before = self._candidates[i - 1] if i else None
        there = before is not None and i - 1 in self.chosen
        return not (
            there
            and before is not None
            and before.sentence.article_id == one.sentence.article_id
            and before.at == one.at - 1
        )
