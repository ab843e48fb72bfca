"""The guarded client against real sockets: addresses, redirects, time, size, and what servers do wrong."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from collect_server import RawServer, answer

from bot.collect.http import GuardedClient, user_agent
from bot.errors import AddressRefusedError, FetchError

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.exhaustive

LOOPBACK = ["127.0.0.0/8"]


@pytest.fixture
def server() -> Iterator[RawServer]:
    with RawServer() as raw:
        yield raw


def client(**settings: Any) -> GuardedClient:
    return GuardedClient(**{"allow_networks": LOOPBACK, "timeout": 5, **settings})


def failure(url: str, **settings: Any) -> FetchError:
    with client(**settings) as fetching, pytest.raises(FetchError) as caught:
        fetching.get(url)
    return caught.value


def test_a_document_comes_with_its_validators_and_who_asked_is_named(server: RawServer) -> None:
    """Body, headers in lower case and status come back; the request names Dateline and its contact."""
    server.answers["/a"] = answer(b"hello", "200 OK", 'ETag: W/"x, y"', "Last-Modified: then")
    with client(user_agent=user_agent("1.0", "https://example.org\r\nX: 1")) as fetching:
        found = fetching.get(server.url + "/a")
    assert (found.status, found.body, found.etag, found.last_modified) == (200, b"hello", 'W/"x, y"', "then")
    assert found.permanent_url == ""
    assert "User-Agent: Dateline/1.0 (+https://example.orgX: 1)\r\n" in server.requests[0]


def test_validators_go_back_as_they_came_and_304_is_no_failure(server: RawServer) -> None:
    """An ETag is opaque; a 304 that nobody asked for is a failure."""
    server.answers["/a"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    with client() as fetching:
        found = fetching.get(server.url + "/a", etag='W/"x, y"', last_modified="then")
        assert (found.not_modified, found.body) == (True, b"")
        with pytest.raises(FetchError, match="304"):
            fetching.get(server.url + "/a")
    assert 'If-None-Match: W/"x, y"\r\nIf-Modified-Since: then\r\n' in server.requests[0]


def test_no_cookie_and_no_proxy_of_the_environment_is_used(
    server: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a server sets is not sent back, and HTTP_PROXY changes nothing."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.answers["/a"] = answer(b"x", "200 OK", "Set-Cookie: id=1; Path=/")
    with client() as fetching:
        fetching.get(server.url + "/a")
        fetching.get(server.url + "/a")
    assert "cookie" not in server.requests[1].lower()


def test_dns_rebinding_reaches_nothing() -> None:
    """A name is resolved once for each connection, and it is that answer which is judged and connected to."""
    with RawServer("127.0.0.2") as outside, RawServer("127.0.0.1", outside.port) as inside:
        outside.answers["/"] = inside.answers["/"] = answer(b"x")
        answers = [["127.0.0.2"], ["127.0.0.1"]]
        with GuardedClient(["127.0.0.2/32"], 5, resolver=lambda *_: answers.pop(0)) as fetching:
            url = f"http://news.example:{outside.port}/"
            assert fetching.get(url).body == b"x"
            with pytest.raises(AddressRefusedError, match=r"127\.0\.0\.1 is refused"):
                fetching.get(url)
    assert (len(outside.requests), inside.requests) == (1, [])
    assert f"Host: news.example:{outside.port}\r\n" in outside.requests[0]


def test_a_name_that_also_points_inside_is_not_connected_to(server: RawServer) -> None:
    """One bad answer among good ones is enough."""
    both = {"allow_networks": ["127.0.0.1/32"], "resolver": lambda *_: ["127.0.0.1", "10.0.0.1"]}
    error = failure(f"http://news.example:{server.port}/", **both)
    assert isinstance(error, AddressRefusedError)
    assert server.requests == []


@pytest.mark.parametrize(
    "to", ["http://169.254.169.254/latest/", "http://[::1]/", "file:///etc/passwd", "http://u:p@127.0.0.1/"]
)
def test_a_redirect_is_judged_like_any_address(server: RawServer, to: str) -> None:
    """No redirect leads to metadata, inside, to a file, or to an address with a password in it."""
    server.answers["/"] = answer(b"", "302 Found", f"Location: {to}")
    error = failure(server.url + "/")
    assert not error.passing
    assert "u:p" not in str(error)


@pytest.mark.parametrize("url", ["http://u:secret@news.example/", "ftp://news.example/", "news.example", ""])
def test_what_is_no_plain_web_address_is_refused_without_its_secret(url: str) -> None:
    """Only http and https without a login; the error never repeats the password."""
    error = failure(url)
    assert isinstance(error, AddressRefusedError)
    assert "secret" not in str(error)


def test_redirects_are_followed_five_times_and_no_more(server: RawServer) -> None:
    """The address where a chain of permanent ones ends is reported; one temporary hop unmakes that."""
    for n in range(7):
        server.answers[f"/{n}"] = answer(b"", "301 Moved", f"Location: /{n + 1}")
    server.answers["/7"] = answer(b"end")
    server.answers["/t"] = answer(b"", "307 Temporary", "Location: /6")
    with client() as fetching:
        assert fetching.get(server.url + "/2").permanent_url == server.url + "/7"
        assert fetching.get(server.url + "/t").permanent_url == ""
    assert failure(server.url + "/1").why == "more than 5 redirects"


def test_a_server_that_drips_ends_at_the_deadline(server: RawServer) -> None:
    """The time is total: a byte now and then doesn't stretch it, redirects neither."""
    server.answers["/"] = answer(b"", "302 Found", "Location: /drip")
    server.answers["/drip"] = server.drip
    begun = time.monotonic()
    error = failure(server.url + "/", timeout=0.5)
    assert (error.why, error.passing) == ("timed out after 0.5 s", True)
    assert time.monotonic() - begun < 2


