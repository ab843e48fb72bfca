"""The page's server, on 127.0.0.1 alone: pages, their parts as they change, and what people do."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, parse_qsl, urlsplit

from bot.demo.page.deeds import Deeds
from bot.demo.page.frame import THEMES, Frame
from bot.demo.page.gate import HEADERS, Gate, cookies
from bot.demo.page.memory import Memory
from bot.demo.page.offer import offer
from bot.demo.page.seat import HOME, Seat, seat_of

if TYPE_CHECKING:
    from types import TracebackType

    from bot.demo.slack import SlackStandIn
    from bot.demo.slack.shapes import Json

POLL_SECONDS = 20.0
ANSWER_SECONDS = 3.0  # how long a browser without a script waits to see what came of it
STATIC = {"/page.css": "text/css", "/page.js": "text/javascript", "/icon.svg": "image/svg+xml"}
LOCKED = "This page is opened by the address that Dateline printed, which has the key."


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int = HTTPStatus.OK
    body: str = ""
    type: str = "text/html"
    headers: tuple[tuple[str, str], ...] = field(default=())


ENDED = Answer(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=(("Connection", "close"),))


class Page:
    """`with Page(slack, manifest, about=...) as page:` serves it; `page.address` is what a person opens.

    `manifest` is the app's; `port` 0 is any that is free. OSError where another has the port.
    """

    def __init__(self, slack: SlackStandIn, manifest: Json, *, about: str, port: int = 0) -> None:
        self.slack = slack
        memory = Memory(slack.workspace.changed)
        self.frame = Frame(slack=slack, offer=offer(manifest), memory=memory, about=about)
        self.deeds = Deeds(slack, self.frame.offer, memory)
        self._port = port
        self._closed = threading.Event()

    def __enter__(self) -> Self:
        self._server = _Server(self, self._port)
        self.gate = Gate(key=secrets.token_urlsafe(24), port=self._server.server_port)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), name="page", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def stopped(self) -> bool:
        return self._closed.is_set()

    def stop(self) -> None:
        """Serve no more; who waits for news is let go. A second time it does nothing."""
        if self._closed.is_set():
            return
        self._closed.set()
        with self.slack.workspace.changed:
            self.slack.workspace.changed.notify_all()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.gate.port}"

    @property
    def address(self) -> str:
        """The address with the key: whoever opens it may use the page."""
        return f"{self.url}/?key={self.gate.key}"

    # ---- what is asked for ----

    def seat(self, place: str, query: dict[str, str]) -> Seat:
        """The seat that is meant: somebody who is there, in a conversation that is theirs."""
        asked, workspace = seat_of(place, query), self.slack.workspace
        known = workspace.users.get(asked.reader)
        reader = known.id if known and not known.bot else self.slack.user
        channel = workspace.channels.get(place)
        if place == HOME:
            return Seat(reader=reader, place=HOME)
        if channel is None:
            return Seat(reader=reader, place=self.slack.channel)
        if channel.kind == "im" and channel.user != reader:
            return Seat(reader=reader, place=workspace.dm(reader))
        return Seat(reader=reader, place=place, thread=asked.thread)

    def opened(self, place: str, query: dict[str, str], theme: str) -> Answer:
        """A whole page; who opens the app's tabs is known to the app."""
        seat = self.seat(place, query)
        if seat != seat_of(place, query):
            return found(seat.url())
        if seat.place == HOME:
            self.slack.open_home(user=seat.reader)
            self._wait(lambda: self.slack.home(seat.reader), ANSWER_SECONDS)
        elif seat.place == self.slack.workspace.dm(seat.reader) and not seat.thread:
            self.slack.open_home(user=seat.reader, tab="messages")
        return Answer(body=self.frame.page(seat, theme))

    def changed(self, seat: Seat, seen: str) -> Answer:
        """The parts, once they are others than those that were `seen`; 204 where nothing comes of waiting."""

        def fresh() -> dict[str, str] | None:
            parts = self.frame.parts(seat)
            now = stamp(parts)
            return {"seen": now, **parts} if now != seen else None

        parts = self._wait(fresh, POLL_SECONDS)
        if self.stopped:
            return ENDED
        if parts is None:
            return Answer(status=HTTPStatus.NO_CONTENT)
        return Answer(body=json.dumps(parts), type="application/json")

    def done(self, verb: str, seat: Seat, form: dict[str, list[str]], *, scripted: bool) -> Answer:
        """Do it. A script hears of what changes by itself; without one the page comes again after that."""
        before = stamp(self.frame.parts(seat))
        self.deeds.do(verb, seat, form)
        if scripted:
            return Answer(status=HTTPStatus.NO_CONTENT)
        self._wait(lambda: stamp(self.frame.parts(seat)) != before, ANSWER_SECONDS)
        return found(seat.url())

    def _wait(self, predicate: Any, seconds: float) -> Any:
        try:
            return self.slack.wait_for(lambda: predicate() or self._closed.is_set(), seconds)
        except TimeoutError:
            return None


