"""Stories of other languages that tell of the same event: attached where names and figures leave no doubt.

What two languages share is read off the openings of both: names that are spelled alike in Latin letters,
countries by their names in either language (babel's), and figures. A story is attached to one other of each
language at most, and only where each is the other's best.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from summaries.facts.figures import numbers
from summaries.facts.times import UNDATED, moment
from summaries.foreign import UNJOINED, calendar, countries, generic
from summaries.tokens import base_language, fold, names, stem, words
from summaries.words.background import background

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from summaries.model import Article

WITHIN: Final = timedelta(hours=36)
"""Stories whose articles are further apart in time are not attached."""

_ARTICLES: Final = 4  # of a story, the first ones: later ones tell of what came of it
_OPENING: Final = 600  # characters
_SHORTEST: Final = 4  # letters of a name
_RARE: Final = 3.5  # a name's least idf in English news; "Minister" is no name in any language
_SMALLEST: Final = 10  # figures below it are the same by chance
_YEARS: Final = range(1900, 2101)
_DIGITS: Final = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")
_TELLING: Final = 100  # figures above it, and those with a decimal, are seldom the same by chance
_APART: Final = re.compile(r"\D")
_LANGUAGES: Final = 2
_SHARED: Final = 2  # names or figures: with one alone `_score` can't come to `_CERTAIN`
_CERTAIN: Final = 4  # points: see `_score`
_NAMES: Final = 3
_MANY, _MOST = 0.5, 0.6  # of the names of the story that has fewer
_EVERYWHERE: Final = 3  # stories of a language; a name that more of them hold tells none from others
_OFTEN: Final = 0.02  # of these stories
_HOLDERS: Final = 150  # stories of any language: each would be compared with every other


class _Read(NamedTuple):
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Profile:
    """What a story can be known by in another language."""

    id: str
    language: str
    first: datetime
    last: datetime
    names: frozenset[str]
    countries: frozenset[str]
    figures: frozenset[float]


def attached(stories: Sequence[tuple[str, Sequence[Article]]]) -> tuple[tuple[str, str], ...]:
    """The pairs of stories (by id, the smaller first) of two languages that certainly tell of one event.

    The order of stories and articles doesn't matter. Precision goes before recall: pairs that share too
    little are left alone. A story is in one pair of each two languages at most.
    """
    profiles = sorted(_profiles([one for one in stories if one[1]]), key=lambda one: one.id)
    scores = {
        (a.id, b.id): score for a, b in _candidates(profiles) if _near(a, b) and (score := _score(a, b))
    }
    languages = {one.id: one.language for one in profiles}
    best: dict[tuple[str, str], tuple[float, int]] = {}
    for (a, b), score in scores.items():
        for key in ((a, languages[b]), (b, languages[a])):
            top, count = best.get(key, (0.0, 0))
            best[key] = (score, 1) if score > top else (top, count + (score == top))
    return tuple(
        (a, b)
        for (a, b), score in sorted(scores.items())
        if best[a, languages[b]] == (score, 1) == best[b, languages[a]]
    )


def _profiles(stories: Sequence[tuple[str, Sequence[Article]]]) -> list[_Profile]:
    """The profiles of the stories that may have a partner.

    Most of a wire is in one language: of that one only those stories are read closely that hold two names or
    figures of another language's, since nothing less can be certain.
    """
    opened = [(story_id, _opening(articles), articles) for story_id, articles in stories]
    counts = Counter(opening[0].language for _, opening, _ in opened)
    if len(counts) < _LANGUAGES:
        return []
    most = max(counts, key=lambda one: (counts[one], one))
    others = [_profile(*one) for one in opened if one[1][0].language != most]
    keys = {key for one in others for key in (*one.names, *map(_written, one.figures))}
    ours = [one for one in opened if one[1][0].language == most and len(keys & _tokens(one[1])) >= _SHARED]
    return _telling([*others, *(_profile(*one) for one in ours)], counts)


def _opening(articles: Sequence[Article]) -> list[_Read]:
    """What is read of a story: the openings of its first articles."""
    ordered = sorted(articles, key=lambda one: (moment(one.published), one.id))[:_ARTICLES]
    return [
        _Read(text=f"{one.title}.\n{one.text[:_OPENING]}", language=base_language(one.language))
        for one in ordered
    ]


def _profile(story_id: str, opening: Sequence[_Read], articles: Sequence[Article]) -> _Profile:
    times = [when for one in articles if (when := moment(one.published)) != UNDATED]
    return _Profile(
        id=story_id,
        language=opening[0].language,
        first=min(times, default=UNDATED),
        last=max(times, default=UNDATED),
        names=frozenset(name for one in opening for name in _names(*one)),
        countries=frozenset(code for one in opening for code in countries(*one)),
        figures=frozenset(value for one in opening for value in _figures(*one)),
    )


def _tokens(opening: Sequence[_Read]) -> set[str]:
    """The words of an opening, folded, and the digits of its figures."""
    text = " ".join(one.text for one in opening)
    found = set(map(fold, words(text)))
    return found | {_APART.sub("", figure) for figure in _DIGITS.findall(text)}


def _written(value: float) -> str:
    """The digits of a figure, however they are parted: "1350" of 1,350, "24" of 2.4."""
    return str(int(value) if value == int(value) else value).replace(".", "")


def _telling(profiles: Sequence[_Profile], stories: Mapping[str, int]) -> list[_Profile]:
    """Without the names that many of the stories of their language hold."""
    held = Counter((one.language, name) for one in profiles for name in one.names)

    def told(language: str, name: str) -> bool:
        return held[language, name] <= max(_EVERYWHERE, _OFTEN * stories[language])

    return [
        replace(one, names=frozenset(name for name in one.names if told(one.language, name)))
        for one in profiles
    ]


def _names(text: str, language: str) -> Iterable[str]:
    """The names in Latin letters, folded, that are no country's and no everyday word with a capital."""
    english = background("en")
    for name in names(text):
        plain = fold(name)
        rare = english.idf(stem(plain)) >= _RARE
        if len(plain) >= _SHORTEST and plain.isascii() and rare and not generic(plain, language):
            yield plain


