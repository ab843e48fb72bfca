"""A question put to the news: what it is about, since when, and whether an article answers it.

How a caller answers a question, with a search engine of its own for the candidates:

    topic = parse("who has recognised the Taliban since Monday?", now, zone)
    if topic.empty: ...                                  # nothing was asked but stop words: show the top
    stories counts = {term: how many articles hold any of variants(term), for term in topic.terms}     #
    from the store weights = weigh(topic, counts, articles_in_the_store)
    if refuses(topic, counts): ...                       # say so: unknown(topic, counts) names what is
    nowhere candidates = the store's search for any of the variants of any term, within topic.since ..
    topic.until scored = [(judge(topic, title=a.title, text=a.text, weights=weights), a) for a in candidates]
    answers = those with a score >= ANSWERS, best first; none left: the store holds nothing on it

A story answers a topic when one of its articles does; its score is the best of theirs.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from summaries.background import background
from summaries.places import counterpart
from summaries.stopwords import STOP_WORDS
from summaries.timewords import window
from summaries.tokens import stem, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, tzinfo

# An article answers from this score on. At two words that weigh the same, one alone (0.5) is not enough; a
# word said once in passing (PASSING) is not enough either.
ANSWERS: Final = 0.6

_QUOTED: Final = re.compile(r"[\"“«„]([^\"”»“]+)[\"”»“]")
_ASKING_WORDS: Final = """
who whom whose what when where why which how does did do is are was were has have had will would could can
should tell show give find search news latest update updates happened happening happen happens going story
stories article articles headline headlines anything something everything know please about regarding
concerning want hear heard briefing brief digest today's todays current currently recent recently new there
"""
_ASKING: Final = frozenset(_ASKING_WORDS.split())
_NAME_WEIGHT: Final = 1.3
_IN_TITLE: Final = 1.0
_IN_LEDE: Final = 0.9
_IN_BODY: Final = 0.8
_OFTEN_IN_BODY: Final = 0.7
PASSING: Final = 0.5
_LEDE: Final = 400
_OFTEN: Final = 2
_ALONE: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a question is about.

    `terms` are the words that matter, lower case, in the order asked, each once; `phrases` those that stood
    in quotation marks (their words are among the terms too); `names` the terms that were asked with a
    capital. `since` (inclusive) and `until` (exclusive) are aware times, or None where the question names
    no time.
    """

    asked: str
    terms: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None

    @property
    def empty(self) -> bool:
        """Nothing was asked but stop words and, perhaps, a time."""
        return not self.terms


def parse(question: str, now: datetime, zone: tzinfo) -> Topic:
    """Read a question. `now` is aware; `zone` is the reader's, in which "today" and "Monday" are meant."""
    found = window(question, now.astimezone(zone))
    phrases = tuple(p for raw in _QUOTED.findall(found.rest) if (p := " ".join(words(raw))))
    raw = words(found.rest)
    quoted = {word for phrase in phrases for word in phrase.split()}
    kept = tuple(
        dict.fromkeys(bare for word in raw if (bare := _bare(word)) and (word in quoted or _matters(bare)))
    )
    return Topic(
        asked=question,
        terms=kept,
        phrases=phrases,
        names=frozenset(_bare(w.lower()) for w in _capitalised(found.rest)) & frozenset(kept),
        since=found.since,
        until=found.until,
    )


def _bare(word: str) -> str:
    return re.sub(r"['\u2019]s?$", "", word)


def _matters(word: str) -> bool:
    return word not in STOP_WORDS["en"] and word not in _ASKING


def _capitalised(text: str) -> list[str]:
    """Words with a capital, but for the first; none where the question is in capitals throughout."""
    found = re.findall(r"[\w\u2019']+", text)
    return [] if text.isupper() else [word for word in found[1:] if word[:1].isupper()]


def variants(term: str) -> tuple[str, ...]:
    """The spellings that should match as one, lower case, the term itself first.

    British and American spellings (recognised, recognized; labour, labor) and, where it is certain, a
    country and its people (Afghanistan, Afghan). Endings are left to the search engine's stemmer.
    """
    term = _bare(term.lower())
    spellings = [term, *_spellings(term)]
    return tuple(dict.fromkeys([*spellings, *counterpart(term)]))


