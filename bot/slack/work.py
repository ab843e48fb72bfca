"""The bounded pool in which answers are made, so that acknowledging never waits for making."""

from __future__ import annotations

import logging
import threading
import traceback
from concurrent.futures import CancelledError, wait
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias, cast

import structlog
from slack_sdk.errors import SlackApiError

from bot import tenancy
from bot.clock import SystemClock
from bot.errors import DatelineError
from bot.metrics import UNMEASURED
from bot.metrics.table import ANSWERED, RATE_LIMITED
from bot.slack import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from concurrent.futures import Future

    from slack_sdk.web import SlackResponse

    from bot.metrics import Meter
    from bot.slack.blocks import Message

    Reply: TypeAlias = Callable[[Message], object]
    """Says a message where the question was asked; a number is the HTTP status that came of it."""

    Said: TypeAlias = Message | Sequence[Message] | None

log = logging.getLogger("dateline.slack")
# Not below "dateline", whose level Bolt sets by itself.
_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("slack")

BUSY = "I am answering many questions just now. Please ask again in a minute."
LIMITED = frozenset({"ratelimited", "rate_limited"})
SOON, PATIENCE = 1.0, 30.0
"""Seconds until what Slack had no room for is said again, where it names none; the most that it may name."""
FAILED = "Something went wrong on my side, and it has been noted. Please try again in a minute."


class WorkPool:
    """`workers` answers are made at a time and `waiting` more may queue; beyond that a reader is told.

    `pause` waits so many seconds; by itself until then, or until the pool is closed.
    """

    def __init__(
        self,
        *,
        workers: int = 8,
        waiting: int = 32,
        meter: Meter = UNMEASURED,
        pause: Callable[[float], object] | None = None,
    ) -> None:
        self._closed = threading.Event()
        self._pause = pause or self._closed.wait
        self._pool = tenancy.Pool(workers, thread_name_prefix="answer")
        self._room = threading.BoundedSemaphore(workers + waiting)
        self._jobs: set[Future[None]] = set()
        self._meter = meter
        self._clock = SystemClock()

    def run(self, reply: Reply, make: Callable[[], Said]) -> None:
        """Make a message, or several, in the pool and say them; None says nothing.

        A full pool answers "busy" at once.
        """
        asked = self._clock.monotonic()
        if not self._room.acquire(blocking=False):
            self._meter.took(ANSWERED, 0, "busy")
            _log.warning("answer.turned_away")
            reply(blocks.problem(BUSY))
            return
        begun = threading.Event()
        try:
            job = self._pool.submit(self._answer, reply, make, begun, asked)
        except RuntimeError:  # closed: the process is ending, and the reader will ask again
            self._room.release()
            return
        self._jobs.add(job)
        here = copy_context()  # the pool's own thread knows nothing of whose request it was
        job.add_done_callback(lambda job: here.run(self._done, reply, begun, job))

    def finish(self, timeout: float) -> bool:
        """Make all that was taken, what is waiting too, within `timeout` seconds; False where some is not."""
        return not wait(set(self._jobs), timeout).not_done

    def close(self, timeout: float = 2.0) -> None:
        """Finish what has begun, within `timeout` seconds; what is still waiting is dropped."""
        self._closed.set()
        self._pool.shutdown(wait=False, cancel_futures=True)
        wait(set(self._jobs), timeout)

    def _done(self, reply: Reply, begun: threading.Event, job: Future[None]) -> None:
        self._room.release()
        self._jobs.discard(job)
        if job.cancelled():
            return
        error = job.exception()
        if isinstance(error, SlackApiError):  # Slack refused the answer: saying so would be refused too
            log.error("Slack refused an answer: %s", refusal(error))
        elif error is not None and not isinstance(error, CancelledError):
            log.error("an answer failed: %s", anonymous(error))
            if begun.is_set():  # it may have reached its reader, who shall not be told two things
                return
            with suppress(RuntimeError):  # closed meanwhile
                self._pool.submit(reply, blocks.problem(FAILED))

    def _answer(self, reply: Reply, make: Callable[[], Said], begun: threading.Event, asked: float) -> None:
        result = "failed"
        try:
            result = _answer(partial(self._say, reply), make, begun)
        except SlackApiError as error:
            result = "rate_limited" if refusal(error) in LIMITED else "refused"
            raise
        finally:
            self._tell(result, self._clock.monotonic() - asked)

    def _say(self, reply: Reply, message: Message) -> object:
        """Say it, and once more where Slack asked to wait: what it answers so was shown to nobody."""
        try:
            came = reply(message)
        except SlackApiError as error:
            if refusal(error) not in LIMITED or (seconds := _named(error)) > PATIENCE:
                raise
        else:
            if came != HTTPStatus.TOO_MANY_REQUESTS:
                return came
            seconds = SOON
        self._meter.count(RATE_LIMITED, "answering")
        self._pause(seconds)
        return reply(message)

    def _tell(self, result: str, seconds: float) -> None:
        self._meter.took(ANSWERED, seconds, result)
        _log.info("answer.ended", result=result, ms=round(seconds * 1000))
        if result == "rate_limited":
            self._meter.count(RATE_LIMITED, "answering")


def anonymous(error: BaseException) -> str:
    """Where and what, without the error's own words: they may hold what a reader wrote, or a secret."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in reversed(frames))
    return f"{type(error).__name__} in {places or 'no known place'}"


def refusal(error: SlackApiError) -> str:
    """Slack's code for it."""
    answer = cast("SlackResponse | dict[str, object]", error.response)
    return str(answer.get("error", "unknown"))


def _named(error: SlackApiError) -> float:
    """The seconds that Slack asks to wait."""
    answer = cast("SlackResponse | dict[str, object]", error.response)
    headers = cast("Mapping[str, str]", getattr(answer, "headers", {}))
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    return float(said) if said.isascii() and said.isdecimal() else SOON


def _answer(reply: Reply, make: Callable[[], Said], begun: threading.Event) -> str:
    """Make it, say it, tell how that went; `begun` is set as soon as something may have been heard."""
    try:
        made = make()
    except DatelineError as error:
        made = blocks.problem(str(error))
    if made is None:
        return "said"
    begun.set()
    heard = [reply(message) for message in ([made] if isinstance(made, blocks.Message) else made)]
    refused = [status for status in heard if isinstance(status, int) and status != HTTPStatus.OK]
    if HTTPStatus.TOO_MANY_REQUESTS in refused:
        return "rate_limited"
    return "refused" if refused else "said"
