"""SlackStandIn: the workspace, the servers and the people in one object, for tests and the demonstration."""

from __future__ import annotations

import secrets
import threading
from typing import TYPE_CHECKING, Self, TypeVar

from bot.clock import Clock, SystemClock
from bot.demo.slack.api import Tokens
from bot.demo.slack.core import Platform
from bot.demo.slack.crowd import Crowd
from bot.demo.slack.faults import Faults
from bot.demo.slack.journal import Journal
from bot.demo.slack.oauth import OAuthApp
from bot.demo.slack.sending import Ack, Dispatch, Mode
from bot.demo.slack.server import Backend, Server
from bot.demo.slack.socketmode import SocketMode
from bot.demo.slack.workspace import APP, BOT_USER, Message, View, Workspace

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from slack_bolt import App

    from bot.demo.slack.shapes import Json

T = TypeVar("T")

DEFAULT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "assistant:write",
        "channels:history",
        "chat:write",
        "commands",
        "groups:history",
        "im:history",
        "users:read",
    }
)


class SlackStandIn(Crowd):
    """A context manager; inside it `api_url` answers.

    There is a person (`user`, whose direct message with the bot is `dm`) and two channels: `channel`, which
    the bot is in, and `elsewhere`, which it is not; `workspace.add_user` and `.add_channel` add more.
    """

    def __init__(self, *, clock: Clock | None = None, scopes: frozenset[str] = DEFAULT_SCOPES) -> None:
        clock = clock or SystemClock()
        workspace = Workspace(clock)
        self.socket = SocketMode(clock, workspace.changed)
        platform = Platform(workspace=workspace, clock=clock, scopes=scopes, open_socket=self.socket.open)
        super().__init__(platform, self.socket)
        self.bot_token = f"xoxb-{secrets.token_hex(16)}"
        self.app_token = f"xapp-1-{APP}-{secrets.token_hex(16)}"
        self.signing_secret = secrets.token_hex(16)
        self.log = Journal()
        self.faults = Faults()
        tokens = Tokens(bot=self.bot_token, app=self.app_token, signing_secret=self.signing_secret)
        self._backend = Backend(platform=platform, tokens=tokens, faults=self.faults, journal=self.log)
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    def __repr__(self) -> str:
        return f"SlackStandIn({self.api_url if self._server else 'not started'})"

    def __enter__(self) -> Self:
        self._server = Server(self._backend)
        self.platform.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), name="slack-web-api", daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._backend.closing.set()
        self.socket.close()
        if self._server and self._thread:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()

    @property
    def api_url(self) -> str:
        """For `WebClient(base_url=...)` and SLACK_API_URL."""
        return f"{self.platform.base}/api/"

    # ---- the app's side ----

    def attach(self, app: App, *, mode: Mode = "http") -> None:
        """From now on what people do is dispatched to this Bolt app, in this process."""
        self.transport = Dispatch(app=app, signing_secret=self.signing_secret, mode=mode)

    def detach(self) -> None:
        """From now on what people do goes over Socket Mode (as it does before any `attach`)."""
        self.transport = self.socket

    # ---- an app that workspaces install ----

    def offer(self, *redirect_urls: str, rotates: bool = True) -> OAuthApp:
        """From now on an app can be installed: what it is called, its secret, who installs it and where."""
        self.platform.app = OAuthApp(
            client_id=f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}",
            client_secret=secrets.token_hex(16),
            redirect_urls=redirect_urls,
            rotates=rotates,
        )
        return self.platform.app

    # ---- trouble ----

    def fail(
        self,
        method: str,
        kind: str,
        *,
        times: int = 1,
        retry_after: int = 1,
        seconds: float = 1.0,
        answer: Json | None = None,
    ) -> None:
        """The next `times` calls of a method, of "response_url" or of any ("*") go wrong: see FaultKind."""
        self.faults.add(
            method, kind, times=times, retry_after=retry_after, seconds=seconds, answer=answer or {}
        )

    # ---- what there is to see ----

    def messages(self, channel: str = "", *, user: str = "") -> list[Message]:
        """Oldest first, as they stand now. With `user`: what this person sees."""
        return self.workspace.messages(channel, user=user)

    def bot_messages(self, channel: str = "", *, user: str = "") -> list[Message]:
        return [message for message in self.messages(channel, user=user) if message.user == BOT_USER]

    def home(self, user: str = "") -> View | None:
        """The Home tab as the app last published it for this person."""
        return self.workspace.homes.get(user or self.user)

    def modal(self, user: str = "") -> View | None:
        """The modal on top of those that this person has open."""
        return next(reversed(self.workspace.open_views(user or self.user)), None)

    def wait_for(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:
        """What `predicate` says once it is true; it is asked after every change. Raises TimeoutError."""
        return self.workspace.wait_for(predicate, timeout)

    def ack(self, envelope_id: str, timeout: float = 3.0) -> Ack:
        """The acknowledgement of a Socket Mode envelope. Raises TimeoutError."""
        return self.socket.ack(envelope_id, timeout)
