"""What is answered over HTTP: Slack's requests at one address, installing where the app has it, and health.

Small before large: a request meets the checks that cost least first, and nothing unsigned is understood.
"""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from slack_bolt import BoltRequest
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, Router

from bot.metrics import UNMEASURED
from bot.operate.metrics import CONTENT_TYPE
from bot.web import bodies
from bot.web.refusals import Refusals, RefusedError, overloaded
from bot.web.standing import READY, Standing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_bolt import App, BoltResponse
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from bot.clock import Clock
    from bot.metrics import Meter
    from bot.web.gate import Gate
    from bot.web.signing import Signatures

EVENTS: Final = "/slack/events"
_NO_STORE: Final = {"cache-control": "no-store"}


class Site:
    """The ASGI application. `most` bytes of a body are taken."""

    def __init__(
        self,
        *,
        standing: Standing,
        gate: Gate,
        signatures: Signatures,
        clock: Clock,
        most: int,
        metrics: Callable[[], bytes] | None = None,
        meter: Meter = UNMEASURED,
    ) -> None:
        """`metrics`: what is answered at /metrics; None: nothing is."""
        self._standing = standing
        self._gate = gate
        self._signatures = signatures
        self._refusals = Refusals(clock, meter)
        self._most = most
        self._metrics = metrics

    def asgi(self) -> ASGIApp:
        watched = [Route("/metrics", self.metrics)] if self._metrics else []
        router = Router(
            [
                *watched,
                Route("/healthz", self.healthz),
                Route("/readyz", self.readyz),
                Route(EVENTS, self.events, methods=["POST"]),
                Route(EVENTS, _only_posted),
                Route("/{path:path}", self.others),
            ],
            redirect_slashes=False,
        )
        return partial(_closing_when_draining, router, self._standing)

    async def healthz(self, _: Request) -> Response:
        """The process lives and serves."""
        return JSONResponse({"status": "ok"}, headers=_NO_STORE)

    async def readyz(self, _: Request) -> Response:
        """Requests may be sent here; else 503, and in a word why not."""
        word = await self._standing.word()
        status = HTTPStatus.OK if word == READY else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse({"status": word}, status, headers=_NO_STORE)

    async def metrics(self, _: Request) -> Response:
        """What is measured, for Prometheus."""
        assert self._metrics is not None
        text = await run_in_threadpool(self._metrics)
        return Response(text, media_type=CONTENT_TYPE, headers=_NO_STORE)

    async def events(self, request: Request) -> Response:
        """Whatever Slack sends: events, commands, interactions, and the question whether we are here."""
        return await self._told(request, self._answered(request))

    async def others(self, request: Request) -> Response:
        """Installing by OAuth, where the app has it: its own two addresses, answered by Bolt."""
        return await self._told(request, self._installing(request))

    async def _told(self, request: Request, answer: Awaitable[Response]) -> Response:
        try:
            return await answer
        except RefusedError as no:
            self._refusals.tell(no, request.client.host if request.client else "")
            return _refusal(no)
        except ClientDisconnect:  # nobody hears it
            return Response(status_code=HTTPStatus.BAD_REQUEST)

    async def _answered(self, request: Request) -> Response:
        app = self._app()
        claim = self._signatures.claimed(request.headers)
        kind = bodies.kind(request.headers)
        with self._gate.place():
            body = await bodies.read(request, self._most)
            self._signatures.check(claim, body)
            return await self._gate.run(partial(_dispatched, app, request, body, kind))

    async def _installing(self, request: Request) -> Response:
        app = self._app()
        if (handle := _installer(app, request.url.path)) is None:
            return PlainTextResponse("Not Found", HTTPStatus.NOT_FOUND)
        with self._gate.place():
            return await self._gate.run(lambda: to_starlette_response(handle(to_bolt_request(request, b""))))

    def _app(self) -> App:
        if self._standing.app is None:
            raise overloaded("Slack has not been reached yet")
        return self._standing.app


async def _only_posted(_: Request) -> Response:
    return PlainTextResponse("Method Not Allowed", HTTPStatus.METHOD_NOT_ALLOWED, headers={"allow": "POST"})


def _installer(app: App, path: str) -> Callable[[BoltRequest], BoltResponse] | None:
    if (flow := app.oauth_flow) is None:
        return None
    return {flow.install_path: flow.handle_installation, flow.redirect_uri_path: flow.handle_callback}.get(
        path
    )


def _dispatched(app: App, request: Request, body: bytes, kind: str) -> Response:
    try:
        understood = _understood(request, body, kind)
    except (ValueError, RecursionError):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "its body makes no sense") from None
    return to_starlette_response(app.dispatch(understood))


def _understood(request: Request, body: bytes, kind: str) -> BoltRequest:
    """As Bolt reads it, but for forms that merely hold the word "payload": of them it would read nothing."""
    if kind == bodies.JSON and not body.lstrip().startswith(b"{"):
        raise ValueError("no object")
    read = to_bolt_request(request, body)
    if kind == bodies.FORM and not read.body:
        form = BoltRequest(mode="socket_mode", body=dict(parse_qsl(read.raw_body, keep_blank_values=True)))
        read.body, read.context = form.body, form.context
    return read


def _refusal(no: RefusedError) -> Response:
    # The connection ends: what is left of the body is never read.
    headers = {"connection": "close"}
    if no.retry_after:
        headers["retry-after"] = str(no.retry_after)
    return PlainTextResponse(no.status.phrase, no.status, headers=headers)


async def _closing_when_draining(
    site: ASGIApp, standing: Standing, scope: Scope, receive: Receive, send: Send
) -> None:
    """Told to end, we keep no connection alive, so that who holds one goes to another process."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start" and standing.draining.is_set():
            message["headers"] = [*message["headers"], (b"connection", b"close")]
        await send(message)

    await site(scope, receive, sent)
