"""How late feeds are read day in, day out: a window of the steady state, at any number of feeds.

    python benchmarks/workers_steady.py [--feeds 1000 10000 100000] [--workers 1 2 4] [--every 15]

As benchmarks/workers.py, but all feeds are known, and were read evenly over the interval before: so as many
fall due each second as later on, and a window tells of the whole. A round of 100,000 would take a quarter of
an hour and more; what is measured is --window seconds, --warm seconds after the workers' start. Feeds of an
operator's own network, as those on loopback are, are asked after nine tenths of `every_minutes`.

A reading's lateness is counted from when the feed was due: an interval after the reading before. "Left" is
how many feeds are due and unread at the end: where that grows, the workers can't keep up, and lateness is
what it has come to by then. A host where a feed failed last waits for one of a quarter of the places, so the
figures of hosts without a failing feed stand apart. One line of JSON ends it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine
from workers import configure, cpu, crew, database, engine_say, family, moment, rows, servers, wire
from workers_wire import NEW

from bot.work.cluster import AILING, HOUSE, PARTS, POSTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

NEARLY = 0.9  # bot.newsroom.pacing
SETTLE = 120  # seconds that the workers may take to start
# In one go, as they would be after a day: each read once, evenly over the interval before now.
KNOWN = """
INSERT INTO feeds (url, publisher, etag, last_modified, checked, changed, failures, error, gone)
SELECT url, 'Harbour', '"1"', '', {stamp}, {stamp}, 0, '', false
FROM unnest(string_to_array('{urls}', ' ')) WITH ORDINALITY AS given (url, n),
     LATERAL (SELECT {interval} * (n * 7919 % {count}) / {count} AS ago),
     LATERAL (SELECT '{now}'::timestamptz - make_interval(secs => ago) AS at)
"""
STAMP = "to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US+00:00')"
READ = """
INSERT INTO feed_readings
    (url, at, outcome, why, sign, moved_to, found, entries, new, closed, milliseconds, size)
SELECT url, checked, 'read', '', '', '', '', 1, 0, 0, 1, 1 FROM feeds
"""
LATE = """
WITH known AS (SELECT url, at FROM feed_readings UNION SELECT url, checked FROM feeds),
     paired AS (SELECT url, at, lag(at) OVER (PARTITION BY url ORDER BY at) AS before FROM known)
SELECT url, extract(epoch FROM at::timestamptz - before::timestamptz) - {interval} FROM paired
WHERE before IS NOT NULL AND at > '{begun}' AND at <= '{ended}'
"""
LEFT = "SELECT count(*) FROM feeds WHERE checked::timestamptz < '{}'::timestamptz - make_interval(secs => {})"

# A worker takes from each, as a worker of procrastinate's.
QUEUES = (HOUSE, PARTS, AILING, POSTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One window. `due` and `read`: feeds a second. `well_*`: of hosts where no feed fails.

    `cores`: CPU seconds a second of the workers, the server and the wire; `megabytes`: resident, of a worker
    with its children. `inbox`: parts that wait to be put into stories at the end.
    """

    workers: int
    feeds: int
    due: float
    read: float
    p50: float
    p99: float
    well_p50: float
    well_p99: float
    left: int
    inbox: int
    cores: tuple[float, float, float]
    megabytes: int
    load: float


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--feeds", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    options.add_argument("--every", type=int, default=15, help="minutes between two readings of a feed")
    options.add_argument("--per-host", type=int, default=5, help="feeds of one host")
    options.add_argument("--jobs", type=int, default=8, help="of each worker")
    options.add_argument("--warm", type=int, default=60)
    options.add_argument("--window", type=int, default=120)
    asked = options.parse_args()
    found: list[Figures] = []
    with servers() as (url, server), wire() as (port, world):
        for feeds in asked.feeds:
            for number in asked.workers:
                with (
                    database(url, f"steady_{feeds}_{number}") as own,
                    tempfile.TemporaryDirectory() as folder,
                ):
                    one = argparse.Namespace(**{**vars(asked), "feeds": feeds})
                    configure(Path(folder), own, one, port, asked.every)
                    found.append(measured(Path(folder), own, one, number, (server, world)))
                    print(table(found[-1:]).splitlines()[-1], file=sys.stderr, flush=True)
    print(table(found))
    print(json.dumps({f"{one.feeds}-{one.workers}": asdict(one) for one in found}))
    return 0


