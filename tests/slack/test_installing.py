"""A workspace installs Dateline at the stand-in for Slack, over real HTTP; who means harm gets nowhere."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from installs import BACK, INSTALL, Browser, Installs, at_stand_in, install
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from whole import HandClock

from bot import tenancy
from bot.demo.slack import SlackStandIn
from bot.demo.slack.oauth import OAuthApp, Place
from bot.errors import NotInstalledError
from bot.slack.manifest import BOT_SCOPES
from bot.slack.oauth.flow import COOKIE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.exhaustive
HOSTILE = '<script>alert(1)</script>"&'
ORG = Place(team="", enterprise="E0ORG", name="The Org")


class There:
    def __init__(self, ours: Installs, app: OAuthApp, slack: SlackStandIn, clock: HandClock) -> None:
        self.ours, self.app, self.slack, self.clock = ours, app, slack, clock
        self.house, self.site = ours.house, ours.site
        self.browser = Browser()

    def install(self, answer: str = "allow") -> str:
        page = install(self.ours, self.slack, self.browser, answer)
        assert "no-store" in page.headers["cache-control"]
        return f"{page.status} {page.body}"

    def agreed(self) -> str:
        """The address that Slack sends the browser back to."""
        consent = self.browser.get(self.browser.get(self.site + INSTALL).leads_to)
        return Browser().get(self.slack.platform.base + consent.link("allow")).leads_to


@pytest.fixture
def there(tmp_path: Path) -> Iterator[There]:
    clock = HandClock()
    with SlackStandIn(clock=clock) as slack, at_stand_in(slack, tmp_path, clock) as (ours, app):
        yield There(ours, app, slack, clock)


def test_a_workspace_installs_and_is_answered_and_posted_to_with_its_own_token(there: There) -> None:
    """The whole way: the link, Slack's page, back, the code, the stored token, an event, a post."""
    assert "Dateline is installed in Stand-in." in there.install()
    (row,) = there.house.workspaces.every()
    assert set(BOT_SCOPES) <= set(row.scopes)
    assert (row.tenant, row.installed_by, row.rotates) == ("T0DATELINE", there.app.visitor, True)
    assert there.slack.message("help").ack().ok
    there.slack.wait_for(lambda: there.slack.bot_messages(there.slack.dm))
    with tenancy.of(row.tenant):
        there.house.messenger.post(there.slack.channel, text="Good morning", blocks=[])
    assert there.slack.bot_messages(there.slack.channel)
    assert not there.slack.log.of("auth.test")


def test_a_workspace_that_has_not_installed_is_told_so(there: There) -> None:
    sent = there.slack.command("/news", "sudan")
    assert sent.ack().ok
    there.slack.wait_for(lambda: [m for m in there.slack.messages() if "not installed" in m.text])


def test_who_cancels_is_told_that_nothing_changed(there: There) -> None:
    said = there.install("cancel")
    assert said.startswith("200")
    assert "You cancelled" in said
    assert there.ours.tenants == []


def test_a_state_serves_one_browser_once_and_for_ten_minutes(there: There) -> None:
    """Forged, of another browser, missing, expired: nobody is installed, and no code is redeemed."""
    back = there.agreed()
    code = parse_qs(urlsplit(back).query)["code"][0]
    cases = {
        "forged, cookie and all": (
            Browser({COOKIE: "forged"}),
            f"{there.site}{BACK}?state=forged&code={code}",
        ),
        "another browser": (Browser(), back),
        "forged": (Browser(dict(there.browser.cookies)), back.replace("state=", "state=x")),
        "missing": (Browser(dict(there.browser.cookies)), back.partition("&state")[0].partition("?state")[0]),
    }
    for why, (browser, url) in cases.items():
        assert browser.get(url).status == 400, why
    there.clock.advance(timedelta(minutes=10))
    assert there.browser.get(back).status == 400
    assert not there.slack.log.of("oauth.v2.access")
    assert there.ours.tenants == []


def test_a_state_that_was_used_does_not_serve_again(there: There) -> None:
    back = there.agreed()
    same = Browser(dict(there.browser.cookies))
    assert there.browser.get(back).status == 200
    assert same.get(back).status == 400
    assert len(there.slack.log.of("oauth.v2.access")) == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("nonsense", "does not know this installation"),
        (HOSTILE, "does not know"),
        ("", "does not accept how"),
    ],
)
def test_a_bad_code_installs_nothing_and_is_not_repeated(there: There, code: str, said: str) -> None:
    there.browser.get(there.site + INSTALL)
    (state,) = there.browser.cookies.values()
    page = there.browser.get(f"{there.site}{BACK}?state={state}&code={code.replace('&', '%26')}")
    assert page.status == 400
    assert said in page.body
    assert "script" not in page.body
    assert there.ours.tenants == []


def test_a_code_that_was_used_is_refused(there: There) -> None:
    """By another house, say, which has the same app: Slack knows it."""
    back = there.agreed()
    code = parse_qs(urlsplit(back).query)["code"][0]
    there.app.codes[code].used = True
    assert "was finished before" in there.browser.get(back).body


def test_a_wrong_secret_of_the_app_is_the_operator_s_to_mend(
    there: There, caplog: pytest.LogCaptureFixture
) -> None:
    there.app.client_secret = "another"
    assert "Slack does not accept how this Dateline is set up" in there.install()
    assert "bad_client_secret" in caplog.text


def test_while_slack_is_away_nobody_is_installed_by_half(there: There) -> None:
    there.slack.fail("oauth.v2.access", "503")
    assert there.install().startswith("503")
    assert there.ours.tenants == []
    assert there.install().startswith("200")


