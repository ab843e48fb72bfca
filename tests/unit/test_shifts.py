"""A shift at work, and what is left of it when another one has taken over."""

from __future__ import annotations

import threading
import weakref
from threading import Event
from typing import TYPE_CHECKING

from bot.cli.shifts import Shift
from bot.cli.watching import watched
from bot.config import Config

if TYPE_CHECKING:
    from pathlib import Path


class Idle:
    """An engine that does nothing."""

    def __init__(self) -> None:
        self.stopping = Event()

    def start(self) -> None:
        """Begin nothing."""

    def stop(self, timeout: float) -> bool:
        del timeout
        return True


def test_a_shift_that_has_ended_holds_its_house_no_more(tmp_path: Path) -> None:
    """`dateline run` knows its first shift to the end; with the house the index of stories would stay."""
    shift = Shift(Config(database=f"sqlite:///{tmp_path / 'store.db'}"), lambda _: Idle(), 1.0)
    house = weakref.ref(shift.house)
    with watched(shift.house, None):
        shift.begin()
        shift.give_way()
        for thread in threading.enumerate():
            if thread.name == "dateline relieved":
                thread.join()
        assert house() is None
