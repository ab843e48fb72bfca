"""The HTTP server on loopback: requests are read, fail as told, are answered and recorded."""

from __future__ import annotations

import json
import socket
import threading
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from bot.demo.slack import api_chat, api_conversations, api_misc, api_views, consent, hooks, oauth
from bot.demo.slack.api import Tokens, call
from bot.demo.slack.journal import Call, Journal
from bot.demo.slack.shapes import Json, as_list, as_object, as_text

if TYPE_CHECKING:
    from bot.demo.slack.core import Platform
    from bot.demo.slack.faults import Fault, Faults

METHOD_MODULES = (api_chat, api_conversations, api_misc, api_views, oauth)  # importing them fills api.METHODS
RESPONSE_URL = "response_url"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`method` is a Web API method or "response_url", whose `hook` is then named."""

    method: str
    args: Json
    headers: tuple[str, ...]
    token: str = field(repr=False)
    hook: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`body` None: the connection is closed without a word. `seconds`: the answer drips over that time."""

    status: int = HTTPStatus.OK
    body: Json | str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    html: bool = False


@dataclass(slots=True, kw_only=True)
class Backend:
    """What the handlers share. `closing` cuts every artificial wait short."""

    platform: Platform
    tokens: Tokens
    faults: Faults
    journal: Journal
    closing: threading.Event = field(default_factory=threading.Event)

    def serve(self, request: Request) -> Answer:
        fault = self.faults.take(request.method)
        if fault is not None and fault.kind == "limited":
            fault = self.faults.limit(request.method, fault, self.platform.clock.monotonic())
        if fault is None:
            return self.work(request, "")
        if not fault.accepts:
            return self.fail(request, fault)
        if fault.kind == "slow":
            self.closing.wait(fault.seconds)
        if fault.kind == "without":
            args = {name: value for name, value in request.args.items() if name != fault.detail}
            request = replace(request, args=args)
        answer = self.work(request, fault.kind)
        if fault.kind == "accept_then_slow":
            self.closing.wait(fault.seconds)
        if fault.kind == "accept_then_drop":
            return Answer()
        if fault.kind in ("accept_then_500", "accept_then_503"):
            return Answer(status=int(fault.kind[-3:]), body="internal error")
        if fault.kind == "late":
            return self.without_the_young(answer, fault.seconds)
        return replace(answer, seconds=fault.seconds if fault.kind == "drip" else 0.0)

    def work(self, request: Request, fault: str) -> Answer:
        """Do what is asked, and put it on record in the same breath, so that whoever waits sees both."""
        with self.platform.workspace.changed:
            if request.method == RESPONSE_URL:
                status, body = hooks.respond(self.platform, request.hook, request.args)
            else:
                status, body = (
                    HTTPStatus.OK,
                    call(self.platform, self.tokens, request.method, request.args, request.token),
                )
            outcome = as_text(as_object(body).get("error")) or "ok"
            self.record(
                request, outcome=outcome, accepted=outcome == "ok", fault=fault, answer=as_object(body)
            )
        grant = self.platform.app.grants.get(request.token) if self.platform.app else None
        held = grant.scopes if grant else self.platform.scopes
        scopes = (("x-oauth-scopes", ",".join(sorted(held))),)
        return Answer(status=status, body=body, headers=scopes)

    def without_the_young(self, answer: Answer, seconds: float) -> Answer:
        """A history that lags: the messages of the last `seconds` are not in it."""
        body, until = as_object(answer.body), self.platform.clock.now().timestamp() - seconds
        seen = [one for one in map(as_object, as_list(body.get("messages"))) if float(one["ts"]) <= until]
        return replace(answer, body={**body, "messages": seen})

    def fail(self, request: Request, fault: Fault) -> Answer:
        with self.platform.workspace.changed:
            outcome = fault.detail or {"429": "ratelimited"}.get(fault.kind, fault.kind)
            self.record(request, outcome=outcome, accepted=False, fault=fault.kind, answer={})
        if fault.kind == "429":
            wait = (("Retry-After", str(fault.retry_after)),)
            return Answer(status=429, body={"ok": False, "error": "ratelimited"}, headers=wait)
        if fault.kind == "instead":
            return Answer(body=fault.answer)
        if fault.kind == "error":
            return Answer(body={"ok": False, "error": fault.detail})
        return Answer() if fault.kind == "drop" else Answer(status=int(fault.kind), body="unavailable")

    def record(self, request: Request, *, outcome: str, accepted: bool, fault: str, answer: Json) -> None:
        self.journal.add(
            Call(
                at=self.platform.clock.now(),
                method=request.method,
                args=request.args,
                headers=request.headers,
                outcome=outcome,
                accepted=accepted,
                fault=fault,
                ts=as_text(answer.get("ts") or answer.get("message_ts")),
                answer=answer,
            )
        )
        self.platform.workspace.changed.notify_all()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        super().__init__(("127.0.0.1", 0), Handler)


class Handler(BaseHTTPRequestHandler):
    server: Server  # pyright: ignore[reportIncompatibleVariableOverride]  # it is the only server that uses it

    def do_POST(self) -> None:
        url = urlsplit(self.path)
        if url.path.startswith("/oauth/"):  # a person's browser
            platform = self.server.backend.platform
            with platform.workspace.changed:
                status, page, sent_to = consent.visited(platform, url.path, dict(parse_qsl(url.query)))
            headers = (("Location", sent_to),) if sent_to else ()
            self.answer(Answer(status=status, body=page, headers=headers, html=True))
            return
        request = self.read_request()
        self.answer(
            Answer(status=404, body="not found") if request is None else self.server.backend.serve(request)
        )

    do_GET = do_POST  # noqa: N815 - the name that http.server calls

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the parent's name
        """Say nothing: the journal has it all."""

    def read_request(self) -> Request | None:
        url = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        args = {**dict(parse_qsl(url.query)), **arguments(body, self.headers.get_content_type())}
        in_body = as_text(args.pop("token", ""))
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ").strip() or in_body
        place, _, name = url.path.strip("/").partition("/")
        if place not in ("api", "response"):
            return None
        return Request(
            method=name if place == "api" else RESPONSE_URL,
            hook=name if place == "response" else "",
            args=args,
            headers=tuple(self.headers.keys()),
            token=token,
        )

    def answer(self, answer: Answer) -> None:
        if answer.body is None:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        try:
            self.send(answer)
        except OSError:
            self.close_connection = True  # the caller has gone, as tests of time limits mean it to

    def send(self, answer: Answer) -> None:
        plain = isinstance(answer.body, str)
        data = (answer.body if isinstance(answer.body, str) else json.dumps(answer.body)).encode()
        self.send_response(answer.status)
        kind = "text/html" if answer.html else "text/plain" if plain else "application/json"
        self.send_header("Content-Type", kind if plain and not answer.html else f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        if not answer.seconds:
            self.wfile.write(data)
            return
        for place in range(len(data)):
            self.server.backend.closing.wait(answer.seconds / len(data))
            self.wfile.write(data[place : place + 1])


def arguments(body: str, content_type: str) -> Json:
    """Forms and JSON, as slack_sdk sends them; anything else, and broken JSON, holds no arguments."""
    if not body:
        return {}
    if content_type == "application/json":
        try:
            return as_object(json.loads(body))
        except ValueError:
            return {}
    return dict(parse_qsl(body, keep_blank_values=True))
