"""The Web API's front door: which methods there are, who may call them, and with which scope."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from bot.demo.slack.core import Platform, RefusedError
from bot.demo.slack.shapes import Json, as_text

Handler = Callable[[Platform, Json], Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """`scope` is needed always; methods that need one by kind of conversation ask `need_scope` themselves."""

    handler: Handler
    scope: str = ""
    app_token: bool = False
    open_to_all: bool = False


METHODS: dict[str, Method] = {}


def method(
    name: str, *, scope: str = "", app_token: bool = False, open_to_all: bool = False
) -> Callable[[Handler], Handler]:
    """Put a handler into METHODS under Slack's name for it."""

    def put(handler: Handler) -> Handler:
        METHODS[name] = Method(handler=handler, scope=scope, app_token=app_token, open_to_all=open_to_all)
        return handler

    return put


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Tokens:
    """The secrets of one installation; without a repr, so that no log can show them."""

    bot: str
    app: str
    signing_secret: str

    def kind(self, token: str) -> str:
        """Whose token it is: "bot", "app", or nobody's (empty)."""
        for name, mine in (("bot", self.bot), ("app", self.app)):
            if hmac.compare_digest(mine.encode(), token.encode()):
                return name
        return ""


def need_scope(platform: Platform, scope: str) -> None:
    """Raises RefusedError as Slack does where the installation lacks the scope."""
    if scope and scope not in platform.scopes:
        raise RefusedError("missing_scope", needed=scope, provided=",".join(sorted(platform.scopes)))


def call(platform: Platform, tokens: Tokens, name: str, args: Json, token: str) -> Json:
    """What Slack would answer: {"ok": true, ...} or {"ok": false, "error": code, ...}."""
    try:
        chosen = known(name)
        with platform.workspace.changed:
            platform = admitted(platform, chosen, tokens, token)
            need_scope(platform, chosen.scope)
            return {"ok": True, **chosen.handler(platform, args)}
    except RefusedError as no:
        return {"ok": False, "error": no.code, **no.extra}


def known(name: str) -> Method:
    if name not in METHODS:
        raise RefusedError("unknown_method", req_method=name)
    return METHODS[name]


def admitted(platform: Platform, chosen: Method, tokens: Tokens, token: str) -> Platform:
    """The platform as this token may use it. Raises RefusedError where it may not call that method."""
    from bot.demo.slack.oauth import holder  # noqa: PLC0415 - its methods are made with what stands here

    if chosen.open_to_all:
        return platform
    if not chosen.app_token and (held := holder(platform, token)) is not None:
        return held
    check_token(chosen, tokens, token)
    return platform


def check_token(chosen: Method, tokens: Tokens, token: str) -> None:
    if not token:
        raise RefusedError("not_authed")
    kind = tokens.kind(token)
    if not kind:
        raise RefusedError("invalid_auth")
    if (kind == "app") != chosen.app_token:
        raise RefusedError("not_allowed_token_type")


# ---- arguments ----


def needed(args: Json, name: str) -> str:
    """A text that must be there. Raises RefusedError as Slack's own front door does."""
    value = as_text(args.get(name))
    if not value:
        messages = [f"[ERROR] missing required field: {name}"]
        raise RefusedError("invalid_arguments", response_metadata={"messages": messages})
    return value


def flag(args: Json, name: str) -> bool:
    """Forms send "1" or "true" where JSON sends true."""
    return args.get(name) in (True, 1, "1", "true", "True")


def number(args: Json, name: str, default: int, *, most: int, code: str) -> int:
    """A whole number between 1 and `most`. Raises RefusedError(code) for anything else."""
    value = args.get(name, default)
    try:
        chosen = int(value)
    except (TypeError, ValueError):
        raise RefusedError(code) from None
    if not 1 <= chosen <= most:
        raise RefusedError(code)
    return chosen
