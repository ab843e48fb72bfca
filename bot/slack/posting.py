"""One call of Slack's Web API: once, and in bounded time.

slack_sdk's `timeout` bounds each socket operation, not the call, and its client re-sends by itself what
Slack may have accepted already. So posting goes through httpx2 under a deadline over everything: when it has
passed, the connection is closed, and not a byte is sent after it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import httpx2
from slack_sdk import WebClient

from bot.errors import SlackBusyError, SlackError, SlackNotSentError, SlackUnsureError
from bot.slack.discreet import SPARING, discreet

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from bot.slack.blocks import Json

TOO_MANY_REQUESTS = 429
# What httpcore2 traces before each write of a request; without its whole body it is none.
BEFORE_WRITING = frozenset({"http11.send_request_headers.started", "http11.send_request_body.started"})
LEAST_WAIT = 1.0
BUSY_WAIT = 30.0
UNREACHABLE_WAIT = 15.0

# Slack answers so when it can't say whether it did what was asked (docs.slack.dev, chat.postMessage, errors).
UNSURE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})

WORDS = {
    "not_in_channel": "I am not in that channel. Invite me there with /invite.",
    "channel_not_found": "There is no such channel, or I can't see it. If it is private, invite me there.",
    "is_archived": "That channel is archived. Take it out of the archive, or order the digest elsewhere.",
    "restricted_action": "The workspace's settings don't let me post there.",
    "restricted_action_read_only_channel": "That channel is for reading. Its managers can let me post there.",
    "user_disabled": "That person's account is not active any more.",
    "token_expired": "The bot token has expired. Install the app again and set SLACK_BOT_TOKEN.",
    "invalid_auth": "Slack does not accept the bot token. Check SLACK_BOT_TOKEN.",
    "not_authed": "No bot token was given. Set SLACK_BOT_TOKEN.",
    "account_inactive": "The bot token belongs to an app or a workspace that is gone. Install the app again.",
    "token_revoked": "The bot token was revoked. Install the app again and set SLACK_BOT_TOKEN.",
    "not_allowed_token_type": "That token is of another kind: the bot's begins with xoxb-, the app's xapp-.",
    "missing_scope": "The app lacks a permission for this. Install it again from the manifest.",
    "invalid_code": "Slack does not know that code of an installation.",
    "code_already_used": "That code of an installation was used before.",
    "invalid_client_id": "Slack does not know the app. Check SLACK_CLIENT_ID.",
    "bad_client_secret": "Slack does not accept the app's secret. Check SLACK_CLIENT_SECRET.",
    "bad_redirect_uri": "Slack does not know workspaces.redirect_url: put it among the app's redirect URLs.",
    "invalid_refresh_token": "Slack does not accept the refresh token. Install the app there again.",
    "msg_blocks_too_long": "Slack found the message too long.",
    "invalid_blocks": "Slack found the message malformed.",
}


class SlackUnreachableError(SlackBusyError):
    """No connection came about, so nothing was posted; try again after `retry_after` seconds."""

    def __init__(self) -> None:
        super().__init__(UNREACHABLE_WAIT)
        self.code = "unreachable"
        self.args = ("Slack can't be reached from here.",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Slack's yes: the body, the permissions that the token holds, and when Slack said it ("" unknown)."""

    body: Json
    scopes: tuple[str, ...]
    date: str = ""


