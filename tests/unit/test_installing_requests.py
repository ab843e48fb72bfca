"""Many workspaces in one app: each is answered with its own token; who leaves is heard at once."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from slack_bolt import App, BoltContext, BoltRequest

from bot.errors import SlackBusyError, SlackError, StoreError, TokenExpiredError
from bot.model.installations import Installation
from bot.slack.manifest import BOT_SCOPES
from bot.slack.oauth.authorize import TENANT, TenantAuthorize
from bot.slack.oauth.flow import flow
from bot.slack.oauth.leaving import hear
from bot.slack.posting import web_client

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
ONE = Installation(
    tenant="T1",
    team="T1",
    enterprise="E1",
    name="One",
    app="A1",
    bot_user="U1",
    scopes=BOT_SCOPES,
    token="sealed",
    installed=NOW,
    installed_by="U2",
    look=NOW,
)
ORG = replace(ONE, tenant="E1", team="")


@dataclass
class Tokens:
    trouble: SlackError | None = None

    def of(self, tenant: str) -> str:
        if self.trouble:
            raise self.trouble
        return f"xoxb-{tenant}"


@dataclass
class Tenants:
    rows: tuple[Installation, ...] = (ONE, ORG)
    tokens: Tokens = field(default_factory=Tokens)
    gone: list[tuple[Any, ...]] = field(default_factory=list)
    failing: bool = False

    def issue(self) -> str:
        raise NotImplementedError

    def consume(self, state: str) -> bool:
        raise NotImplementedError

    def install(self, code: str) -> Installation:
        raise NotImplementedError

    def find(self, enterprise: str, team: str, *, org_wide: bool) -> Installation | None:
        meant = enterprise if org_wide else team
        return next((row for row in self.rows if row.tenant == meant), None)

    def left(self, enterprise: str, team: str, *, org_wide: bool, revoked: bool, said: float) -> None:
        if self.failing:
            raise StoreError("the disk is full")
        self.gone.append((enterprise, team, org_wide, revoked, said))


@pytest.mark.parametrize("org_wide", [True, False])
def test_a_request_is_answered_with_the_token_of_whose_it_is(org_wide: bool) -> None:  # noqa: FBT001
    context = BoltContext({"is_enterprise_install": org_wide})
    found = TenantAuthorize(Tenants())(context=context, enterprise_id="E1", team_id="T1", user_id="U9")
    assert found
    tenant = "E1" if org_wide else "T1"
    assert (found.bot_token, found.bot_user_id, found.user_id) == (f"xoxb-{tenant}", "U1", "U9")
    assert context[TENANT] == tenant


@pytest.mark.parametrize("trouble", [SlackBusyError(30), TokenExpiredError()])
def test_without_a_token_nobody_is_answered_and_the_log_says_why(
    trouble: SlackError, caplog: pytest.LogCaptureFixture
) -> None:
    """Nor with another one's."""
    caplog.set_level(logging.WARNING)
    ask = TenantAuthorize(Tenants(tokens=Tokens(trouble)))
    assert ask(context=BoltContext(), enterprise_id=None, team_id="T1", user_id="U9") is None
    assert f"no token for T1: {trouble}" in caplog.text
    assert ask(context=BoltContext(), enterprise_id=None, team_id="T9", user_id="U9") is None


# ---- leaving ----


@pytest.fixture
def tenants() -> Tenants:
    return Tenants()


@pytest.fixture
def app(tenants: Tenants) -> Iterator[App]:
    client = web_client(None, "http://127.0.0.1:9/")
    installing = flow(
        tenants,
        client,
        client_id="1.2",
        client_secret="s",
        redirect_url="",
        authorize_url="http://127.0.0.1:9/",
    )
    with ThreadPoolExecutor(1) as pool:
        made = App(
            client=client,
            oauth_flow=installing,
            authorize=TenantAuthorize(tenants),
            signing_secret="s",
            listener_executor=pool,
        )
        hear(made, tenants)
        yield made


def told(app: App, kind: str, *, tokens: Any = None, place: dict[str, Any] | None = None) -> int:
    """The status of the answer to an event, over a transport that has no signatures."""
    event = {"type": kind, **({"tokens": tokens} if tokens is not None else {})}
    body: dict[str, Any] = {"type": "event_callback", "event": event, "event_time": 1_795_000_000}
    at = {"team_id": "T1", "enterprise_id": None, "is_enterprise_install": False} if place is None else place
    body |= {"team_id": at.get("team_id"), "enterprise_id": at.get("enterprise_id"), "authorizations": [at]}
    return app.dispatch(BoltRequest(mode="socket_mode", body=body)).status


def test_who_leaves_is_heard_though_there_is_no_token_any_more(app: App, tenants: Tenants) -> None:
    tenants.tokens.trouble = TokenExpiredError()
    org = {"team_id": None, "enterprise_id": "E1", "is_enterprise_install": True}
    assert told(app, "app_uninstalled") == 200
    assert told(app, "tokens_revoked", tokens={"bot": ["U1"]}) == 200
    assert told(app, "app_uninstalled", place=org) == 200
    at = 1_795_000_000.0
    assert tenants.gone == [
        ("", "T1", False, False, at),
        ("", "T1", False, True, at),
        ("E1", "", True, False, at),
    ]


@pytest.mark.parametrize(
    "tokens", [{"oauth": ["U7"], "bot": []}, {"oauth": ["U7"]}, {}, None, "no object", ["U1"]]
)
def test_a_person_s_tokens_and_nonsense_end_nothing(app: App, tenants: Tenants, tokens: Any) -> None:
    assert told(app, "tokens_revoked", tokens=tokens) == 200
    assert tenants.gone == []


def test_what_could_not_be_stored_is_not_acknowledged(app: App, tenants: Tenants) -> None:
    """So that Slack sends it again."""
    tenants.failing = True
    assert told(app, "app_uninstalled") == 500
