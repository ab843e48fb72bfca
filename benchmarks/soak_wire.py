"""The soak's newsrooms on loopback: new entries, 304s, failures, slow hosts, pages that change and that go.

Each of the 24 has a host of its own in 127.0.0.0/8. Of its feed it lists the 40 newest entries; their pages
are read for the text. By the clock of the soak:

- newsroom 20 answers with 503 for six hours of each day, 21 for the first hour of each six;
- newsroom 22 takes 0.4 real seconds for each answer; 23 hangs at every tenth;
- a page in 60 is not there (404), one in 40 fails once in a while (503);
- a page in 30 prints its figure otherwise six hours after it was published.
"""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from datetime import timedelta
from email.utils import format_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit
from zlib import crc32

import soak_news

if TYPE_CHECKING:
    from soak_clock import FastClock
    from soak_news import Piece

LISTED = 40
MORNINGS, HOURLY, SLOW, HANGS = 20, 21, 22, 23
SLOWNESS, HANGING = 0.4, 5.0
CHANGES_AFTER = timedelta(hours=6)


class Wire(ThreadingHTTPServer):
    """A context manager; `answers` counts what it gave, by kind."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, clock: FastClock, port: int) -> None:
        super().__init__(("0.0.0.0", port), _Handler)
        self.clock = clock
        self.answers: Counter[str] = Counter()
        self.ending = threading.Event()
        self.asked = count()
        self._thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ending.set()
        self.shutdown()
        self.server_close()

    def host(self, newsroom: int) -> str:
        return host(newsroom, self.server_port)

    def listed(self, newsroom: int) -> list[Piece]:
        """Newest first."""
        today, now = int(self.clock.days()), self.clock.now()
        every = [
            one
            for day in (today, today - 1, today - 2)
            for one in reversed(soak_news.day(day, self.clock.start))
        ]
        return [one for one in every if one.newsroom == newsroom and one.published <= now][:LISTED]

    def piece(self, name: str) -> Piece | None:
        number = int(name.rsplit("-", 2)[0])
        return next((one for one in soak_news.day(number, self.clock.start) if one.id == name), None)


class _Handler(BaseHTTPRequestHandler):
    server: Wire  # pyright: ignore[reportIncompatibleVariableOverride]
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name for it
        """Keep quiet."""

    def do_GET(self) -> None:
        newsroom = int(self.headers["Host"].split(":")[0].rpartition(".")[2]) - 2
        hour = self.server.clock.days() * 24 % 24
        if newsroom == SLOW:
            time.sleep(SLOWNESS)
        if newsroom == HANGS and next(self.server.asked) % 10 == 0:
            self.server.answers["hung"] += 1
            self.server.ending.wait(HANGING)
        if (newsroom == MORNINGS and hour < 6) or (newsroom == HOURLY and hour % 6 < 1):
            return self._answer("503 failing", 503)
        path = urlsplit(self.path).path.strip("/")
        return self._feed(newsroom) if path == "feed" else self._page(newsroom, path)

    def _feed(self, newsroom: int) -> None:
        listed = self.server.listed(newsroom)
        etag = f'"{crc32(" ".join(one.id for one in listed).encode()):x}"'
        if self.headers.get("If-None-Match") == etag:
            return self._answer("304 feed", 304, etag=etag)
        return self._answer(
            "200 feed", 200, feed(self.server.host(newsroom), newsroom, listed), etag, "application/rss+xml"
        )

    def _page(self, newsroom: int, name: str) -> None:
        piece, mark = self.server.piece(name), crc32(name.encode())
        if piece is None or mark % 60 == 0:
            return self._answer("404 page", 404)
        if mark % 40 == 0 and next(self.server.asked) % 2:
            return self._answer("503 page", 503)
        changed = mark % 30 == 1 and self.server.clock.now() > piece.published + CHANGES_AFTER
        self.server.answers["changed page"] += changed
        return self._answer(
            "200 page", 200, page(newsroom, piece, changed=changed), "", "text/html; charset=utf-8"
        )

    def _answer(
        self, told: str, status: int, body: bytes = b"", etag: str = "", kind: str = "text/plain"
    ) -> None:
        self.server.answers[told] += 1
        try:
            self.send_response(status)
            if etag:
                self.send_header("ETag", etag)
            if status != 304:
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # who asked has given up


def host(newsroom: int, port: int) -> str:
    return f"http://127.0.0.{2 + newsroom}:{port}"


def feed(base: str, newsroom: int, listed: list[Piece]) -> bytes:
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{base}/{one.id}</link><guid>{base}/{one.id}</guid>"
        f"<pubDate>{format_datetime(one.published)}</pubDate>"
        f"<description>{escape(one.paragraphs[0][:90])}…</description></item>"
        for one in listed
    )
    title = f"<title>{soak_news.publisher(newsroom)}</title>"
    return f'<rss version="2.0"><channel>{title}{items}</channel></rss>'.encode()


def page(newsroom: int, piece: Piece, *, changed: bool = False) -> bytes:
    name = soak_news.publisher(newsroom)
    told = "".join(f"<p>{escape(one)}</p>" for one in piece.paragraphs)
    if changed:
        told = re.sub(r"\b(\d+) ", lambda found: f"{int(found[1]) + 7} ", told, count=1)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(piece.title)} | {name}</title>"
        f'<meta property="article:published_time" content="{piece.published.isoformat()}">'
        f"</head><body><header><nav><a href='/'>{name}</a> <a href='/s'>Sign in</a></nav></header>"
        f"<main><article><h1>{escape(piece.title)}</h1>{told}</article></main>"
        f"<aside><h2>Read more</h2><a href='/1'>More</a></aside>"
        f"<footer>{name}, an invented newsroom.</footer></body></html>"
    ).encode()
