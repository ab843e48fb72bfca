"""What a conversation shows while an answer is made: "is reading 1,234 articles…"."""

from __future__ import annotations

import logging
import math
import threading
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot import tenancy
from bot.slack.work import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from bot.clock import Clock

log = logging.getLogger("dateline.slack")

# A workspace that has no such thing, or is in trouble, is not asked again for so long. What comes too thick
# is left unsaid.
LACKING_SECONDS: Final = 3_600.0
TROUBLE_SECONDS: Final = 60.0
MOST_WAITING: Final = 32
_PASSING: Final = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable"})


class Status:
    """Shown from `begin` to `end`; what was never begun is not ended."""

    def __init__(self, show: Callable[[str], bool]) -> None:
        self._show = show
        self._begun = False

    def begin(self, words: str) -> None:
        self._begun = self._show(words)

    def end(self) -> None:
        if self._begun:
            self._show("")


class Statuses:
    """Sets and clears them beside the work, in order: no answer ever waits for one or fails by one."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pool = tenancy.Pool(1, thread_name_prefix="status")
        self._room = threading.BoundedSemaphore(MOST_WAITING)
        self._rests_until: dict[str, float] = {}  # by tenant

    def beside(self, client: WebClient, channel: str, thread: str) -> Status:
        """The status of one answer: it belongs to the thread, or to the message that would begin one."""
        return Status(partial(self._later, client, channel, thread))

    def _later(self, client: WebClient, channel: str, thread: str, words: str) -> bool:
        """False where nothing will be said."""
        if self._rests() or not self._room.acquire(blocking=False):
            return False
        try:
            self._pool.submit(self._say, client, channel, thread, words)
        except RuntimeError:  # closed: the process is ending
            self._room.release()
            return False
        return True

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _rests(self) -> bool:
        return self._clock.monotonic() < self._rests_until.get(tenancy.current(), -math.inf)

    def _rest(self, seconds: float, why: str) -> None:
        self._rests_until[tenancy.current()] = self._clock.monotonic() + seconds
        log.info("no status can be shown for a while: %s", why)

    def _say(self, client: WebClient, channel: str, thread: str, words: str) -> None:
        self._room.release()
        if self._rests():
            return
        try:
            client.assistant_threads_setStatus(  # pyright: ignore[reportUnknownMemberType] - slack_sdk: bare dicts
                channel_id=channel, thread_ts=thread, status=words
            )
        except SlackApiError as error:
            why = refusal(error)
            self._rest(TROUBLE_SECONDS if why in _PASSING else LACKING_SECONDS, why)
        except (SlackClientError, URLError, OSError) as error:
            self._rest(TROUBLE_SECONDS, type(error).__name__)
