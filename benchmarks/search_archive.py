"""An invented archive of news, as large as it is asked for: the same articles and stories each time.

Articles are sentences of real ones (articles.train, and for one in ten the six other languages of
multi.dev), shuffled, 150 to 300 words each. A story takes most of its sentences from one real article and the
rest from another on the same subject, so words come together as they do in news and are as frequent at a
million articles as at a thousand: nothing gets rarer as the archive grows, which is the harder case for a
search. Two thirds of the stories have one or two articles, a few dozens. Three years, and in each archive a
thirtieth of the articles in the last 30 days, a little more than an even spread would put there. Those days'
sentences are kept with their ranks, as intake keeps them; the older ones without, as of an older program.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from random import Random
from typing import TYPE_CHECKING, Final

from evaluation import load

from bot.model import StoredArticle, StoredStory
from summaries import Article, Brief, Sentence, Source, Span, ranked, settle, split
from summaries.stories import story_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

NOW: Final = datetime(2026, 11, 23, 8, tzinfo=UTC)
WINDOW: Final = timedelta(days=30)
SPAN: Final = timedelta(days=1095)
RECENT: Final = 1 / 30
SEED: Final = 23
FILES: Final = ("articles.train.jsonl.gz", "multi.dev.jsonl.gz")
_LANGUAGES: Final = {
    "arabic": "ar", "czech": "cs", "french": "fr", "greek": "el", "hebrew": "he", "hindi": "hi",
}  # fmt: skip
_FOREIGN, _UNDATED, _OWN = 0.1, 0.03, 0.7
_SIZES: Final = range(1, 41)
_STEEPNESS: Final = 1.8  # of n articles are n ** -1.8 as many stories as of one: 3.3 articles on average
_PUBLISHERS: Final = 60
_LEAST, _MOST = 150, 300  # words
_SHORTEST, _LONGEST = 40, 400  # characters of a sentence
_ENOUGH: Final = 8  # sentences
_PARAGRAPH: Final = 3
_STEP: Final = timedelta(hours=5)
_LATE: Final = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A real article: what an invented story is made from."""

    title: str
    sentences: tuple[str, ...]
    language: str
    subject: str


def real(data: Path) -> list[Told]:
    """The real articles that have sentences enough."""
    rows = [
        (row["title"], row["text"], "en", row["topic"]) for row in load(data / FILES[0]) if row.get("title")
    ]
    rows += [
        (told["title"], told["text"], _LANGUAGES[row["lang"]], row["lang"])
        for row in load(data / FILES[1])
        if row["lang"] in _LANGUAGES
        for told in row["docs"]
    ]
    read = [_told(*row) for row in rows]
    return [one for one in read if len(one.sentences) >= _ENOUGH]


def _told(title: str, text: str, language: str, subject: str) -> Told:
    settled = settle(text)
    cut = (settled[one.start : one.end] for one in split(settled, language))
    fit = tuple(dict.fromkeys(" ".join(one.split()) for one in cut if _SHORTEST <= len(one) <= _LONGEST))
    return Told(title=" ".join(settle(title).split()), sentences=fit, language=language, subject=subject)


