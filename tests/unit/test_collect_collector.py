"""What the collector makes of feeds and pages, over a client that answers from a table."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import FixedClock
from bot.collect.collector import Collector
from bot.collect.http import Response
from bot.errors import FetchError
from bot.model import EntryFailure, Feed, FeedOutcome, FeedReport, FeedState, Incoming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.collect.collector import Item
    from bot.collect.transport import Stop

FEED = "https://news.example/feed.xml"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONG = "The river rose by two metres in the night, and 4,000 people left their homes before dawn. " * 20


class Table:
    """A client that answers from a table of addresses, and remembers what it was asked."""

    per_host = 2

    def __init__(self, answers: dict[str, str | FetchError | Response | Exception]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.validators: list[tuple[str, str]] = []

    def get(self, url: str, *, etag: str = "", last_modified: str = "", stop: Stop | None = None) -> Response:
        assert stop is None or not stop._is_set
        self.asked.append(url)
        self.validators.append((etag, last_modified))
        answer = self.answers.get(url) or FetchError(url, "404 not found")
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, Response) else reply(url, answer)


class Notes:
    """A memory that keeps what it is told."""

    def __init__(self) -> None:
        self.states: dict[str, FeedState] = {}
        self.keys: dict[str, set[str]] = defaultdict(set)

    def state(self, url: str) -> FeedState:
        return self.states.get(url, FeedState(url=url))

    def known(self, source: str, keys: Sequence[str]) -> set[str]:
        return self.keys[source] & set(keys)

    def keep(self, items: list[Item]) -> list[Item]:
        for item in items:
            if isinstance(item, FeedReport):
                self.states[item.feed.url] = item.state
            elif isinstance(item, Incoming):
                self.keys[item.source].add(item.key)
        return items


def reply(url: str, body: str) -> Response:
    headers = {"etag": '"v1"', "last-modified": "Sun, 01 Mar 2026 11:00:00 GMT"}
    return Response(url=url, status=200, headers=headers, body=body.encode())


def feed(*names: str, summary: str = "A teaser of this story…", title: str = "The Example") -> str:
    items = "".join(
        f"<item><guid>urn:{n}</guid><title>Story {n}</title><link>https://news.example/{n}</link>"
        f"<description>{summary}</description></item>"
        for n in names
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'


def page(text: str = LONG, head: str = "") -> str:
    return f"<html><head>{head}</head><body><article><p>{text}</p></article></body></html>"


def collect(client: Table, notes: Notes, *feeds: Feed) -> list[Item]:
    collector = Collector(client, notes, FixedClock(NOW), workers=2)
    return notes.keep(list(collector.stream(feeds or [Feed(url=FEED)])))


def report(items: list[Item]) -> FeedReport:
    assert isinstance(items[-1], FeedReport)
    return items[-1]


def test_a_stub_gets_its_page_and_the_report_comes_last() -> None:
    """Each entry becomes an article with its page's text; then the feed's report, with its validators."""
    client = Table({FEED: feed("a", "b"), "https://news.example/a": page(), "https://news.example/b": page()})
    *found, last = collect(client, Notes(), Feed(url=FEED, section="World"))
    assert {item.key for item in found if isinstance(item, Incoming)} == {"urn:a", "urn:b"}
    for item in found:
        assert isinstance(item, Incoming)
        assert (item.text, item.publisher, item.section) == (LONG.strip(), "The Example", "World")
        assert not item.stub
    assert isinstance(last, FeedReport)
    assert (last.outcome, last.known) == (FeedOutcome.READ, 0)
    assert (last.state.etag, last.state.publisher, last.state.checked) == ('"v1"', "The Example", NOW)


def test_known_entries_are_not_asked_for() -> None:
    """A page is fetched for an unknown entry alone."""
    client, notes = Table({FEED: feed("a", "b"), "https://news.example/b": page()}), Notes()
    notes.keys[FEED] = {"urn:a"}
    assert report(collect(client, notes)).known == 1
    assert client.asked == [FEED, "https://news.example/b"]


def test_an_article_says_which_place_its_entry_had_in_the_feed() -> None:
    """Among all entries, known or new: what leads a newsroom's feed is what it holds for its first story."""
    notes = Notes()
    notes.keys[FEED] = {"urn:a"}
    found = collect(Table({FEED: feed("a", "b", "c", summary=LONG)}), notes)
    assert {item.key: item.position for item in found if isinstance(item, Incoming)} == {
        "urn:b": 2,
        "urn:c": 3,
    }


