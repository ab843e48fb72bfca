"""An alert and breaking news, from the demonstration's newsrooms as they publish."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from samples import incoming

from bot.config import Config
from bot.config_parts import AlertsConfig
from bot.demo.sample_files import load
from bot.model import Preference, Reader, Subject, Wish
from bot.store import deliveries, readers
from bot.wiring import House

MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
BEGUN = MORNING - timedelta(days=1)
READER, CHANNEL = "U0READER", "C0CHANNEL"
TOPIC = "ferry"
ROUND = timedelta(minutes=20)
# The invented newsrooms are few: what breaks is told by fewer of them than in the world.
ALERTS = AlertsConfig(quiet=None, breaking_publishers=4, breaking_minutes=240)


class HandClock:
    def __init__(self) -> None:
        self.time = BEGUN

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()


def messages() -> dict[str, list[dict[str, Any]]]:
    """The blocks of the first message of each kind: "alert", "breaking"."""
    clock, waiting = HandClock(), sorted(load(MORNING).articles, key=lambda one: one.published)
    with tempfile.TemporaryDirectory() as folder:
        config = Config(database=f"sqlite:///{Path(folder) / 'unasked.db'}", alerts=ALERTS)
        with House(config, clock) as house:
            _ask(house)
            while clock.time < MORNING:
                clock.time += ROUND
                came = [one for one in waiting if one.published <= clock.time]
                waiting = waiting[len(came) :]
                list(house.intake.take(map(incoming, came)))
                for steps in (house.alerts.steps(), house.breaking_news.steps()):
                    for step in steps:
                        step()
            with house.store.read() as db:
                told = deliveries.notices(db, "", BEGUN)
    found: dict[str, list[dict[str, Any]]] = {}
    for _, notice in told:
        found.setdefault(notice.key.partition("/")[0], notice.blocks)
    return found


def _ask(house: House) -> None:
    with house.store.write() as db:
        readers.keep(db, Reader(id=READER, zone="Europe/London"))
        for owner, value in ((READER, TOPIC), (CHANNEL, "breaking")):
            wished = Preference(
                owner=owner,
                wish=Wish.FOLLOW,
                subject=Subject.TOPIC,
                value=value,
                label="",
                by=READER,
                made=BEGUN,
            )
            readers.prefer(db, wished)
