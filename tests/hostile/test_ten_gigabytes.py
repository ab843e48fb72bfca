"""A bomb of ten gigabytes on a real socket costs neither time nor memory."""

from __future__ import annotations

import tracemalloc
from typing import TYPE_CHECKING

import pytest
from collect_server import RawServer
from poison import ten_gigabytes

from bot.collect.flight import Flight
from bot.collect.http import GuardedClient
from bot.errors import FetchError

if TYPE_CHECKING:
    import socket


@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
def test_ten_gigabytes_of_zeros_end_at_the_cap(monkeypatch: pytest.MonkeyPatch, framing: str) -> None:
    """Some kilobytes are read, no more than the cap is held, and the rest never comes."""
    read: list[int] = []
    counted = Flight.count
    monkeypatch.setattr(
        Flight, "count", lambda self, received: (read.append(received), counted(self, received))
    )
    whole = sum(map(len, ten_gigabytes()))

    def bomb(connection: socket.socket) -> None:
        head = {
            "length": f"Content-Length: {whole}",
            "chunked": "Transfer-Encoding: chunked",
            "close": "X-A: b",
        }
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n{head[framing]}\r\n\r\n".encode())
        for part in ten_gigabytes():
            connection.sendall(b"%x\r\n%s\r\n" % (len(part), part) if framing == "chunked" else part)

    assert 9_000_000 < whole < 12_000_000
    with RawServer() as server, GuardedClient(["127.0.0.0/8"], max_bytes=12_000_000) as client:
        server.answers["/"] = bomb
        tracemalloc.start()
        try:
            with pytest.raises(FetchError) as caught:
                client.get(server.url + "/")
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert caught.value.why == "larger than 12000000 bytes"
    assert sum(read) < 1_000_000
    assert peak < 60_000_000
