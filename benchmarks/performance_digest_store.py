"""The store of benchmarks/performance_digest.py: many articles of two days, in a newswire's stories."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from editions import crowd
from evaluation import load
from growth import Invention

from bot.model import StoredArticle, StoredStory
from bot.store import articles, stories
from summaries import REGIONS, Article, Brief, Span, fingerprint, ranked, shown_spans

if TYPE_CHECKING:
    from evaluation import Row

    from bot.store.store import Store
    from summaries import Candidate

FILES = ("stream.dev.jsonl.gz", "articles.train.jsonl.gz")
INVENTED = 2_000
SENTENCES = 25
PUBLISHERS = 64
AT_ONCE = 1_000


def fill(store: Store, many: int) -> list[Candidate]:
    """Store so many articles with their stories; those, as an edition is planned from them."""
    told = crowd(rows(), many)
    stored = [_article(one, story.story_id) for story in told for one in story.articles]
    for start in range(0, len(stored), AT_ONCE):
        with store.write() as db:
            articles.add(db, stored[start : start + AT_ONCE])
    with store.write() as db:
        stories.save(db, [_story(number, story) for number, story in enumerate(told)])
    return told


@cache
def rows() -> list[Row]:
    """The evaluation data's articles; where they aren't at hand, invented ones."""
    folder = Path(os.environ.get("DATELINE_EVAL_DATA", ""))
    if all((folder / name).is_file() for name in FILES):
        return [row for name in FILES for row in load(folder / name)]
    invention = Invention()
    made = (
        invention.article(f"Harbour {n % PUBLISHERS}", invention.sentences(SENTENCES))
        for n in range(INVENTED)
    )
    return [{"title": one.title, "text": one.text, "source": one.publisher} for one in made]


def _article(one: Article, story_id: str) -> StoredArticle:
    assert one.published
    mark, spans = _read(one.title, one.text)
    return StoredArticle(
        article=one,
        source=f"https://{one.publisher.encode().hex()}.example/feed",
        collected=one.published,
        dated=one.published,
        fingerprint=mark,
        spans=spans,
        story_id=story_id,
    )


@cache
def _read(title: str, text: str) -> tuple[str, tuple[Span, ...]]:
    """What intake finds out of a text: many articles of the crowd have one text."""
    one = Article(id="", title=title, text=text, published=None, publisher="", url="", language="en")
    return fingerprint(text), ranked(one, shown_spans(one))


def _story(number: int, told: Candidate) -> StoredStory:
    """Its story, without the brief that no digest looks at; every seventh is of no region."""
    first = told.articles[0]
    times = [one.published for one in told.articles if one.published]
    return StoredStory(
        id=told.story_id,
        language=first.language,
        section="",
        first_seen=min(times),
        last_seen=max(times),
        articles=len(told.articles),
        publishers=len({one.publisher for one in told.articles}),
        kind="news",
        brief=Brief(headline=first.title, headline_id=first.id, sentences=(), sources=()),
        region=("", *REGIONS)[number % (1 + len(REGIONS))],
        affair=told.story_id,
    )
