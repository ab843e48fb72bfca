"""What can be wrong with TLS, each with its name."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from collect_server import RawServer, answer

from bot.collect.http import GuardedClient
from bot.errors import FetchError

if TYPE_CHECKING:
    import socket
    from pathlib import Path


def certified(folder: Path, days: int = 2) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's side with a certificate for news.example, and a client's side that trusts it."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the program openssl to make a certificate")
    (folder / "names").write_text("subjectAltName=DNS:news.example\n")
    asked = "req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out asked.pem"
    signed = "x509 -req -in asked.pem -signkey key.pem -extfile names -out cert.pem"
    for command in ([*asked.split(), "-subj", "/CN=news.example"], [*signed.split(), "-days", str(days)]):
        subprocess.run([openssl, *command], cwd=folder, check=True, capture_output=True)
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return serving, ssl.create_default_context(cafile=folder / "cert.pem")


def why(server: RawServer, trusting: ssl.SSLContext | None = None, name: str = "news.example") -> FetchError:
    settings: dict[str, Any] = {"ssl_context": trusting} if trusting else {}
    with GuardedClient(["127.0.0.0/8"], 2, resolver=lambda *_: ["127.0.0.1"], **settings) as client:
        with pytest.raises(FetchError) as caught:
            client.get(f"https://{name}:{server.port}/")
        return caught.value


def test_a_stranger_s_certificate_is_refused(tmp_path: Path) -> None:
    """Self-signed and unknown: for good, until somebody mends it."""
    serving, _ = certified(tmp_path)
    with RawServer(tls=serving) as server:
        server.answers["/"] = answer(b"x")
        error = why(server)
    assert (error.why, error.passing) == ("TLS certificate refused: self-signed certificate", False)
    assert server.requests == []


def test_another_host_s_certificate_is_refused(tmp_path: Path) -> None:
    """The name that was asked for must stand in it."""
    serving, trusting = certified(tmp_path)
    with RawServer(tls=serving) as server:
        assert "Hostname mismatch" in why(server, trusting, "bank.example").why


def test_an_expired_certificate_is_named(tmp_path: Path) -> None:
    """What ended yesterday is said to have expired."""
    serving, trusting = certified(tmp_path, days=-1)
    with RawServer(tls=serving) as server:
        assert why(server, trusting).why == "TLS certificate refused: certificate has expired"


def test_plain_http_where_tls_was_expected_is_named() -> None:
    """A server without TLS on the port."""

    def plain(connection: socket.socket) -> None:
        connection.sendall(answer(b"x"))

    with RawServer() as server:
        server.greet = plain
        error = why(server)
    assert error.why.startswith("TLS failed: ")
    assert error.passing


@pytest.mark.exhaustive
def test_a_handshake_that_is_never_answered_ends_in_time() -> None:
    """Silence after the connection is a timeout, not a hang."""
    with RawServer() as server:
        server.greet = server.hang
        error = why(server)
    assert (error.why, error.passing) == ("no connection within 2 s", True)


def test_a_handshake_that_is_cut_off_is_named() -> None:
    """A server that hangs up at hello."""
    with RawServer() as server:
        server.greet = lambda connection: connection.close()
        error = why(server)
    assert error.passing
    assert "TLS failed" in error.why or "reset" in error.why or "connection" in error.why
