"""What delivery says to Slack: post once, look whether it was posted, tell who we are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Protocol, cast

from bot import tenancy
from bot.errors import SlackBusyError, SlackError, SlackUnsureError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from bot.slack.blocks import Json
    from bot.slack.posting import Reply

PAGE = 200
MOST_PAGES = 25
MOST_READINGS = 1_000
GONE = frozenset({"message_not_found", "channel_not_found"})
# Our clock and Slack's may differ; a nonce is unique, so looking back a little further does no harm.
SLACK = timedelta(minutes=5)


class Client(Protocol):
    """A client that never repeats a call by itself: posting.PostingClient."""

    def call(
        self,
        method: str,
        *,
        json: Json | None = None,
        form: Mapping[str, str] | None = None,
        may_send: Callable[[], bool] = ...,
    ) -> Reply: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the token is, and what it may do. `said_at` is the time by Slack's clock."""

    team: str
    user: str
    url: str
    scopes: tuple[str, ...]
    bot: str = ""
    said_at: datetime | None = None


class SlackMessenger:
    """Fills deliver.ports.Messenger. Errors are bot.errors' SlackError and its kinds."""

    def __init__(self, client: Client) -> None:
        self._client = client
        # Histories that Slack gives out slowly, as far as read: by (tenant, nonce).
        self._readings: dict[tuple[str, str], _Reading] = {}

    def post(
        self,
        channel: str,
        *,
        text: str,
        blocks: list[Json],
        thread_ts: str | None = None,
        metadata: dict[str, Any] | None = None,
        may_send: Callable[[], bool] = lambda: True,
    ) -> str:
        """Post once, and return the message's ts; SlackNotSentError where it may not be sent any more."""
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
        ts = self._client.call("chat.postMessage", json=message, may_send=may_send).body.get("ts")
        if isinstance(ts, str) and ts:
            return ts
        raise SlackUnsureError("no_ts", "Slack said yes, but not which message it is.")

    def find(
        self, channel: str, nonce: str, *, since: datetime, after: datetime, thread_ts: str | None = None
    ) -> tuple[str, ...]:
        """The ts of each message since then whose metadata holds the nonce, oldest first.

        `thread_ts`: it is looked for in that thread, whose replies the channel's history doesn't hold. Where
        Slack asks to wait between two pages, the next call with the same `after` goes on from there.
        """
        key = (tenancy.current(), nonce)
        reading = self._readings.pop(key, None)
        if reading is None or reading.after != after:
            reading = _Reading(after=after)
        try:
            self._read_on(reading, _asked(channel, since, thread_ts), nonce)
        except SlackBusyError:
            if len(self._readings) < MOST_READINGS:
                self._readings[key] = reading
            raise
        except SlackError as error:
            if error.code == "invalid_cursor":  # it waited too long: begin anew, later
                raise SlackUnsureError(error.code, str(error)) from None
            raise
        return tuple(sorted(reading.found, key=float))

    def _read_on(self, reading: _Reading, asked: Mapping[str, str], nonce: str) -> None:
        method = "conversations.replies" if "ts" in asked else "conversations.history"
        while reading.pages < MOST_PAGES:
            cursor = {"cursor": reading.cursor} if reading.cursor else {}
            page = self._client.call(method, form={**asked, **cursor}).body
            reading.pages += 1
            messages = _objects(page.get("messages"))
            reading.found |= {str(message["ts"]) for message in messages if _nonce(message) == nonce}
            reading.cursor = str(_object(page.get("response_metadata")).get("next_cursor") or "")
            if not reading.cursor:
                return
        raise SlackError(
            "history_too_long", f"More than {MOST_PAGES * PAGE} messages were posted since then."
        )

    def delete(self, channel: str, ts: str) -> None:
        """Delete a message of ours; one that is gone already is as good."""
        try:
            self._client.call("chat.delete", json={"channel": channel, "ts": ts})
        except SlackError as error:
            if error.code not in GONE:
                raise

    def identity(self) -> Identity:
        """Who we are (auth.test), with the permissions that Slack names in its answer."""
        reply = self._client.call("auth.test", form={})
        body = reply.body
        return Identity(
            team=str(body.get("team", "")),
            user=str(body.get("user", "")),
            url=str(body.get("url", "")),
            scopes=reply.scopes,
            bot=str(body.get("bot_id") or ""),
            said_at=_moment(reply.date),
        )

    def app(self) -> str:
        """The ID of the app that the token is of; "" where Slack does not say it. SlackError."""
        if not (bot := self.identity().bot):
            return ""
        said = self._client.call("bots.info", form={"bot": bot}).body
        return str(_object(said.get("bot")).get("app_id") or "")

    def may_read(self, channel: str) -> None:
        """SlackError where the bot is not in that channel, or there is none (any more)."""
        self._client.call("conversations.history", form={"channel": channel, "limit": "1"})


@dataclass(slots=True, kw_only=True)
class _Reading:
    """How far a history has been read for a nonce, in a look that began `after` the last post."""

    after: datetime
    cursor: str = ""
    pages: int = 0
    found: set[str] = field(default_factory=set[str])


def _asked(channel: str, since: datetime, thread_ts: str | None) -> dict[str, str]:
    asked = {
        "channel": channel,
        "oldest": f"{(since - SLACK).timestamp():.6f}",
        "inclusive": "true",
        "include_all_metadata": "true",
        "limit": str(PAGE),
    }
    return asked | ({"ts": thread_ts} if thread_ts else {})


def _moment(date: str) -> datetime | None:
    """The time of an HTTP header (RFC 9110, 5.6.7)."""
    try:
        found = parsedate_to_datetime(date)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _nonce(message: Json) -> object:
    return _object(_object(message.get("metadata")).get("event_payload")).get("nonce")


def _object(value: object) -> Json:
    return cast("Json", value) if isinstance(value, dict) else {}


def _objects(value: object) -> list[Json]:
    return [_object(item) for item in cast("list[object]", value)] if isinstance(value, list) else []
