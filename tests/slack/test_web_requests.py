"""`dateline web` takes what Slack signed, whatever it is, and nothing else."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from sited import MOST, bolt, sited
from slack_bolt.oauth.oauth_settings import OAuthSettings
from structlog.testing import capture_logs
from web_requests import FORM, JSON, SECRET, signed

from bot.web import bodies

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

NEWS = {"command": "/news", "text": "sudan", "user_id": "U1", "team_id": "T1", "channel_id": "C1"}
COMMAND = urlencode(NEWS)
NEVER = "what was never signed by Slack"


def test_a_signed_command_reaches_its_listener_and_is_acknowledged() -> None:
    with sited() as there:
        assert there.posted(COMMAND, signed(COMMAND)).status_code == 200
        assert there.app.heard == ["sudan"]


def test_a_signed_event_and_the_question_whether_we_are_here_are_answered() -> None:
    """An event is heard; url_verification gets its challenge back."""
    inner = {"type": "app_mention", "text": "chad", "user": "U1", "channel": "C1", "ts": "1.1"}
    event = json.dumps({"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": inner})
    challenge = json.dumps({"type": "url_verification", "challenge": "c-1"})
    with sited() as there:
        assert there.posted(event, signed(event, f"{JSON}; charset=utf-8")).status_code == 200
        assert there.posted(challenge, signed(challenge, JSON)).json() == {"challenge": "c-1"}
        there.app.listener_runner.listener_executor.shutdown()
        assert there.app.heard == ["chad"]


def test_a_command_that_holds_the_word_payload_is_read_whole() -> None:
    """Bolt takes any form in which that word stands for an interaction, and would read nothing of it."""
    body = urlencode(NEWS | {"text": "the rocket's payload"})
    with sited() as there:
        assert there.posted(body, signed(body)).status_code == 200
        assert there.app.heard == ["the rocket's payload"]


def altered(**headers: str | None) -> dict[str, str]:
    """Slack's headers with some replaced, or left out."""
    return {name: value for name, value in (signed(COMMAND) | headers).items() if value is not None}


FORGED: dict[str, Any] = {
    "no headers": {"content-type": FORM},
    "no signature": altered(**{"x-slack-signature": None}),
    "no stamp": altered(**{"x-slack-request-timestamp": None}),
    "another secret": signed(COMMAND, secret=NEVER),
    "another body": signed(COMMAND + "&x=1"),
    "six minutes old": signed(COMMAND, seconds_ago=360),
    "a day ahead": signed(COMMAND, seconds_ago=-86_400),
    "no number": altered(**{"x-slack-request-timestamp": "soon"}),
    "endless number": altered(**{"x-slack-request-timestamp": "9" * 5000}),
    "wide digits": altered(**{"x-slack-request-timestamp": "\u0661\u0662"}),
    "short signature": altered(**{"x-slack-signature": "v0="}),
    "no ASCII": altered(**{"x-slack-signature": "v0=" + "\u00e9" * 64}),
    "two signatures": [*signed(COMMAND).items(), ("x-slack-signature", "v0=" + "0" * 64)],
}


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED)
def test_what_slack_did_not_sign_now_is_refused(headers: Any) -> None:
    """401, and one line that holds neither secret, signature nor body; no listener hears of it."""
    named = headers.items() if isinstance(headers, dict) else headers
    with sited() as there, capture_logs() as lines:
        answer = there.posted(COMMAND, [(n.encode(), v.encode("utf-8")) for n, v in named])
        assert (answer.status_code, answer.headers["connection"]) == (401, "close")
        assert there.app.heard == []
    (line,) = lines
    assert line["event"] == "web.refused"
    assert not any(word in str(line) for word in (SECRET, NEVER, "sudan", "v0="))


def test_an_unsigned_check_of_our_certificate_is_refused() -> None:
    """Bolt by itself answers whatever says ssl_check=1, unsigned as it is."""
    with sited() as there:
        assert there.posted("ssl_check=1", {"content-type": FORM}).status_code == 401
        assert there.posted("ssl_check=1", signed("ssl_check=1")).status_code == 200


def test_a_flood_of_refusals_is_one_line() -> None:
    with sited() as there, capture_logs() as lines:
        for _ in range(50):
            there.posted(COMMAND, signed(COMMAND, secret=NEVER))
    assert len(lines) == 1


def test_only_posts_of_slack_s_kinds_are_taken() -> None:
    """405 for other methods, 415 for other types and for packed bodies, 404 for other addresses."""
    with sited() as there:
        got = there.got("/slack/events")
        assert (got.status_code, got.headers["allow"]) == (405, "POST")
        for kind in ("text/plain", "multipart/form-data; boundary=x", ""):
            assert there.posted(COMMAND, signed(COMMAND, kind)).status_code == 415
        packed = signed(COMMAND) | {"content-encoding": "gzip"}
        assert there.posted(COMMAND, packed).status_code == 415
        assert there.got("/slack/events/").status_code == 404
        assert there.got("/").status_code == 404


def test_a_body_that_names_too_great_a_length_is_refused_unread() -> None:
    read: list[int] = []

    async def body() -> AsyncIterator[bytes]:
        read.append(1)
        yield b"x" * (MOST + 1)

    with sited() as there:
        headers = signed(COMMAND) | {"content-length": str(MOST + 1)}
        assert there.posted(body(), headers).status_code == 413
    assert read == []


def test_an_endless_body_is_read_to_its_limit_and_no_further() -> None:
    """Chunked, it names no length."""
    read: list[int] = []

    async def endless() -> AsyncIterator[bytes]:
        while True:
            read.append(1000)
            yield b"x" * 1000

    with sited() as there:
        assert there.posted(endless(), signed(COMMAND)).status_code == 413
    assert sum(read) <= MOST + 2000


def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """408 after the time that Slack itself would wait."""
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.01)

    async def stuck() -> AsyncIterator[bytes]:
        yield b"command="
        await asyncio.Event().wait()

    with sited() as there:
        assert there.posted(stuck(), signed(COMMAND)).status_code == 408


@pytest.mark.parametrize(
    "body", ["{", '["a list"]', "null", '{"a": ' + "[" * 5000, "\ufeff{}"], ids=lambda body: body[:8]
)
def test_json_that_makes_no_sense_is_refused_however_well_signed(body: str) -> None:
    with sited() as there:
        assert there.posted(body, signed(body, JSON)).status_code == 400


def test_bytes_that_are_no_text_are_refused() -> None:
    """What checks signatures would stumble over them."""
    with sited() as there:
        assert there.posted(b"text=\xff", signed(COMMAND)).status_code == 401


def test_an_app_that_is_installed_by_oauth_has_its_two_addresses() -> None:
    """Bolt answers them; without OAuth they are not there."""
    oauth = OAuthSettings(client_id="1.2", client_secret="s", scopes=["commands"])
    app = bolt(authorize=None, client=None, oauth_settings=oauth)
    with sited(app=app) as there:
        page = there.got("/slack/install")
        assert page.status_code == 200
        assert "client_id=1.2" in page.text
        assert "set-cookie" in page.headers
        assert "access_denied" in there.got("/slack/oauth_redirect?error=access_denied").text
        assert there.got("/slack/elsewhere").status_code == 404
    with sited() as there:
        assert there.got("/slack/install").status_code == 404
