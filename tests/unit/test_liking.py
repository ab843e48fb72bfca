"""What a thumb on a story means, and the words in which it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.liking import kinds_of_liking, words_of_liking
from bot.model import StoredStory, Wish
from summaries import Brief, Source

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def story(*publishers: str, section: str = "Business", headline: str = "Ferry sinks off Cebu") -> StoredStory:
    sources = tuple(
        Source(article_id=f"a{n}", title=headline, publisher=name, url="", published=NOW)
        for n, name in enumerate(publishers)
    )
    return StoredStory(
        id="s1",
        language="en",
        section=section,
        first_seen=NOW,
        last_seen=NOW,
        articles=len(sources),
        publishers=len(sources),
        kind="news",
        brief=Brief(headline=headline, headline_id="a0", sentences=(), sources=sources),
        affair="s0",
    )


@pytest.mark.parametrize(
    ("one", "wish", "words"),
    [
        (
            story("Wire", "Globe"),
            Wish.LESS,
            "You'll see less of Business, and of what follows “Ferry sinks off Cebu”.",
        ),
        (
            story("Wire", "Globe"),
            Wish.MORE,
            "You'll see more of Business, and of what follows “Ferry sinks off Cebu”.",
        ),
        (
            story("Wire", headline="Ferry sinks"),
            Wish.LESS,
            "You'll see less of Business and what only Wire tells, and of what follows “Ferry sinks”.",
        ),
        (
            story("Wire", "Globe", section="World"),
            Wish.LESS,
            "You'll see less of what follows “Ferry sinks off Cebu”.",
        ),
        (story("", section="", headline=" "), Wish.LESS, "You'll see less of what follows this story."),
    ],
)
def test_a_thumb_says_of_what_there_will_be_more_or_less(one: StoredStory, wish: Wish, words: str) -> None:
    assert words_of_liking(one, wish) == words


def test_a_channels_thumb_speaks_of_the_channel() -> None:
    words = words_of_liking(story("Wire", "Globe", section=""), Wish.LESS, channel=True)
    assert words == "This channel will see less of what follows “Ferry sinks off Cebu”."


def test_the_feeds_of_one_newsroom_have_a_story_alone() -> None:
    """The Post and Post Online are one, by the name that came first."""
    kinds = kinds_of_liking(story("The Post", "Post Online", section=""))
    assert [(one.kind, one.value) for one in kinds] == [("alone", "The Post"), ("affair", "s0")]


def test_a_story_of_no_known_affair_is_its_own() -> None:
    (kind,) = kinds_of_liking(replace(story("Wire", "Globe", section="News"), affair=""))
    assert (kind.kind, kind.value, kind.label) == ("affair", "s1", "Ferry sinks off Cebu")
