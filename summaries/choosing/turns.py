"""The sentences by which a story turned: its first report, then whatever took it further.

A turn is told in words that no earlier article has: what a new headline says, what others say at that time.
But papers tell one event in many words, for hours. So it must also come later by what it says: it updates a
figure, or names a day that the first report doesn't know; else it must come half a day after that one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from math import fsum
from typing import TYPE_CHECKING, Final

from summaries.choosing.coverage import DEFAULT_PARAMETERS, concepts
from summaries.choosing.opening import asks_of_them, dangling, points_back, says_little
from summaries.choosing.pool import Candidate
from summaries.choosing.repeats import Repeats
from summaries.clean import shown_spans
from summaries.facts.disagreement import differences
from summaries.facts.novelty import Novelty
from summaries.facts.times import UNDATED, days, moment, weekdays
from summaries.kinds import NEWS, kind_of
from summaries.model import Sentence  # noqa: TC001  (whoever stores turns reads the types)
from summaries.sentences.leaning import leanings
from summaries.sentences.passages import passages
from summaries.tokens import roots, stop_words, words
from summaries.words.background import background

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from summaries.model import Article
    from summaries.segment import Span

MOST_TURNS: Final = 6
_MOST_ARTICLES: Final = 60  # of a larger story the first, and the newest
_OPENING: Final = 4  # sentences of an article that may tell a turn
_READ: Final = 4_000  # characters in which an article bears out what another opens with
_LONGEST: Final = 60  # words: what turns a story is said shortly
_APART: Final = timedelta(minutes=90)
_RETOLD: Final = timedelta(hours=6)  # so long one event is told by one paper after the other
_CYCLE: Final = timedelta(hours=12)  # and after so long the news has moved on
_FIRST: Final = timedelta(hours=6)  # a first report may be looked for so long
_THEN: Final = timedelta(hours=12)  # who tells of a turn within so long bears it out
_LATER: Final = 0.4  # what counts of a sentence that doesn't open its article
_UPDATED: Final = 0.5  # a figure that took another one's place
_LEAST: Final = 0.2  # what a turn has to say
_LEAST_SAME_DAY: Final = 0.25  # where it names the day of the first report, and comes on that day
_DATED: Final = 0.2  # what it is worth that a sentence itself says that the story moved on
_LEAST_UNDATED: Final = 0.3  # where it names no day
_CORE: Final = 0.3  # of a story's articles, so many open with what it is about
# Hours apart, sentences that have much in common tell of two turns of one thing rather than of one twice.
_PARAMETERS: Final = replace(DEFAULT_PARAMETERS, alike=0.6, alike_openings=0.6)


_TOLL: Final = re.compile(
    r"\btoll\b.{0,80}\b(?:rose|risen|rises|climb\w*|reache[sd]|gr[eo]wn?|jump\w*|passe[sd])\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A sentence that took a story further, when its article came, and whose it is."""

    sentence: Sentence
    when: datetime
    publisher: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An article with the stems of all that it says, of its headline, and the sentences that may be shown."""

    article: Article
    when: datetime
    stems: frozenset[str]
    opens: frozenset[str]
    title: frozenset[str]
    opening: tuple[Candidate, ...]


def timeline(
    articles: Sequence[Article], spans: Mapping[str, Sequence[Span]] | None = None
) -> tuple[Turn, ...]:
    """At most MOST_TURNS turns, oldest first, no more than one of an article and no two that say the same.

    `articles`: distinct texts, oldest first; those without a time have no place in it. `spans`: stored
    `shown_spans` by article id.
    """
    news = [article for article in articles if kind_of(article) == NEWS] or articles
    dated = [article for article in news if moment(article.published) != UNDATED]
    read = _read([*dated[:1], *dated[1:][-_MOST_ARTICLES:]], spans or {})
    pool = [one for told in read for one in told.opening]
    if not pool:
        return ()
    lost = dangling(pool)
    usable = [one for one, loose in zip(pool, lost.tolist(), strict=True) if not loose and _stands(one)]
    weights = _Weights(read, _updates(pool))
    chosen = _chosen(usable, weights, pool)
    return tuple(_turn(one, read[one.article].article) for one in chosen)


def _read(articles: Sequence[Article], spans: Mapping[str, Sequence[Span]]) -> list[_Told]:
    return [_told(number, article, spans) for number, article in enumerate(articles)]


def _told(number: int, article: Article, spans: Mapping[str, Sequence[Span]]) -> _Told:
    opening = _opening(number, article, spans)
    title = _stems(article.title, article.language)
    return _Told(
        article=article,
        when=moment(article.published),
        stems=_stems(article.text[:_READ], article.language),
        opens=title.union(*(one.passage.content for one in opening)),
        title=title,
        opening=opening,
    )


def _stems(text: str, language: str) -> frozenset[str]:
    stops = stop_words(language)
    return frozenset(roots(word for word in words(text) if word not in stops))


def _opening(number: int, article: Article, spans: Mapping[str, Sequence[Span]]) -> tuple[Candidate, ...]:
    """The first sentences, without the headline where the text repeats it."""
    shown = (spans[article.id] if article.id in spans else shown_spans(article))[:_OPENING]
    title = tuple(words(article.title))
    leans = leanings(article.text, shown, article.language)
    return tuple(
        Candidate(
            passage=passage,
            article=number,
            newsroom=number,
            own=0.0,
            leans=leaning or asks_of_them(passage.sentence.text),
            fresh=1.0,
            copied=False,
        )
        for passage, leaning in zip(passages(article, shown), leans, strict=True)
        if passage.words != title
    )


def _stands(one: Candidate) -> bool:
    passage = one.passage
    little = says_little(passage, _PARAMETERS.shortest)
    return not (one.leans or little or points_back(passage) or passage.size > _LONGEST)


def _updates(pool: Sequence[Candidate]) -> frozenset[Sentence]:
    """The sentences that give a figure which took an earlier one's place, or say that a toll did."""
    found = differences([one.passage for one in pool])
    later = {statement for one in found if one.kind == "updated" for statement in one.statements[1:]}
    tolls = {one.passage.sentence for one in pool if _TOLL.search(one.passage.sentence.text)}
    return frozenset(later | tolls)


