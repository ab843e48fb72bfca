from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from databases import set_clock
from stored import HOUR, NOW, article, story

from bot.errors import StoreError
from bot.model import FeedState
from bot.store import articles, feeds, locks, search, stories

if TYPE_CHECKING:
    from bot.store.store import Store


def test_an_article_comes_back_as_it_went_in(store: Store) -> None:
    """Text of every script, marks and joiners included, is not touched."""
    kept = article(1, "\u0646\u0635 \u200e\u0639\u0631\u0628\u064a. \u0645\u06cc\u200c\u062e 👩\u200d🚀 “q”.")
    with store.write() as db:
        articles.add(db, [kept])
    with store.read() as db:
        assert articles.get(db, ["a1", "nowhere"]) == {"a1": kept}


def test_an_article_is_never_rewritten(store: Store) -> None:
    with store.write() as db:
        articles.add(db, [article(1, "First words.")])
        articles.add(db, [article(1, "Other words.")])
    with store.read() as db:
        assert articles.get(db, ["a1"])["a1"].article.text == "First words."


def test_only_dated_articles_of_the_window_are_news(store: Store) -> None:
    """The window is open at its start and closed at its end; who gave no date is not in it."""
    with store.write() as db:
        articles.add(
            db,
            [
                article(1, hours_ago=24),
                article(2, hours_ago=23.9),
                article(3, hours_ago=0),
                article(4, hours_ago=-1),
                article(5, dated=False),
            ],
        )
    with store.read() as db:
        found = articles.news_between(db, NOW - 24 * HOUR, NOW, late=HOUR)
    assert [one.article.id for one in found] == ["a2", "a3"]


def test_what_came_in_late_is_news_of_the_window_that_it_came_in(store: Store) -> None:
    """Published just before the window and collected in it: no digest has told it yet."""
    late = article(1, hours_ago=24.5)
    with store.write() as db:
        articles.add(
            db,
            [
                replace(late, collected=NOW - 23 * HOUR),
                article(2, "In time.", hours_ago=24.5),
                replace(article(3, "Too late.", hours_ago=26), collected=NOW - 23 * HOUR),
                replace(article(4, "Not yet in.", hours_ago=24.5), collected=NOW + HOUR),
            ],
        )
    with store.read() as db:
        assert [one.article.id for one in articles.news_between(db, NOW - 24 * HOUR, NOW, late=HOUR)] == [
            "a1"
        ]


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.write() as db:
            articles.add(db, [article(1)])
            raise StoreError("killed amid it")

    with pytest.raises(StoreError, match="killed amid it"):
        fail()
    with store.read() as db:
        assert articles.get(db, ["a1"]) == {}
        assert search.find(db, [("rain",)], since=None, until=NOW, limit=5) == []


def test_search_finds_every_spelling_and_the_title_weighs_more(store: Store) -> None:
    with store.write() as db:
        articles.add(
            db,
            [
                article(1, "Moscow recognized the new government.", title="Diplomacy"),
                article(2, "A minister spoke for an hour.", title="Recognised at last"),
                article(3, "Nothing of the kind.", title="Weather"),
            ],
        )
    with store.read() as db:
        hits = search.find(db, [("recognised", "recognized")], since=None, until=NOW, limit=5)
        assert [hit.article_id for hit in hits] == ["a2", "a1"]
        assert search.frequencies(db, [("recognised", "recognized"), ("mars",)]) == [2, 0]


@pytest.mark.parametrize(
    "typed", ['"', "a AND", "NEAR(", "*", "title:rain", "-rain", "(", "\x00", "'; DROP TABLE articles"]
)
def test_nothing_that_is_typed_is_syntax(store: Store, typed: str) -> None:
    with store.write() as db:
        articles.add(db, [article(1)])
    with store.read() as db:
        assert search.find(db, [(typed,)], since=None, until=NOW, limit=5) == [] or "rain" in typed
        assert search.size(db) == 1


def test_search_minds_its_window(store: Store) -> None:
    with store.write() as db:
        articles.add(db, [article(1, hours_ago=50), article(2, hours_ago=2), article(3, hours_ago=-5)])
    with store.read() as db:
        hits = search.find(db, [("rain",)], since=NOW - 24 * HOUR, until=NOW, limit=5)
    assert [hit.article_id for hit in hits] == ["a2"]


def test_top_stories_are_news_alive_in_the_window_by_publishers(store: Store) -> None:
    """Publishers count by what they told in the window; a story told before and after it alone is not in."""
    told = [
        article(1, story_id="few"),
        article(2, story_id="few", publisher="B", hours_ago=30),
        article(3, story_id="many"),
        article(4, story_id="many", publisher="C"),
        article(5, story_id="around", hours_ago=30),
        article(6, story_id="around", hours_ago=-2),
        article(7, story_id="old", hours_ago=30),
        article(8, story_id="column"),
    ]
    kept = [
        story("few", publishers=9),
        story("many", publishers=2),
        story("around", publishers=9, hours_ago=-2),
        story("old", publishers=9, hours_ago=30),
        story("column", publishers=9, kind="opinion"),
    ]
    around = replace(kept[2], first_seen=NOW - 30 * HOUR)
    with store.write() as db:
        articles.add(db, told)
        stories.save(db, [*kept, around])
    with store.read() as db:
        assert [one.id for one in stories.alive_between(db, NOW - 24 * HOUR, NOW, 10)] == ["many", "few"]
        assert stories.get(db, ["few"])["few"] == story("few", publishers=9)


def test_a_feed_is_remembered_and_its_entries_known(store: Store) -> None:
    state = FeedState(
        url="https://example.org/feed", etag='W/"x"', checked=NOW, failures=2, error="404 not found"
    )
    with store.write() as db:
        articles.add(db, [article(1)])
        feeds.save(db, state)
        feeds.remember(db, [(state.url, "guid-1", "a1"), (state.url, "guid-1", "a1")])
    with store.read() as db:
        assert feeds.state(db, state.url) == state
        assert feeds.state(db, "https://example.org/other") == FeedState(url="https://example.org/other")
        assert feeds.known(db, state.url, ["guid-1", "guid-2"]) == {"guid-1"}
        assert feeds.known(db, "https://example.org/other", ["guid-1"]) == set()


def test_one_holds_the_lock_until_its_lease_ends(store: Store) -> None:
    """The fence grows when the lock changes hands, so that a holder sees that another was there."""
    set_clock(store.engine, NOW)
    with store.write() as db:
        first = locks.take(db, "stories", "one", now=NOW, lease=HOUR)
        assert first
        assert locks.take(db, "stories", "two", now=NOW, lease=HOUR) == 0
        assert locks.take(db, "stories", "one", now=NOW, lease=HOUR) == first
    set_clock(store.engine, NOW + 2 * HOUR)
    with store.write() as db:
        second = locks.take(db, "stories", "two", now=NOW + 2 * HOUR, lease=HOUR)
        assert second > first
        locks.release(db, "stories", "two", NOW + 2 * HOUR)
        assert locks.take(db, "stories", "two", now=NOW + 2 * HOUR, lease=HOUR) == second
