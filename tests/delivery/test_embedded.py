"""Tasks and their ticker, with real threads and no waiting for wall time."""

from __future__ import annotations

from datetime import timedelta
from threading import Event, Thread
from threading import enumerate as threads
from typing import TYPE_CHECKING

import pytest
from world import SimClock, at_utc, world_at

from bot.clock import SystemClock
from bot.work import tasks
from bot.work.embedded import Embedded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOON = timedelta(milliseconds=20)
LONG = timedelta(hours=1)
PATIENCE = 10.0  # seconds that a test waits for what must happen; it never takes that long


class Runs:
    """Counts runs, and lets a test wait for the n-th."""

    def __init__(self) -> None:
        self.count = 0
        self._reached: dict[int, Event] = {}

    def reached(self, count: int) -> Event:
        return self._reached.setdefault(count, Event())

    def __call__(self, _stopping: Event | None = None) -> None:
        self.count += 1
        self.reached(self.count).set()


@pytest.fixture
def started() -> Iterator[Callable[..., Embedded]]:
    """Start tasks; whatever a test leaves running is stopped after it."""
    running: list[Embedded] = []

    def start(*wanted: tasks.Task) -> Embedded:
        embedded = Embedded(wanted, SystemClock())
        running.append(embedded)
        embedded.start()
        return embedded

    yield start
    for embedded in running:
        assert embedded.stop(PATIENCE)  # a thread that still ends would be counted by the next test


def test_each_task_runs_at_once_and_again(started: Callable[..., Embedded]) -> None:
    """A task's first run comes at the start, and others follow; a slow rhythm has only the first."""
    often, seldom = Runs(), Runs()
    wait = often.reached(3)
    started(tasks.watch_folders(often, SOON), tasks.housekeeping([seldom], LONG))
    assert wait.wait(PATIENCE)
    assert seldom.reached(1).wait(PATIENCE)
    assert seldom.count == 1


def test_a_failing_task_goes_on_and_stops_no_other(started: Callable[..., Embedded]) -> None:
    """An unforeseen error in a task is logged; the task runs again, and so do the others."""
    failing, well = Runs(), Runs()
    again, others = failing.reached(3), well.reached(3)

    def fail(stopping: Event) -> None:
        failing(stopping)
        raise ZeroDivisionError

    started(tasks.watch_folders(fail, SOON), tasks.collect_feeds(well, SOON, Event()))
    assert again.wait(PATIENCE)
    assert others.wait(PATIENCE)


def test_a_slow_task_holds_up_no_other(started: Callable[..., Embedded]) -> None:
    """While a collection takes its time, the others keep their rhythm, and it never overlaps itself."""
    quick, release, begun = Runs(), Event(), Runs()
    wait = quick.reached(5)

    def slow(stopping: Event) -> None:
        begun(stopping)
        release.wait(PATIENCE)

    embedded = started(tasks.collect_feeds(slow, SOON, Event()), tasks.watch_folders(quick, SOON))
    assert wait.wait(PATIENCE)
    assert begun.count == 1
    release.set()
    assert embedded.stop(PATIENCE)


def test_stopping_lets_what_is_in_hand_finish(started: Callable[..., Embedded]) -> None:
    """A task in hand sees that we are stopping, ends in its own way, and only then is it stopped."""
    in_hand, finished = Event(), Event()

    def collect(stopping: Event) -> None:
        in_hand.set()
        stopping.wait(PATIENCE)
        finished.set()

    embedded = started(tasks.collect_feeds(collect, LONG, Event()))
    assert in_hand.wait(PATIENCE)
    assert embedded.stop(PATIENCE)
    assert finished.is_set()


def test_stopping_takes_no_further_step() -> None:
    """Between two steps of a task a stop is heeded."""
    stopping, second = Event(), Runs()
    assert tasks.housekeeping([stopping.set, second]).run(stopping)
    assert second.count == 0


def test_a_task_that_hangs_does_not_hold_up_the_stop(started: Callable[..., Embedded]) -> None:
    """Where a task hangs, stop gives up after its timeout and says so; its thread can't hold the process."""
    in_hand, release = Event(), Event()

    def hang(_stopping: Event) -> None:
        in_hand.set()
        release.wait(PATIENCE)

    embedded = started(tasks.watch_folders(hang, LONG))
    assert in_hand.wait(PATIENCE)
    assert not embedded.stop(0.01)
    assert all(thread.daemon for thread in threads() if thread.name == "dateline watch folders")
    release.set()
    assert embedded.stop(PATIENCE)


def test_nothing_runs_after_the_stop(started: Callable[..., Embedded]) -> None:
    """Once stopped, no task begins again, and stopping twice is harmless."""
    runs = Runs()
    first = runs.reached(1)
    embedded = started(tasks.watch_folders(runs, SOON))
    assert first.wait(PATIENCE)
    assert embedded.stop(PATIENCE)
    before = runs.count
    assert embedded.stop(PATIENCE)
    assert not [thread for thread in threads() if thread.name == "dateline watch folders"]
    assert runs.count == before


def test_stopping_before_the_start_is_harmless() -> None:
    """What was never started can be stopped: a start that failed half way needs it."""
    assert Embedded([tasks.housekeeping([])], SystemClock()).stop(0)


def test_a_task_never_overlaps_itself() -> None:
    """A run that comes while another is in hand is refused, and the next one after it is taken."""
    in_hand, release, idle = Event(), Event(), Event()

    def read(_stopping: Event) -> None:
        in_hand.set()
        release.wait(PATIENCE)

    task = tasks.watch_folders(read)
    thread = Thread(target=task.run, args=(idle,))
    thread.start()
    assert in_hand.wait(PATIENCE)
    assert not task.run(idle)
    release.set()
    thread.join(PATIENCE)
    assert task.run(idle)


def test_delivery_waits_for_the_first_collection_but_not_for_ever() -> None:
    """At the start digests wait for news: until the first collection has ended, or has taken too long."""
    for collected_in_time in (True, False):
        world, collected, idle = world_at(at_utc("2026-05-04T08:00:10"), ("s1",)), Event(), Event()
        deliver = tasks.deliver(world.driver(), collected, world.clock)
        deliver.run(idle)
        assert world.slack.messages == []
        if collected_in_time:
            tasks.collect_feeds(lambda _: None, LONG, collected).run(idle)
        else:
            world.clock.pass_time(tasks.COLLECTION_PATIENCE.total_seconds())
        deliver.run(idle)
        assert len(world.slack.messages) == 1


def test_a_collection_that_fails_does_not_silence_delivery() -> None:
    """`collected` is set after a run however it went."""
    collected = Event()

    def fail(_stopping: Event) -> None:
        raise ZeroDivisionError

    assert tasks.collect_feeds(fail, LONG, collected).run(Event())
    assert collected.is_set()


def test_an_unforeseen_fault_in_one_delivery_leaves_the_others() -> None:
    """A fault in planning one digest is logged by the task's loop; the others are posted in the same run."""
    world, collected = world_at(at_utc("2026-05-04T08:00:10"), ("s1", "s2")), Event()
    collected.set()

    def fail(point: str) -> None:
        if point == "before plan" and not world.editions.planned:
            world.hook = lambda _: None
            raise ZeroDivisionError

    world.hook = fail
    tasks.deliver(world.driver(), collected, SimClock(world.clock.now())).run(Event())
    assert [message.channel for message in world.slack.messages] == ["C-s2"]