def test_a_resolver_that_hangs_ends_at_the_deadline() -> None:
    """getaddrinfo knows no timeout; the fetch does."""
    ended = threading.Event()
    error = failure("http://news.example/", timeout=0.3, resolver=lambda *_: ["1.1.1.1"] * ended.wait(20))
    ended.set()
    assert error.why == "timed out after 0.3 s"


def test_bodies_are_capped_as_sent_and_as_unpacked(server: RawServer) -> None:
    """A large body, a large claim, a bomb and headers without end are cut off."""

    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while not server.ended.is_set():
            connection.sendall(b"X-Filler: " + b"a" * 1000 + b"\r\n")

    bomb = gzip.compress(bytes(50_000_000))
    server.answers["/claim"] = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"
    server.answers["/bomb"] = answer(bomb, "200 OK", "Content-Encoding: gzip")
    server.answers["/large"] = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + bytes(2_000_000)
    server.answers["/head"] = endless
    for path in ("/claim", "/bomb", "/large"):
        assert failure(server.url + path, max_bytes=1_000_000).why == "larger than 1000000 bytes"
    assert failure(server.url + "/head", max_bytes=1_000_000).why == "its answer is not HTTP"


@pytest.mark.parametrize(
    ("reply", "why", "passing"),
    [
        (answer(status="403 Forbidden"), "403 forbidden", False),
        (answer(b"", "404 Not Found"), "404 not found", False),
        (answer(b"", "410 Gone"), "410 gone", False),
        (answer(b"", "429 Busy", "Retry-After: 2"), "429 asks to wait 2 s", True),
        (answer(b"", "429 Busy"), "429 too many requests", True),
        (answer(b"", "500 Oops"), "500 server error", True),
        (answer(b"", "503 No", "Retry-After: junk"), "503 unavailable", True),
        (answer(b"", "599 Odd"), "599 server error", False),
        (answer(b"", "204 No Content"), "204 no content", False),
        (answer(b"", "302 Found"), "302 redirects to no web address", False),
        (b"", "connection dropped", True),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + b"x" * 45, "cut short: 45 of 100000 b", True),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "cut short: ", True),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "its answer is not HTTP", True),
        (answer(b"no gzip", "200 OK", "Content-Encoding: gzip"), "its compression is broken", True),
    ],
)
def test_what_a_server_does_wrong_is_said_in_a_few_words(
    server: RawServer,
    reply: bytes,
    why: str,
    passing: bool,  # noqa: FBT001 - a table's column
) -> None:
    """Each failure is named, and known as passing or not."""
    server.answers["/"] = reply
    error = failure(server.url + "/")
    assert why in error.why
    assert error.passing is passing
    assert error.gone is ("410" in why)


