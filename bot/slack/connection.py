"""The app known to Slack, or connected to it by Socket Mode; else an error in our own words."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, cast

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.error import BoltError
from slack_sdk.errors import SlackApiError

from bot.errors import SlackError, SlackUnsureError
from bot.slack.discreet import SPARING, discreet
from bot.slack.work import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from slack_bolt import App


WAY_OUT = (
    "Check SLACK_APP_TOKEN, an app-level token (xapp-…) with the scope connections:write, made under Basic "
    "Information; and that Socket Mode is on."
)


@contextmanager
def connected(build: Callable[[], App], app_token: str) -> Generator[Callable[[], bool]]:
    """Connect the app that `build` makes; it yields what says whether it still is.

    SlackUnsureError where Slack can't be reached just now; SlackError where it refuses the token.
    """
    with ExitStack() as connection:
        with _in_our_words():
            handler = SocketModeHandler(build(), app_token, logger=discreet("socket", SPARING))
            connection.callback(handler.close)
            handler.connect()
        yield lambda: bool(handler.client.is_connected())


def known(build: Callable[[], App]) -> App:
    """The app that `build` makes, which asks Slack who it is. Errors as with `connected`."""
    with _in_our_words():
        return build()


@contextmanager
def _in_our_words() -> Generator[None]:
    try:
        yield
    except SlackApiError as error:
        code = refusal(error)
        if code == "ratelimited" or _is_broken(error):
            raise SlackUnsureError(code, f"Slack can't connect us just now ({code}).") from None
        raise SlackError(code, f"Slack refuses to connect us ({code}). {WAY_OUT}") from None
    except BoltError:
        said = "Slack does not know the bot token. Check SLACK_BOT_TOKEN."
        raise SlackError("invalid_auth", said) from None
    except (OSError, HTTPException) as error:
        why = type(error).__name__
        raise SlackUnsureError("no_answer", f"Slack can't be reached from here ({why}).") from None


def _is_broken(error: SlackApiError) -> bool:
    status = cast("int", cast("Any", error.response).status_code)
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR
