"""While the worst that strangers can send is being read, who asks is still answered."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from collect_server import RawServer, answer
from poison import FEEDS, PAGES, ten_gigabytes
from whole import joined, whole

from bot.config_parts import FeedConfig

if TYPE_CHECKING:
    import socket
    from pathlib import Path

    from whole import Whole

WELL = b"""<rss version='2.0'><channel><title>Well</title><item><guid>w</guid><title>Well water found</title>
<description>Engineers found clean water under the old town, and the council will open the well in May. %s
</description></item></channel></rss>""" % (b"The council voted for it on Monday. " * 40)
LINKED = b"<rss version='2.0'><channel><item><link>/page</link><title>a</title></item></channel></rss>"


def bomb(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n")
    for part in ten_gigabytes():
        connection.sendall(part)


def world(stack: ExitStack) -> dict[str, RawServer]:
    """A host for each evil, and one that is well."""
    names = ("well", *FEEDS, *PAGES, "bomb", "drip", "hang")
    hosts = {name: stack.enter_context(RawServer(f"127.0.8.{n}")) for n, name in enumerate(names, 1)}
    hosts["well"].answers["/feed"] = answer(WELL)
    for name, (make, _) in FEEDS.items():
        hosts[name].answers["/feed"] = answer(make())
    for name, (make, _) in PAGES.items():
        hosts[name].answers |= {"/feed": answer(LINKED), "/page": answer(make())}
    hosts["bomb"].answers["/feed"] = bomb
    hosts["drip"].answers["/feed"] = hosts["drip"].drip
    hosts["hang"].answers["/feed"] = hosts["hang"].hang
    return hosts


def slowest_while(collecting: threading.Thread, heard: Whole) -> tuple[float, int]:
    """Ask again and again until the thread has ended: the slowest acknowledgement, and how many came."""
    slowest, asked = 0.0, 1
    collecting.start()
    while collecting.is_alive():
        ack = heard.slack.command("/news", "sudan").ack()
        assert ack.ok
        slowest, asked = max(slowest, ack.seconds), asked + 1
        heard.heard(asked)
        collecting.join(0.2)
    return slowest, asked


@pytest.mark.exhaustive
@pytest.mark.parametrize("transport", ["dispatch", "socket"])
def test_the_worst_feeds_hold_up_neither_news_nor_each_other(tmp_path: Path, transport: str) -> None:
    """While poison, bombs and slow servers are read, /news is acknowledged within a second, every time; the
    feed that is well comes in, and every other one has its line.
    """
    with ExitStack() as stack:
        hosts = world(stack)
        feeds = tuple(FeedConfig(url=f"{host.url}/feed", publisher=name) for name, host in hosts.items())
        built = stack.enter_context(whole(tmp_path, reach=("127.0.0.0/8",), feeds=feeds))
        heard = stack.enter_context(joined(built, transport))
        heard.slack.command("/news", "help")  # the first request asks Slack who we are
        heard.heard()
        rounds = heard.house.rounds
        collecting = threading.Thread(target=rounds.collect, args=(threading.Event(),))
        slowest, asked = slowest_while(collecting, heard)
        states = heard.house.memory.states()
        said = {name: states[f"{host.url}/feed"] for name, host in hosts.items()}
        print(f"slowest of {asked} acknowledgements: {slowest:.3f} s")  # noqa: T201 - shown with -s
    assert all(state.checked for state in said.values())
    assert {name: state.error for name, state in said.items() if "no reader starts" in state.error} == {}
    assert said["well"].error == ""
    assert said["bomb"].error == "larger than 5000000 bytes"
    assert said["hang"].error == "timed out after 20 s"
    assert said["drip"].error == "too slow: fewer than 500 bytes a second"
    assert asked > 5
    assert slowest < 1.0
