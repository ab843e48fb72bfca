"""A newsroom's site on loopback whose pages change, and which knows conditional requests."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Incoming


class Site:
    """`with Site() as site:` serves what was put there; `asked` are (path, status) of what was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, bytes, str]] = {}
        self.asked: list[tuple[str, int]] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.site = self
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def print(self, path: str, title: str, paragraphs: Sequence[str], *, encoding: str = "utf-8") -> None:
        """Put an article there, with what surrounds one on a newsroom's page."""
        body = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
        named = escape(title)
        page = f"""<!doctype html><html lang="en"><head><meta charset="{encoding}"><title>{named}</title>
<meta property="og:title" content="{named}"></head><body><nav><a href="/">Home</a> <a href="/w">World</a>
</nav><main><article><h1>{named}</h1>{body}</article></main>
<aside><a href="/other">Harbour of Jamestown gets a second crane</a></aside>
<footer>All rights reserved.</footer></body></html>"""
        self.pages[path] = (200, page.encode(encoding), f"text/html; charset={encoding}")

    def fail(self, path: str, status: int) -> None:
        self.pages[path] = (status, b"<html><body>No.</body></html>", "text/html")

    def publish(self, article: Incoming, path: str) -> Incoming:
        """The article, at an address here where its text is printed."""
        self.print(path, article.title, article.text.split("\n"))
        return replace(article, url=self.url + path)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, _Server)
        site = self.server.site
        status, body, kind = site.pages.get(self.path, (404, b"", "text/html"))
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if status == 200 and self.headers.get("If-None-Match") == etag:
            status, body = 304, b""
        site.asked.append((self.path, status))
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header("Content-Type", kind)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name for it
        """Keep quiet."""
