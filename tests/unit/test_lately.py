"""What is dear to find out is found once for all that ask within a while."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from bot.lately import Lately, Meanwhile

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = timedelta(minutes=1)


class HandClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 8, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds


def test_it_holds_for_a_while_and_no_longer() -> None:
    """The same within a minute, anew after it, and the minute counts from then."""
    clock, found = HandClock(), count()
    asked = Lately(lambda: next(found), clock, MINUTE)
    told: list[int] = []
    for clock.seconds in (0, 59.9, 60, 119.9, 120):
        told.append(asked())
    assert told == [0, 0, 1, 1, 2]


def test_of_many_that_ask_at_once_one_finds_it() -> None:
    """At the time of all digests it is not found once for each."""
    together, found = Barrier(8), count()
    asked = Lately(lambda: next(found), HandClock(), MINUTE)

    def ask(_: int) -> int:
        together.wait(10)
        return asked()

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {0}
    assert next(found) == 1


def test_what_fails_is_asked_for_again() -> None:
    """An error is nobody's answer but that of who met it."""
    divisors = iter([0, 1])
    asked = Lately(lambda: 1 // next(divisors), HandClock(), MINUTE)
    with pytest.raises(ZeroDivisionError):
        asked()
    assert asked() == 1


class Later:
    """What is to be done later is done when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], object]] = []

    def __call__(self, _seconds: float, do: Callable[[], object]) -> None:
        self.waiting.append(do)

    def comes(self) -> None:
        waiting, self.waiting = self.waiting, []
        for do in waiting:
            do()


def test_what_nobody_asked_for_in_a_while_is_let_go_and_made_again() -> None:
    """It stays while somebody asks between two looks; then it is gone, and nothing looks after it."""
    made, later = count(1), Later()
    number = Meanwhile(lambda: next(made), 30, later)
    assert [number(), number()] == [1, 1]
    later.comes()
    assert number() == 1
    later.comes()
    later.comes()
    assert later.waiting == []
    assert number() == 2
    assert len(later.waiting) == 1
