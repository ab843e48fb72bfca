"""A question put to the news: what it is about, since when, and whether an article answers it.

How a caller answers a question, with a search engine of its own for the candidates:

    topic = parse("who has recognised the Taliban since Monday?", now, zone)

    if topic.empty:
        # Nothing was asked but stop words and, perhaps, a time: show that time's top stories.

    # From the store: in how many articles does any spelling of each term stand?
    counts = {term: how_many_hold_any_of(variants(term)) for term in topic.terms}
    weights = weigh(topic, counts, articles_in_the_store)

    if refuses(topic, counts):
        # Say so; unknown(topic, counts) names the words that are nowhere.

    # From the store: the articles of [topic.since, topic.until) that hold any spelling of any term.
    for article in candidates:
        score = judge(topic, title=article.title, text=article.text, weights=weights)
        # It answers where score >= ANSWERS, the highest best. None does: the store has nothing on it.

A story answers a topic when one of its articles does; its score is the best of theirs.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from summaries.places.aliases import aliases
from summaries.places.people import EVERYDAY, INITIALS, counterpart, spelled_out
from summaries.tokens import fold, stem, words
from summaries.words.asking import apart, capitalised, idle, languages
from summaries.words.background import background
from summaries.words.held import CAPITALS, Held, phrase, shouted
from summaries.words.timewords import QUOTED, window

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from summaries.words.timewords import Window

# An article answers from this score on. At two words that weigh the same, one alone (0.5) is not enough; a
# word said once in passing (words.held.PASSING) is not enough either.
ANSWERS: Final = 0.6

# "U.S." in a question is "US".
_DOTTED: Final = re.compile(
    rf"\b(?:{'|'.join(r'[.]'.join(word) for word in sorted(INITIALS, key=len, reverse=True))})\b\.?",
    re.IGNORECASE,
)
_NAME_WEIGHT: Final = 1.3
_BY_ALIAS: Final = 0.7
_ALONE: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a question is about.

    `terms` are the words that matter, in the order asked, each once: lower case, but for the initials that
    would be everyday words then (US, WHO, IT); `phrases` those that stood in quotation marks (their words
    are among the terms too); `names` the terms that were asked with a capital. `since` (inclusive) and
    `until` (exclusive) are aware times, or None where the question names no time; `by_days` says that it
    named days of the calendar ("yesterday") rather than a length of time ("last 24 hours").
    """

    asked: str
    terms: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    by_days: bool = False

    @property
    def empty(self) -> bool:
        """Nothing was asked but stop words and, perhaps, a time."""
        return not self.terms


def parse(question: str, now: datetime, zone: tzinfo) -> Topic:
    """Read a question. `now` is aware; `zone` is the reader's, in which "today" and "Monday" are meant.

    A question in another language loses the function words of that language as well. A day alone ("12
    November") is a time; beside other words it is one behind "since", "on" and the like (words/dates.py).
    """
    found = window(question, now.astimezone(zone))
    topic = _topic(question, found)
    if found.since is None and (dated := window(question, now.astimezone(zone), bare=True)) != found:
        alone = _topic(question, dated)
        return alone if alone.empty else topic
    return topic


def _topic(question: str, found: Window) -> Topic:
    spoken = languages(QUOTED.sub(" ", found.rest))
    asked = apart(found.rest, spoken)
    rest = _DOTTED.sub(_undotted, asked)
    quotes = QUOTED.findall(rest)
    quoted = {word for quote in quotes for word in words(quote)}
    initials, idle_words = _initials(asked, rest), idle(spoken)
    kept = tuple(
        dict.fromkeys(
            bare.upper() if bare.upper() in initials else bare
            for word in words(rest)
            if (bare := _bare(word))
            and (word in quoted or bare.upper() in initials or bare not in idle_words)
        )
    )
    return Topic(
        asked=question,
        terms=kept,
        phrases=tuple(phrase for quote in quotes if (phrase := " ".join(map(fold, words(quote))))),
        names=(frozenset(_bare(w.lower()) for w in capitalised(rest)) | initials) & frozenset(kept),
        since=found.since,
        until=found.until,
        by_days=found.by_days,
    )


def means_nothing(asked: str) -> bool:
    """Whether a topic holds no word that matters, only stop words and words of time: nothing answers it."""
    return parse(asked, datetime(2000, 1, 1, tzinfo=UTC), UTC).empty


def _undotted(match: re.Match[str]) -> str:
    return match[0].replace(".", "").upper()


def _initials(asked: str, undotted: str) -> frozenset[str]:
    """The initials that must not be read as everyday words; capitals tell nothing where all is in them."""
    found = [_undotted(match) for match in _DOTTED.finditer(asked)]
    if not shouted(asked):
        found += CAPITALS.findall(undotted)
    return frozenset(found) & {word.upper() for word in EVERYDAY}


def _bare(word: str) -> str:
    return re.sub(r"['\u2019]s?$", "", word)


def variants(term: str) -> tuple[str, ...]:
    """The spellings that should match as one, lower case, the term itself first.

    British and American spellings (recognised, recognized; labour, labor), the term without diacritics and,
    where it is certain, a country and its people (Afghanistan, Afghan). Initials are spelled out, in several
    words; US, WHO and IT (in capitals) without the everyday words that they are in lower case. Endings are
    left to the search engine's stemmer.
    """
    if (term.isupper() or term not in EVERYDAY) and (names := spelled_out(_bare(term.lower()))):
        return names
    term = _bare(term.lower())
    spellings = [term, fold(term), *_spellings(term)]
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
    at_large = table.idf(stem(term.lower())) if table.articles else 0.0
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
    if topic.phrases and not all(_holds(title, one) or _holds(text, one) for one in topic.phrases):
        return 0.0
    held = Held(title=title, text=text, alone=len(topic.terms) == _ALONE)
    return min(1.0, sum(weights.get(term, 0.0) * _credit(held, term) for term in topic.terms))


def _credit(held: Held, term: str) -> float:
    """What the term itself earns; else what another name of the same government does, which is less."""
    return held.credit(_stems_of(term)) or _BY_ALIAS * held.credit(_stems_of_aliases(term))


@lru_cache(maxsize=1_000)
def _stems_of(term: str) -> frozenset[str]:
    """A term's spellings as they stand in `Held`: those of several words as phrases."""
    return frozenset(map(phrase, variants(term)))


@lru_cache(maxsize=1_000)
def _stems_of_aliases(term: str) -> frozenset[str]:
    return frozenset(map(phrase, aliases(term)))


def _holds(text: str, phrase: str) -> bool:
    found = words(_DOTTED.sub(_undotted, text))
    return f" {phrase} " in f" {' '.join(map(fold, found))} "
