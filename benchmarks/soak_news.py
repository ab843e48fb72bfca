"""The news of the soak: any number of days of stories that nobody wrote, the same ones each time.

A story is of a country and an invented name, and is told by one to eight newsrooms within half a day. Each
tells some of its facts in its own words, and fills up with sentences drawn word by word from the samples.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random

from bot.demo.sample_files import load

NEWSROOMS = 24
STORIES_A_DAY = 60
SPREAD_HOURS = 12.0
LONGEST = 28
COUNTRIES = (
    *("Sudan", "Kenya", "Peru", "Chile", "Norway", "Poland", "Japan", "India", "Nepal", "Ghana", "Mali"),
    *("Cuba", "Brazil", "Mexico", "Canada", "Spain", "Italy", "Greece", "Turkey", "Egypt", "Jordan"),
    *("Yemen", "Oman", "Iran", "Iraq", "Laos", "Vietnam", "Malaysia", "Fiji", "Samoa", "Latvia", "Serbia"),
)
SYLLABLES = tuple(f"{consonant}{vowel}" for consonant in "bdfgklmnprstvz" for vowel in "aeiou")
EVENTS = (
    ("ferry", "capsized off the harbour of {name}", "{n} passengers were rescued from the ferry {name}"),
    ("dam", "gave way above {name}", "{n} families were led out of the valley below {name}"),
    ("strike", "closed the mines of {name}", "{n} miners of {name} voted to stay out for another week"),
    ("election", "was won by {name}", "{name} had a lead of {n} votes in the last count"),
    ("bridge", "was opened at {name}", "the bridge at {name} cost {n} million and took nine years"),
    ("earthquake", "shook the town of {name}", "{n} houses of {name} had no roof by the morning"),
    ("court", "freed the writer {name}", "{name} had spent {n} days in prison without a verdict"),
    ("storm", "reached the coast at {name}", "{n} fishing boats had not come back to {name}"),
    ("vaccine", "was tried in {name}", "{n} children in {name} were given the vaccine at school"),
    ("pipeline", "burst near {name}", "{n} barrels ran into the river at {name} before it was shut"),
)
VOICES = ("officials said", "the mayor told reporters", "a ministry statement said", "witnesses said")
SECTIONS = ("World", "Africa", "Asia", "Europe")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article. `topic`: what somebody would ask for who wants to read it."""

    id: str
    newsroom: int
    title: str
    published: datetime
    topic: str
    fact: str
    paragraphs: tuple[str, ...]


def publisher(newsroom: int) -> str:
    return f"The {_name(Random(newsroom + 1))} {('Post', 'Herald', 'Courier', 'Observer')[newsroom % 4]}"


def section(newsroom: int) -> str:
    return SECTIONS[newsroom % len(SECTIONS)]


@lru_cache(maxsize=60)
def day(number: int, start: datetime, stories: int = STORIES_A_DAY) -> tuple[Piece, ...]:
    """What was published on that day after `start` (negative: before it), oldest first."""
    begun = start + timedelta(days=number)
    told = [piece for story in range(stories) for piece in _story(number, story, begun)]
    return tuple(sorted(told, key=lambda one: (one.published, one.id)))


def _story(number: int, story: int, begun: datetime) -> list[Piece]:
    chance = Random(f"{number}/{story}")
    country, name = chance.choice(COUNTRIES), _name(chance)
    subject, headline, fact = chance.choice(EVENTS)
    facts = [
        f"{fact.format(name=name, n=chance.randint(12, 4_000))} in {country}",
        f"a {subject} {headline.format(name=name)} on {begun:%A}",
        f"the {subject} of {name} was the worst in {country} for {chance.randint(3, 60)} years",
        f"help for {name} was on its way from {chance.choice(COUNTRIES)} by {chance.randint(1, 12)} o'clock",
    ]
    hour, pieces = chance.uniform(0, 24 - SPREAD_HOURS), []
    newsrooms = chance.sample(range(NEWSROOMS), chance.choice((1, 1, 2, 3, 4, 5, 6, 8)))
    for place, newsroom in enumerate(newsrooms):
        at = hour + (chance.uniform(0, SPREAD_HOURS) if place else 0.0)
        words = Random(f"{number}/{story}/{newsroom}")
        rest = _filled(words, 4).rstrip(".").lower()
        pieces.append(
            Piece(
                id=f"{number}-{story}-{newsroom}",
                newsroom=newsroom,
                title=f"{country} {subject} {headline.format(name=name)}: {rest}",
                published=(begun + timedelta(hours=at)).replace(microsecond=0).astimezone(UTC),
                topic=f"{country} {subject}",
                fact=facts[0],
                paragraphs=_told(words, facts),
            )
        )
    return pieces


def _told(words: Random, facts: list[str]) -> tuple[str, ...]:
    kept = words.sample(facts, words.randint(2, len(facts)))
    if facts[0] not in kept:
        kept[0] = facts[0]
    lines = [f"{fact[0].upper()}{fact[1:]}, {words.choice(VOICES)}." for fact in kept]
    filling = [_filled(words, words.randint(9, LONGEST)) for _ in range(words.randint(6, 12))]
    both = [lines[0], *sorted([*lines[1:], *filling], key=lambda _: words.random())]
    return tuple(" ".join(both[at : at + 3]) for at in range(0, len(both), 3))


def _name(chance: Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


def _filled(chance: Random, length: int) -> str:
    """A sentence of the samples' small words, each drawn after the one before it."""
    follows = _chain()
    word = chance.choice(follows["."])
    said = [word]
    while len(said) < length:
        word = chance.choice(follows.get(word) or follows["."])
        said.append(word)
    return f"{' '.join(said).capitalize()}."


@lru_cache(maxsize=1)
def _chain() -> dict[str, list[str]]:
    follows: dict[str, list[str]] = defaultdict(list)
    for article in load(datetime(2026, 1, 5, tzinfo=UTC)).articles:
        if article.language != "en":
            continue
        for paragraph in article.paragraphs:
            before = "."
            for word in re.findall(r"[a-z]{2,}", paragraph):
                follows[before].append(word)
                before = word
            follows["."].append(before)
    return dict(follows)
