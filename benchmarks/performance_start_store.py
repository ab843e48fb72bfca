"""A store of made-up articles over the default window of 30 days, for benchmarks/performance_start.py.

Three newsrooms tell of each event, 24 sentences each, in words that nobody wrote, of which an event has some
rare ones of its own. It is written as intake would leave it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import accumulate, islice
from random import Random
from typing import TYPE_CHECKING

from bot.model import StoredArticle, StoredStory
from bot.store import articles, stories
from bot.store.store import Store
from summaries import Article, Brief, Sentence, Source, Span, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

DAYS, NEWSROOMS, SENTENCES, BATCH = 30, 3, 24, 500
SYLLABLES = re.findall(
    "[a-z]+", "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo za bri cle dro fla gre sto tru"
)
COMMON, RARE, USUAL = 4_000, 40_000, 20_000


class Press:
    """What newsrooms write of an event, the same each time."""

    def __init__(self) -> None:
        self._chance = Random(20)
        made = {"".join(self._chance.choices(SYLLABLES, k=self._chance.randint(2, 5))) for _ in range(90_000)}
        words = sorted(made)
        self._chance.shuffle(words)
        self._rare = words[COMMON : COMMON + RARE]
        weights = list(accumulate(1 / (rank + 1) for rank in range(COMMON)))
        self._usual = [
            self._chance.choices(words[:COMMON], cum_weights=weights, k=self._chance.randint(8, 24))
            for _ in range(USUAL)
        ]

    def event(self, number: int, when: datetime) -> tuple[StoredStory, list[StoredArticle]]:
        own = [self._chance.choice(self._rare) for _ in range(12)]
        home = f"s{number:016x}"
        told = [self._article(own, f"{number}-{room}", room, home, when) for room in range(NEWSROOMS)]
        first = told[0].article
        sentences = [
            Sentence(article_id=first.id, start=a, end=b, text=first.text[a:b])
            for a, b, _ in told[0].spans[:3]
        ]
        brief = Brief(
            headline=first.title,
            headline_id=first.id,
            sentences=tuple(sentences),
            sources=tuple(Source.of(one.article) for one in told),
        )
        story = StoredStory(
            id=home,
            language="en",
            section="World",
            first_seen=when,
            last_seen=when,
            articles=NEWSROOMS,
            publishers=NEWSROOMS,
            kind="news",
            brief=brief,
        )
        return story, told

    def _article(self, own: list[str], key: str, room: int, home: str, when: datetime) -> StoredArticle:
        text = ""
        spans: list[Span] = []
        for number in range(SENTENCES):
            sentence = self._sentence(own)
            if text:
                text += "\n" if number % 3 == 0 else " "
            spans.append(Span(len(text), len(text) + len(sentence), number // 3))
            text += sentence
        url = f"https://n{room}.example/{key}"
        article = Article(
            id=f"a{key}",
            title=" ".join(self._chance.sample(own, 4)).capitalize(),
            text=text,
            published=when,
            publisher=f"Newsroom {room}",
            url=url,
            language="en",
            section="World",
        )
        return StoredArticle(
            article=article,
            source=f"https://n{room}.example/feed",
            collected=when,
            dated=when,
            fingerprint=fingerprint(text),
            spans=tuple(spans),
            story_id=home,
        )

    def _sentence(self, own: list[str]) -> str:
        words = [*self._chance.choice(self._usual)]
        words[self._chance.randrange(len(words))] = self._chance.choice(own)
        return f"{' '.join(words).capitalize()}."


def fill(url: str, count: int, now: datetime) -> None:
    """Store `count` articles, evenly over the days before `now`, oldest first."""
    press, events = Press(), max(1, count // NEWSROOMS) if count else 0

    def made() -> Iterator[tuple[StoredStory, list[StoredArticle]]]:
        for number in range(events):
            yield press.event(
                number, now - timedelta(days=DAYS) * (1 - number / events) - timedelta(minutes=5)
            )

    store, waiting = Store(url), made()
    try:
        while batch := list(islice(waiting, BATCH)):
            with store.write() as db:
                articles.add(db, [one for _, told in batch for one in told])
                stories.save(db, [story for story, _ in batch])
    finally:
        store.close()
