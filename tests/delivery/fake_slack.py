"""A Slack that takes posts and shows its history, with faults on demand."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from threading import RLock
from typing import TYPE_CHECKING, Any

from bot.errors import SlackBusyError, SlackError, SlackNotSentError, SlackUnsureError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from world import World


@dataclass(frozen=True)
class Message:
    channel: str
    nonce: str
    ts: str
    at: datetime
    visible: datetime
    text: str
    thread: str | None = None
    named: bool = True  # it carries its metadata


class FakeSlack:
    """Accepts posts into `messages`. `posts` and `finds` hold faults for the next calls; then all is well.

    Of a post: ok, "busy SECONDS", "refused CODE", "dropped" (accepted, no answer), "lost" (neither).
    Of a look into the history: ok, "busy SECONDS", "unsure", "unreadable CODE".
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = RLock()
        self._live: dict[str, Message] = {}  # by ts
        self._by_nonce: dict[str, list[Message]] = {}
        self.posts: deque[str] = deque()
        self.finds: deque[str] = deque()
        self.lag = timedelta()
        self._begun = world.clock.now()
        self.tries = self._accepted = 0
        self.deleted: list[Message] = []
        self.hidden = False  # the history denies every message
        self.nameless = False  # posts are taken without their metadata

    @property
    def messages(self) -> list[Message]:
        """What stands in the channels, oldest first."""
        return list(self._live.values())

    def post(
        self,
        channel: str,
        *,
        text: str,
        blocks: list[dict[str, Any]],
        thread_ts: str | None = None,
        metadata: dict[str, Any] | None = None,
        may_send: Callable[[], bool] = lambda: True,
    ) -> str:
        assert blocks
        assert thread_ts is None or thread_ts in self._live
        assert metadata is not None
        self._world.hook("before socket")
        if not may_send():
            raise SlackNotSentError
        self._world.hook("writing")
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

    def find(
        self, channel: str, nonce: str, *, since: datetime, after: datetime, thread_ts: str | None = None
    ) -> tuple[str, ...]:
        del after  # all is given out at once here
        self._world.hook("before history")
        with self._lock:
            fault = self.finds.popleft() if self.finds else "ok"
            if fault == "unsure":
                raise SlackUnsureError("timeout", "Slack did not answer")
            _busy_or_refused(fault)
            now = self._now()
            named = [m for m in self._by_nonce.get(nonce, ()) if m.ts in self._live and m.named]
            seen = [m.ts for m in named if self._shows(m, channel, since, now) and m.thread == thread_ts]
        self._world.hook("after history")
        return tuple(seen)

    def delete(self, channel: str, ts: str) -> None:
        with self._lock:
            found = self._live.get(ts)
            if found and found.channel == channel:  # one that is gone already is as good
                self.deleted.append(self._live.pop(ts))

    def _shows(self, message: Message, channel: str, since: datetime, now: datetime) -> bool:
        if self.hidden or message.channel != channel:
            return False
        return message.at >= since and message.visible <= now

    def nonces(self) -> list[str]:
        """Of each message that stands in a channel; known to the simulation even where Slack dropped it."""
        return [message.nonce for message in self._live.values()]

    def _now(self) -> datetime:
        """Slack's clock doesn't leap with ours."""
        return self._begun + timedelta(seconds=self._world.clock.seconds)

    def _accept(self, channel: str, nonce: str, text: str, thread: str | None) -> str:
        self._accepted += 1
        now, ts = self._now(), f"{self._accepted}.000"
        message = Message(
            channel=channel,
            nonce=nonce,
            ts=ts,
            at=now,
            visible=now + self.lag,
            text=text,
            thread=thread,
            named=not self.nameless,
        )
        self._live[ts] = message
        self._by_nonce.setdefault(nonce, []).append(message)
        return ts


def _busy_or_refused(fault: str) -> None:
    kind, _, value = fault.partition(" ")
    if kind == "busy":
        raise SlackBusyError(float(value))
    if kind in {"refused", "unreadable"}:
        raise SlackError(value, f"Slack refused: {value}")
