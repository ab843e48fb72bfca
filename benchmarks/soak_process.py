"""`dateline` as it is, under a fast clock (`soak_process.py run --metrics-port 9464`).

All is the product's own but for the clock that the house is built with. The rounds of what happens by itself
come as much sooner as the clock runs, though none more often than twice a real second.
"""

from __future__ import annotations

import os
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import soak_inside
from soak_clock import FastClock

from bot.cli import main, shifts
from bot.clock import SystemClock
from bot.wiring import House
from bot.work import tasks
from bot.work.embedded import Embedded

if TYPE_CHECKING:
    from bot.config import Config

SOONEST = timedelta(seconds=0.5)


class SqueezedHouse(House):
    def __init__(self, config: Config) -> None:
        self.fast = FastClock.of(os.environ)
        super().__init__(config, self.fast)

    @cached_property
    def embedded(self) -> Embedded:
        listed = self.tasks(self.rounds)
        for task in listed:
            task.every = max(task.every / self.fast.speed, SOONEST)
        return Embedded(listed, SystemClock())


if __name__ == "__main__":
    shifts.House = SqueezedHouse
    soak_inside.tell()
    # Digests wait so long at the start for the first collection: real minutes would be hours here.
    tasks.COLLECTION_PATIENCE /= FastClock.of(os.environ).speed
    main()
