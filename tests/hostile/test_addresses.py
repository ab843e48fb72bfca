"""Where a feed may lead Dateline, and where never: each address of the corpus is really asked for."""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

import httpcore2
import pytest
from addresses import NAMES, PASS, REFUSED
from collect_server import RawServer

from bot.collect.http import GuardedClient
from bot.errors import AddressRefusedError, FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator


def resolver(host: str, port: int) -> list[str]:
    """The table of names; every other host as the system's resolver takes it."""
    if host.lower() in NAMES:
        return NAMES[host.lower()]
    with suppress(OSError):
        return [socket.inet_ntoa(socket.inet_aton(host))]
    raise OSError(-2, f"Name or service not known: {host}:{port}")


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every connection that is tried, none of which is made."""
    tried: list[tuple[str, int]] = []

    def note(_: object, host: str, port: int, *_rest: object, **_more: object) -> NoReturn:
        tried.append((host, port))
        raise httpcore2.ConnectError(OSError(111, "Connection refused"))

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", note)
    return tried


@pytest.fixture(scope="module")
def client() -> Iterator[GuardedClient]:
    with GuardedClient(timeout=5, resolver=resolver) as made:
        yield made


def test_the_corpus_is_as_large_as_promised() -> None:
    """At least 120 addresses to refuse and 40 to pass, none twice."""
    assert len(set(REFUSED)) == len(REFUSED) >= 120
    assert len(PASS) >= 40


@pytest.mark.parametrize("url", REFUSED, ids=ascii)
def test_what_must_be_refused_is_never_connected_to(
    client: GuardedClient, reached: list[tuple[str, int]], url: str
) -> None:
    """The fetch fails for good, says why in words of its own, and no connection is even tried."""
    with pytest.raises(FetchError) as caught:
        client.get(url)
    assert reached == []
    assert isinstance(caught.value, AddressRefusedError) or caught.value.why == "not a usable web address"
    assert not caught.value.passing
    assert "password" not in str(caught.value)


@pytest.mark.parametrize(("url", "address"), PASS.items(), ids=ascii)
def test_what_must_pass_is_connected_to_at_the_address_that_was_judged(
    client: GuardedClient, reached: list[tuple[str, int]], url: str, address: tuple[str, int]
) -> None:
    """The connection goes to the judged address and port, not to the name."""
    with pytest.raises(FetchError, match="connection refused"):
        client.get(url)
    assert reached[0] == address
    assert len(reached) <= 4


@pytest.mark.exhaustive
def test_no_redirect_leads_where_no_address_may() -> None:
    """A page that redirects there is a failure for good, and nothing is asked for but that page."""
    targets = [url for url in REFUSED if re.match(r"https?://[^/]", url)]
    with RawServer("127.9.9.9") as server, GuardedClient(["127.9.9.9/32"], 5, resolver=resolver) as client:
        for n, url in enumerate(targets):
            location = f"Location: {url}".encode()
            server.answers[f"/{n}"] = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n" + location + b"\r\n\r\n"
            with pytest.raises(FetchError) as caught:
                client.get(f"{server.url}/{n}")
            assert not caught.value.passing, (url, caught.value.why)
        assert len(server.requests) == len(targets) > 120


@pytest.mark.parametrize("network", ["127.0.0.0/8", "10.0.0.0/8", "::1/128", "fd00::/8"])
def test_a_named_network_opens_itself_alone(reached: list[tuple[str, int]], network: str) -> None:
    """What config.yaml names is reached on any port; carriers and odd spellings of it stay shut."""
    inside = {
        "127.0.0.0/8": "127.0.0.1",
        "10.0.0.0/8": "10.1.2.3",
        "::1/128": "[::1]",
        "fd00::/8": "[fd12::1]",
    }
    with GuardedClient([network], 5, resolver=resolver) as own:
        with pytest.raises(FetchError, match="connection refused"):
            own.get(f"http://{inside[network]}:4711/")
        assert reached == [(inside[network].strip("[]"), 4711)]
        for host in ("[::ffff:127.0.0.1]", "[64:ff9b::a01:203]", "2130706433", "127.1", "192.168.0.1"):
            with pytest.raises(AddressRefusedError):
                own.get(f"http://{host}:4711/")
    assert len(reached) == 1
