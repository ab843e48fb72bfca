"""Collecting from many feeds, some of them faulty: the others come in, and each failure is named."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

import pytest
from collect_server import RawServer, answer

from bot.clock import SystemClock
from bot.collect.collector import Collector
from bot.collect.http import GuardedClient
from bot.model import EntryFailure, Feed, FeedOutcome, FeedReport, FeedState, Incoming

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator, Sequence

    from bot.collect.collector import Item

TEXT = "The river rose by two metres in the night, and 4,000 people left their homes before the dawn came."
PAGE = answer(f"<html><body><article><p>{TEXT}</p></article></body></html>".encode())
PAGES = 6


class Blank:
    """A memory that holds nothing."""

    def state(self, url: str) -> FeedState:
        return FeedState(url=url)

    def known(self, source: str, keys: Sequence[str]) -> set[str]:
        del source, keys
        return set()


def feed_body() -> bytes:
    items = "".join(
        f"<item><guid>urn:{n}</guid><title>S</title><link>/{n}</link></item>" for n in range(PAGES)
    )
    return f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()


@pytest.fixture
def servers() -> Iterator[list[RawServer]]:
    """Sixteen hosts with a feed and its pages each."""
    with ExitStack() as stack:
        hosts = [stack.enter_context(RawServer(f"127.0.7.{n}")) for n in range(1, 17)]
        for host in hosts:
            host.answers = {"/feed": answer(feed_body()), **{f"/{n}": PAGE for n in range(PAGES)}}
        yield hosts


def collector(stack: ExitStack, timeout: float = 1.0) -> Collector:
    client = stack.enter_context(GuardedClient(["127.0.0.0/8"], timeout))
    return Collector(client, Blank(), SystemClock(), workers=4)


def feeds(servers: list[RawServer]) -> list[Feed]:
    return [Feed(url=f"{server.url}/feed") for server in servers]


def drop(connection: socket.socket) -> None:
    connection.close()


@pytest.mark.exhaustive
def test_faulty_feeds_are_named_and_all_others_are_collected(servers: list[RawServer]) -> None:
    """Nine faults among sixteen feeds: seven are whole, each fault has its cause, and it ends soon."""
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<rss>"
    html = answer(b"<html><body>Please log in</body></html>")
    faults: list[tuple[Any, str]] = [
        (answer(status="404 Not Found"), "404 not found"),
        (answer(status="410 Gone"), "410 gone"),
        (answer(b"", "429 Busy", "Retry-After: 2"), "429 asks to wait 2 s"),
        (answer(status="500 Oops"), "500 server error"),
        (drop, "connection dropped"),
        (cut, "body cut short: 5 of 100000 bytes"),
        (html, "is a web page, not a feed"),
        *((server.hang, "timed out after 1 s") for server in servers[7:8]),
        *((server.drip, "timed out after 1 s") for server in servers[8:9]),
    ]
    for server, (fault, _) in zip(servers, faults, strict=False):
        server.answers["/feed"] = fault
    begun = time.monotonic()
    with ExitStack() as stack:
        items = list(collector(stack).stream(feeds(servers)))
    said = {item.feed.url: item.why for item in items if isinstance(item, FeedReport)}
    assert [said[feed.url] for feed in feeds(servers)] == [why for _, why in faults] + [""] * 7
    assert sum(isinstance(item, Incoming) for item in items) == 7 * PAGES
    assert time.monotonic() - begun < 10


@pytest.mark.exhaustive
def test_hanging_pages_hold_up_only_their_own_feed(servers: list[RawServer]) -> None:
    """While one feed's pages hang the others are done; its own are given up after the patience is spent."""
    servers[0].answers |= {f"/{n}": servers[0].hang for n in range(PAGES)}
    order: list[Item] = []
    with ExitStack() as stack:
        order.extend(collector(stack, timeout=1.5).stream(feeds(servers)))
    reports = [item for item in order if isinstance(item, FeedReport)]
    place = [report.feed for report in reports].index(feeds(servers)[0])
    assert place >= len(servers) // 2  # the last one, but on a machine that is busy with other things
    assert (reports[place].outcome, reports[place].state.etag) == (FeedOutcome.READ, "")
    assert sum(isinstance(item, EntryFailure) for item in order) == PAGES
    assert sum(isinstance(item, Incoming) for item in order) == 15 * PAGES


@pytest.mark.parametrize("how", ["closed", "raised"])
def test_a_consumer_that_stops_early_leaves_nothing_behind(servers: list[RawServer], how: str) -> None:
    """With feeds hanging, a stream that is closed or whose consumer fails ends at once, threads and all."""
    for server in servers[13:]:
        server.answers["/feed"] = server.hang
    begun = time.monotonic()
    with ExitStack() as stack:
        stream = collector(stack, timeout=60).stream(feeds(servers))
        if how == "closed":
            with closing(stream):
                assert isinstance(next(stream), Incoming)
        else:
            with pytest.raises(ZeroDivisionError), closing(stream):
                _ = [1 / 0 for _ in stream]
        left = [thread.name for thread in threading.enumerate() if thread.name.startswith("collect")]
        assert left == []
    assert time.monotonic() - begun < 5


def test_nothing_is_read_far_ahead_of_a_slow_consumer(servers: list[RawServer]) -> None:
    """Before the second article is drawn, no more was asked for than the pool holds."""
    with ExitStack() as stack, closing(collector(stack).stream(feeds(servers))) as stream:
        next(stream)
        asked = sum(len(server.requests) for server in servers)
    assert asked <= 16 + PAGES + 4
