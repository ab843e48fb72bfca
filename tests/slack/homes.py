"""A house that reads a press on loopback, and its Home tab as an administrator sees it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

from listening import strings
from whole import Whole, joined, whole

from bot.config_parts import FeedConfig

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.demo.slack.workspace import View

ARTICLE = (
    "<p>" + "The council of Port Vila closed the harbour on Monday after a tanker ran aground. " * 20 + "</p>"
)
FEED = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour News</title><link>https://harbour.example</link><item><guid>1</guid>
<title>Port Vila closes its harbour</title><link>https://harbour.example/1</link>
<pubDate>Mon, 23 Nov 2026 06:00:00 GMT</pubDate>
<content:encoded><![CDATA[{ARTICLE}]]></content:encoded></item></channel></rss>"""
PAGE = "<!doctype html><html><body>Our feeds have moved.</body></html>"


class Press:
    """A newsroom on loopback: what each path holds, and a gate before one that is slow."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {"/page": PAGE, "/feed": FEED, "/slow": FEED}
        self.slow = threading.Event()
        press = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/slow":
                    press.slow.wait(10)
                body = press.pages.get(self.path, "").encode()
                self.send_response(200 if body else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.slow.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class Newsroom:
    """The house, its press and an administrator; two feeds, one of which is not where it is said to be."""

    def __init__(self, there: Whole, press: Press) -> None:
        self.there = there
        self.slack = there.slack
        self.press = press
        self.boss = there.slack.workspace.add_user("boss", admin=True)
        there.house.rounds.collect(threading.Event())
        self.broken = next(one for one in there.house.health.feeds() if one.feed.url.endswith("/moved-away"))

    def tab(self, *words: str, user: str = "") -> View:
        def drawn() -> View | None:
            view = self.slack.home(user or self.boss)
            return view if view and all(word in " ".join(strings(view.body)) for word in words) else None

        found = self.slack.wait_for(drawn)
        assert found
        return found

    def opened(self, *words: str, user: str = "") -> View:
        self.slack.open_home(user=user or self.boss)
        return self.tab(*words, user=user)

    def modal(self, title: str) -> View:
        def there() -> View | None:
            view = self.slack.modal(self.boss)
            return view if view and view.body["title"]["text"] == title else None

        found = self.slack.wait_for(there)
        assert found
        return found

    def address_form(self) -> View:
        self.slack.click(self.opened("failing"), "home_feed_move")
        return self.modal("New address")

    def refusal(self, address: str) -> str:
        """What is said at the field of this address."""
        self.slack.submit(self.address_form(), {"address": address})
        errors = self.slack.wait_for(lambda: (top := self.slack.modal(self.boss)) and top.errors)
        top = self.slack.modal(self.boss)
        assert top
        self.slack.dismiss(top)
        return str(errors["address"])

    def read(self) -> list[str]:
        return [feed.address for feed in self.there.house.feeds]


@contextmanager
def newsroom(folder: Path, transport: str) -> Iterator[Newsroom]:
    with Press() as press:
        feeds = (
            FeedConfig(url=f"{press.url}/feed", publisher="Harbour News"),
            FeedConfig(url=f"{press.url}/moved-away", publisher="Coast Weekly"),
        )
        with whole(folder, feeds=feeds, reach=("127.0.0.0/8",)) as built, joined(built, transport):
            yield Newsroom(built, press)