def test_an_unchanged_feed_costs_one_conditional_request() -> None:
    """The second reading sends the validators back, and 304 is reported as unchanged."""
    client, notes = Table({FEED: feed()}), Notes()
    collect(client, notes)
    client.answers[FEED] = Response(url=FEED, status=304, headers={}, body=b"", not_modified=True)
    assert report(collect(client, notes)).outcome is FeedOutcome.UNCHANGED
    assert client.validators[-1] == ('"v1"', "Sun, 01 Mar 2026 11:00:00 GMT")
    assert notes.states[FEED].etag == '"v1"'


def test_a_page_that_fails_in_passing_is_asked_for_again() -> None:
    """Its entry fails, the feed keeps no validators, and the next reading brings it in."""
    page_url = "https://news.example/a"
    client, notes = Table({FEED: feed("a"), page_url: FetchError(page_url, "500 no", passing=True)}), Notes()
    failure, last = collect(client, notes)
    assert isinstance(failure, EntryFailure)
    assert failure.why == f"{page_url}: 500 no"
    assert isinstance(last, FeedReport)
    assert (last.state.etag, last.state.last_modified) == ("", "")
    client.answers[page_url] = page()
    assert isinstance(collect(client, notes)[0], Incoming)


def test_a_page_that_keeps_failing_is_replaced_by_the_feeds_own_words() -> None:
    """At the third reading in a row the summary stands in, and the feed is settled."""
    page_url = "https://news.example/a"
    client, notes = Table({FEED: feed("a"), page_url: FetchError(page_url, "500 no", passing=True)}), Notes()
    collector = Collector(client, notes, FixedClock(NOW))
    readings = [notes.keep(list(collector.stream([Feed(url=FEED)]))) for _ in range(3)]
    assert [isinstance(items[0], Incoming) for items in readings] == [False, False, True]
    assert report(readings[-1]).state.etag == '"v1"'


def test_a_page_that_is_gone_leaves_the_feeds_own_words() -> None:
    """404 on the page: the summary is the article, marked as a stub, and the feed is settled."""
    found, last = collect(Table({FEED: feed("a")}), Notes())
    assert isinstance(found, Incoming)
    assert (found.text, found.stub, found.url) == ("A teaser of this story…", True, "https://news.example/a")
    assert isinstance(last, FeedReport)
    assert last.state.etag == '"v1"'


@pytest.mark.parametrize(
    ("summary", "head", "why"),
    [("", "", "404 not found"), ("A teaser.", '<meta name="robots" content="nosnippet">', "nosnippet")],
)
def test_what_may_or_can_not_be_read_is_asked_for_once(summary: str, head: str, why: str) -> None:
    """No page and no words, or a publisher who forbids quoting: one failure, and no second request."""
    client, notes = Table({FEED: feed("a", summary=summary)}), Notes()
    client.answers |= {"https://news.example/a": page(head=head)} if head else {}
    collector = Collector(client, notes, FixedClock(NOW))
    failure, last = collector.stream([Feed(url=FEED)])
    assert isinstance(failure, EntryFailure)
    assert why in failure.why
    (again,) = collector.stream([Feed(url=FEED)])
    assert isinstance(last, FeedReport)
    assert isinstance(again, FeedReport)
    assert client.asked.count("https://news.example/a") == 1


def test_of_a_page_that_may_not_be_kept_the_feeds_own_words_are() -> None:
    """noarchive: the article is the teaser that the publisher sends out itself; without one, a failure."""
    for summary in ("A teaser of some words.", ""):
        client = Table({FEED: feed("a", summary=summary)})
        client.answers["https://news.example/a"] = page(head='<meta name="robots" content="noarchive">')
        found = collect(client, Notes())[0]
        if summary:
            assert isinstance(found, Incoming)
            assert (found.text, found.stub) == (summary, True)
        else:
            assert isinstance(found, EntryFailure)
            assert "noarchive" in found.why


