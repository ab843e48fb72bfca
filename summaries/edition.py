"""Stories -> a ranked edition: what leads, what is left out, and why, in words.

How a caller plans one: for every story with an article inside the edition's window build a Candidate holding
only those articles, each with `published` set to the time at which it counts as news; put into `told` what
the channel was shown of the story before; then `plan(candidates, rules, now, spans=stored_spans)`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Final

from summaries.brief import brief, headline
from summaries.copies import fingerprint
from summaries.extract import DEFAULT_METHOD
from summaries.kinds import NEWS, kind_of
from summaries.model import Edition, EditionStory, LeftOut
from summaries.topic import ANSWERS, judge, parse, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from summaries.model import Article, Brief, Sentence
    from summaries.segment import Span

_HALF_LIFE_HOURS: Final = 36.0  # within a day's edition, breadth goes before the latest hour
_PUBLISHERS: Final = 1.0  # what doubling the publishers is worth
_ASKED_FOR: Final = 1.0  # what being of the subscription's section or topic is worth
_HOUR: Final = 3600.0
RULES_VERSION: Final = "1"  # changes whenever the same candidates would give another edition
NOTHING_NEW: Final = "nothing new since the last digest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story that may enter an edition.

    `articles`: those inside the edition's window, each with `published` as the time that counts as news;
    those without one are never news. `told`: what the channel was shown of this story before;
    leave out of `articles` what it could have seen then. `last_seen` is when the newest came.

    `region`: of the world, "" where nothing says it. `affair`: the same for all stories of one affair, ""
    where nobody knows (then the edition looks for itself). `prominence`: 1 where it led a feed, down to 0.
    `earlier`: headlines of earlier stories of its affair, newest first.
    """

    story_id: str
    section: str
    last_seen: datetime
    articles: tuple[Article, ...]
    told: frozenset[Sentence] = frozenset()
    region: str = ""
    affair: str = ""
    prominence: float = 0.0
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What an edition is made by: a subscription's wishes and the operator's ceilings.

    `stories` and `sentences` (a story) are the most that are shown. With `sections` or `topics` only
    stories of one of them enter; empty means all. `max_per_publisher` bounds the stories whose headline is
    of one publisher, `max_per_region` those of one region and `max_per_affair` those of one affair. `kinds`:
    which of KINDS are let in beside news. `max_words` and `max_share` are the ceilings of rights, for each
    article.
    """

    stories: int = 7
    sentences: int = 2
    sections: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    max_per_publisher: int = 3
    max_per_region: int = 3
    max_per_affair: int = 1
    kinds: tuple[str, ...] = ()
    max_words: int | None = 120
    max_share: float | None = 0.25
    method: str = DEFAULT_METHOD


@dataclass(frozen=True, slots=True)
class _Ranked:
    candidate: Candidate
    articles: tuple[Article, ...]
    score: float
    reasons: tuple[str, ...]


def plan(
    candidates: Sequence[Candidate],
    rules: Rules,
    now: datetime,
    spans: Mapping[str, Sequence[Span]] | None = None,
) -> Edition:
    """Plan an edition. `now` is aware; `spans` are stored `shown_spans` by article id.

    The same candidates in any order give the same edition. Every candidate is in `stories` or in `left_out`,
    with its reasons.
    """
    left: list[LeftOut] = []
    ranked: list[_Ranked] = []
    for candidate in sorted(candidates, key=lambda one: one.story_id):
        why = _unfit(candidate)
        wished = () if why else _wished(candidate, rules)
        why = why or _unwanted(candidate, rules, wished)
        if why:
            left.append(_left_out(candidate, why))
        else:
            ranked.append(_rank(candidate, wished, now))
    ranked.sort(key=lambda one: (-one.score, one.candidate.story_id))
    stories = _fill(ranked, rules, spans, left)
    everything = [article for one in candidates for article in one.articles]
    return Edition(
        stories=tuple(stories),
        left_out=tuple(left),
        articles=len({article.id for article in everything}),
        publishers=len({article.publisher for article in everything}),
    )


def _fill(
    ranked: Sequence[_Ranked], rules: Rules, spans: Mapping[str, Sequence[Span]] | None, left: list[LeftOut]
) -> list[EditionStory]:
    stories: list[EditionStory] = []
    lead_by: dict[str, int] = {}
    for place in ranked:
        publisher = headline(place.articles).publisher
        if len(stories) >= rules.stories:
            left.append(
                _left_out(place.candidate, f"the edition is full: {rules.stories} stories ranked higher")
            )
        elif lead_by.get(publisher, 0) >= rules.max_per_publisher:
            left.append(
                _left_out(place.candidate, f"{publisher} leads {rules.max_per_publisher} stories already")
            )
        elif (told := _brief(place, rules, spans)).sentences:
            stories.append(_as_story(place, told))
            lead_by[publisher] = lead_by.get(publisher, 0) + 1
        else:
            left.append(
                _left_out(place.candidate, NOTHING_NEW if place.candidate.told else "no sentence fit to show")
            )
    return stories


def _as_story(place: _Ranked, told: Brief) -> EditionStory:
    one = place.candidate
    return EditionStory(story_id=one.story_id, brief=told, section=one.section, reasons=place.reasons)


def _brief(place: _Ranked, rules: Rules, spans: Mapping[str, Sequence[Span]] | None) -> Brief:
    return brief(
        place.articles,
        sentences=rules.sentences,
        method=rules.method,
        told=place.candidate.told,
        spans=spans,
        max_words=rules.max_words,
        max_share=rules.max_share,
    )


def _left_out(candidate: Candidate, why: str) -> LeftOut:
    title = headline(_by_time(candidate.articles)).title if candidate.articles else ""
    return LeftOut(story_id=candidate.story_id, headline=title, reason=why)


def _by_time(articles: Sequence[Article]) -> tuple[Article, ...]:
    return tuple(sorted(articles, key=lambda a: (a.published is None, a.published or 0, a.id)))


def _news(candidate: Candidate) -> tuple[Article, ...]:
    """The dated articles of news, oldest first."""
    return _by_time([a for a in candidate.articles if a.published is not None and kind_of(a) == NEWS])


def _unfit(candidate: Candidate) -> str:
    """Why a candidate can enter no edition, in words; empty where it can."""
    if not candidate.articles:
        return "no article inside the edition's hours"
    if all(article.published is None for article in candidate.articles):
        return "undated: nobody says when it happened"
    if not _news(candidate):
        return f"{kind_of(_by_time(candidate.articles)[0])}, not news"
    return ""


def _unwanted(candidate: Candidate, rules: Rules, wished: Sequence[str]) -> str:
    """Why a candidate can't enter this edition, in words; empty where it can."""
    if (rules.sections or rules.topics) and not wished:
        wanted = ", ".join([*rules.sections, *rules.topics])
        return f"not of the sections or topics asked for ({wanted})"
    return NOTHING_NEW if _all_told(candidate) else ""


