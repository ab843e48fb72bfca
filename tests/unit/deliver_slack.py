"""A Slack that takes posts and shows its history, with faults on demand."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from threading import RLock
from typing import TYPE_CHECKING, Any

from bot.errors import SlackBusyError, SlackError, SlackUnsureError

if TYPE_CHECKING:
    from datetime import datetime

    from deliver_fakes import World


@dataclass(frozen=True)
class Message:
    channel: str
    nonce: str
    ts: str
    at: datetime
    visible: datetime
    text: str
    thread: str | None = None


class FakeSlack:
    """Accepts posts into `messages`. `posts` and `finds` hold faults for the next calls; then all is well.

    Of a post: ok, "busy SECONDS", "refused CODE", "dropped" (accepted, no answer), "lost" (neither).
    Of a look into the history: ok, "busy SECONDS", "unsure", "unreadable CODE".
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = RLock()
        self.messages: list[Message] = []
        self.posts: deque[str] = deque()
        self.finds: deque[str] = deque()
        self.lag = timedelta()
        self._begun = world.clock.now()
        self.tries = 0
        self.hidden = False  # the history denies every message

    def post(
        self,
        channel: str,
        *,
        text: str,
        blocks: list[dict[str, Any]],
        thread_ts: str | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> str:
        assert blocks
        assert thread_ts is None or thread_ts in {one.ts for one in self.messages}
        assert metadata is not None
        self._world.hook("before socket")
        with self._lock:
            self.tries += 1
            fault = self.posts.popleft() if self.posts else "ok"
            if fault == "lost":
                raise SlackUnsureError("timeout", "Slack did not answer")
            _busy_or_refused(fault)
            ts = self._accept(channel, metadata["event_payload"]["nonce"], text, thread_ts)
        self._world.hook("accepted")
        if fault == "dropped":
            raise SlackUnsureError("reset", "the connection was reset")
        return ts

    def find(self, channel: str, nonce: str, *, since: datetime, thread_ts: str | None = None) -> str | None:
        self._world.hook("before history")
        with self._lock:
            fault = self.finds.popleft() if self.finds else "ok"
            if fault == "unsure":
                raise SlackUnsureError("timeout", "Slack did not answer")
            _busy_or_refused(fault)
            now = self._now()
            seen = [m for m in self.messages if self._shows(m, channel, since, now) and m.thread == thread_ts]
        self._world.hook("after history")
        return next((m.ts for m in seen if m.nonce == nonce), None)

    def _shows(self, message: Message, channel: str, since: datetime, now: datetime) -> bool:
        if self.hidden or message.channel != channel:
            return False
        return message.at >= since and message.visible <= now

    def nonces(self) -> list[str]:
        return [message.nonce for message in self.messages]

    def _now(self) -> datetime:
        """Slack's clock doesn't leap with ours."""
        return self._begun + timedelta(seconds=self._world.clock.seconds)

    def _accept(self, channel: str, nonce: str, text: str, thread: str | None) -> str:
        now, ts = self._now(), f"{len(self.messages) + 1}.000"
        self.messages.append(
            Message(
                channel=channel, nonce=nonce, ts=ts, at=now, visible=now + self.lag, text=text, thread=thread
            )
        )
        return ts


def _busy_or_refused(fault: str) -> None:
    kind, _, value = fault.partition(" ")
    if kind == "busy":
        raise SlackBusyError(float(value))
    if kind in {"refused", "unreadable"}:
        raise SlackError(value, f"Slack refused: {value}")