def test_a_feed_that_carries_its_articles_needs_no_pages() -> None:
    """Full text in the feed is taken as it is; one that ends in "Read more" is a teaser."""
    client = Table({FEED: feed("a", summary=LONG)})
    assert isinstance(collect(client, Notes())[0], Incoming)
    assert client.asked == [FEED]
    client = Table({FEED: feed("a", summary=LONG + "Read more")})
    collect(client, Notes())
    assert client.asked == [FEED, "https://news.example/a"]


def test_a_failing_feed_is_reported_with_what_it_asked_for() -> None:
    """The failure is counted and named, its wait kept, and 410 marks it as gone; other feeds go on."""
    other, gone = "https://b.example/feed", "https://c.example/feed"
    busy = FetchError(FEED, "429 asks to wait 60 s", passing=True, retry_after=60)
    client = Table({FEED: busy, other: feed(), gone: FetchError(gone, "410 gone", gone=True)})
    notes = Notes()
    notes.states[FEED] = FeedState(url=FEED, failures=2, etag='"old"')
    items = collect(client, notes, Feed(url=FEED), Feed(url=gone), Feed(url=other))
    outcomes = {item.feed.url: item.outcome for item in items if isinstance(item, FeedReport)}
    assert outcomes == {FEED: FeedOutcome.FAILED, gone: FeedOutcome.FAILED, other: FeedOutcome.READ}
    state = notes.states[FEED]
    assert (state.failures, state.error, state.etag) == (3, "429 asks to wait 60 s", '"old"')
    assert state.wait_until == NOW + timedelta(seconds=60)
    assert notes.states[gone].gone


def test_a_host_that_asks_to_wait_is_left_alone() -> None:
    """After 429 on one page, the feed's other pages are put off to the next reading."""
    names = [f"p{n}" for n in range(9)]
    busy = FetchError("https://news.example/p", "429 asks to wait 9 s", passing=True, retry_after=9)
    client = Table({FEED: feed(*names), **{f"https://news.example/{name}": busy for name in names}})
    items = collect(client, Notes())
    assert sum(isinstance(item, EntryFailure) for item in items) == 9
    assert len(client.asked) <= 1 + 2 * client.per_host


@pytest.mark.parametrize(
    ("named", "title", "publisher"),
    [("Mine", "Theirs", "Mine"), ("", "Theirs", "Theirs"), ("", "", "Page's")],
)
def test_the_operators_name_for_a_publisher_goes_first(named: str, title: str, publisher: str) -> None:
    """Then the feed's title, then the page's og:site_name."""
    head = '<meta property="og:site_name" content="Page\'s">'
    client = Table({FEED: feed("a", title=title), "https://news.example/a": page(head=head)})
    found = collect(client, Notes(), Feed(url=FEED, publisher=named))[0]
    assert isinstance(found, Incoming)
    assert found.publisher == publisher


def test_what_nobody_foresaw_costs_one_page(caplog: pytest.LogCaptureFixture) -> None:
    """A defect that one document brings out fails that entry alone, and is logged with its trace."""
    client = Table({FEED: feed("a", "b"), "https://news.example/a": page()})
    client.answers["https://news.example/b"] = ZeroDivisionError("a defect")
    items = collect(client, Notes())
    assert [item.stub for item in items if isinstance(item, Incoming)].count(False) == 1
    assert "a defect" in caplog.text


def test_an_address_by_hand_is_a_feed_or_a_page_by_what_it_holds() -> None:
    """A feed is read with its pages, a page becomes one article, a dead link one failure."""
    url = "https://news.example/a"
    client = Table({FEED: feed("a"), url: page(head="<title>Floods</title>")})
    collector = Collector(client, Notes(), FixedClock(NOW))
    assert [type(item) for item in collector.by_hand(FEED)] == [Incoming, FeedReport]
    (found,) = collector.by_hand(url)
    assert isinstance(found, Incoming)
    assert (found.title, found.publisher, found.source) == ("Floods", "news.example", url)
    (failure,) = collector.by_hand("https://news.example/dead")
    assert isinstance(failure, EntryFailure)
    assert failure.why == "404 not found"
