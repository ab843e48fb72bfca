"""The site of `dateline web` in this process, before a Bolt app that notes what it heard."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx2
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from web_requests import SECRET

from bot.clock import SystemClock
from bot.web.app import Site
from bot.web.gate import Gate
from bot.web.signing import Signatures
from bot.web.standing import READY, Standing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

MOST = 20_000


def bolt(**settings: Any) -> App:
    """Takes /news and events; `app.heard` is what came, `app.gate` holds listeners back while it is there."""
    client = WebClient(token="xoxb-1-a", base_url="http://127.0.0.1:9/")

    def authorize(**_: Any) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T1", bot_id="B1", bot_user_id="U0", bot_token="xoxb-1-a"
        )

    ours = {"client": client, "authorize": authorize} | settings
    app: Any = App(signing_secret=SECRET, **ours)
    app.heard, app.gate = [], None

    @app.command("/news")
    def news(ack: Any, command: Any) -> None:
        app.heard.append(command["text"])
        if app.gate:
            app.gate()
        ack()

    @app.event("app_mention")
    def mention(event: Any) -> None:
        app.heard.append(event["text"])

    return app


class Sited:
    def __init__(self, app: Any, site: Site, standing: Standing) -> None:
        self.app = app
        self.site = site
        self.standing = standing

    def asked(self, ask: Callable[[httpx2.AsyncClient], Awaitable[Any]]) -> Any:
        """What `ask` gives, with a client that reaches the site."""

        async def asking() -> Any:
            transport = httpx2.ASGITransport(app=self.site.asgi())
            async with httpx2.AsyncClient(transport=transport, base_url="http://dateline") as client:
                return await ask(client)

        return asyncio.run(asking())

    def got(self, path: str) -> httpx2.Response:
        return self.asked(lambda client: client.get(path))

    def posted(self, body: Any, headers: Any, path: str = "/slack/events") -> httpx2.Response:
        return self.asked(lambda client: client.post(path, content=body, headers=headers))


@contextmanager
def sited(
    *,
    app: Any = None,
    check: Callable[[], str] = lambda: READY,
    gate: Gate | None = None,
    metrics: Callable[[], bytes] | None = None,
) -> Iterator[Sited]:
    clock = SystemClock()
    standing, gate = Standing(check, clock), gate or Gate(threads=4)
    standing.app = app or bolt()
    site = Site(
        standing=standing,
        gate=gate,
        signatures=Signatures(SECRET, clock),
        clock=clock,
        most=MOST,
        metrics=metrics,
    )
    yield Sited(standing.app, site, standing)
    gate.close()
    standing.close()