_IS_IZ: Final = re.compile(r"(?<=[a-z]{3})i([sz])(e|ed|es|ing|ation|ations|er|ers)$")
_NEVER_IZ: Final = re.compile(
    r"(?:adv|rev|superv|telev|surpr|prom|prem|expert|exerc|comprom|franch|desp|disgu|enterpr|improv|ra|pra|cr|no|advert|merchand|r|w|dem|surm|exc|pa|ba)is(?:e|ed|es|ing|er|ers)$"
)
_OUR: Final = re.compile(r"(?<=[a-z]{2})(ou?)r(s|ed|ing|able|ful|hood|hoods|ers?)?$")
_OUR_ROOTS: Final = re.compile(
    r"^(?:lab|col|neighb|hon|fav|harb|hum|rum|behavi|vap|arm|sav|vig|val|tum|end|flav|cand|ferv|od)ou?r"
)


def _spellings(term: str) -> list[str]:
    found: list[str] = []
    if (match := _IS_IZ.search(term)) and not _NEVER_IZ.search(term):
        other = "z" if match[1] == "s" else "s"
        found.append(f"{term[: match.start()]}i{other}{match[2]}")
    if _OUR_ROOTS.match(term) and (match := _OUR.search(term)):
        other = "or" if match[1] == "ou" else "our"
        found.append(f"{term[: match.start()]}{other}{match[2] or ''}")
    return found


def weigh(topic: Topic, counts: Mapping[str, int], total: int) -> dict[str, float]:
    """How telling each term is: its rarity in the store and in news at large, names counting more. Sums to 1.

    `counts`: how many of the store's `total` articles hold the term or one of its variants.
    """
    raw = {term: _telling(topic, term, counts, total) for term in topic.terms}
    whole = sum(raw.values()) or 1.0
    return {term: value / whole for term, value in raw.items()}


def _telling(topic: Topic, term: str, counts: Mapping[str, int], total: int) -> float:
    table = background("en")
    at_large = table.idf(stem(term)) if table.articles else 0.0
    seen = counts.get(term, 0)
    here = math.log((total + 1) / (seen + 0.5)) if seen else at_large
    value = max(0.3, (2 * at_large + here) / 3 if at_large else max(here, 1.0))
    return value * (_NAME_WEIGHT if term in topic.names else 1.0)


def unknown(topic: Topic, counts: Mapping[str, int]) -> tuple[str, ...]:
    """The terms that stand nowhere in the store, in the order asked."""
    return tuple(term for term in topic.terms if not counts.get(term, 0))


def refuses(topic: Topic, counts: Mapping[str, int]) -> bool:
    """Whether the store can't answer: the word that tells most of the topic is nowhere in it.

    Which word that is goes by news at large, not by the store: the store's rarest word is the missing one.
    """
    if not topic.terms:
        return False
    telling = {term: _telling(topic, term, {}, 0) for term in topic.terms}
    most = max(topic.terms, key=lambda term: (telling[term], -topic.terms.index(term)))
    return not counts.get(most, 0)


def judge(topic: Topic, *, title: str, text: str, weights: Mapping[str, float]) -> float:
    """How well an article answers, from 0 to 1: the weighted share of the terms that it holds.

    A term counts in full in the title, less in the first lines, less again further down. A quoted phrase
    that is not there word for word makes it 0. `weights` are from `weigh`. ANSWERS is the threshold.
    """
    head, body = words(title), words(text)
    if any(not _holds(head, phrase) and not _holds(body, phrase) for phrase in topic.phrases):
        return 0.0
    lede = words(text[:_LEDE])
    places = _Places(_counts(head), _counts(lede), _counts(body), alone=len(topic.terms) == _ALONE)
    return min(1.0, sum(weights.get(term, 0.0) * places.credit(term) for term in topic.terms))


@dataclass(frozen=True, slots=True)
class _Places:
    title: Mapping[str, int]
    lede: Mapping[str, int]
    body: Mapping[str, int]
    alone: bool

    def credit(self, term: str) -> float:
        stems = {stem(word) for variant in variants(term) for word in words(variant)}
        if any(s in self.title for s in stems):
            return _IN_TITLE
        if any(s in self.lede for s in stems):
            return _IN_LEDE
        times = sum(self.body.get(s, 0) for s in stems)
        if not times:
            return 0.0
        if not self.alone:
            return _IN_BODY
        return _OFTEN_IN_BODY if times > _OFTEN else PASSING


def _counts(found: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in found:
        counts[s] = counts.get(s := stem(word), 0) + 1
    return counts


def _holds(found: list[str], phrase: str) -> bool:
    return f" {phrase} " in f" {' '.join(found)} "
