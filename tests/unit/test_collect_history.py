"""What a reading tells of its feed beside its articles, for the feed's history."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from bot.collect import reading, walls
from bot.collect.feeds import ParsedFeed
from bot.collect.http import Response
from bot.collect.reading import Reading
from bot.errors import AddressRefusedError, FetchError, UnreadableError
from bot.model import Feed, FeedSeen, FeedSign, FeedState

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
URL, NEW = "https://coast.example/feed", "https://coast.example/new.xml"
FEED = Feed(url=URL)


def response(body: bytes = b"<rss/>", moved_to: str = "") -> Response:
    return Response(url=URL, status=200, headers={}, body=body, permanent_url=moved_to)


@pytest.mark.parametrize(
    ("error", "sign"),
    [
        (FetchError(URL, "no such host", passing=True), FeedSign.UNREACHED),
        (FetchError(URL, "timed out after 20 s", passing=True), FeedSign.UNREACHED),
        (FetchError(URL, "404 not found", status=404), FeedSign.GONE),
        (FetchError(URL, "410 gone", status=410, gone=True), FeedSign.GONE),
        (FetchError(URL, "503 unavailable", status=503, passing=True), FeedSign.NONE),
        (FetchError(URL, "TLS certificate refused: expired"), FeedSign.NONE),
        (AddressRefusedError(URL, "not public", passing=True), FeedSign.NONE),
        (UnreadableError(URL, "is a web page, not a feed"), FeedSign.PAGE),
        (UnreadableError(URL, "is cut short or broken: no entry could be read"), FeedSign.NONE),
    ],
)
def test_a_failure_says_what_it_can_of_the_feed(error: FetchError | UnreadableError, sign: FeedSign) -> None:
    """No connection may be this machine's fault; an answer, and what we refused ourselves, is not."""
    assert reading.failed(FEED, FeedState(url=URL), NOW, error).seen == FeedSeen(sign=sign)


def test_a_feed_s_address_on_the_page_that_came_is_kept() -> None:
    error = UnreadableError(URL, "is a web page, not a feed", feed=NEW)
    assert reading.failed(FEED, FeedState(url=URL), NOW, error).seen.found == NEW


def test_a_reading_tells_how_much_there_was_how_long_it_took_and_where_it_led() -> None:
    of = Reading(
        feed=FEED,
        before=FeedState(url=URL),
        now=NOW,
        response=response(b"x" * 900, NEW),
        parsed=ParsedFeed(title="Coast Weekly", entries=()),
        known=0,
        instead=Counter({walls.PAYWALL: 2}),
        milliseconds=310,
    )
    assert of.report().seen == FeedSeen(entries=0, closed=2, milliseconds=310, size=900, moved_to=NEW)


def test_an_unchanged_feed_tells_its_redirect_and_nothing_of_its_entries() -> None:
    report = reading.unchanged(FEED, FeedState(url=URL), NOW, response(b"", NEW), 40)
    assert report.seen == FeedSeen(entries=None, milliseconds=40, moved_to=NEW)
