"""Slack's OAuth v2: codes, tokens that rotate, refusals, revocation, uninstalling. One app, any workspaces.

Errors: docs.slack.dev, oauth.v2.access, auth.revoke and apps.uninstall. A refresh token is good once.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.demo.slack.api import method, needed
from bot.demo.slack.core import Platform, RefusedError
from bot.demo.slack.shapes import Json, as_text
from bot.demo.slack.workspace import APP, BOT_USER, TEAM

if TYPE_CHECKING:
    from collections.abc import Collection

CODE_SECONDS = 600.0
TOKEN_SECONDS = 43_200


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where it is installed: a workspace (maybe of an `enterprise`), or, with `team` "", an organisation."""

    team: str = TEAM
    enterprise: str = ""
    name: str = "Stand-in"

    @property
    def tenant(self) -> str:
        return self.team or self.enterprise


@dataclass(slots=True, kw_only=True)
class Code:
    place: Place
    user: str
    scopes: frozenset[str]
    redirect_uri: str
    born: float
    used: bool = False


@dataclass(slots=True, kw_only=True)
class Grant:
    """A token; `dies` None: never by itself. `dead` is the refusal that it meets."""

    place: Place
    user: str
    scopes: frozenset[str]
    token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    dies: float | None = None
    dead: str = ""


@dataclass(slots=True, kw_only=True)
class OAuthApp:
    """An app that is installed by others. With `rotates` its tokens live for twelve hours.

    With `ends_old` a token is dead once the next one was given; Slack's documentation is silent on that.

    Who opens the page where one agrees is `visitor`, and installs at `visited_from`.
    """

    client_id: str
    client_secret: str = field(repr=False)
    redirect_urls: Collection[str] = ()
    rotates: bool = True
    ends_old: bool = False
    visitor: str = "U0INSTALLER"
    visited_from: Place = field(default_factory=Place)
    codes: dict[str, Code] = field(default_factory=dict[str, Code])
    grants: dict[str, Grant] = field(default_factory=dict[str, Grant])
    refreshed: dict[str, bool] = field(default_factory=dict[str, bool])

    def issue_code(self, code: Code) -> str:
        name = f"{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self.codes[name] = code
        return name

    def issue(self, place: Place, user: str, scopes: frozenset[str], now: float) -> Grant:
        shape = "xoxe.xoxb-1-" if self.rotates else "xoxb-"
        grant = Grant(place=place, user=user, scopes=scopes, token=f"{shape}{secrets.token_hex(24)}")
        if self.rotates:
            grant.refresh_token, grant.dies = f"xoxe-1-{secrets.token_hex(24)}", now + TOKEN_SECONDS
        self.grants[grant.token] = grant
        return grant

    def of(self, tenant: str) -> list[Grant]:
        """A tenant's tokens that are not dead, the newest last."""
        return [grant for grant in self.grants.values() if grant.place.tenant == tenant and not grant.dead]

    def end(self, tenant: str, refusal: str) -> None:
        for grant in self.of(tenant):
            grant.dead = refusal


def holder(platform: Platform, token: str) -> Platform | None:
    """The platform as the owner of an installed token may use it; None where it is no such token.

    Raises RefusedError where the token is of no use any more.
    """
    grant = platform.app.grants.get(token) if platform.app else None
    if grant is None:
        return None
    if grant.dead:
        raise RefusedError(grant.dead)
    if grant.dies is not None and platform.clock.now().timestamp() >= grant.dies:
        raise RefusedError("token_expired")
    return replace(platform, scopes=grant.scopes, grant=grant)


@method("oauth.v2.access", open_to_all=True)
def access(platform: Platform, args: Json) -> Json:
    app = client(platform, args)
    now = platform.clock.now().timestamp()
    if as_text(args.get("grant_type")) == "refresh_token":
        return told(app, refreshed(app, needed(args, "refresh_token"), now), now)
    name = needed(args, "code")
    code = app.codes.get(name)
    if code is None:
        raise RefusedError("invalid_code")
    if code.used:
        raise RefusedError("code_already_used")
    if now - code.born > CODE_SECONDS:
        raise RefusedError("code_expired")
    if as_text(args.get("redirect_uri")) != code.redirect_uri:
        raise RefusedError("bad_redirect_uri")
    code.used = True
    # Who installs again has what was granted before, too, until the app is uninstalled.
    before = frozenset[str]().union(*(grant.scopes for grant in app.of(code.place.tenant)))
    return told(app, app.issue(code.place, code.user, code.scopes | before, now), now)


def client(platform: Platform, args: Json) -> OAuthApp:
    """The app that the arguments name, with its secret."""
    app = platform.app
    if app is None or as_text(args.get("client_id")) != app.client_id:
        raise RefusedError("invalid_client_id")
    if not hmac.compare_digest(as_text(args.get("client_secret")).encode(), app.client_secret.encode()):
        raise RefusedError("bad_client_secret")
    return app


def refreshed(app: OAuthApp, refresh_token: str, now: float) -> Grant:
    """The next pair; the refresh token is used up."""
    found = (grant for grant in app.grants.values() if refresh_token and grant.refresh_token == refresh_token)
    old = next(found, None)
    if old is None or old.dead or app.refreshed.get(refresh_token):
        raise RefusedError("invalid_refresh_token")
    app.refreshed[refresh_token] = True
    if app.ends_old:
        old.dead = "token_revoked"
    return app.issue(old.place, old.user, old.scopes, now)


def told(app: OAuthApp, grant: Grant, now: float) -> Json:
    place = grant.place
    enterprise = {"id": place.enterprise, "name": place.name} if place.enterprise else None
    body: Json = {
        "access_token": grant.token,
        "token_type": "bot",
        "scope": ",".join(sorted(grant.scopes)),
        "bot_user_id": BOT_USER,
        "app_id": APP,
        "team": {"id": place.team, "name": place.name} if place.team else None,
        "enterprise": enterprise,
        "is_enterprise_install": not place.team,
        "authed_user": {"id": grant.user},
    }
    if app.rotates and grant.dies is not None:
        body |= {"refresh_token": grant.refresh_token, "expires_in": int(grant.dies - now)}
    return body


@method("auth.revoke")
def revoke(platform: Platform, _args: Json) -> Json:
    """The bot is deactivated, and its tokens are dead; the app stays."""
    if platform.app is None or platform.grant is None:
        raise RefusedError("not_allowed_token_type")
    platform.app.end(platform.grant.place.tenant, "token_revoked")
    return {"revoked": True}


@method("apps.uninstall")
def uninstall(platform: Platform, args: Json) -> Json:
    app = client(platform, args)
    if platform.grant is None:
        raise RefusedError("not_allowed_token_type")
    app.end(platform.grant.place.tenant, "account_inactive")
    return {}
