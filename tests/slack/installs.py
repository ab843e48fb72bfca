"""A house whose app workspaces install, at a Slack; a browser; and a tiny web server for its two pages."""

from __future__ import annotations

import http.client
import re
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from cryptography.fernet import Fernet
from pydantic import SecretStr
from slack_bolt import BoltRequest

from bot.config import Config
from bot.config_parts import Slack, WorkspacesConfig
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from whole import HandClock

    from bot.demo.slack import SlackStandIn
    from bot.demo.slack.oauth import OAuthApp

KEY = Fernet.generate_key().decode()
INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"


@dataclass
class Page:
    status: int
    body: str
    headers: Mapping[str, str]

    @property
    def leads_to(self) -> str:
        return self.headers.get("location", "")

    def link(self, name: str) -> str:
        found = re.search(rf'id="{name}" href="([^"]+)"', self.body)
        assert found, self.body
        return unescape(found[1])


@dataclass
class Browser:
    """Follows nothing by itself, and keeps cookies as a browser does; over loopback `Secure` ones too."""

    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, url: str) -> Page:
        return self._ask("GET", url)

    def send(self, url: str, form: Mapping[str, str]) -> Page:
        return self._ask("POST", url, urlencode(form))

    def _ask(self, method: str, url: str, body: str = "") -> Page:
        parts = urlsplit(url)
        assert parts.hostname == "127.0.0.1", url
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
        try:
            line.request(method, f"{parts.path}?{parts.query}", body or None, headers)
            answer = line.getresponse()
            page = Page(answer.status, answer.read().decode(), {k.lower(): v for k, v in answer.getheaders()})
        finally:
            line.close()
        if cookie := page.headers.get("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies.pop(name, None)
            if "1970" not in cookie:
                self.cookies[name] = value
        return page


class Installs:
    """`site` answers at INSTALL and BACK with what Bolt's flow answers."""

    def __init__(self, house: House, site: str) -> None:
        self.house = house
        self.site = site

    @property
    def tenants(self) -> list[str]:
        return [row.tenant for row in self.house.workspaces.every()]


@contextmanager
def site(pages: dict[str, Any]) -> Iterator[str]:
    """A server on loopback; `pages` may be filled after it has begun."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = BoltRequest(
                mode="http",
                body="",
                query=parts.query,
                headers={k.lower(): [v] for k, v in self.headers.items()},
            )
            response = pages[parts.path](asked)
            self.send_response(response.status)
            for name, value in response.first_headers().items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(response.body.encode())

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the parent's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def settings(folder: Path, api_url: str, client: tuple[str, str], redirect_url: str, secret: str) -> Config:
    return Config(
        database=f"sqlite:///{folder / 'installs.db'}",
        slack=Slack(
            client_id=client[0],
            client_secret=SecretStr(client[1]),
            signing_secret=SecretStr(secret),
            encryption_keys=(SecretStr(KEY),),
            api_url=api_url,
        ),
        workspaces=WorkspacesConfig(redirect_url=redirect_url),
    )


@contextmanager
def installable(config: Config, pages: dict[str, Any], clock: HandClock | None = None) -> Iterator[House]:
    with House(config, clock) as house:
        flow = house.app.oauth_flow
        assert flow
        pages |= {INSTALL: flow.handle_installation, BACK: flow.handle_callback}
        yield house


@contextmanager
def at_stand_in(
    slack: SlackStandIn, folder: Path, clock: HandClock, *, rotates: bool = True
) -> Iterator[tuple[Installs, OAuthApp]]:
    pages: dict[str, Any] = {}
    with site(pages) as address:
        app = slack.offer(address + BACK, rotates=rotates)
        client = (app.client_id, app.client_secret)
        config = settings(folder, slack.api_url, client, address + BACK, slack.signing_secret)
        with installable(config, pages, clock) as house:
            slack.attach(house.app)
            yield Installs(house, address), app


def install(there: Installs, slack: SlackStandIn, browser: Browser, answer: str = "allow") -> Page:
    """Somebody opens the link, agrees (or not), and is sent back."""
    consent = browser.get(browser.get(there.site + INSTALL).leads_to)
    decided = Browser().get(slack.platform.base + consent.link(answer))
    return browser.get(decided.leads_to)
