"""Where a story is: what its headlines, datelines and ledes say, weighed as an editor would.

What happens somewhere is that place's news, whoever speaks of it: "France condemns coup in Niger" is of
Niger, "US imposes sanctions on Iran" of Iran. Talk alone stays with the talker: "Germany criticises Turkey"
is Germany's, and what China's foreign ministry says of an American report is China's. So a place that
something is said to happen in comes first, then the place a headline opens with, then the dateline, then the
lede. Each article has a voice, and most voices win. Where nothing is said there is no place: nobody's home is
taken for granted.

A word that means something else as well (Georgia, Jordan, Washington: english.py) counts where another word
of the article names the same country. Names of other languages are babel's (tongues.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summaries.places import english
from summaries.places.gazetteer import gazetteer
from summaries.places.lexicon import Lexicon, lexicon
from summaries.places.mentions import Mention, mentions
from summaries.places.regions import REGIONS, region_of
from summaries.sentences.datelines import opening
from summaries.tokens import base_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summaries.model import Article

_TITLE: Final = 300  # characters of a headline that are looked at, and kept
_LEDE: Final = 320
_FIRST_LINES: Final = 6  # among which a dateline is looked for: bylines and empty lines come before it
_THERE: Final = 5.0
_OPENS: Final = 2.5
_NAMED: Final = 1.5
_ABOUT: Final = 0.75
_PEOPLE: Final = 0.75  # less than a place's name in the same position
_DATELINE: Final = 1.4
_IN_LEDE: Final = 0.3  # of what the same mention counts in the headline
_AREA: Final = 0.3  # a continent, beside a country on it
_LEDE_ALONE: Final = 0.5  # the voice of an article that says it in its lede only
_OF_VOICES: Final = 1 / 3  # more than that of those who say a place must say this one,
_OF_ARTICLES: Final = 1 / 6  # and of all articles so many: one of ten that names a country is an aside
_UNION: Final = "European Union"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a story is.

    `country` is of ISO 3166-1, two capital letters (XK: Kosovo), "" where the story is of no one country;
    `name` is in English, as a reader would read it: a country's, a region's or "European Union"; `region` is
    one of REGIONS.
    """

    country: str
    name: str
    region: str


def place_of(articles: Sequence[Article]) -> Place | None:
    """Where the story of these articles is; None where they don't say. Their order makes no difference."""
    voices: defaultdict[str, float] = defaultdict(float)
    totals: defaultdict[str, float] = defaultdict(float)
    for article in articles:
        scores, alone = _scores(
            article.title[:_TITLE], article.text[: _LEDE * 2], base_language(article.language)
        )
        best = _best(scores, alone=alone)
        if best:
            voices[best] += _LEDE_ALONE if alone else 1.0
        for where, score in scores:
            totals[where] += score
    if not voices:
        return None
    # Rounded: sums of floats differ in their last digits with the order of the articles.
    most = max(voices, key=lambda where: (voices[where], round(totals[where], 6), where))
    voice, all_voices = voices[most], list(voices.values())
    heard = voice > sum(all_voices) * _OF_VOICES and voice >= len(articles) * _OF_ARTICLES
    undecided = voice <= _LEDE_ALONE and all_voices.count(voice) > 1
    return _place(most) if heard and not undecided else None


@lru_cache(maxsize=2_048)
def _scores(title: str, text: str, language: str) -> tuple[tuple[tuple[str, float], ...], bool]:
    """What an article says for each place, in the order they are named, and whether only its lede says it."""
    words = lexicon(language)
    line, body = _opened(text)
    dateline = _of_dateline(line, words)
    head = mentions(title, words)
    lede = [one for one in mentions(body[:_LEDE], words) if not one.about]
    sure = _sure([*head, *lede], dateline)
    misled = _misled(f"{title} {text}", line, words) if language == "en" else frozenset[str]()
    scores = defaultdict(float, _weighed(head, sure))
    alone = not (scores or dateline)
    if dateline:
        scores[dateline] += _DATELINE
    for where, score in _weighed(lede, sure).items():
        scores[where] += score * _IN_LEDE
    if _UNION in scores and "BE" in scores:  # Brussels, where the Union speaks
        scores[_UNION] += scores.pop("BE")
    return tuple((where, score) for where, score in scores.items() if where not in misled), alone


def _opened(text: str) -> tuple[str, str]:
    """A text's dateline, "" where it has none, and what follows; bylines may stand in lines before it."""
    at = 0
    for line in text.split("\n", _FIRST_LINES)[:_FIRST_LINES]:
        end = opening(line)
        if end:
            return line[:end], text[at + end :]
        at += len(line) + 1
    return "", text


def _weighed(found: Sequence[Mention], sure: frozenset[str]) -> dict[str, float]:
    """What each place's best mention counts, in the order of the mentions."""
    weights: dict[str, float] = {}
    for at, mention in enumerate(found):
        where, kind = mention.meaning.where, mention.meaning.kind
        if kind == "maybe" and where not in sure:
            continue
        weight = _THERE if mention.there else _ABOUT if mention.about else _NAMED if at else _OPENS
        if kind == "people":
            weight -= _PEOPLE
        elif kind == "area" and where != _UNION:
            weight *= _AREA
        weights[where] = max(weights.get(where, 0.0), weight)
    return weights


def _sure(found: Iterable[Mention], dateline: str) -> frozenset[str]:
    """The places that a word names which means nothing else, or that a word of two meanings is said of."""
    return frozenset(
        one.meaning.where
        for one in found
        if one.meaning.kind != "maybe" or (one.there and one.meaning.name not in english.TWICE)
    ) | {dateline}


def _of_dateline(line: str, words: Lexicon) -> str:
    """Where a dateline was written: its last place, a country after its city."""
    if _american(line):
        return "US"
    found = [one.meaning for one in mentions(line, words) if one.meaning.kind != "area"]
    if len(found) > 1 and found[-1].name == "georgia":  # "ATLANTA, Georgia", "TBILISI, Georgia"
        return found[-2].where
    return found[-1].where if found else ""


def _american(dateline: str) -> bool:
    """Whether an American state, shortened, stands in a dateline: "ATHENS, Ga. (AP)"."""
    shortened = _AFTER_COMMA.search(dateline)
    return shortened is not None and shortened[1].lower().rstrip(".") in english.STATES


_AFTER_COMMA: Final = re.compile(r",\s*([A-Z][\w.]*)")


def _misled(text: str, dateline: str, words: Lexicon) -> frozenset[str]:
    """Countries whose name means another thing here: Turkey at a feast, the city in "ATHENS, Ga."."""
    said = frozenset(text.lower().replace(",", " ").replace(".", " ").split())
    found = {where for where, others in english.GUARDS.items() if others & said}
    if "," in dateline:
        named = {one.meaning.where for one in mentions(dateline.partition(",")[0], words)}
        found |= named - {_of_dateline(dateline, words)}
    return frozenset(found)


def _best(scores: Sequence[tuple[str, float]], *, alone: bool) -> str:
    """The place with the highest score, of equals the one named first; "" where a lede alone can't decide."""
    if not scores:
        return ""
    ranked = sorted(scores, key=lambda item: -item[1])
    undecided = alone and len(ranked) > 1 and ranked[0][1] == ranked[1][1]
    return "" if undecided else ranked[0][0]


def _place(where: str) -> Place:
    country = gazetteer().get(where)
    if country is not None:
        return Place(country=where, name=country.name, region=region_of(where))
    return Place(country="", name=where, region=where if where in REGIONS else "Europe")
