"""From a request of Slack's to its acknowledgement: how long it took."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from bot.clock import SystemClock
from bot.metrics.table import ACKNOWLEDGED

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import BoltRequest, BoltResponse

    from bot.metrics import Meter
    from bot.slack.blocks import Json

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
        begun, result = self._clock.monotonic(), "failed"
        try:
            response = dispatch(request)
            result = "ok" if response.status < HTTPStatus.BAD_REQUEST else "failed"
        finally:
            self._meter.took(ACKNOWLEDGED, self._clock.monotonic() - begun, kind_of(request), result)
        return response


def kind_of(request: BoltRequest) -> str:
    """Of what kind it is: "command", "event" and so on; "other" for what we know nothing of."""
    body = cast("Json", cast("Any", request).body)
    return "command" if "command" in body else _KINDS.get(str(body.get("type", "")), "other")
