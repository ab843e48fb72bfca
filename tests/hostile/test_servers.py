"""Bombs, liars and slow servers, on real sockets: each ends with its verdict, and holds up nobody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from collect_server import RawServer, answer
from servers import ANSWERS, CAP, OK

from bot.collect.flight import Pace
from bot.collect.http import GuardedClient
from bot.errors import FetchError

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def client() -> Iterator[GuardedClient]:
    pace = Pace(slowest=2_000, grace=0.3)
    with GuardedClient(["127.0.0.0/8"], 3, CAP, pace=pace) as made:
        yield made


def test_the_corpus_is_as_large_as_promised() -> None:
    """At least 60 bombs and slow servers."""
    assert len(ANSWERS) >= 60


@pytest.mark.exhaustive
@pytest.mark.parametrize("name", ANSWERS)
def test_every_server_gets_its_verdict(client: GuardedClient, name: str) -> None:
    """What came is taken, or its failure is named; no more than the cap comes out; others are served."""
    reply, verdict = ANSWERS[name]
    with RawServer() as server:
        server.answers |= {"/": reply, "/well": answer(b"well")}
        if verdict == OK:
            assert len(client.get(server.url + "/").body) <= CAP
        else:
            with pytest.raises(FetchError) as caught:
                client.get(server.url + "/")
            assert re.search(verdict, caught.value.why), caught.value.why
        assert client.get(server.url + "/well").body == b"well"


def test_what_hangs_on_an_answer_is_not_the_next_one(client: GuardedClient) -> None:
    """A second answer behind the first, kept alive, is never taken for that to the next question."""
    forged = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged"

    def two_in_one(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok" + forged)
        server.ended.wait(30)  # the connection stays open, as if for another question

    with RawServer() as server:
        server.answers |= {"/a": two_in_one, "/b": answer(b"honest")}
        assert client.get(server.url + "/a").body == b"ok"
        assert client.get(server.url + "/b").body == b"honest"


def test_a_validator_as_long_as_a_page_is_not_kept(client: GuardedClient) -> None:
    """What would be stored, and sent back with every request, is bounded."""
    with RawServer() as server:
        server.answers["/"] = answer(b"x", "200 OK", f"ETag: {'a' * 5_000}", f"Last-Modified: {'b' * 5_000}")
        found = client.get(server.url + "/")
    assert (found.etag, found.last_modified) == ("", "")
