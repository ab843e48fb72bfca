"""The server of `dateline web` at sockets that mean it ill: each meets its end, and Slack is answered."""

from __future__ import annotations

import socket
from contextlib import contextmanager, suppress
from ipaddress import ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import httpx2
import pytest
from sited import sited
from structlog.testing import capture_logs
from web_requests import signed

from bot.errors import ConfigError
from bot.web import bodies, server
from bot.web.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = pytest.mark.exhaustive  # a real server, and its time limits

NEWS = {"command": "/news", "text": "sudan", "user_id": "U1", "team_id": "T1", "channel_id": "C1"}
COMMAND = urlencode(NEWS)
MOST_SENT = 50_000_000  # a limit that only what is broken reaches


class Stranger:
    """A raw connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)

    def say(self, said: bytes) -> None:
        self.socket.sendall(said)

    def hears(self) -> bytes:
        """All that is said until the connection ends; TimeoutError where it does not."""
        said = b""
        try:
            while piece := self.socket.recv(65_536):
                said += piece
        except ConnectionResetError:
            pass
        return said

    def hears_while_saying(self, piece: bytes, every: float) -> bytes:
        """The same, saying a piece every so many seconds without end."""
        said, sent = b"", 0
        self.socket.settimeout(every)
        try:
            while sent < MOST_SENT:
                try:
                    if not (heard := self.socket.recv(65_536)):
                        return said
                    said += heard
                except TimeoutError:
                    self.socket.settimeout(10)
                    self.say(piece)
                    self.socket.settimeout(every)
                    sent += len(piece)
        except (ConnectionResetError, BrokenPipeError):
            return said
        raise AssertionError("it listens without end")


class Door:
    def __init__(self, port: int) -> None:
        self.port = port
        self.strangers: list[Stranger] = []

    def stranger(self) -> Stranger:
        self.strangers.append(Stranger(self.port))
        return self.strangers[-1]

    def lets_slack_in(self) -> bool:
        with httpx2.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=10) as client:
            return client.post("/slack/events", content=COMMAND, headers=signed(COMMAND)).is_success


@contextmanager
def opened(*proxies: str) -> Iterator[Door]:
    with sited() as there:
        door_keeper = Server(there.site.asgi(), "127.0.0.1", 0, [ip_network(one) for one in proxies])
        door_keeper.start()
        door = Door(door_keeper.port)
        try:
            yield door
        finally:
            for stranger in door.strangers:
                stranger.socket.close()
            door_keeper.stop(10)
        assert door_keeper.ended.is_set()


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    monkeypatch.setattr(server, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.5)
    with opened() as one:
        yield one


def head(*more: str, path: str = "/slack/events", sign: bool = True) -> bytes:
    headers = [f"{name}: {value}" for name, value in signed(COMMAND).items()] if sign else []
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: dateline", *headers, *more, "", ""]).encode()


CHUNK = b"3e8\r\n" + b"x" * 1000 + b"\r\n"


def test_a_connection_without_a_word_is_closed(door: Door) -> None:
    assert door.stranger().hears() == b""
    assert door.lets_slack_in()


def test_a_head_that_drips_is_given_up(door: Door) -> None:
    """A byte now and then, at the first request and after one that was answered."""
    first = door.stranger()
    first.say(b"POST /slack/events HTTP/1.1\r\nX: ")
    assert first.hears_while_saying(b"x", 0.05) == b""
    later = door.stranger()
    later.say(b"GET /healthz HTTP/1.1\r\nHost: dateline\r\n\r\nGET /hea")
    assert later.hears_while_saying(b"x", 0.05).count(b"HTTP/1.1") == 1
    assert door.lets_slack_in()


def test_a_body_that_drips_is_given_up(door: Door) -> None:
    one = door.stranger()
    one.say(head("Content-Length: 1000"))
    assert one.hears_while_saying(b"x", 0.05).startswith(b"HTTP/1.1 408")
    assert door.lets_slack_in()


@pytest.mark.parametrize(("path", "status"), [("/slack/events", b"413"), ("/elsewhere", b"405")])
def test_a_body_without_end_is_cut_off(door: Door, path: str, status: bytes) -> None:
    """In chunks, at our address and at one that is none."""
    one = door.stranger()
    one.say(head("Transfer-Encoding: chunked", path=path))
    assert one.hears_while_saying(CHUNK * 50, 0.001).split(b" ")[1] == status
    assert door.lets_slack_in()


def test_a_body_that_is_announced_too_long_is_refused_before_it_comes(door: Door) -> None:
    """Unsigned it isn't even asked for: no "100 Continue" is said."""
    announced, unsigned = door.stranger(), door.stranger()
    announced.say(head("Content-Length: 1000000000", "Expect: 100-continue"))
    assert announced.hears().startswith(b"HTTP/1.1 413")
    unsigned.say(head("Content-Length: 10", "Expect: 100-continue", sign=False))
    assert unsigned.hears().startswith(b"HTTP/1.1 401")


