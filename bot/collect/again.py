"""An article's page, asked for once more: whether it is there, may be read, and what it says now."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

from bot.collect import pages, walls
from bot.collect.parsing import Here
from bot.errors import FetchError, UnreadableError
from bot.model import Incoming, PageNow, PageState

if TYPE_CHECKING:
    from bot.collect.flight import Stop
    from bot.collect.http import Response
    from bot.collect.parsing import Parser
    from bot.model import PageSeen, StoredArticle

_GONE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_CLOSED: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN})


class Client(Protocol):
    """What fetches: bot.collect.http.GuardedClient, or a stand-in for it."""

    def get(
        self, url: str, *, etag: str = "", last_modified: str = "", stop: Stop | None = None
    ) -> Response: ...


class Rereader:
    """Reads what an article was taken from: its file where that is there, else the page at its address."""

    def __init__(self, client: Client, parser: Parser | None = None) -> None:
        self._client = client
        self._parser = parser or Here()

    def read(self, stored: StoredArticle, seen: PageSeen | None = None) -> PageNow:
        """The page as it is now. With what was `seen` last, its publisher may answer that nothing changed."""
        path = _file(stored)
        if path is not None and (path.exists() or not _is_web(stored.article.url)):
            return _in_file(self._parser, path, stored)
        if not _is_web(stored.article.url):
            return PageNow(state=PageState.UNREAD, why="it has no address of its own")
        return self._page(stored.article.url, seen)

    def _page(self, url: str, seen: PageSeen | None) -> PageNow:
        etag, last_modified = (seen.etag, seen.last_modified) if seen else ("", "")
        try:
            response = self._client.get(url, etag=etag, last_modified=last_modified)
            return (
                PageNow(state=PageState.UNCHANGED)
                if response.not_modified
                else _read(self._parser, url, response)
            )
        except FetchError as error:
            return PageNow(state=_state(error.status), why=error.why)
        except UnreadableError as error:
            return PageNow(state=PageState.UNREAD, why=error.why)


def _state(status: int) -> PageState:
    if status in _GONE:
        return PageState.GONE
    return PageState.CLOSED if status in _CLOSED else PageState.UNREAD


def _read(parser: Parser, url: str, response: Response) -> PageNow:
    if why := walls.led_away(url, response.url):
        return PageNow(state=PageState.UNREAD if why == walls.AWAY_FRONT else PageState.CLOSED, why=why)
    found = parser.again(response.body, response.url, response.headers)
    page = found.page
    if page.nosnippet:
        return PageNow(state=PageState.CLOSED, why=pages.NO_SNIPPET)
    if page.noarchive:
        return PageNow(state=PageState.CLOSED, why=pages.NO_ARCHIVE)
    if page.closed and page.closed != walls.PAYWALL:
        return PageNow(state=PageState.CLOSED, why=page.closed)
    return PageNow(
        state=PageState.READ,
        text=page.text,
        whole=found.whole,
        etag=response.etag,
        last_modified=response.last_modified,
        teaser=page.paid or page.closed == walls.PAYWALL,
    )


def _in_file(parser: Parser, path: Path, stored: StoredArticle) -> PageNow:
    """The article as its file has it: under its title, or the file's only one."""
    found = [one for one in parser.file(path) if isinstance(one, Incoming)]
    same = [one for one in found if one.title == stored.article.title] or (found if len(found) == 1 else [])
    if same:
        return PageNow(state=PageState.READ, text=same[0].text)
    why = "its file does not hold it any more" if path.exists() else "its file is not there any more"
    return PageNow(state=PageState.GONE, why=why)


def _file(stored: StoredArticle) -> Path | None:
    parts = urlsplit(stored.source)
    return Path(url2pathname(parts.path)) if parts.scheme == "file" else None


def _is_web(url: str) -> bool:
    return urlsplit(url).scheme in ("http", "https")
