"""One host's pauses, whoever asks it: what two processes reserve is never closer together than the pause."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING

from stored import NOW

from bot.clock import FixedClock, SystemClock
from bot.store.hosts import HostTurns
from bot.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable


def process(store: Store) -> Callable[[], tuple[float, float]]:
    """What a process of its own is told: by when it asked, and how long it is to wait."""
    turns = HostTurns(lambda: store, SystemClock())

    def ask() -> tuple[float, float]:
        asked = monotonic()
        return asked, turns.take("a.example", 10.0, 1_000.0)

    return ask


def test_two_processes_share_a_host_s_pauses(database: str) -> None:
    """Twenty requests of two processes at once are told twenty moments, each ten seconds after another."""
    stores = [Store(database), Store(database)]
    asks = [process(store) for store in stores]
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda number: asks[number % 2](), range(20)))
    moments = sorted(asked + wait for asked, wait in told)
    waits = sorted(wait for _, wait in told)
    assert waits[0] == 0
    assert all(later - earlier > 5 for earlier, later in pairwise(moments))
    assert waits[-1] > 150
    for store in stores:
        store.close()


def test_other_hosts_wait_for_nothing(store: Store) -> None:
    turns = HostTurns(lambda: store, FixedClock(NOW))
    assert [turns.take(host, 10.0, 100.0) for host in ("a.example", "b.example")] == [0, 0]


def test_a_wait_that_is_too_long_reserves_nothing(store: Store) -> None:
    """Who is told to come another time takes no place in the row."""
    turns = HostTurns(lambda: store, FixedClock(NOW))
    assert turns.take("a.example", 50.0, 100.0) == 0
    waits = [turns.take("a.example", 50.0, 10.0) for _ in range(3)]
    assert all(40 < wait <= 50 for wait in waits)


def test_a_host_that_asks_for_patience_is_left_alone_by_all(database: str) -> None:
    """429 with Retry-After, told to one process, holds for the other."""
    ours, theirs = Store(database), Store(database)
    HostTurns(lambda: ours, FixedClock(NOW)).hold("a.example", 300.0)
    assert HostTurns(lambda: theirs, FixedClock(NOW)).take("a.example", 1.0, 1.0) > 250
    for store in (ours, theirs):
        store.close()


def test_hosts_that_were_not_asked_for_long_are_forgotten(store: Store) -> None:
    """The rows of an hour ago tell nobody to wait."""
    turns = HostTurns(lambda: store, FixedClock(NOW))
    turns.take("a.example", 1.0, 1.0)
    HostTurns(lambda: store, FixedClock(NOW + timedelta(days=3_650))).forget_old()
    with store.read() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM hosts").scalar() == 0


def test_without_a_database_each_process_keeps_its_own_pauses(database: str) -> None:
    """What a worker fetches meanwhile is not lost by that."""
    store = Store(database)
    with store.write() as db:
        db.exec_driver_sql("DROP TABLE hosts")
    turns = HostTurns(lambda: store, FixedClock(NOW))
    turns.hold("a.example", 100.0)
    assert turns.take("a.example", 10.0, 10.0) == 0
    store.close()
