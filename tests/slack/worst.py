"""The worst that strangers can send, all of it at once, and one feed that is well."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from collect_server import RawServer, answer
from poison import FEEDS, PAGES, ten_gigabytes
from whole import joined, whole

from bot.config_parts import FeedConfig

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterator
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


@contextmanager
def besieged(folder: Path, transport: str) -> Iterator[tuple[Whole, dict[str, RawServer]]]:
    """The whole house on those feeds, nothing read yet, once it has answered its first command."""
    with ExitStack() as stack:
        hosts = world(stack)
        feeds = tuple(FeedConfig(url=f"{host.url}/feed", publisher=name) for name, host in hosts.items())
        built = stack.enter_context(whole(folder, reach=("127.0.0.0/8",), feeds=feeds))
        heard = stack.enter_context(joined(built, transport))
        heard.slack.command("/news", "help")  # the first request asks Slack who we are
        heard.heard()
        yield heard, hosts