def _figures(text: str, language: str) -> Iterable[float]:
    """The figures that say something: no years, no days of a month, nothing small.

    "2.4 billion" counts as 2.4 too: number words are read in English alone.
    """
    plain = calendar(language).sub(" ", text)
    if language in UNJOINED:
        plain = _DIGITS.sub(r" \g<0> ", plain)
    for one in numbers(plain, language):
        written = plain[one.start : one.end]
        digits = _DIGITS.search(written)
        bare = numbers(digits[0], language) if digits and digits[0] != written else []
        if not _is_year(written):
            values = (one.value, *(other.value for other in bare))
            yield from (round(value, 3) for value in values if value > _SMALLEST or value != int(value))


def _is_year(written: str) -> bool:
    return written.isdecimal() and len(written) == len("2026") and int(written) in _YEARS


def _candidates(profiles: Sequence[_Profile]) -> Iterable[tuple[_Profile, _Profile]]:
    """The pairs of two languages that share a name or a figure; one that very many hold makes no pair."""
    holders: dict[str | float, list[int]] = defaultdict(list)
    for at, one in enumerate(profiles):
        for key in (*one.names, *one.figures):
            holders[key].append(at)
    pairs = {
        (a, b)
        for sharing in holders.values()
        if len(sharing) <= _HOLDERS and len({profiles[at].language for at in sharing}) >= _LANGUAGES
        for a, b in combinations(sharing, 2)
        if profiles[a].language != profiles[b].language
    }
    return ((profiles[a], profiles[b]) for a, b in sorted(pairs))


def _near(a: _Profile, b: _Profile) -> bool:
    if UNDATED in (a.first, b.first):
        return False
    return a.first - b.last <= WITHIN and b.first - a.last <= WITHIN


def _score(a: _Profile, b: _Profile) -> float:
    """How much two stories share, where it is enough to be certain; else 0.

    A telling figure counts two, a name, another figure or a common country one. Without a figure three names
    at least, and most of those of the story that has fewer.
    """
    shared, lands, figures = a.names & b.names, a.countries & b.countries, a.figures & b.figures
    if not lands and a.countries and b.countries:
        return 0.0
    telling = sum(one > _TELLING or one != int(one) for one in figures)
    common = len(shared) / max(1, min(len(a.names), len(b.names)))
    alike = len(shared) > 1 and common >= _MOST
    points = telling + len(figures) + min(len(shared), _NAMES) + bool(lands) + alike
    known = bool(figures) or (len(shared) >= _NAMES and common >= _MANY)
    return points + common if points >= _CERTAIN and known else 0.0