def _all_told(candidate: Candidate) -> bool:
    """Whether each article was shown already, or repeats the text of one that was."""
    if not candidate.told:
        return False
    shown = {one.article_id for one in candidate.told}
    prints = {fingerprint(a.text) for a in candidate.articles if a.id in shown}
    return all(a.id in shown or fingerprint(a.text) in prints for a in _news(candidate))


def _wished(candidate: Candidate, rules: Rules) -> tuple[str, ...]:
    """Which of the sections and topics asked for a story is of."""
    sections = {
        section.casefold() for section in (candidate.section, *(a.section for a in candidate.articles))
    }
    found = [section for section in rules.sections if section.casefold() in sections]
    return (*found, *(topic for topic in rules.topics if _answers(topic, candidate)))


def _answers(asked: str, candidate: Candidate) -> bool:
    topic = parse(asked, candidate.last_seen, UTC)
    weights = weigh(topic, {}, 0)
    return any(
        judge(topic, title=a.title, text=a.text, weights=weights) >= ANSWERS for a in candidate.articles
    )


def _rank(candidate: Candidate, wished: tuple[str, ...], now: datetime) -> _Ranked:
    articles = _news(candidate)
    publishers = len({a.publisher for a in articles})
    newest = max(a.published for a in articles if a.published)
    hours = max(0.0, (now - newest).total_seconds() / _HOUR)
    score = _PUBLISHERS * math.log2(1 + publishers) * 0.5 ** (hours / _HALF_LIFE_HOURS) + _ASKED_FOR * bool(
        wished
    )
    return _Ranked(
        candidate, articles, round(score, 9), _reasons(candidate, publishers, len(articles), hours, wished)
    )


def _reasons(
    candidate: Candidate, publishers: int, articles: int, hours: float, wished: tuple[str, ...]
) -> tuple[str, ...]:
    tells = "1 publisher tells it" if publishers == 1 else f"{publishers} publishers tell it"
    number = "1 article" if articles == 1 else f"{articles} articles"
    ago = "within the last hour" if hours < 1 else f"{hours:.0f} h ago"
    found = [f"{tells} in {number}", f"last news {ago}"]
    found += [f"asked for: {wish}" for wish in wished]
    return (*found, "more since the last digest") if candidate.told else tuple(found)
