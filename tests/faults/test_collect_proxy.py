"""Fetching through a proxy, a real one on loopback: where the operator named it, and what is judged then."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from collect_server import RawServer, answer
from test_collect_tls import certified

from bot.collect.http import GuardedClient
from bot.errors import AddressRefusedError, FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def proxy() -> Iterator[RawServer]:
    with RawServer() as raw:
        yield raw


def nobody(host: str, _port: int) -> list[str]:
    """Names are the proxy's affair: only its own address is looked up."""
    assert host == "127.0.0.1", host
    return [host]


def through(proxy: RawServer) -> GuardedClient:
    return GuardedClient(timeout=5, proxy=proxy.url, resolver=nobody)


def test_a_document_comes_through_the_proxy_that_the_operator_named(proxy: RawServer) -> None:
    """The proxy is asked for the whole address; its own address needs no allow_networks."""
    proxy.answers["http://news.example/feed"] = answer(b"news")
    with through(proxy) as client:
        assert client.get("http://news.example/feed").body == b"news"
    assert proxy.requests[0].startswith("GET http://news.example/feed HTTP/1.1\r\nHost: news.example\r\n")


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/", "https://10.0.0.1/"),
        *("http://2130706433/", "http://127.1/", "http://0x7f.0.0.1/", "http://news.example:8080/"),
        *("http://news.example:22/", "http://[::ffff:7f00:1]/", "http://user:secret@news.example/"),
    ],
)
def test_what_can_be_told_without_a_resolver_is_still_refused(proxy: RawServer, url: str) -> None:
    """Private addresses, odd spellings and ports never reach the proxy."""
    with through(proxy) as client, pytest.raises(AddressRefusedError):
        client.get(url)
    assert proxy.requests == []


def test_a_redirect_behind_a_proxy_is_judged_too(proxy: RawServer) -> None:
    """A hop to metadata is not handed on."""
    proxy.answers["http://news.example/"] = answer(b"", "302 Found", "Location: http://169.254.169.254/")
    with through(proxy) as client, pytest.raises(AddressRefusedError, match="169"):
        client.get("http://news.example/")
    assert len(proxy.requests) == 1


def test_a_proxy_s_refusal_is_named(proxy: RawServer) -> None:
    """CONNECT refused: the proxy is named as the one who refused."""
    proxy.answers["news.example:443"] = answer(b"", "403 Forbidden")
    with through(proxy) as client, pytest.raises(FetchError, match="the proxy refused: 403 forbidden"):
        client.get("https://news.example/")


def test_tls_goes_through_the_proxy_to_the_host_itself(proxy: RawServer, tmp_path: Path) -> None:
    """The proxy passes bytes on; the certificate that is checked is the host's."""
    serving, trusting = certified(tmp_path)
    with RawServer(tls=serving) as server:
        server.answers["/"] = answer(b"secure")

        def tunnel(connection: socket.socket) -> None:
            with socket.create_connection((server.host, server.port)) as onward:
                connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_pass_on, args=(onward, connection), daemon=True)
                back.start()
                _pass_on(connection, onward)
                back.join(5)

        proxy.answers["news.example:443"] = tunnel
        known = {"ssl_context": trusting, "resolver": nobody}
        with GuardedClient(timeout=5, proxy=proxy.url, **known) as client:
            assert client.get("https://news.example/").body == b"secure"


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