@pytest.mark.parametrize(
    "bomb",
    [
        b"GET /healthz HTTP/1.1\r\nX: " + b"x" * 1_000_000,
        b"GET /healthz HTTP/1.1\r\n" + b"X: y\r\n" * 100_000,
        b"GET /" + b"x" * 1_000_000,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 100,
        b"\r\n" * 100_000,
        lambda: head("Content-Length: 10", "Content-Length: 11"),
        lambda: head("Content-Length: -1"),
        lambda: head("Content-Length: 10", "Transfer-Encoding: chunked") + b"0\r\n\r\n",
        lambda: head("Transfer-Encoding: chunked") + b"zzz\r\n",
        lambda: head("Transfer-Encoding: gzip, chunked"),
    ],
    ids=range(10),
)
def test_what_is_no_request_is_refused_and_ends(door: Door, bomb: bytes | Callable[[], bytes]) -> None:
    """Heads without end, lengths that contradict each other, other protocols; signed ones are signed now."""
    one = door.stranger()
    with suppress(ConnectionResetError, BrokenPipeError):  # it has heard enough
        one.say(bomb if isinstance(bomb, bytes) else bomb())
    assert one.hears()[:12] in {b"", b"HTTP/1.1 400", b"HTTP/1.1 501", b"HTTP/1.1 408"}
    assert door.lets_slack_in()


def test_more_connections_than_there_may_be_are_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Silent ones give their places back in time."""
    monkeypatch.setattr(server, "HEAD_SECONDS", 2)
    monkeypatch.setattr(server, "CONNECTIONS", 5)
    with opened() as door:
        silent = [door.stranger() for _ in range(5)]
        one = door.stranger()
        one.say(b"GET /healthz HTTP/1.1\r\nHost: dateline\r\n\r\n")
        assert one.hears().startswith(b"HTTP/1.1 503")
        assert [stranger.hears() for stranger in silent] == [b""] * 5
        assert door.lets_slack_in()


@pytest.mark.parametrize(
    ("proxies", "client"), [((), "127.0.0.1"), (("127.0.0.0/8", "10.0.0.0/8"), "203.0.113.9")]
)
def test_only_a_proxy_that_is_named_says_who_asks(proxies: tuple[str, ...], client: str) -> None:
    """And of what it hands on, the last address that no named proxy has; the first anybody can make up."""
    with opened(*proxies) as door, capture_logs() as lines:
        one = door.stranger()
        one.say(
            b"POST /slack/events HTTP/1.1\r\nHost: dateline\r\nContent-Length: 0\r\n"
            b"X-Forwarded-For: 192.0.2.1, 203.0.113.9, 10.0.0.7\r\n\r\n"
        )
        assert one.hears().startswith(b"HTTP/1.1 401")
    assert [line["client"] for line in lines] == [client]


def test_a_port_that_is_taken_is_told_with_the_way_out(door: Door) -> None:
    with sited() as there, pytest.raises(ConfigError, match=r"web\.port"):
        Server(there.site.asgi(), "127.0.0.1", door.port)
