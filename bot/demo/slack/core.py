"""Everything that a Web API method may touch, and how it refuses."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.clock import Clock
    from bot.demo.slack.oauth import Grant, OAuthApp
    from bot.demo.slack.shapes import Json
    from bot.demo.slack.workspace import Message, Workspace

TRIGGER_SECONDS = 3.0
HOOK_SECONDS = 30 * 60.0
HOOK_POSTS = 5


class RefusedError(Exception):
    """Slack's answer is no. `code` is Slack's own; `extra` goes into the answer beside it."""

    def __init__(self, code: str, **extra: object) -> None:
        super().__init__(code)
        self.code = code
        self.extra: Json = extra


@dataclass(slots=True, kw_only=True)
class Trigger:
    user: str
    born: float
    view: str = ""
    used: bool = False


@dataclass(slots=True, kw_only=True)
class Hook:
    """A response_url. `origin` is the message whose button was clicked; None for a command."""

    user: str
    channel: str
    born: float
    origin: Message | None = None
    thread_ts: str = ""
    posts: int = 0


@dataclass(slots=True, kw_only=True)
class Platform:
    """`open_socket` gives the address of a new Socket Mode connection; `base` is "http://127.0.0.1:PORT".

    `app` is there where workspaces install it; `grant` during a call with a token that was given then.
    """

    workspace: Workspace
    clock: Clock
    scopes: frozenset[str]
    open_socket: Callable[[], str]
    base: str = ""
    triggers: dict[str, Trigger] = field(default_factory=dict[str, Trigger])
    hooks: dict[str, Hook] = field(default_factory=dict[str, Hook])
    app: OAuthApp | None = None
    grant: Grant | None = None

    def new_trigger(self, user: str, view: str = "") -> str:
        """A trigger_id for what this person just did: good once, for three seconds."""
        name = f"{self.workspace.new_id('')}.{secrets.token_hex(8)}"
        self.triggers[name] = Trigger(user=user, born=self.clock.monotonic(), view=view)
        return name

    def exchange(self, name: str) -> Trigger:
        """Use a trigger up. Raises RefusedError where it is unknown, too old or used already."""
        trigger = self.triggers.get(name)
        if trigger is None:
            raise RefusedError("invalid_trigger_id")
        if trigger.used:
            raise RefusedError("exchanged_trigger_id")
        if self.clock.monotonic() - trigger.born > TRIGGER_SECONDS:
            raise RefusedError("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_hook(self, *, user: str, channel: str, origin: Message | None = None, thread_ts: str = "") -> str:
        """A response_url: five posts in thirty minutes, in any conversation."""
        name = secrets.token_urlsafe(12)
        self.hooks[name] = Hook(
            user=user, channel=channel, origin=origin, thread_ts=thread_ts, born=self.clock.monotonic()
        )
        return f"{self.base}/response/{name}"

    def use_hook(self, name: str) -> Hook:
        """Raises RefusedError where it is unknown, spent or too old."""
        hook = self.hooks.get(name)
        if hook is None:
            raise RefusedError("no_such_url")
        if self.clock.monotonic() - hook.born > HOOK_SECONDS:
            raise RefusedError("expired_url")
        if hook.posts >= HOOK_POSTS:
            raise RefusedError("used_url")
        hook.posts += 1
        return hook
