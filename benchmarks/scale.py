"""What one of each costs, for docs/scale.md's sums: a tick, a host, an article, a digest, at many feeds.

    python benchmarks/scale.py [--feeds 100000] [--readings 2] [--digests 200] [--articles 600]

Milliseconds of this process's CPU, of the wall beside it, and bytes of the database (its indexes included),
on a PostgreSQL out of a wheel as a plain user. Articles are made of invented words (benchmarks/growth.py), 25
sentences each; 120 short ones come on top. `--readings`: of each feed's history (a running house keeps 60).
Markdown, and one line of JSON.
"""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from time import perf_counter, process_time
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / "contract"), str(ROOT / "tests"), str(ROOT)]

from at_nine_world import report  # noqa: E402  (the path comes first)
from databases import served  # noqa: E402
from evaluation import last_line, options_of, table  # noqa: E402
from growth import Invention  # noqa: E402
from pydantic import SecretStr  # noqa: E402
from sqlalchemy import insert, text  # noqa: E402

from bot import tenancy  # noqa: E402
from bot.config import load  # noqa: E402
from bot.deliver import slots  # noqa: E402
from bot.model import FeedState, Incoming, Subscription  # noqa: E402
from bot.store.schema import feed_readings, feeds  # noqa: E402
from bot.wiring import House  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCES = 25
AT_ONCE = 5_000


class Measured:
    """One row a thing; `each` divides."""

    def __init__(self, house: House) -> None:
        self.rows: list[list[object]] = []
        self.figures: dict[str, float] = {}
        self._house = house

    def of(self, name: str, work: Callable[[], object], each: int = 1) -> None:
        size, wall, cpu = self._size(), perf_counter(), process_time()
        work()
        cpu, wall, size = process_time() - cpu, perf_counter() - wall, self._size() - size
        shown = (cpu / each * 1000, wall / each * 1000, size / each)
        self.rows.append([name, f"{shown[0]:.1f}", f"{shown[1]:.1f}", f"{shown[2]:,.0f}"])
        self.figures |= {
            f"{name}.{what}": one for what, one in zip(("cpu_ms", "ms", "bytes"), shown, strict=True)
        }

    def _size(self) -> int:
        with self._house.store.engine.connect() as db:
            return int(db.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def main() -> int:
    parser = options_of(__doc__)
    for name, count in (("feeds", 100_000), ("readings", 2), ("digests", 200), ("articles", 600)):
        parser.add_argument(f"--{name}", type=int, default=count)
    asked = parser.parse_args()
    urls = [f"https://h{n // 5}.example/feed/{n}" for n in range(asked.feeds)]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(stack.enter_context(served()).database())
        path = folder / "config.yaml"
        path.write_text(f"database: {url}\nfeeds:\n" + "".join(f"  - url: {one}\n" for one in urls))
        before = process_time()
        config = load(path, {})
        loaded = (process_time() - before) * 1000
        token = SecretStr("xoxb-none")
        config = config.model_copy(update={"slack": config.slack.model_copy(update={"bot_token": token})})
        with House(config) as house:
            found = Measured(house)
            found.rows.append(["config.yaml read", f"{loaded:.1f}", "", ""])
            found.figures["config.cpu_ms"] = loaded
            of_feeds(found, house, urls, asked.readings)
            of_articles(found, house, asked.articles)
            of_digests(found, house, asked.digests)
    head = [f"with {asked.feeds:,} feeds", "CPU, ms", "wall, ms", "bytes"]
    print(f"{table(head, found.rows)}\n\n{last_line(found.figures)}")
    return 0


def of_feeds(found: Measured, house: House, urls: list[str], readings: int) -> None:
    now = datetime.now(UTC)
    known = [FeedState(url=url, publisher="Harbour", checked=now, changed=now) for url in urls]
    columns = [column.name for column in feeds.columns]
    found.of(
        "a feed",
        lambda: _put(house, feeds, [{name: getattr(one, name) for name in columns} for one in known]),
        len(urls),
    )
    blank = dict.fromkeys(("why", "sign", "moved_to", "found"), "")
    counts = {"entries": 1, "new": 0, "closed": 0, "milliseconds": 9, "size": 900, "outcome": "read"}
    past = [{"url": url, "at": now - timedelta(minutes=15 * n)} for n in range(readings) for url in urls]
    found.of(
        "a reading in a feed's history",
        lambda: _put(house, feed_readings, [{**one, **blank, **counts} for one in past]),
        len(past),
    )
    rounds = house.rounds
    found.of("the first tick", rounds.parts)
    found.of("a tick", rounds.parts)
    found.of("a host, nothing due", lambda: rounds.collect_host("h7.example", Event()))
    found.of("how all feeds fare", house.health.line)


def _put(house: House, into: object, rows: list[dict[str, object]]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        with house.store.write() as db:
            db.execute(insert(into), rows[start : start + AT_ONCE])  # pyright: ignore[reportArgumentType]


def of_articles(found: Measured, house: House, count: int) -> None:
    invention, now = Invention(), datetime.now(UTC)
    items = [
        Incoming(
            source=f"https://h{n}.example/feed",
            key=str(n),
            url=f"https://h{n}.example/{n}",
            title=f"{invention.sentences(1)[0]} {n}",
            text=" ".join(invention.sentences(SENTENCES)),
            published=now,
            publisher=f"Harbour {n % 300}",
            language="en",
        )
        for n in range(count)
    ]
    list(house.intake.take(items[:20]))  # what is read once
    found.of("an article", lambda: list(house.intake.take(items[20:])), count - 20)


def of_digests(found: Measured, house: House, count: int) -> None:
    now = datetime.now(UTC)
    report(house, now)
    at = now.time()
    same = [Subscription(id=f"same-{n}", channel=f"C{n}", at=at, zone="UTC") for n in range(count)]
    own = [replace(one, id=f"own-{n}", without=(f"harbour {n}",)) for n, one in enumerate(same)]

    def plan(some: list[Subscription]) -> None:
        for number, order in enumerate(some):
            with tenancy.of(f"T{number}"):
                slot = slots.latest(order, now, timedelta(days=1))
                assert slot is not None
                house.editions.plan(order, slot)

    plan(same[:1])  # with what is read once a minute
    found.of("a digest that others wish too", lambda: plan(same[1:]), count - 1)
    found.of("a digest of its own wishes", lambda: plan(own), count)


if __name__ == "__main__":
    sys.exit(main())