class PostingClient:
    """Calls methods of the Web API with one token; each call at most once and within `timeout` seconds.

    Where `token` is a function, it is asked before each call, and may raise SlackError; "" for no token.
    """

    def __init__(self, token: str | Callable[[], str], api_url: str, timeout: float) -> None:
        self._token = token
        self._api_url = api_url.rstrip("/") + "/"
        self._timeout = timeout
        self._tls = httpx2.create_ssl_context()

    def call(
        self,
        method: str,
        *,
        json: Json | None = None,
        form: Mapping[str, str] | None = None,
        may_send: Callable[[], bool] = lambda: True,
    ) -> Reply:
        """Slack's answer; SlackBusyError, SlackUnsureError or SlackError where it is not a yes.

        `may_send` is asked right before bytes are written; SlackNotSentError where it says no.
        """
        token = self._token if isinstance(self._token, str) else self._token()
        try:
            response = _within(self._timeout, self._send(method, token, json, form, may_send))
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout):
            raise SlackUnreachableError from None
        except (httpx2.HTTPError, TimeoutError) as error:
            why = f"{method} got no answer ({type(error).__name__})"
            raise SlackUnsureError("no_answer", f"Slack gave no answer: {why}.") from None
        return _judged(response)

    async def _send(
        self,
        method: str,
        token: str,
        json: Json | None,
        form: Mapping[str, str] | None,
        may_send: Callable[[], bool],
    ) -> httpx2.Response:
        # A process that stood still wakes here, its connection open: no timer rings before it writes.
        async def gate(event: str, _: object) -> None:
            if event in BEFORE_WRITING and not may_send():
                raise SlackNotSentError

        # Half the time for connecting: who is not there by then has certainly been sent nothing.
        bounds = httpx2.Timeout(self._timeout, connect=self._timeout / 2)
        async with httpx2.AsyncClient(timeout=bounds, verify=self._tls) as client:
            named = {"Authorization": f"Bearer {token}"} if token else {}
            return await client.post(
                self._api_url + method, headers=named, json=json, data=form, extensions={"trace": gate}
            )


def posting_client(token: str | Callable[[], str], api_url: str, timeout: float) -> PostingClient:
    """A client for what must not be posted twice. `timeout` is the whole call's, in seconds."""
    return PostingClient(token, api_url, timeout)


def web_client(token: str | None, api_url: str, timeout: float = 10) -> WebClient:
    """slack_sdk's client for answers, without its retries; `timeout` is for each socket operation, in s."""
    return WebClient(
        token=token,
        base_url=api_url.rstrip("/") + "/",
        timeout=int(timeout),
        retry_handlers=[],
        logger=discreet("web", SPARING),
    )


def _within(seconds: float, call: Coroutine[Any, Any, httpx2.Response]) -> httpx2.Response:
    # Not asyncio.run: at its end it would wait for a resolver that hangs in its thread.
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(asyncio.wait_for(call, seconds))
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


def _judged(response: httpx2.Response) -> Reply:
    if response.status_code == TOO_MANY_REQUESTS:
        raise SlackBusyError(_retry_after(response))
    if response.is_server_error:
        raise SlackUnsureError(f"http_{response.status_code}", f"Slack answered {response.status_code}.")
    body = _body(response)
    if body.get("ok") is True:
        scopes = response.headers.get("x-oauth-scopes", "")
        held = tuple(s.strip() for s in scopes.split(",") if s.strip())
        return Reply(body=body, scopes=held, date=response.headers.get("date", ""))
    raise _refusal(str(body.get("error", "unknown_error")), response)


def _body(response: httpx2.Response) -> Json:
    try:
        body = response.json()
    except ValueError:
        body = None
    if isinstance(body, dict):
        return cast("Json", body)
    if response.is_success:
        raise SlackUnsureError("not_json", "Slack's answer could not be read.")
    raise SlackError(f"http_{response.status_code}", f"Slack answered {response.status_code}.")


def _refusal(code: str, response: httpx2.Response) -> SlackError:
    if code in {"ratelimited", "rate_limited"}:
        return SlackBusyError(_retry_after(response))
    if code in UNSURE:
        return SlackUnsureError(code, f"Slack can't say whether it was done ({code}).")
    return SlackError(code, refusal_words(code))


def refusal_words(code: str) -> str:
    """One of Slack's codes in a sentence, with what mends it where we know."""
    return WORDS.get(code, f"Slack refused: {code}.")


def _retry_after(response: httpx2.Response) -> float:
    said = response.headers.get("retry-after", "")
    return max(LEAST_WAIT, float(said)) if said.isascii() and said.isdigit() else BUSY_WAIT