class Invention:
    """`count` articles, oldest first, in parts of `part`, with the stories that they belong to."""

    def __init__(self, told: Sequence[Told], count: int, *, part: int = 4_000) -> None:
        self._chance = Random(SEED)
        self._told = [one for one in told if one.language == "en"]
        self._foreign = [one for one in told if one.language != "en"]
        self._alike: dict[str, list[Told]] = {}
        for one in told:
            self._alike.setdefault(one.subject, []).append(one)
        self._publishers = [f"Newsroom {number}" for number in range(1, _PUBLISHERS + 1)]
        self._weights = [1 / number for number in range(1, _PUBLISHERS + 1)]
        self._count = count
        self._part = part

    def parts(self) -> Iterator[tuple[list[StoredArticle], list[StoredStory]]]:
        waiting: list[tuple[datetime, int, StoredArticle]] = []
        ready: list[StoredArticle] = []
        made: list[StoredStory] = []
        number = 0
        for begun, size in self._begun():
            while waiting and waiting[0][0] <= begun:
                ready.append(heapq.heappop(waiting)[2])
            story, told = self._story(begun, range(number, number + size))
            for one in told:
                heapq.heappush(waiting, (one.collected, number, one))
                number += 1
            made.append(story)
            if len(ready) >= self._part:
                yield ready, made
                ready, made = [], []
        yield [*ready, *(one for _, _, one in sorted(waiting))], made

    def _begun(self) -> list[tuple[datetime, int]]:
        """When each story begins, and how many articles it will have; the first one first."""
        weights = [size**-_STEEPNESS for size in _SIZES]
        left = self._count
        found: list[tuple[datetime, int]] = []
        while left:
            size = min(left, *self._chance.choices(_SIZES, weights))
            left -= size
            found.append((NOW - self._age(), size))
        return sorted(found)

    def _age(self) -> timedelta:
        if self._chance.random() < RECENT:
            return WINDOW * self._chance.random()
        return WINDOW + (SPAN - WINDOW) * self._chance.random()

    def _story(self, begun: datetime, numbers: range) -> tuple[StoredStory, list[StoredArticle]]:
        chance = self._chance
        of = chance.choice(self._foreign if chance.random() < _FOREIGN else self._told)
        beside = chance.choice(self._alike[of.subject])
        told: list[StoredArticle] = []
        moment = begun
        for number in numbers:
            told.append(self._article(of, beside, number, min(moment, NOW - _LATE)))
            moment += _STEP * chance.random()
        named = story_id(told[0].article.id)
        told = [replace(one, story_id=named) for one in told]
        return _stored(named, told), told

    def _article(self, of: Told, beside: Told, number: int, dated: datetime) -> StoredArticle:
        chance = self._chance
        chosen = self._sentences(of, beside)
        text, spans = _written(chosen)
        publisher = chance.choices(self._publishers, self._weights)[0]
        title = of.title if chance.random() < _OWN else beside.title
        undated = chance.random() < _UNDATED
        article = Article(
            id=blake2b(f"{SEED} {number}".encode(), digest_size=16).hexdigest(),
            title=title,
            text=text,
            published=None if undated else dated,
            publisher=publisher,
            url=f"https://{publisher.replace(' ', '').lower()}.example/news/{number}",
            language=of.language,
            section=of.subject,
        )
        return StoredArticle(
            article=article,
            source=f"https://{publisher.replace(' ', '').lower()}.example/feed",
            collected=dated + _LATE * chance.random(),
            dated=None if undated else dated,
            fingerprint=blake2b(text.encode(), digest_size=16).hexdigest(),
            spans=ranked(article, spans) if dated > NOW - WINDOW else spans,
            position=1 + number % 30,
        )

    def _sentences(self, of: Told, beside: Told) -> list[str]:
        """In any order, until the words are enough; where those of one article run out, of the other."""
        chance = self._chance
        own, other = list(of.sentences), list(beside.sentences)
        wanted = chance.randint(_LEAST, _MOST)
        found: list[str] = []
        words = 0
        while words < wanted and (own or other):
            source = own if own and (not other or chance.random() < _OWN) else other
            one = source.pop(chance.randrange(len(source)))
            words += one.count(" ") + 1
            found.append(one)
        return found


def _written(sentences: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """The text, in paragraphs of three sentences, and where each stands."""
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for number, one in enumerate(sentences):
        if number:
            gap = "\n" if number % _PARAGRAPH == 0 else " "
            parts.append(gap)
            at += len(gap)
        spans.append(Span(at, at + len(one), number // _PARAGRAPH))
        parts.append(one)
        at += len(one)
    return "".join(parts), tuple(spans)


def _stored(named: str, told: Sequence[StoredArticle]) -> StoredStory:
    """The story with a brief of its first article's first sentences, as long as a real one."""
    first = told[0].article
    said = tuple(
        Sentence(article_id=first.id, start=one.start, end=one.end, text=first.text[one.start : one.end])
        for one in told[0].spans[:3]
    )
    brief = Brief(
        headline=first.title,
        headline_id=first.id,
        sentences=said,
        sources=tuple(Source.of(one.news) for one in told),
    )
    return StoredStory(
        id=named,
        language=first.language,
        section=first.section,
        first_seen=min(one.when for one in told),
        last_seen=max(one.when for one in told),
        articles=len(told),
        publishers=len({one.article.publisher for one in told}),
        kind="news",
        brief=brief,
        affair=named,
    )
