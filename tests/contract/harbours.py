"""Newsrooms on loopback, each at an address of its own, whose feeds tell of the same events."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Self

from collect_server import RawServer, answer

if TYPE_CHECKING:
    import socket
    from types import TracebackType

    from collect_server import Answer

PORTS = ("Callao", "Antofagasta", "Luanda", "Mombasa", "Gdynia", "Busan", "Valencia", "Halifax")
MASTERS = (
    "Rosa Quispe",
    "Pedro Soto",
    "Ana Lopes",
    "Ali Hassan",
    "Jan Nowak",
    "Kim Minji",
    "Marta Vidal",
    "Ian Ross",
)


class Harbours:
    """`count` newsrooms at 127.0.0.11 and on; each writes of every port in words of its own."""

    def __init__(self, count: int = 6, events: int = 5, *, pages: str = "", slow: float = 0.0) -> None:
        """`pages`: where the articles' pages are, or the feed has them whole; `slow`: an answer's seconds."""
        self._open = ExitStack()
        self._pages = pages
        self._slow = slow
        self.servers = [RawServer(f"127.0.0.{11 + number}") for number in range(count)]
        self.events = events

    def __enter__(self) -> Self:
        for number, server in enumerate(self.servers):
            self._open.enter_context(server)
            server.answers["/feed"] = self._slowly(server, self._feed(number))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def yaml(self) -> str:
        return "".join(
            f"  - {{url: {server.url}/feed, publisher: Newsroom {number}}}\n"
            for number, server in enumerate(self.servers)
        )

    def asked(self) -> int:
        return sum(len(server.requests) for server in self.servers)

    def _slowly(self, server: RawServer, reply: bytes) -> Answer:
        def told(connection: socket.socket) -> None:
            server.ended.wait(self._slow)
            connection.sendall(reply)

        return told if self._slow else reply

    def _feed(self, number: int) -> bytes:
        at = datetime.now(UTC) - timedelta(hours=2, minutes=number)
        items = "".join(self._item(number, event, at) for event in range(self.events))
        body = f'<rss version="2.0"><channel><title>Newsroom {number}</title>{items}</channel></rss>'
        return answer(body.encode(), "200 OK", "Content-Type: application/rss+xml")

    def _item(self, number: int, event: int, at: datetime) -> str:
        port, master = PORTS[event], MASTERS[event]
        link = f"<link>{self._pages}/{number}/{event}</link>" if self._pages else ""
        when = format_datetime(at - timedelta(hours=event))
        told = (
            f"The harbour of {port} reopened after a storm that had closed it for {event + 3} days. "
            f"Its master, {master}, told Newsroom {number} that {61 + event} ships had waited in its bay. "
            f"Dock workers of {port} cleared the last containers from quay {number} before noon on that day."
        )
        return (
            f"<item><guid>{number}-{event}</guid>{link}<pubDate>{when}</pubDate>"
            f"<title>Harbour of {port} reopens after storm, {number}</title>"
            f"<description>{told}</description></item>"
        )
