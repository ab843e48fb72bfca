"""How what a person did reaches the app: by `App.dispatch` in this process, or over Socket Mode."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast
from urllib.parse import urlencode

from bot.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from slack_bolt import App, BoltResponse

    from bot.demo.slack.shapes import Json

Kind = Literal["slash_commands", "interactive", "events_api"]
Mode = Literal["http", "socket_mode"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One request to the app. `attempt` is above 0 where Slack sends it again, for `reason`."""

    kind: Kind
    payload: Json
    user: str = ""
    channel: str = ""
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """The app's acknowledgement: `body` is what it said along with it, `seconds` how long it took."""

    status: int
    body: Json | str
    seconds: float

    @property
    def ok(self) -> bool:
        return self.status == HTTPStatus.OK


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent. `envelope_id` is empty but over Socket Mode."""

    delivery: Delivery
    envelope_id: str = ""
    waiter: Callable[[float], Ack] = field(repr=False)

    @property
    def payload(self) -> Json:
        return self.delivery.payload

    @property
    def event_id(self) -> str:
        return self.delivery.payload.get("event_id", "")

    def ack(self, timeout: float = 3.0) -> Ack:
        """Raises TimeoutError where the app does not acknowledge within `timeout` seconds."""
        return self.waiter(timeout)


class Transport(Protocol):
    def send(self, delivery: Delivery, settle: Callable[[Delivery, Ack], None]) -> Sent:
        """Send; `settle` is called once the app has acknowledged, with what it said."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """In this process: signed HTTP requests, or Socket Mode's payloads, given to `App.dispatch`."""

    app: App
    signing_secret: str = field(repr=False)
    mode: Mode = "http"

    def send(self, delivery: Delivery, settle: Callable[[Delivery, Ack], None]) -> Sent:
        clock = SystemClock()  # Bolt compares signatures with the real time, whatever ours is
        started = clock.monotonic()
        response = self.dispatch(delivery, int(clock.now().timestamp()))
        ack = Ack(status=response.status, body=said(response), seconds=clock.monotonic() - started)
        settle(delivery, ack)
        return Sent(delivery=delivery, waiter=lambda _timeout: ack)

    def dispatch(self, delivery: Delivery, seconds: int) -> BoltResponse:
        from slack_bolt import BoltRequest  # noqa: PLC0415 - the validator is imported without Bolt

        retry = retry_headers(delivery)
        if self.mode == "socket_mode":
            return self.app.dispatch(
                BoltRequest(mode="socket_mode", body=delivery.payload, headers=dict(retry) or None)
            )
        body, content_type = encoded(delivery)
        headers = {
            "content-type": content_type,
            "x-slack-request-timestamp": str(seconds),
            "x-slack-signature": signature(self.signing_secret, body, seconds),
            **retry,
        }
        return self.app.dispatch(BoltRequest(mode="http", body=body, headers=dict(headers)))


def retry_headers(delivery: Delivery) -> Mapping[str, str]:
    if not delivery.attempt:
        return {}
    return {"x-slack-retry-num": str(delivery.attempt), "x-slack-retry-reason": delivery.reason}


def encoded(delivery: Delivery) -> tuple[str, str]:
    """The body and its type as Slack posts them: events as JSON, commands and interactions as forms."""
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload), "application/json"
    form = delivery.payload
    if delivery.kind == "interactive":
        form = {"payload": json.dumps(delivery.payload)}
    return urlencode(form), "application/x-www-form-urlencoded"


def signature(secret: str, body: str, seconds: int) -> str:
    """Slack's v0 signature over the time and the body."""
    base = f"v0:{seconds}:{body}".encode()
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


def said(response: BoltResponse) -> Json | str:
    return told(cast("Any", response.body))


def told(body: Any) -> Json | str:
    """The body of an acknowledgement: JSON where it is JSON."""
    if isinstance(body, dict):
        return cast("Json", body)
    if not isinstance(body, str) or not body.startswith("{"):
        return body if isinstance(body, str) else ""
    return cast("Json", json.loads(body))