def stamp(parts: dict[str, Any]) -> str:
    """Changes when any part does."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:24]


def found(url: str, *headers: tuple[str, str]) -> Answer:
    return Answer(status=HTTPStatus.SEE_OTHER, headers=(("Location", url), *headers))


@cache
def _static(path: str) -> str:
    return files("bot.demo.page").joinpath(f"static{path}").read_text("utf-8")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, page: Page, port: int) -> None:
        self.page = page
        super().__init__(("127.0.0.1", port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server  # pyright: ignore[reportIncompatibleVariableOverride]  # it is the only server that uses it
    protocol_version = "HTTP/1.1"
    server_version = "dateline-page"
    sys_version = ""
    timeout = 60

    def do_GET(self) -> None:
        page, url = self.server.page, urlsplit(self.path)
        query = dict(parse_qsl(url.query))
        if (
            url.path == "/"
            and self.headers.get("Host") in page.gate.hosts
            and page.gate.opens(query.get("key", ""))
        ):
            kept = f"{page.gate.cookie}={page.gate.key}; Path=/; HttpOnly; SameSite=Lax"
            self._send(found("/at/", ("Set-Cookie", kept)))
        elif page.stopped:  # a connection that is kept outlives the server
            self._send(ENDED)
        elif refused := page.gate.refuses("GET", self._headers()):
            self._send(Answer(status=refused, body=LOCKED, type="text/plain"))
        else:
            self._send(self._looked(url.path, query))

    def _looked(self, path: str, query: dict[str, str]) -> Answer:
        page = self.server.page
        if path in STATIC:
            return Answer(body=_static(path), type=STATIC[path])
        _, verb, place = f"{path}/".split("/", 2)
        if verb == "parts":
            return page.changed(page.seat(place.strip("/"), query), query.get("seen", ""))
        if verb == "at":
            return page.opened(place.strip("/"), query, cookies(self._headers()).get("theme", ""))
        return found("/at/") if path == "/" else Answer(status=HTTPStatus.NOT_FOUND, body="Nothing is here.")

    def do_POST(self) -> None:
        page, url = self.server.page, urlsplit(self.path)
        if page.stopped:
            self._send(ENDED)
            return
        if refused := page.gate.refuses("POST", self._headers()):
            self.close_connection = True  # what it sent is not read
            self._send(Answer(status=refused, body=LOCKED, type="text/plain"))
            return
        body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8", "replace")
        form = parse_qs(body, keep_blank_values=True, max_num_fields=2_000)
        _, verb, place = f"{url.path}/".split("/", 2)
        seat = page.seat(place.strip("/"), dict(parse_qsl(url.query)))
        if verb == "theme":
            theme = next((one for one in THEMES if one in form.get("theme", [])), THEMES[0])
            self._send(found(seat.url(), ("Set-Cookie", f"theme={theme}; Path=/; SameSite=Lax")))
        elif verb in page.deeds.verbs:
            self._send(page.done(verb, seat, form, scripted="X-Page" in self.headers))
        else:
            self._send(Answer(status=HTTPStatus.NOT_FOUND, body="Nothing is here."))

    def _headers(self) -> dict[str, str]:
        names = ("Host", "Cookie", "Origin", "Content-Type", "Content-Length")
        return {name: str(self.headers[name]) for name in names if name in self.headers}

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Say nothing: the terminal is the demonstration's, and addresses hold the key."""

    def _send(self, answer: Answer) -> None:
        data = answer.body.encode(errors="replace")
        try:
            self.send_response(answer.status)
            for name, value in (*HEADERS.items(), *answer.headers):
                self.send_header(name, value)
            if answer.status != HTTPStatus.NO_CONTENT:
                self.send_header("Content-Type", f"{answer.type}; charset=utf-8")
                self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            self.close_connection = True  # the browser has gone
