"""What a conversation shows while an answer is made: "is reading 1,234 articles…"."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.slack.work import refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from bot.clock import Clock

log = logging.getLogger("dateline.slack")

# A workspace that has no such thing is not asked again for so long; what comes too thick is left unsaid.
RESPITE_SECONDS: Final = 3_600.0
MOST_WAITING: Final = 32


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
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="status")
        self._waiting = 0
        self._refused: float | None = None

    def beside(self, client: WebClient, channel: str, thread: str) -> Status:
        """The status of one answer: it belongs to the thread, or to the message that would begin one."""
        return Status(partial(self._later, client, channel, thread))

    def _later(self, client: WebClient, channel: str, thread: str, words: str) -> bool:
        """False where nothing will be said."""
        if self._waiting >= MOST_WAITING or self._resting():
            return False
        try:
            self._pool.submit(self._say, client, channel, thread, words)
        except RuntimeError:  # closed: the process is ending
            return False
        self._waiting += 1
        return True

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _resting(self) -> bool:
        return self._refused is not None and self._clock.monotonic() - self._refused < RESPITE_SECONDS

    def _say(self, client: WebClient, channel: str, thread: str, words: str) -> None:
        if self._resting():
            self._waiting -= 1
            return
        try:
            client.assistant_threads_setStatus(  # pyright: ignore[reportUnknownMemberType] - slack_sdk: bare dicts
                channel_id=channel, thread_ts=thread, status=words
            )
            self._refused = None
        except SlackApiError as error:
            self._refused = self._clock.monotonic()
            log.info("Slack shows no status here: %s", refusal(error))
        except (SlackClientError, URLError, OSError) as error:
            self._refused = self._clock.monotonic()
            log.info("a status could not be shown: %s", type(error).__name__)
        finally:
            self._waiting -= 1
