"""Codes and refresh tokens for tokens (oauth.v2.access, RFC 6749). Each is good once, and sent once."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from bot.errors import SlackUnsureError
from bot.model.installations import Granted, Tokens
from bot.slack.posting import posting_client

if TYPE_CHECKING:
    from bot.slack.blocks import Json


class Exchange:
    """Fills operate.tokens.Slack. The secrets are in no repr."""

    def __init__(
        self, client_id: str, client_secret: str, api_url: str, timeout: float, redirect_url: str
    ) -> None:
        self._app = {"client_id": client_id, "client_secret": client_secret}
        self._redirect = {"redirect_uri": redirect_url} if redirect_url else {}
        self._api_url, self._timeout = api_url, timeout

    def exchange(self, code: str) -> Granted:
        body = self._access({"code": code, **self._redirect})
        team, enterprise = _object(body.get("team")), _object(body.get("enterprise"))
        if body.get("is_enterprise_install") is True:
            team, named = {}, enterprise
        else:
            named = team
        granted = Granted(
            team=_text(team, "id"),
            enterprise=_text(enterprise, "id"),
            name=_text(named, "name"),
            app=_text(body, "app_id"),
            bot_user=_text(body, "bot_user_id"),
            scopes=tuple(scope.strip() for scope in _text(body, "scope").split(",") if scope.strip()),
            installed_by=_text(_object(body.get("authed_user")), "id"),
            tokens=_tokens(body),
        )
        if not granted.tenant:
            raise SlackUnsureError("no_team", "Slack did not say where it was installed.")
        return granted

    def refresh(self, refresh_token: str) -> Tokens:
        return _tokens(self._access({"grant_type": "refresh_token", "refresh_token": refresh_token}))

    def test(self, token: str) -> None:
        posting_client(token, self._api_url, self._timeout).call("auth.test", form={})

    def _access(self, form: dict[str, str]) -> Json:
        client = posting_client("", self._api_url, self._timeout)
        return client.call("oauth.v2.access", form={**self._app, **form}).body


def _tokens(body: Json) -> Tokens:
    """Slack's yes without a token can't be taken for one."""
    token, seconds = _text(body, "access_token"), body.get("expires_in")
    if not token or body.get("token_type", "bot") != "bot":
        raise SlackUnsureError("no_token", "Slack gave no bot token.")
    lasting = timedelta(seconds=seconds) if isinstance(seconds, int) and seconds > 0 else None
    return Tokens(access=token, refresh=_text(body, "refresh_token"), lasting=lasting)


def _object(value: object) -> Json:
    return cast("Json", value) if isinstance(value, dict) else {}


def _text(body: Json, key: str) -> str:
    value = body.get(key)
    return value if isinstance(value, str) else ""
