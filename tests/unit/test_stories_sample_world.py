"""The demonstration's articles, whose stories are known, are put into just these."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from bot.demo.wire import Wire
from summaries import Article, group

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
AS_TOLD = 0.95


def test_the_sample_worlds_stories_are_found() -> None:
    """Of some hundred articles on thirty events, with two ferries, nearly all stand with their own alone."""
    with Wire(NOW) as wire:
        samples = sorted(wire.world.articles, key=lambda one: (one.published, one.guid))
    articles = [
        Article(
            id=one.guid,
            title=one.title,
            text="\n".join(one.paragraphs),
            published=one.published,
            publisher=str(one.publisher),
            url="",
            language=one.language,
        )
        for one in samples
    ]
    found = {key: story.id for story in group(articles) for key in story.article_ids}
    told = {one.guid: f"{one.story or one.guid} {one.language}" for one in samples}
    assert max(Counter(told.values()).values()) > 5, "none of the sample's stories is large"
    assert bcubed(told, found) > AS_TOLD


def bcubed(told: dict[str, str], found: dict[str, str]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998)."""
    both = Counter((told[key], found[key]) for key in told)
    of_told, of_found = Counter(told.values()), Counter(found.values())
    precision = sum(n * n / of_found[b] for (_, b), n in both.items()) / len(told)
    recall = sum(n * n / of_told[a] for (a, _), n in both.items()) / len(told)
    return 2 * precision * recall / (precision + recall)
