"""At first sight of a feed its newest entries are taken; of walled pages the feed's own words are."""

from __future__ import annotations

from test_collect_collector import FEED, LONG, NOW, Notes, Table, collect, feed, page, report

from bot.clock import FixedClock
from bot.collect.collector import Collector
from bot.collect.http import Response
from bot.model import Feed, Incoming


def dated(*days: int) -> str:
    items = "".join(
        f"<item><guid>urn:{day}</guid><title>Day {day}</title><description>{LONG}</description>"
        f"<pubDate>{day:02} Feb 2026 10:00:00 GMT</pubDate></item>"
        for day in days
    )
    return f'<rss version="2.0"><channel><title>The Example</title>{items}</channel></rss>'


def test_the_first_sight_of_a_feed_takes_its_newest_entries() -> None:
    """Whatever their order; the others are left be, and from the second reading on all new ones are taken."""
    client, notes = Table({FEED: dated(1, 2, 3, 4, 5)}), Notes()
    collector = Collector(client, notes, FixedClock(NOW), first=2)
    items = notes.keep(list(collector.stream([Feed(url=FEED)])))
    assert {item.key for item in items if isinstance(item, Incoming)} == {"urn:4", "urn:5"}
    assert set(report(items).passed) == {"urn:1", "urn:2", "urn:3"}
    assert "3 older ones left be" in report(items).why

    notes.keys[FEED] |= set(report(items).passed)
    client.answers[FEED] = dated(1, 2, 3, 4, 5, 6, 7, 8)
    items = notes.keep(list(collector.stream([Feed(url=FEED)])))
    assert {item.key for item in items if isinstance(item, Incoming)} == {"urn:6", "urn:7", "urn:8"}
    assert report(items).passed == ()


def test_without_dates_the_first_entries_are_the_newest() -> None:
    """As feeds are written."""
    client = Table({FEED: feed("a", "b", "c", summary=LONG)})
    items = list(Collector(client, Notes(), FixedClock(NOW), first=2).stream([Feed(url=FEED)]))
    assert [item.key for item in items if isinstance(item, Incoming)] == ["urn:a", "urn:b"]


def test_a_walled_page_leaves_the_feeds_own_words_and_says_why() -> None:
    """Never its teaser or its notice: a paywall, and an address that leads to a login."""
    wall = page("The first lines of this story.", '<meta property="article:content_tier" content="locked">')
    login = Response(url="https://news.example/login", status=200, headers={}, body=page().encode())
    client = Table({FEED: feed("a", "b"), "https://news.example/a": wall, "https://news.example/b": login})
    items = collect(client, Notes())
    assert [(item.text, item.stub) for item in items if isinstance(item, Incoming)] == [
        ("A teaser of this story…", True)
    ] * 2
    assert "1 by the feed's words alone: its page is for subscribers alone" in report(items).why
    assert "1 by the feed's words alone: its address leads to a login" in report(items).why