class _Weights:
    """What each sentence adds to all that was told well before it."""

    def __init__(self, read: Sequence[_Told], updates: Collection[Sentence]) -> None:
        self._read = read
        self._updates = updates
        self._first: dict[str, datetime] = {}
        for told in read:
            for one in told.opens:
                self._first.setdefault(one, told.when)
        opens = Counter(one for told in read for one in told.opens)
        self._core = {one for one, count in opens.items() if count >= max(2, _CORE * len(read))}
        self._least = min(2, len(self._core) // 2)

    def updates(self, one: Candidate) -> bool:
        """Whether it gives a figure that took another one's place."""
        return one.passage.sentence in self._updates

    def of(self, one: Candidate) -> float:
        """The share of it that is new, more where others say it then and where it is what the headline says.

        From 0, where the sentence is beside the story, to about 2.
        """
        content, told = one.passage.content, self._read[one.article]
        if not content or (one.article and len(self._core & content) < self._least):
            return 0.0
        idf = background(told.article.language).idf
        new = {term: idf(term) for term in content if told.when - self._first[term] < _APART}
        fresh = fsum(new.values()) / fsum(map(idf, content))
        then = [
            other
            for other in self._read
            if other is not told and timedelta(0) <= other.when - told.when <= _THEN
        ]
        holders = fsum(weight * sum(term in other.stems for other in then) for term, weight in new.items())
        support = holders / (len(then) + 1) / (fsum(new.values()) or 1.0)
        titled = len(content & told.title) / max(1, len(told.title))
        updated = _UPDATED * self.updates(one)
        worth = (fresh * (0.5 + support) + updated) * (0.5 + titled)
        return round(worth * (_LATER if one.passage.at else 1.0), 9)


def _chosen(usable: Sequence[Candidate], weights: _Weights, pool: Sequence[Candidate]) -> list[Candidate]:
    """The first report, then what is worth most and neither repeats nor crowds what is taken."""
    if not usable:
        return []
    first = _first(usable)
    taken = [first]
    repeats = _Same(usable)
    worth = {id(one): weights.of(one) for one in usable}
    known = _known_days(first, pool)
    later = [one for one in usable if one.article > first.article]
    moves = [one for one in later if weights.updates(one) or _moves(one, first, known, worth[id(one)])]
    for one in moves:
        worth[id(one)] += _DATED * (weights.updates(one) or bool(_days(one) - known))
    for one in sorted(moves, key=lambda c: (-worth[id(c)], c.article, c.passage.at)):
        updates = weights.updates(one)
        apart = all(_apart(one, other, updates=updates) for other in taken)
        if apart and (updates or not repeats.any(one, taken)):
            taken.append(one)
        if len(taken) == MOST_TURNS:
            break
    ordered = sorted(taken, key=lambda c: c.article)
    return [one for one in ordered if one is first or _is_new(one, pool)]


def _days(one: Candidate) -> frozenset[date]:
    """The dates of the days of the week that it names, in English."""
    return days(weekdays(one.passage.sentence.text), moment(one.passage.published))


def _known_days(first: Candidate, pool: Sequence[Candidate]) -> frozenset[date]:
    """The days that the first report's article opens with, and its own."""
    opening = (one for one in pool if one.article == first.article)
    return frozenset({moment(first.passage.published).date()}.union(*map(_days, opening)))


def _moves(one: Candidate, first: Candidate, known: frozenset[date], worth: float) -> bool:
    """Whether the story had moved on when this was told, as far as days and hours can say."""
    gap = moment(one.passage.published) - moment(first.passage.published)
    named = _days(one)
    if named and max(named) > max(known):
        return worth >= _LEAST
    if named:
        on_the_day = moment(one.passage.published).date() in named
        return on_the_day and gap >= _RETOLD and worth >= _LEAST_SAME_DAY
    return gap >= _CYCLE and worth >= _LEAST_UNDATED


def _first(usable: Sequence[Candidate]) -> Candidate:
    """The first report: the sentence that opens it, else that opens one of the first hours."""
    start = moment(usable[0].passage.published)
    ledes = (one for one in usable if one.passage.at == 0 and moment(one.passage.published) - start <= _FIRST)
    return next(ledes, usable[0])


def _apart(a: Candidate, b: Candidate, *, updates: bool) -> bool:
    """Whether two sentences are far enough apart in time: farther where they may tell of one event."""
    gap = abs(moment(a.passage.published) - moment(b.passage.published))
    ours, theirs = _days(a), _days(b)
    apart = updates or (bool(ours and theirs) and max(ours) != max(theirs))
    return a.article != b.article and gap >= (_APART if apart else _RETOLD)


def _is_new(one: Candidate, pool: Sequence[Candidate]) -> bool:
    """Whether no earlier article opens with all that the sentence says."""
    before = [other.passage for other in pool if other.article < one.article]
    return not Novelty(before).holds(one.passage)


class _Same:
    """Which sentences say the same, by their numbers."""

    def __init__(self, usable: Sequence[Candidate]) -> None:
        self._at = {id(one): at for at, one in enumerate(usable)}
        self._repeats = Repeats(usable, concepts(usable, _PARAMETERS), _PARAMETERS)

    def any(self, one: Candidate, taken: Sequence[Candidate]) -> bool:
        same = set(self._repeats.of(self._at[id(one)]))
        return any(self._at[id(other)] in same for other in taken)


def _turn(one: Candidate, article: Article) -> Turn:
    return Turn(sentence=one.passage.sentence, when=moment(article.published), publisher=article.publisher)
