"""What delivery says to Slack: post once, look whether it was posted, tell who we are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Protocol, cast

from bot.errors import SlackError, SlackUnsureError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.slack.blocks import Json
    from bot.slack.posting import Reply

PAGE = 200
MOST_PAGES = 25
# Our clock and Slack's may differ; a nonce is unique, so looking back a little further does no harm.
SLACK = timedelta(minutes=5)


class Client(Protocol):
    """A client that never repeats a call by itself: posting.PostingClient."""

    def call(
        self, method: str, *, json: Json | None = None, form: Mapping[str, str] | None = None
    ) -> Reply: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the token is, and what it may do."""

    team: str
    user: str
    url: str
    scopes: tuple[str, ...]


class SlackMessenger:
    """Fills deliver.ports.Messenger. Errors are bot.errors' SlackError and its kinds."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def post(
        self,
        channel: str,
        *,
        text: str,
        blocks: list[Json],
        thread_ts: str | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> str:
        """Post once, and return the message's ts."""
        message: Json = {
            "channel": channel,
            "text": text,
            "blocks": blocks,
            "mrkdwn": False,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if thread_ts:
            message["thread_ts"] = thread_ts
        if metadata:
            message["metadata"] = metadata
        ts = self._client.call("chat.postMessage", json=message).body.get("ts")
        if isinstance(ts, str) and ts:
            return ts
        raise SlackUnsureError("no_ts", "Slack said yes, but not which message it is.")

    def find(self, channel: str, nonce: str, *, since: datetime, thread_ts: str | None = None) -> str | None:
        """The ts of the message whose metadata holds the nonce; None where no message since then does.

        `thread_ts`: it is looked for in that thread, whose replies the channel's history doesn't hold.
        """
        method = "conversations.history"
        asked = {
            "channel": channel,
            "oldest": f"{(since - SLACK).timestamp():.6f}",
            "inclusive": "true",
            "include_all_metadata": "true",
            "limit": str(PAGE),
        }
        if thread_ts:
            method, asked["ts"] = "conversations.replies", thread_ts
        for _ in range(MOST_PAGES):
            page = self._client.call(method, form=asked).body
            for message in _objects(page.get("messages")):
                if _nonce(message) == nonce:
                    return str(message["ts"])
            cursor = _object(page.get("response_metadata")).get("next_cursor")
            if not cursor:
                return None
            asked["cursor"] = str(cursor)
        raise SlackError(
            "history_too_long", f"More than {MOST_PAGES * PAGE} messages were posted since then."
        )

    def identity(self) -> Identity:
        """Who we are (auth.test), with the permissions that Slack names in its answer."""
        reply = self._client.call("auth.test", form={})
        body = reply.body
        return Identity(
            team=str(body.get("team", "")),
            user=str(body.get("user", "")),
            url=str(body.get("url", "")),
            scopes=reply.scopes,
        )


def _nonce(message: Json) -> object:
    return _object(_object(message.get("metadata")).get("event_payload")).get("nonce")


def _object(value: object) -> Json:
    return cast("Json", value) if isinstance(value, dict) else {}


def _objects(value: object) -> list[Json]:
    return [_object(item) for item in cast("list[object]", value)] if isinstance(value, list) else []