def measured(
    folder: Path, url: str, asked: argparse.Namespace, number: int, others: Sequence[int]
) -> Figures:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    environment = os.environ | {"SLACK_BOT_TOKEN": "xoxb-none", "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    interval = asked.every * 60 * NEARLY
    remember(engine, folder, interval)
    with crew(folder, environment, number, asked.jobs) as workers:
        started(engine, number)
        time.sleep(asked.warm)
        groups = ([one.pid for one in workers], [others[0]], [others[1]])
        return window(engine, asked, groups, number, interval)


def remember(engine: Engine, folder: Path, interval: float) -> None:
    """Let all feeds of config.yaml be known."""
    lines = (folder / "config.yaml").read_text().splitlines()
    urls = [line.partition("url: ")[2] for line in lines if "- url: " in line]
    given = {"urls": " ".join(urls), "count": len(urls), "now": moment(engine), "interval": interval}
    engine_say(engine, KNOWN.format(stamp=STAMP, **given))
    engine_say(engine, READ)
    engine_say(engine, "ANALYZE")


def started(engine: Engine, number: int) -> None:
    """Once all workers live in the queues."""
    until = time.monotonic() + SETTLE
    named = "SELECT nspname FROM pg_namespace WHERE starts_with(nspname, 'dateline_work_')"
    while time.monotonic() < until:
        for (name,) in rows(engine, named):
            living = rows(engine, f"SELECT count(*) FROM {name}.procrastinate_workers")[0][0]
            if living >= len(QUEUES) * number:
                return
        time.sleep(0.5)
    raise TimeoutError("the workers did not start")


def window(
    engine: Engine, asked: argparse.Namespace, groups: Sequence[Sequence[int]], number: int, interval: float
) -> Figures:
    begun, since, before = moment(engine), time.monotonic(), [cpu(group) for group in groups]
    time.sleep(asked.window)
    ended, took = moment(engine), time.monotonic() - since
    used = [(cpu(group) - past) / took for group, past in zip(groups, before, strict=True)]
    late = rows(engine, LATE.format(interval=interval, begun=begun, ended=ended))
    every = sorted(float(one[1]) for one in late)
    well = sorted(float(one[1]) for one in late if is_well(str(one[0]), asked.per_host))
    return Figures(
        workers=number,
        feeds=asked.feeds,
        due=round(asked.feeds / interval, 1),
        read=round(len(every) / took, 1),
        p50=share(every, 0.5),
        p99=share(every, 0.99),
        well_p50=share(well, 0.5),
        well_p99=share(well, 0.99),
        left=int(rows(engine, LEFT.format(ended, interval))[0][0]),
        inbox=int(rows(engine, "SELECT count(*) FROM inbox")[0][0]),
        cores=(round(used[0], 2), round(used[1], 2), round(used[2], 2)),
        megabytes=round(sum(map(resident, family(groups[0]))) / number / 2**20),
        load=round(os.getloadavg()[0], 1),
    )


def is_well(url: str, per_host: int) -> bool:
    """Whether no feed of its host is one that fails, is slow or hangs."""
    first = int(url.rpartition("/")[2]) // per_host * per_host
    return all(number % 100 < NEW.stop for number in range(first, first + per_host))


def share(values: Sequence[float], of: float) -> float:
    return round(values[int(len(values) * of)], 1) if values else 0.0


def resident(pid: int) -> int:
    """Bytes; what processes share is counted for each."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def table(found: Sequence[Figures]) -> str:
    head = (
        "| feeds | workers | due a second | read | lateness p50 | p99 | well p50 | well p99 | left | inbox "
    )
    head += "| cores: workers, PostgreSQL, wire | MB a worker | load |"
    lines = [
        f"| {one.feeds:,} | {one.workers} | {one.due} | {one.read} | {one.p50} s | {one.p99} s "
        f"| {one.well_p50} s | {one.well_p99} s | {one.left:,} | {one.inbox} "
        f"| {', '.join(map(str, one.cores))} | {one.megabytes} | {one.load} |"
        for one in found
    ]
    return "\n".join([head, f"|{'---:|' * 13}", *lines])


if __name__ == "__main__":
    sys.exit(main())
