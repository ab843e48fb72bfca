"""How often alerts and breaking news come: fourteen days of the newswire, with people who follow topics.

    DATELINE_EVAL_DATA=.../data python benchmarks/alerts.py [--topics sudan,climate] [--newsrooms 5]

The real newsroom with a clock moved by hand: every half an hour it takes in what was published meanwhile, and
looks for alerts. One reader for each topic, in London, with the settings as shipped, and a channel that asked
for breaking news. newswire.py says how the days are made: the hour of an article is drawn, so the figures say
how many stories are told by so many newsrooms within so long, not how fast the news of that day really broke.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation import data_folder, last_line, load, options_of, table
from newswire import DAYS, END, wire

from bot.config import Config
from bot.config_parts import AlertsConfig
from bot.model import Incoming, Preference, Reader, Subject, Wish
from bot.store import deliveries, readers
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summaries import Article

TOPICS = "climate,north korea,football,brexit,earthquake,european union,cholera,space,trump,kenya"
ROUND = timedelta(minutes=30)
CHANNEL = "C0BREAKING"


class HandClock:
    def __init__(self, now: datetime) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()


def main() -> int:
    options = options_of(__doc__)
    options.add_argument("--topics", default=TOPICS)
    options.add_argument("--newsrooms", type=int, default=AlertsConfig().breaking_publishers)
    options.add_argument("--minutes", type=int, default=AlertsConfig().breaking_minutes)
    asked = options.parse_args()
    folder = data_folder("stream.dev.jsonl.gz")
    if folder is None:
        return 0
    told = list(wire(load(folder / "stream.dev.jsonl.gz")).articles.values())
    ours = AlertsConfig(breaking_publishers=asked.newsrooms, breaking_minutes=asked.minutes)
    found = lived(told, asked.topics.split(","), ours)
    print(table(["asked for", "messages", "a day", "busiest day"], [_row(*one) for one in found.items()]))
    print(last_line({name: sum(days.values()) for name, days in found.items()}))
    return 0


def lived(told: Sequence[Article], topics: Sequence[str], ours: AlertsConfig) -> dict[str, Counter[str]]:
    """What was asked for -> how many messages on which day."""
    clock = HandClock(END - timedelta(days=DAYS))
    with tempfile.TemporaryDirectory() as folder:
        config = Config(database=f"sqlite:///{Path(folder) / 'alerts.db'}", alerts=ours)
        with House(config, clock) as house:
            _people(house, topics, clock.now())
            waiting = list(told)
            while clock.time < END:
                clock.time += ROUND
                due = [one for one in waiting if one.published and one.published <= clock.time]
                waiting = waiting[len(due) :]
                list(house.intake.take(map(_incoming, due)))
                for steps in (house.alerts.steps(), house.breaking_news.steps()):
                    for step in steps:
                        step()
            with house.store.read() as db:
                sent = [row for row, _ in deliveries.notices(db, "", END - timedelta(days=DAYS + 1))]
    found = {name: Counter[str]() for name in (*topics, "breaking", "correction")}
    for row in sent:
        kind, owner = row.subscription_id.split("/")[1:3]
        name = topics[int(owner[1:])] if kind == "alert" else kind
        found[name][str(row.due.date())] += 1
    return found


def _people(house: House, topics: Sequence[str], now: datetime) -> None:
    wishes = [(f"U{number}", topic) for number, topic in enumerate(topics)]
    with house.store.write() as db:
        for owner, value in (*wishes, (CHANNEL, "breaking")):
            readers.keep(db, Reader(id=owner, zone="Europe/London"))
            wish = Preference(
                owner=owner,
                wish=Wish.FOLLOW,
                subject=Subject.TOPIC,
                value=value,
                label="",
                by=owner,
                made=now,
            )
            readers.prefer(db, wish)


def _incoming(one: Article) -> Incoming:
    return Incoming(
        source=one.publisher,
        key=one.id,
        url=f"https://wire.example/{one.id}",
        title=one.title,
        text=one.text,
        published=one.published,
        publisher=one.publisher,
        language=one.language,
    )


def _row(name: str, days: Counter[str]) -> list[str]:
    total = sum(days.values())
    return [name, str(total), f"{total / DAYS:.1f}", str(max(days.values(), default=0))]


if __name__ == "__main__":
    sys.exit(main())
