"""From a request of Slack's to its acknowledgement: how long it took, and an id for all that follows."""

from __future__ import annotations

import re
from http import HTTPStatus
from logging import DEBUG, WARNING
from typing import TYPE_CHECKING, Any, cast

import structlog

from bot import logs
from bot.clock import SystemClock
from bot.metrics.table import ACKNOWLEDGED

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import BoltRequest, BoltResponse

    from bot.metrics import Meter
    from bot.slack.blocks import Json

# Not below "dateline", whose level Bolt sets by itself.
_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("slack")

SLOW = 1.0
"""Seconds to an acknowledgement that are worth a line: Slack waits 3."""
_EVENT_ID = re.compile(r"Ev[0-9A-Z]{1,30}")
# What Slack calls a payload's type -> what we call it.
_KINDS = {
    "event_callback": "event",
    "block_actions": "action",
    "interactive_message": "action",
    "view_submission": "view",
    "view_closed": "view",
    "block_suggestion": "options",
    "dialog_suggestion": "options",
    "shortcut": "shortcut",
    "message_action": "shortcut",
}


class Acknowledging:
    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._clock = SystemClock()

    def of(self, request: BoltRequest, dispatch: Callable[[BoltRequest], BoltResponse]) -> BoltResponse:
        """What `dispatch` answers."""
        kind = kind_of(request)
        with logs.work(kind=kind, **_event(request)):
            begun, result = self._clock.monotonic(), "failed"
            try:
                response = dispatch(request)
                result = "ok" if response.status < HTTPStatus.BAD_REQUEST else "failed"
            finally:
                seconds = self._clock.monotonic() - begun
                self._meter.took(ACKNOWLEDGED, seconds, kind, result)
                well = result == "ok" and seconds < SLOW
                ms = round(seconds * 1000)
                _log.log(DEBUG if well else WARNING, "slack.heard", result=result, ms=ms)
        return response


def kind_of(request: BoltRequest) -> str:
    """Of what kind it is: "command", "event" and so on; "other" for what we know nothing of."""
    body = cast("Json", cast("Any", request).body)
    return "command" if "command" in body else _KINDS.get(str(body.get("type", "")), "other")


def _event(request: BoltRequest) -> dict[str, str]:
    """Slack's id of an event, which is the same when it sends it again."""
    said = str(cast("Json", cast("Any", request).body).get("event_id", ""))
    return {"event_id": said} if _EVENT_ID.fullmatch(said) else {}
