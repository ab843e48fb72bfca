"""The two pages of an installation, and Slack's answers, without a server: hostile and unlucky ones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from slack_bolt import BoltRequest

from bot.errors import DatelineError, SlackBusyError, SlackError, SlackUnsureError, StoreError
from bot.model.installations import Installation, Tokens
from bot.slack.manifest import BOT_SCOPES, OPTIONAL_SCOPES
from bot.slack.oauth import exchange as exchanging
from bot.slack.oauth.exchange import Exchange
from bot.slack.oauth.flow import COOKIE, authorize_address, flow
from bot.slack.oauth.pages import installed
from bot.slack.posting import Reply, web_client

if TYPE_CHECKING:
    from slack_bolt import BoltResponse

    from bot.slack.oauth.flow import Flow

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
HOSTILE = '<script>alert(1)</script>"&'
ROW = Installation(
    tenant="T1",
    team="T1",
    enterprise="",
    name=HOSTILE,
    app="A1",
    bot_user="U1",
    scopes=BOT_SCOPES,
    token="gAAAA-sealed",
    installed=NOW,
    installed_by="U2",
    look=NOW,
)


@dataclass
class Tenants:
    """States good once; codes that fail as they are told."""

    states: set[str] = field(default_factory=set)
    codes: list[str] = field(default_factory=list)
    failing: DatelineError | None = None
    row: Installation = ROW
    tokens: Any = None

    def issue(self) -> str:
        if isinstance(self.failing, StoreError):
            raise self.failing
        state = f"state-{len(self.states)}"
        self.states.add(state)
        return state

    def consume(self, state: str) -> bool:
        known = state in self.states
        self.states.discard(state)
        return known

    def install(self, code: str) -> Installation:
        self.codes.append(code)
        if self.failing:
            raise self.failing
        return self.row

    def find(self, enterprise: str, team: str, *, org_wide: bool) -> Installation | None:
        raise NotImplementedError

    def left(self, enterprise: str, team: str, *, org_wide: bool, revoked: bool, said: float) -> None:
        raise NotImplementedError


def made(tenants: Tenants) -> Flow:
    return flow(
        tenants,
        web_client(None, "https://slack.com/api/"),
        client_id="1.2",
        client_secret="a secret",
        redirect_url="https://news.example/slack/oauth_redirect",
        authorize_url=authorize_address("https://slack.com/api/"),
    )


def back(tenants: Tenants, query: dict[str, str], cookie: str = "") -> BoltResponse:
    """Somebody comes back from Slack with these words in the address; by default the browser that began."""
    state = tenants.issue() if not isinstance(tenants.failing, StoreError) else "s"
    tenants.states.add(state)
    headers = {"cookie": [f"{COOKIE}={cookie or state}"]}
    asked: dict[str, Any] = {"state": state, **query}
    return made(tenants).handle_callback(BoltRequest(mode="http", body="", query=asked, headers=headers))


def test_the_link_leads_to_slack_with_our_scopes_and_nothing_of_its_visitor() -> None:
    for team, kept in [
        ("T0ONE", ["T0ONE"]),
        ("T1&redirect_uri=https://evil.example", None),
        ("T1\r\nX: 1", None),
    ]:
        query: dict[str, Any] = {"team": team, "scope": "admin", "redirect_uri": "https://evil.example"}
        page = made(Tenants()).handle_installation(BoltRequest(mode="http", body="", query=query))
        (address,) = page.headers["location"]
        assert address.startswith("https://slack.com/oauth/v2/authorize?")
        asked = parse_qs(urlsplit(address).query)
        assert asked.get("team") == kept
        assert asked["redirect_uri"] == ["https://news.example/slack/oauth_redirect"]
        assert asked["scope"] == [",".join(BOT_SCOPES + OPTIONAL_SCOPES)]
        (cookie,) = page.headers["set-cookie"]
        assert cookie.startswith(f"__Host-dateline-install={asked['state'][0]};")
        assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))


def test_the_visitor_s_words_are_on_no_page() -> None:
    """Nor is a workspace's name markup."""
    for query in (
        {"error": HOSTILE},
        {"error": "access_denied", "x": HOSTILE},
        {"state": HOSTILE},
        {"code": HOSTILE},
    ):
        page = back(Tenants(), query)
        assert "<script" not in page.body
        assert page.headers["referrer-policy"] == ["no-referrer"]
        assert "default-src 'none'" in page.headers["content-security-policy"][0]
    assert "<script>" not in installed(HOSTILE, [HOSTILE])


def test_a_state_is_checked_before_anything_else() -> None:
    """Another browser, a state that is not ours: no code is redeemed, nor cancelling believed."""
    tenants = Tenants()
    for query, cookie in [
        ({"code": "good"}, "another"),
        ({"code": "good", "state": "forged"}, "forged"),
        ({"error": "access_denied", "state": "forged"}, "forged"),
    ]:
        page = back(tenants, query, cookie)
        assert (page.status, "ten minutes ago" in page.body) == (400, True)
    assert tenants.codes == []