def test_installing_again_with_other_scopes_replaces_token_and_scopes(there: There) -> None:
    """Fewer ones are told of, and what is missing is named."""
    there.install()
    old = there.house.workspaces.tokens.of("T0DATELINE")
    there.app.end("T0DATELINE", "account_inactive")
    back = there.browser.get(there.site + INSTALL).leads_to.replace("im%3Ahistory%2C", "")
    consent = there.browser.get(back)
    decided = Browser().get(there.slack.platform.base + consent.link("allow"))
    assert (
        "Without these permissions some of it won't work: im:history."
        in there.browser.get(decided.leads_to).body
    )
    (row,) = there.house.workspaces.every()
    assert "im:history" not in row.scopes
    assert there.house.workspaces.tokens.of("T0DATELINE") != old


def test_an_organisation_installs_for_all_its_workspaces(there: There) -> None:
    """An event of any of them is answered with the organisation's token."""
    there.app.visited_from = ORG
    assert "installed in The Org" in there.install()
    assert there.ours.tenants == ["E0ORG"]
    event = {"type": "app_home_opened", "user": there.slack.user, "channel": there.slack.dm, "tab": "home"}
    there.slack.event(event, place=Place(team="", enterprise="E0ORG"))
    assert there.slack.wait_for(there.slack.home)


def test_the_link_takes_nothing_of_its_visitor_to_slack(there: There) -> None:
    """Only which workspace is meant; nothing that adds parameters or headers."""
    for team, kept in [
        ("T0ONE", ["T0ONE"]),
        ("T1%26redirect_uri%3Dhttps%3A%2F%2Fevil.example", None),
        ("T1%0d%0aX:1", None),
    ]:
        page = there.browser.get(
            f"{there.site}{INSTALL}?team={team}&scope=admin&redirect_uri=https://evil.example"
        )
        asked = parse_qs(urlsplit(page.leads_to).query)
        assert asked.get("team") == kept
        assert asked["redirect_uri"] == [there.site + BACK]
        assert "admin" not in asked["scope"][0]
        cookie = page.headers["set-cookie"]
        assert cookie.startswith("__Host-")
        assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))


@pytest.mark.parametrize(
    "order", [("app_uninstalled", "tokens_revoked"), ("tokens_revoked", "app_uninstalled")]
)
def test_who_uninstalls_is_gone_whatever_slack_says_first(there: There, order: tuple[str, ...]) -> None:
    """At once, before it is acknowledged; a day later its data is gone, and twice told is told once."""
    there.install()
    there.clock.advance(timedelta(hours=1))
    there.app.end("T0DATELINE", "account_inactive")
    events = {
        "app_uninstalled": {"type": "app_uninstalled"},
        "tokens_revoked": {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0DATELINE"]}},
    }
    for kind in (*order, *order):
        assert there.slack.event(events[kind], place=Place()).ack().ok
        with pytest.raises(NotInstalledError):
            there.house.workspaces.tokens.of("T0DATELINE")
    there.clock.advance(timedelta(hours=24))
    for chore in there.house.chores:
        chore()
    assert there.ours.tenants == []


def test_a_person_s_revoked_token_is_none_of_ours(there: There) -> None:
    there.install()
    there.clock.advance(timedelta(hours=1))
    there.slack.event({"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}}, place=Place())
    assert there.house.workspaces.tokens.of("T0DATELINE")


def test_news_that_can_not_be_stored_are_not_acknowledged(
    there: There, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So Slack sends them again."""

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    there.install()
    monkeypatch.setattr(there.house.workspaces, "left", fail)
    assert there.slack.event({"type": "app_uninstalled"}, place=Place()).ack().status == 500


@pytest.mark.parametrize("ends_old", [True, False])
def test_tokens_rotate_at_the_stand_in_and_what_is_posted_goes_out_with_the_new_one(
    there: There,
    ends_old: bool,  # noqa: FBT001
) -> None:
    """Whether Slack ends the old token with the new one, or lets it expire."""
    there.app.ends_old = ends_old
    there.install()
    old = there.house.workspaces.tokens.of("T0DATELINE")
    there.clock.advance(timedelta(hours=11))
    for look in there.house.tending:
        for step in look():
            step()
    there.clock.advance(timedelta(hours=2))
    with tenancy.of("T0DATELINE"):
        there.house.messenger.post(there.slack.channel, text="Good morning", blocks=[])
    assert there.slack.bot_messages(there.slack.channel)
    with pytest.raises(SlackApiError, match="token_revoked" if ends_old else "token_expired"):
        WebClient(token=old, base_url=there.slack.api_url, retry_handlers=[]).auth_test()


def test_no_token_and_no_code_is_logged(
    there: There, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the level, and whatever goes wrong."""
    caplog.set_level(logging.DEBUG)
    there.install()
    there.slack.fail("oauth.v2.access", "error:invalid_code")
    back = there.agreed()
    there.browser.get(back)
    there.clock.advance(timedelta(hours=11))
    there.slack.fail("oauth.v2.access", "error:invalid_refresh_token")
    there.house.workspaces.tokens.of("T0DATELINE")
    secrets = [
        *there.app.grants,
        *there.app.codes,
        *(grant.refresh_token for grant in there.app.grants.values()),
    ]
    said = caplog.text + "".join(capsys.readouterr())
    assert "workspace.stuck" in said
    assert len(secrets) > 3
    assert [secret for secret in (*secrets, there.app.client_secret) if secret in said] == []
