"""A stand-in for the world: the samples, served on loopback as newsrooms serve theirs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from bot.demo import press, press_pages
from bot.demo.sample_files import SAMPLES, load
from bot.model import Feed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType

    from bot.demo.sample_files import Channel, Sample, World

RELATED = 3
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What a path holds. `changed` is in whole seconds, as HTTP has it."""

    body: bytes
    type: str
    changed: datetime

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:24]}"'

    @property
    def last_modified(self) -> str:
        return format_datetime(self.changed, usegmt=True)

    def is_known(self, if_none_match: str | None, if_modified_since: str | None) -> bool:
        """Whether the client has it already; a validator by tag outranks one by date (RFC 9110, 13.2.2)."""
        if if_none_match is not None:
            tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
            return bool(tags & {self.etag, "*"})
        if if_modified_since is None:
            return False
        try:
            since = parsedate_to_datetime(if_modified_since)
        except ValueError:
            return False
        return since.tzinfo is not None and self.changed <= since


class Wire:
    """The demonstration's newsrooms, from `now` (aware) back over three days.

    `with Wire(now) as wire:` serves them on 127.0.0.1 until the block ends, at `port` where that is free,
    else at any other. UnreadableError where a sample makes no sense.
    """

    def __init__(self, now: datetime, *, port: int = 0, samples: Path = SAMPLES) -> None:
        self.world = load(now.astimezone(UTC), samples)
        self._now = now.astimezone(UTC)
        self._port = port
        self._server: _Server | None = None
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        self._server = _listening(self._port)
        self._server.resources = _resources(self.url, self.world, self._now)
        # The short poll lets close() come back at once; the default holds it for half a second.
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,), name="demo-wire", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        self._server = self._thread = None

    @property
    def url(self) -> str:
        """The root, without a slash at its end: "http://127.0.0.1:40123"."""
        if self._server is None:
            raise RuntimeError("the wire serves only inside its with block")
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """Every feed, as an operator would name it in config.yaml."""
        return tuple(
            Feed(url=f"{self.url}/{p.slug}/{c.path}", publisher=p.name, section=c.section)
            for p in self.world.publishers
            for c in p.channels
        )

    def page(self, article_id: str) -> str:
        """The address of the page of that sample; KeyError where there is none."""
        for article in self.world.articles:
            if article.id == article_id:
                return f"{self.url}{article.path}"
        raise KeyError(article_id)

    def show(self, world: World, now: datetime) -> None:
        """Print another world from now on: the next day's, say. `now` (aware) dates what has no news."""
        if self._server is None:
            raise RuntimeError("the wire serves only inside its with block")
        self.world, self._now = world, now.astimezone(UTC)
        self._server.resources = _resources(self.url, world, self._now)

    def reprint(self, address: str, old: str, new: str) -> None:
        """Print a page again with other words, as who corrects themselves do; KeyError, as above."""
        if self._server is None:
            raise RuntimeError("the wire serves only inside its with block")
        path = address.removeprefix(self.url)
        page = self._server.resources[path]
        body = page.body.decode().replace(escape(old), escape(new)).encode()
        self._server.resources = {**self._server.resources, path: replace(page, body=body)}


def _resources(base: str, world: World, now: datetime) -> dict[str, Resource]:
    def made(body: bytes, kind: str, articles: tuple[Sample, ...]) -> Resource:
        changed = max((article.published for article in articles), default=now)
        return Resource(body=body, type=kind, changed=changed.replace(microsecond=0))

    resources = {"/": made(press_pages.index(world), HTML, world.articles)}
    for publisher in world.publishers:
        own = tuple(article for article in world.articles if article.publisher is publisher)
        resources[f"/{publisher.slug}/"] = made(press_pages.front(publisher, own), HTML, own)
        for channel in publisher.channels:
            listed = _listed(own, channel)
            body = press.feed(base, publisher, channel, listed)
            resources[f"/{publisher.slug}/{channel.path}"] = made(body, press.TYPES[channel.format], listed)
        for article in own:
            resources.setdefault(article.path, made(_page(base, article, own), HTML, (article,)))
    return resources


def _listed(own: tuple[Sample, ...], channel: Channel) -> tuple[Sample, ...]:
    return tuple(article for article in own if article.section in channel.takes)


def _page(base: str, article: Sample, own: tuple[Sample, ...]) -> bytes:
    others = [other for other in own if other.page != article.page]
    return press_pages.page(base, article, others[:RELATED])


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    resources: Mapping[str, Resource]


def _listening(port: int) -> _Server:
    try:
        return _Server(("127.0.0.1", port), _Handler)
    except OSError:  # somebody else has that port
        return _Server(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server_version = "dateline-demo"
    sys_version = ""

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name for it
        """Keep quiet: the demonstration's screen belongs to the digest."""

    def _answer(self, *, with_body: bool) -> None:
        assert isinstance(self.server, _Server)
        resource = self.server.resources.get(urlsplit(self.path).path)
        if resource is None:
            self.send_error(404)
            return
        known = resource.is_known(self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since"))
        self.send_response(304 if known else 200)
        self.send_header("ETag", resource.etag)
        self.send_header("Last-Modified", resource.last_modified)
        if known:
            self.end_headers()
            return
        self.send_header("Content-Type", resource.type)
        self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(resource.body)