@pytest.mark.parametrize(
    ("query", "failing", "status", "said"),
    [
        ({"error": "access_denied"}, None, 200, "You cancelled"),
        ({"error": "invalid_scope"}, None, 400, "how this Dateline is set up"),
        ({}, None, 400, "how this Dateline is set up"),
        ({"code": "x"}, SlackError("invalid_code", "no"), 400, "does not know this installation"),
        ({"code": "x"}, SlackError("code_already_used", "no"), 400, "was finished before"),
        ({"code": "x"}, SlackError("bad_client_secret", "no"), 400, "how this Dateline is set up"),
        ({"code": "x"}, SlackBusyError(30), 503, "Slack gives no answer"),
        ({"code": "x"}, SlackUnsureError("no_answer", "no"), 503, "Slack gives no answer"),
        ({"code": "x"}, StoreError("full"), 500, "could not be stored"),
        ({"code": "x"}, None, 200, "Back in Slack"),
    ],
)
def test_each_end_of_an_installation_has_its_page(
    query: dict[str, str], failing: DatelineError | None, status: int, said: str
) -> None:
    page = back(Tenants(failing=failing), query)
    assert (page.status, said in page.body) == (status, True)


def test_a_database_that_is_away_has_a_page_too() -> None:
    page = made(Tenants(failing=StoreError("away"))).handle_installation(BoltRequest(mode="http", body=""))
    assert (page.status, "could not be stored" in page.body) == (500, True)


def test_what_was_not_granted_is_named() -> None:
    page = back(Tenants(row=replace(ROW, scopes=BOT_SCOPES[1:])), {"code": "x"})
    assert f"Without these permissions some of it won't work: {BOT_SCOPES[0]}." in page.body


# ---- Slack's answers ----

ANSWER: dict[str, Any] = {
    "access_token": "xoxe.xoxb-1-abc",
    "refresh_token": "xoxe-1-abc",
    "expires_in": 43200,
    "token_type": "bot",
    "scope": "chat:write,commands",
    "bot_user_id": "U1",
    "app_id": "A1",
    "team": {"id": "T1", "name": "One"},
    "enterprise": None,
    "is_enterprise_install": False,
    "authed_user": {"id": "U2"},
}


class Posting:
    """Slack, which answers with what it is given."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.body = body
        self.forms: list[Any] = []

    def call(self, method: str, *, form: Any) -> Reply:
        assert method == "oauth.v2.access"
        self.forms.append(form)
        return Reply(body=self.body, scopes=())


def asking(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> tuple[Exchange, Posting]:
    slack = Posting({**ANSWER, **changes})
    monkeypatch.setattr(exchanging, "posting_client", lambda *_: slack)
    return Exchange("1.2", "secret", "https://slack.com/api/", 8, "https://news.example/back"), slack


def test_slack_s_answer_to_a_code_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    exchange, slack = asking(monkeypatch)
    granted = exchange.exchange("code")
    app = {"client_id": "1.2", "client_secret": "secret"}
    assert slack.forms == [{**app, "code": "code", "redirect_uri": "https://news.example/back"}]
    assert (granted.tenant, granted.name, granted.scopes) == ("T1", "One", ("chat:write", "commands"))
    assert granted.tokens == Tokens(
        access="xoxe.xoxb-1-abc", refresh="xoxe-1-abc", lasting=timedelta(hours=12)
    )
    assert "abc" not in repr(granted)


def test_an_org_wide_installation_is_the_organisation_s(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where Slack names the workspace from which it was installed."""
    org = {"enterprise": {"id": "E1", "name": "Org"}, "is_enterprise_install": True}
    granted = asking(monkeypatch, **org)[0].exchange("code")
    assert (granted.tenant, granted.team, granted.enterprise, granted.name) == ("E1", "", "E1", "Org")
    of_a_workspace = asking(monkeypatch, enterprise=org["enterprise"])[0].exchange("code")
    assert (of_a_workspace.tenant, of_a_workspace.enterprise, of_a_workspace.name) == ("T1", "E1", "One")


@pytest.mark.parametrize(
    "changes",
    [{"access_token": None}, {"access_token": ""}, {"token_type": "user"}, {"team": None}, {"team": "T1"}],
)
def test_a_yes_that_grants_nothing_is_not_taken_for_one(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any]
) -> None:
    with pytest.raises(SlackUnsureError):
        asking(monkeypatch, **changes)[0].exchange("code")


def test_nothing_that_holds_a_token_shows_it() -> None:
    assert "sealed" not in repr(ROW)
    assert "a secret" not in repr(Exchange("1.2", "a secret", "", 8, "")) + repr(made(Tenants()))
