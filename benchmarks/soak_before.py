"""The news of the days before the soak, put into the store by the house's own intake, without the network."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import soak_news
from soak_config import START

from bot.config import load
from bot.model import Incoming
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

INDEXED_DAYS = 14
"""What the index of stories holds (bot.newsroom.stories): its size is steady from the start. Days before it
have a third of the stories; only retention looks at them."""


class DayClock:
    """It is what it is put to."""

    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.at.timestamp()


def fill(config: Path, host: Callable[[int], str], days: int) -> None:
    """A store of so many days before START, with the newsrooms at those addresses."""
    clock = DayClock(START)
    here = load(config, {})
    here = here.model_copy(update={"database": f"sqlite:///{config.parent / 'dateline.db'}"})
    with House(here, clock) as house:
        for number in range(-days, 0):
            clock.at = START + timedelta(days=number + 1)
            new = sum(row.new for row in house.intake.take(_incoming(host, number)))
            print(f"day {number}: {new} articles", file=sys.stderr, flush=True)


def _incoming(host: Callable[[int], str], number: int) -> Iterator[Incoming]:
    stories = soak_news.STORIES_A_DAY // (1 if number >= -INDEXED_DAYS else 3)
    for one in soak_news.day(number, START, stories):
        address = f"{host(one.newsroom)}/{one.id}"
        yield Incoming(
            source=f"{host(one.newsroom)}/feed",
            key=address,
            url=address,
            title=one.title,
            text="\n".join(one.paragraphs),
            published=one.published,
            publisher=soak_news.publisher(one.newsroom),
            section=soak_news.section(one.newsroom),
            language="en",
        )
