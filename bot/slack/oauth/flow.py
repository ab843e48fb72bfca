"""The way of an installation: /slack/install, Slack's page, /slack/oauth_redirect.

Bolt's flow, with three differences: the visitor's words never get into the address or a page; the state is
checked before anything else; and the code, which is worth a token, is never logged.
"""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from slack_bolt import BoltResponse
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth import OAuthStateUtils
from slack_sdk.oauth.installation_store import InstallationStore
from slack_sdk.oauth.state_store import OAuthStateStore

from bot.errors import DatelineError, SlackBusyError, SlackError, SlackUnsureError
from bot.slack.discreet import discreet
from bot.slack.manifest import BOT_SCOPES, OPTIONAL_SCOPES
from bot.slack.oauth import pages

if TYPE_CHECKING:
    from slack_bolt import BoltRequest
    from slack_sdk import WebClient

    from bot.slack.oauth.ports import Tenants

log = logging.getLogger("dateline.slack")

# The prefix binds it to this very host (RFC 6265bis, 4.1.3.2): no neighbour can plant another state.
COOKIE = "__Host-dateline-install"
SECONDS = 600
_TEAM = re.compile(r"[TE][A-Z0-9]{2,20}", re.ASCII)
_STATUS: Final = {"access_denied": HTTPStatus.OK, "busy": HTTPStatus.SERVICE_UNAVAILABLE}
_FAULTS_OF_THE_VISIT = frozenset({"invalid_code", "code_already_used", "code_expired"})


class States(OAuthStateStore):
    """Bolt's port for states, filled by the tenants."""

    def __init__(self, tenants: Tenants) -> None:
        self._tenants = tenants

    def issue(self, *_: Any, **__: Any) -> str:
        return self._tenants.issue()

    def consume(self, state: str) -> bool:
        return self._tenants.consume(state)


class Cookie(OAuthStateUtils):
    """Sent along when Slack sends the browser back, and with no other site's requests."""

    def build_set_cookie_for_new_state(self, state: str) -> str:
        return f"{super().build_set_cookie_for_new_state(state)}; SameSite=Lax"


class Flow(OAuthFlow):
    def __init__(self, *, tenants: Tenants, client: WebClient, settings: OAuthSettings) -> None:
        super().__init__(client=client, logger=discreet("install"), settings=settings)
        self._tenants = tenants

    def build_authorize_url(self, state: str, request: BoltRequest) -> str:
        """Slack's page. Of the request nothing is taken over but which workspace is meant."""
        asked = {
            "client_id": self.client_id,
            "scope": ",".join(BOT_SCOPES + OPTIONAL_SCOPES),
            "state": state,
            "redirect_uri": self.settings.redirect_uri or "",
            "team": next((team for team in request.query.get("team", ()) if _TEAM.fullmatch(team)), ""),
        }
        return f"{self.settings.authorization_url}?{urlencode({k: v for k, v in asked.items() if v})}"

    def handle_installation(self, request: BoltRequest) -> BoltResponse:
        try:
            return super().handle_installation(request)
        except DatelineError as error:
            return self._failed(error)

    def handle_callback(self, request: BoltRequest) -> BoltResponse:
        try:
            return self._called_back(request)
        except DatelineError as error:
            return self._failed(error)

    def _called_back(self, request: BoltRequest) -> BoltResponse:
        code, error, state = (_first(request, name) for name in ("code", "error", "state"))
        if not self.settings.state_utils.is_valid_browser(state, request.headers):
            return self._not_installed("state")
        if not self.settings.state_store.consume(state):
            return self._not_installed("state")
        if error or not code:
            return self._not_installed("access_denied" if error == "access_denied" else "set_up")
        return self._redeemed(code)

    def _redeemed(self, code: str) -> BoltResponse:
        try:
            row = self._tenants.install(code)
        except (SlackBusyError, SlackUnsureError) as error:
            log.warning("an installation did not end: %s", error)
            return self._not_installed("busy")
        except SlackError as error:
            log.warning("Slack refuses an installation: %s (%s)", error, error.code)
            return self._not_installed(error.code if error.code in _FAULTS_OF_THE_VISIT else "set_up")
        missing = [scope for scope in BOT_SCOPES if scope not in row.scopes]
        return self._page(HTTPStatus.OK, pages.installed(row.name, missing))

    def _failed(self, error: DatelineError) -> BoltResponse:
        log.error("an installation could not be stored: %s", error)
        return self._not_installed("ours")

    def _not_installed(self, reason: str) -> BoltResponse:
        status = HTTPStatus.INTERNAL_SERVER_ERROR if reason == "ours" else HTTPStatus.BAD_REQUEST
        return self._page(_STATUS.get(reason, status), pages.not_installed(reason))

    def _page(self, status: HTTPStatus, html: str) -> BoltResponse:
        gone = {"Set-Cookie": self.settings.state_utils.build_set_cookie_for_deletion()}
        return BoltResponse(status=status, body=html, headers={**pages.HEADERS, **gone})


def flow(
    tenants: Tenants,
    client: WebClient,
    *,
    client_id: str,
    client_secret: str,
    redirect_url: str,
    authorize_url: str,
) -> Flow:
    """A flow for bot.slack.app.build. Without a `redirect_url` Slack takes the only one that the app has."""
    settings = OAuthSettings(
        client_id=client_id,
        client_secret=client_secret,
        scopes=[*BOT_SCOPES, *OPTIONAL_SCOPES],
        user_scopes=[],
        redirect_uri=redirect_url,
        install_page_rendering_enabled=False,  # a link leads straight to Slack's own page
        authorization_url=authorize_url,
        installation_store=InstallationStore(),  # none of its own: whose a request is says TenantAuthorize
        state_store=States(tenants),
        state_cookie_name=COOKIE,
        state_expiration_seconds=SECONDS,
        logger=discreet("install"),
    )
    settings.redirect_uri = redirect_url or None  # not what Bolt may have found in the environment
    settings.state_utils = Cookie(cookie_name=COOKIE, expiration_seconds=SECONDS)
    return Flow(tenants=tenants, client=client, settings=settings)


def authorize_address(api_url: str) -> str:
    """Where people agree: Slack's own page, or that of the stand-in whose API is called."""
    return f"{api_url.rstrip('/').removesuffix('/api')}/oauth/v2/authorize"


def _first(request: BoltRequest, name: str) -> str:
    return next(iter(request.query.get(name, ())), "")
