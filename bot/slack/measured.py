"""Calls of Slack's Web API, counted by what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import SlackBusyError, SlackError, SlackNotSentError, SlackUnsureError
from bot.metrics.table import RATE_LIMITED, SLACK_CALL
from bot.slack.posting import SlackUnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.clock import Clock
    from bot.metrics import Meter
    from bot.slack.blocks import Json
    from bot.slack.messenger import Client
    from bot.slack.posting import Reply


class MeasuredClient:
    """Fills messenger.Client by another one."""

    def __init__(self, client: Client, meter: Meter, clock: Clock) -> None:
        self._client = client
        self._meter = meter
        self._clock = clock

    def call(
        self,
        method: str,
        *,
        json: Json | None = None,
        form: Mapping[str, str] | None = None,
        may_send: Callable[[], bool] = lambda: True,
    ) -> Reply:
        begun, result = self._clock.monotonic(), "ok"
        try:
            return self._client.call(method, json=json, form=form, may_send=may_send)
        except SlackError as error:
            result = _result(error)
            raise
        finally:
            self._meter.took(SLACK_CALL, self._clock.monotonic() - begun, method, result)
            if result == "busy":
                self._meter.count(RATE_LIMITED, "posting")


def _result(error: SlackError) -> str:
    match error:
        case SlackUnreachableError():
            return "unreachable"
        case SlackBusyError():
            return "busy" if error.code == "ratelimited" else "refused"
        case SlackNotSentError():
            return "not_sent"
        case SlackUnsureError():
            return "unsure"
        case _:
            return "refused"