def test_a_wait_is_read_from_seconds_or_from_a_date(server: RawServer) -> None:
    """A date is measured against the server's own clock; a week is the most."""
    date = "Date: Sun, 01 Mar 2026 12:00:00 GMT"
    later = "Retry-After: Sun, 01 Mar 2026 12:01:30 GMT"
    server.answers["/date"] = answer(b"", "503 Busy", date, later)
    server.answers["/long"] = answer(b"", "429 Busy", "Retry-After: 99999999")
    assert failure(server.url + "/date").retry_after == 90
    assert failure(server.url + "/long").retry_after == 7 * 24 * 3600


def test_nobody_there_is_said_in_a_few_words() -> None:
    """A refused connection and a name without an address are told apart."""
    with RawServer() as gone:
        url = gone.url
    assert failure(url).why == "connection refused"

    def unknown(*_: object) -> list[str]:
        raise OSError(-2, "Name or service not known")

    assert "not known" in failure("http://news.example/", resolver=unknown).why


def test_one_host_gets_no_more_requests_at_once_than_it_may(server: RawServer) -> None:
    """Ten threads at one host with two places: never more than two inside, and all are served."""
    inside, most, lock = [0], [0], threading.Lock()
    both = threading.Barrier(2, timeout=10)

    def count(connection: socket.socket) -> None:
        with lock:
            inside[0] += 1
            most[0] = max(most[0], inside[0])
        both.wait()  # two are inside at once, or this breaks
        with lock:
            inside[0] -= 1
        connection.sendall(answer(b"x"))

    server.answers["/"] = count
    with client(per_host=2) as fetching:
        threads = [threading.Thread(target=fetching.get, args=(server.url + "/",)) for _ in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
    assert (most[0], len(server.requests)) == (2, 10)


def test_closing_ends_what_hangs(server: RawServer) -> None:
    """close() wakes a request that waits on a silent server; it fails as stopped, at once."""
    asked = threading.Event()

    def hang(connection: socket.socket) -> None:
        asked.set()
        server.hang(connection)

    server.answers["/"] = hang
    fetching = client(timeout=30)
    caught: list[FetchError] = []

    def fetch() -> None:
        with pytest.raises(FetchError) as error:
            fetching.get(server.url + "/")
        caught.append(error.value)

    thread = threading.Thread(target=fetch)
    thread.start()
    assert asked.wait(10)
    fetching.close()
    thread.join(5)
    assert [error.why for error in caught] == ["stopped"]


def test_a_certificate_is_checked_against_the_name_that_was_asked_for(tmp_path: Path) -> None:
    """The judged address is connected to, while TLS still asks for, and checks, the host's name."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the program openssl to make a certificate")
    made = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made += ["-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=news.example"]
    made += ["-addext", "subjectAltName=DNS:news.example"]
    subprocess.run(made, cwd=tmp_path, check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    names: list[str | None] = []
    tls.sni_callback = lambda _socket, name, _context: names.append(name)
    trusting = ssl.create_default_context(cafile=tmp_path / "cert.pem")
    with RawServer(tls=tls) as server:
        server.answers["/"] = answer(b"secure")
        known = {"resolver": lambda *_: ["127.0.0.1"], "ssl_context": trusting}
        with client(**known) as fetching:
            assert fetching.get(f"https://news.example:{server.port}/").body == b"secure"
        wrong = failure(f"https://other.example:{server.port}/", **known)
        unknown = failure(f"https://news.example:{server.port}/", resolver=known["resolver"])
    assert names[0] == "news.example"
    assert "TLS certificate refused: Hostname mismatch" in wrong.why
    assert "TLS certificate refused: self-signed" in unknown.why
