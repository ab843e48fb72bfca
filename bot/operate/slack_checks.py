"""Slack's side of the doctor: the tokens as they stand in the environment, and what Slack says of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.config_parts import SLACK_API_URL
from bot.errors import SlackBusyError, SlackError, SlackUnsureError
from bot.operate.checks import Check, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import SecretStr

    from bot.config import Config
    from bot.operate.checks import Probes

_TOKENS = {
    "SLACK_BOT_TOKEN": (re.compile(r"(?:xoxe\.)?xoxb-[\w.-]+", re.ASCII), "begins with xoxb-", "Install App"),
    "SLACK_APP_TOKEN": (
        re.compile(r"xapp-[\w-]+", re.ASCII),
        "begins with xapp-",
        "Basic Information, App-Level Tokens, with the scope connections:write",
    ),
    "SLACK_SIGNING_SECRET": (
        re.compile(r"[0-9a-f]{32}", re.ASCII),
        "is 32 digits and letters from a to f",
        "Basic Information, App Credentials",
    ),
}
_APP_CURE = (
    "check SLACK_APP_TOKEN: an app-level token (xapp-…) with the scope connections:write, from Basic"
    " Information; and that Socket Mode is on"
)
_AWAY = "try again; if it stays so, see status.slack.com and whether this machine reaches slack.com"


def tokens(config: Config) -> Iterator[Check]:
    """Their presence and shape; the values themselves are never told."""
    slack = config.slack
    if slack.installable:
        what = "workspaces install it, each with a token of its own: see dateline workspaces"
        yield Check(name="Slack tokens", state=State.OK, what=what)
        return
    if slack.bot_token is None and slack.app_token is None:
        what = "no tokens in the environment: only the command line works"
        cure = "make the app at api.slack.com/apps with what dateline manifest prints, and set its tokens"
        yield Check(name="Slack tokens", state=State.WARN, what=what, cure=cure)
        return
    yield _token("SLACK_BOT_TOKEN", slack.bot_token)
    if slack.app_token is None and slack.signing_secret is not None:  # requests come over HTTP
        yield _token("SLACK_SIGNING_SECRET", slack.signing_secret)
    else:
        yield _token("SLACK_APP_TOKEN", slack.app_token)
    if slack.api_url != SLACK_API_URL:
        what = f"calls go to {slack.api_url}, not to Slack"
        yield Check(
            name="SLACK_API_URL", state=State.WARN, what=what, cure="unset it, unless a stand-in is meant"
        )


def _token(name: str, token: SecretStr | None) -> Check:
    shape, looks, place = _TOKENS[name]
    cure = f"copy it from the app's page at api.slack.com/apps: {place}"
    if token is None:
        return Check(name=name, state=State.FAIL, what="is not set", cure=cure)
    if shape.fullmatch(token.get_secret_value()):
        return Check(name=name, state=State.OK, what="is set")
    other = next((n for n, (s, _, _) in _TOKENS.items() if s.fullmatch(token.get_secret_value())), "")
    what = f"holds what belongs into {other}" if other else f"is set, but a token of this kind {looks}"
    return Check(name=name, state=State.FAIL, what=what, cure=cure)


def identity(probes: Probes) -> Iterator[Check]:
    try:
        who = probes.slack()
    except SlackError as error:
        yield Check(name="Slack", state=State.FAIL, what=f"{error} ({error.code})", cure=_bot_cure(error))
        return
    yield Check(name="Slack", state=State.OK, what=f"{who.user} in {who.team}")
    missing = [scope for scope in probes.scopes if scope not in who.scopes]
    extra = [scope for scope in probes.extra_scopes if scope not in who.scopes]
    cure = "add them at api.slack.com/apps, OAuth & Permissions, and install the app again"
    if missing:
        yield Check(name="Slack scopes", state=State.FAIL, what=f"missing: {', '.join(missing)}", cure=cure)
    elif extra:
        what = f"without {', '.join(extra)} a digest whose posting broke off can't be looked up"
        yield Check(name="Slack scopes", state=State.WARN, what=what, cure=cure)
    else:
        yield Check(name="Slack scopes", state=State.OK, what="all there")


def socket(probes: Probes) -> Iterator[Check]:
    """Whether the app's token opens Socket Mode; what is opened so is never connected to."""
    name = "Socket Mode"
    try:
        probes.socket()
    except SlackError as error:
        away = isinstance(error, (SlackBusyError, SlackUnsureError))
        what = f"{error} ({error.code})" if away else f"Slack refuses the app's token ({error.code})"
        yield Check(name=name, state=State.FAIL, what=what, cure=_AWAY if away else _APP_CURE)
    else:
        yield Check(name=name, state=State.OK, what="the app's token opens it")


def _bot_cure(error: SlackError) -> str:
    if error.code == "not_allowed_token_type":
        return "SLACK_BOT_TOKEN holds another kind of token; copy the one that begins with xoxb-: Install App"
    if error.code in {"invalid_auth", "not_authed", "token_revoked", "account_inactive", "token_expired"}:
        return "copy the bot token again from the app's page at api.slack.com/apps: Install App"
    return _AWAY
