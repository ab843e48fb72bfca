"""Slack's side: the tokens as they stand in the environment, and what Slack says of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bot.config_parts import SLACK_API_URL
from bot.errors import SlackBusyError, SlackError, SlackUnsureError
from bot.operate.checks import failure, warning, well

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import SecretStr

    from bot.operate.checks import Check, Finding
    from bot.operate.examining.facts import Facts, Identity

_TOKENS: Final = {
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
_OF_APP: Final = re.compile(r"xapp-\d+-(A[A-Z0-9]+)-", re.ASCII)
_COPY = "copy it from the app's page at api.slack.com/apps: {place}"
_INSTALL = "at api.slack.com/apps, OAuth & Permissions, and install the app again"
_SCOPES = f"add them {_INSTALL}"
_AGAIN = "copy the bot token again from the app's page at api.slack.com/apps: Install App"
_REFUSED: Final = frozenset({"invalid_auth", "not_authed"})
_REVOKED: Final = frozenset({"token_revoked", "account_inactive"})

NONE = warning(
    "tokens-none",
    cause="The environment holds no token of Slack's, so that only the command line works.",
    cure="make the app at api.slack.com/apps with what dateline manifest prints, and set its tokens",
)
MISSING = failure(
    "token-missing", cause="One of the two tokens (or the signing secret) is not set.", cure=_COPY
)
SECRET_MISSING = warning(
    "signing-secret-missing",
    cause="Workspaces install Dateline at `dateline web`, which needs the signing secret; other "
    "commands don't.",
    cure="where dateline web runs, set it from the app's page at api.slack.com/apps: Basic Information",
)
SWAPPED = failure("token-swapped", cause="A token stands in another one's variable.", cure=_COPY)
MISSHAPEN = failure(
    "token-misshapen",
    cause="What stands in a token's variable has not the shape of such a token.",
    cure=_COPY,
)
ROTATES = warning(
    "token-rotates",
    cause="The bot token is one that expires after 12 hours (xoxe.), and nobody renews one of the "
    "environment.",
    cure="turn token rotation off for this app (make it anew from dateline manifest), and copy its "
    "xoxb- token",
)
STAND_IN = warning(
    "slack-stand-in",
    cause="SLACK_API_URL leads to something else than Slack.",
    cure="unset it, unless a stand-in is meant",
)
REFUSED = failure("bot-token-refused", cause="Slack does not know the bot token.", cure=_AGAIN)
REVOKED = failure(
    "bot-token-revoked",
    cause="The bot token was revoked, or the app was removed from the workspace.",
    cure="install the app again at api.slack.com/apps, Install App, and set SLACK_BOT_TOKEN to its new token",
)
EXPIRED = failure(
    "bot-token-expired",
    cause="The bot token has expired: the app rotates its tokens, and nobody renews one of the environment.",
    cure="turn token rotation off for this app (make it anew from dateline manifest), and copy its "
    "xoxb- token",
)
WRONG_KIND = failure(
    "bot-token-kind",
    cause="The bot token is a token of another kind.",
    cure="SLACK_BOT_TOKEN holds another kind of token; copy the one that begins with xoxb-: Install App",
)
AWAY = failure(
    "slack-away",
    cause="Slack can't be reached from here, is busy, or has an outage.",
    cure="try again; if it stays so, see status.slack.com and whether this machine reaches slack.com",
)
OTHER = failure(
    "slack-refuses",
    cause="Slack refuses the bot for a reason of its own.",
    cure="look the code up at docs.slack.dev (auth.test), and ask an admin of the workspace",
)
SCOPES_MISSING = failure(
    "scopes-missing", cause="The app was installed without permissions that Dateline needs.", cure=_SCOPES
)
SCOPES_FEWER = warning(
    "scopes-fewer",
    cause="The app may not read channels' history, so that a digest in doubt can't be looked up.",
    cure=_SCOPES,
)
SOCKET_REFUSED = failure(
    "socket-refused",
    cause="Slack does not open Socket Mode for the app's token: it is wrong, or revoked, or Socket "
    "Mode is off.",
    cure="check SLACK_APP_TOKEN: an app-level token (xapp-…) with the scope connections:write, from Basic"
    " Information; and that Socket Mode is on",
)
SOCKET_SCOPE = failure(
    "socket-scope",
    cause="The app-level token was made without the scope connections:write.",
    cure="make a new one with connections:write: Basic Information, App-Level Tokens; set it as "
    "SLACK_APP_TOKEN",
)
APPS_DIFFER = failure(
    "tokens-of-two-apps",
    cause="The bot token and the app-level token are of two different apps: what people type reaches "
    "the other one.",
    cure="copy both tokens from the page of the same app at api.slack.com/apps",
)


def tokens(facts: Facts) -> Iterator[Check]:
    """Their presence and shape; the values themselves are never told."""
    slack = facts.config.slack
    if slack.installable:
        what = "workspaces install it, each with a token of its own: see dateline workspaces"
        yield well("Slack tokens", what)
        if slack.signing_secret is None:
            yield SECRET_MISSING.at("SLACK_SIGNING_SECRET", "is not set; dateline web can't start here")
        else:
            yield _token("SLACK_SIGNING_SECRET", slack.signing_secret)
        return
    if slack.bot_token is None and slack.app_token is None:
        yield NONE.at("Slack tokens", "no tokens in the environment: only the command line works")
        return
    yield _token("SLACK_BOT_TOKEN", slack.bot_token)
    if slack.app_token is None and slack.signing_secret is not None:  # requests come over HTTP
        yield _token("SLACK_SIGNING_SECRET", slack.signing_secret)
    else:
        yield _token("SLACK_APP_TOKEN", slack.app_token)
    if slack.bot_token is not None and slack.bot_token.get_secret_value().startswith("xoxe."):
        yield ROTATES.at("token rotation", "the bot token expires after 12 hours")


def stand_in(facts: Facts) -> Iterator[Check]:
    if (address := facts.config.slack.api_url) != SLACK_API_URL:
        yield STAND_IN.at("SLACK_API_URL", f"calls go to {address}, not to Slack")


def _token(name: str, token: SecretStr | None) -> Check:
    shape, looks, place = _TOKENS[name]
    if token is None:
        return MISSING.at(name, "is not set", place=place)
    if shape.fullmatch(token.get_secret_value()):
        return well(name, "is set")
    other = next((n for n, (s, _, _) in _TOKENS.items() if s.fullmatch(token.get_secret_value())), "")
    if other:
        return SWAPPED.at(name, f"holds what belongs into {other}", place=place)
    return MISSHAPEN.at(name, f"is set, but a token of this kind {looks}", place=place)


def identity(facts: Facts) -> Iterator[Check]:
    match facts.slack.identity:
        case None:
            return
        case SlackError() as error:
            yield _refusal(error).at("Slack", f"{error} ({error.code})")
        case who:
            yield well("Slack", f"{who.user} in {who.team}")
            yield _scopes(facts, who)


def _refusal(error: SlackError) -> Finding:
    if isinstance(error, (SlackBusyError, SlackUnsureError)) or error.code == "service_unavailable":
        return AWAY
    if error.code in _REVOKED:
        return REVOKED
    known = {"token_expired": EXPIRED, "not_allowed_token_type": WRONG_KIND}
    return known.get(error.code, REFUSED if error.code in _REFUSED else OTHER)


def _scopes(facts: Facts, who: Identity) -> Check:
    name = "Slack scopes"
    missing = [scope for scope in facts.slack.scopes if scope not in who.scopes]
    extra = [scope for scope in facts.slack.extra_scopes if scope not in who.scopes]
    if missing:
        return SCOPES_MISSING.at(name, f"missing: {', '.join(missing)}")
    if extra:
        what = f"without {', '.join(extra)} a digest whose posting broke off can't be looked up"
        return SCOPES_FEWER.at(name, what)
    return well(name, "all there")


def socket(facts: Facts) -> Iterator[Check]:
    """Whether the app's token opens Socket Mode; what is opened so is never connected to."""
    name = "Socket Mode"
    match facts.slack.socket:
        case None:
            return
        case SlackBusyError() | SlackUnsureError() as error:
            yield AWAY.at(name, f"{error} ({error.code})")
        case SlackError() as error:
            finding = SOCKET_SCOPE if error.code == "missing_scope" else SOCKET_REFUSED
            yield finding.at(name, f"Slack refuses the app's token ({error.code})")
        case _:
            yield well(name, "the app's token opens it")


def apps(facts: Facts) -> Iterator[Check]:
    """An app-level token has its app's ID in it; of the bot's token Slack says it."""
    token = facts.config.slack.app_token
    named = _OF_APP.match(token.get_secret_value()) if token else None
    if named and facts.slack.app and named[1] != facts.slack.app:
        what = f"SLACK_APP_TOKEN is of {named[1]}, SLACK_BOT_TOKEN of {facts.slack.app}"
        yield APPS_DIFFER.at("Slack apps", what)
