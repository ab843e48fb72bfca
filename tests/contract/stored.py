"""Articles and stories for the store's tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.model import StoredArticle, StoredStory
from summaries import Article, Brief, Sentence, Source, fingerprint

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def article(
    number: int,
    text: str = "Rain fell in Oslo.",
    *,
    title: str = "Rain in Oslo",
    publisher: str = "Fjord Times",
    story_id: str = "s1",
    hours_ago: float = 1.0,
    dated: bool = True,
) -> StoredArticle:
    when = NOW - hours_ago * HOUR
    return StoredArticle(
        article=Article(
            id=f"a{number}",
            title=title,
            text=text,
            published=when if dated else None,
            publisher=publisher,
            url=f"https://example.org/{number}",
            language="en",
            section="World",
        ),
        source="https://example.org/feed",
        collected=when,
        dated=when if dated else None,
        fingerprint=fingerprint(text),
        spans=((0, len(text), 0),),
        story_id=story_id,
    )


def story(name: str, *, publishers: int = 1, hours_ago: float = 1.0, kind: str = "news") -> StoredStory:
    seen = NOW - hours_ago * HOUR
    source = Source(
        article_id="a1", title="Rain", publisher="Fjord Times", url="https://example.org/1", published=seen
    )
    said = Sentence(article_id="a1", start=0, end=18, text="Rain fell in Oslo.")
    return StoredStory(
        id=name,
        language="en",
        section="World",
        first_seen=seen - HOUR,
        last_seen=seen,
        articles=2,
        publishers=publishers,
        kind=kind,
        brief=Brief(headline="Rain", headline_id="a1", sentences=(said,), sources=(source,)),
    )
