"""What each fault does once a replica stands at the point."""

from __future__ import annotations

import resource
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from once.process import Worker
    from once.world import Arrival, World

FOR_GOOD = 10**9
HISTORIES = ("conversations.history", "conversations.replies")
HOUR = 3600.0
NOTHING = {"ok": True, "messages": [], "has_more": False}


def strike(world: World, arrival: Arrival) -> None:
    """Let the cell's fault happen; on return it is over, or what is broken stays so for good."""
    STRIKES[world.cell.fault](world, arrival)


# ---- processes ----


def _kill(world: World, arrival: Arrival) -> None:
    """SIGKILL; whoever keeps the process running starts another."""
    world.kill(arrival.worker)
    arrival.release()
    world.start(armed=False)


def _stop(world: World, arrival: Arrival) -> None:
    """SIGSTOP past the lease, then SIGCONT: it goes on where it stood."""
    arrival.worker.signal(signal.SIGSTOP)
    arrival.release()
    world.wait(world.terms.frozen)
    arrival.worker.signal(signal.SIGCONT)


# ---- clocks ----


def _clock(hours: float) -> Callable[[World, Arrival], None]:
    def leap(world: World, arrival: Arrival) -> None:
        """The clock of this one leaps, and is set right some time later."""
        world.shift(arrival.worker, hours * HOUR)
        arrival.release()
        world.wait_until(world.is_settled, world.terms.lease + 2 * world.terms.flight)
        world.wait(2 * world.terms.tick)
        world.shift(arrival.worker, 0.0)

    return leap


# ---- Slack ----


def _answer(kind: str, *, retry_after: int = 1, passes: float = 0.0) -> Callable[[World, Arrival], None]:
    def answer(world: World, arrival: Arrival) -> None:
        """The next call goes wrong: the post, or where one is being settled, the look into the history."""
        for method in HISTORIES if world.cell.point.name == "before-history" else ("chat.postMessage",):
            world.slack.fail(method, kind, retry_after=retry_after)
        arrival.release()
        if passes:
            world.wait(world.terms.posting + 2 * world.terms.tick)
            world.pass_time(passes)

    return answer


def _without_metadata(doubt: str) -> Callable[[World, Arrival], None]:
    def answer(world: World, arrival: Arrival) -> None:
        """Slack loses the nonce of the next post, and perhaps its answer too."""
        world.backend.strip_metadata = True
        if doubt:
            world.slack.fail("chat.postMessage", doubt)
        before = len(world.slack.log.accepted())
        arrival.release()
        world.wait_until(lambda: len(world.slack.log.accepted()) > before, world.terms.patience)
        world.backend.strip_metadata = False

    return answer


def _refused(code: str) -> Callable[[World, Arrival], None]:
    def refuse(world: World, arrival: Arrival) -> None:
        """From now on every call is refused."""
        world.slack.fail("*", f"error:{code}", times=FOR_GOOD)
        arrival.release()

    return refuse


def _archived(world: World, arrival: Arrival) -> None:
    world.slack.workspace.change_channel(world.slack.channel, archived=True)
    arrival.release()


def _removed(world: World, arrival: Arrival) -> None:
    world.slack.workspace.change_channel(world.slack.channel, member=False)
    arrival.release()


def _history(kind: str, seconds: float = 0.0) -> Callable[[World, Arrival], None]:
    def history(world: World, arrival: Arrival) -> None:
        terms = world.terms
        span = {"late": terms.lag, "too-late": terms.long_lag}.get(kind, seconds * terms.scale)
        fault = {"too-late": "late"}.get(kind, kind)
        for method in HISTORIES:
            world.slack.fail(method, fault, times=FOR_GOOD, seconds=span, answer=NOTHING)
        arrival.release()

    return history


def _empty_for_a_while(world: World, arrival: Arrival) -> None:
    """The history shows nothing until the message was sent again; then it shows all."""
    posts = len(world.slack.log.of("chat.postMessage"))
    _history("instead")(world, arrival)
    world.wait_until(lambda: len(world.slack.log.of("chat.postMessage")) > posts, world.terms.patience)
    world.slack.faults.clear()


# ---- the database ----


def _locked(world: World, arrival: Arrival) -> None:
    with world.database.locked():
        arrival.release()
        world.wait(world.terms.outage)


def _gone(world: World, arrival: Arrival) -> None:
    with world.database.gone():
        arrival.release()
        world.wait(world.terms.outage)


def _full_pages(world: World, arrival: Arrival) -> None:
    """SQLite may not add a page (PRAGMA max_page_count); changes that need none still succeed."""
    for worker in world.alive:
        worker.levers.set(full=True)
    arrival.release()
    world.wait(world.terms.outage)
    for worker in world.alive:
        worker.levers.set(full=False)


def _full_files(world: World, arrival: Arrival) -> None:
    """No replica may write a byte into any file (RLIMIT_FSIZE): the journal can't grow, nothing commits."""
    limited = world.alive
    for worker in limited:
        _limit(worker, 0)
    arrival.release()
    world.wait(world.terms.outage)
    for worker in limited:
        _limit(worker, resource.RLIM_INFINITY)


def _limit(worker: Worker, most: int) -> None:
    with suppress(ProcessLookupError):  # it could not even start, and another has taken its place
        resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


STRIKES: dict[str, Callable[[World, Arrival], None]] = {
    "kill": _kill,
    "stop": _stop,
    "clock+1h": _clock(1),
    "clock-1h": _clock(-1),
    "clock+1d": _clock(24),
    "clock-1d": _clock(-24),
    "429-1s": _answer("429"),
    "429-3600s": _answer("429", retry_after=3600, passes=HOUR),
    "500-lost": _answer("500"),
    "503-lost": _answer("503"),
    "500-accepted": _answer("accept_then_500"),
    "503-accepted": _answer("accept_then_503"),
    "dropped-lost": _answer("drop"),
    "dropped-accepted": _answer("accept_then_drop"),
    "metadata-dropped": _without_metadata(""),
    "metadata-dropped-and-doubt": _without_metadata("accept_then_drop"),
    "token-revoked": _refused("token_revoked"),
    "app-uninstalled": _refused("account_inactive"),
    "channel-archived": _archived,
    "bot-removed": _removed,
    "history-late": _history("late"),
    "history-too-late": _history("too-late"),
    "history-empty": _empty_for_a_while,
    "history-empty-for-good": _history("instead"),
    "history-limited": _history("limited", seconds=1.5),
    "database-locked": _locked,
    "database-gone": _gone,
    "disk-full-pages": _full_pages,
    "disk-full-files": _full_files,
}
