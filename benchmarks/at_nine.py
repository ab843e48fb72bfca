"""How late digests come that are all due at one instant: real workers, a PostgreSQL, Slack's limits.

    python benchmarks/at_nine.py [--tenants 10000] [--channels 1] [--workers 1 2 4] [--lead 180]

Each workspace has that many channels with a digest each, at the same minute; the workers run for `lead`
seconds before it, as they would. benchmarks/at_nine_slack.py takes the posts, one a second and channel, 300 a
minute and workspace, and answers after 100 ms; --a-minute and --milliseconds change that. A digest's lateness
is from its minute to when Slack took it; "a second" is told of the middle eight in ten. It ends when all have
come or after --patience seconds. PostgreSQL has its durability on and serves a plain user. One line of JSON
ends it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from at_nine_waits import looked_at
from at_nine_world import install, report
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, make_url
from workers import HERE, cpu, crew, engine_say, rows, servers

from bot.config import load
from bot.store.database import open_database
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

PLAIN = "plain"
SENT = "SELECT count(*) FROM deliveries WHERE message IS NULL AND state = 'sent'"
SAID = "SELECT state, count(*) FROM deliveries WHERE message IS NULL GROUP BY 1 ORDER BY 1"
CONFIG = (
    "database: {}\nfeeds: []\nlog: {{level: warning}}\nworkspaces: {{redirect_url: 'https://d.example/r'}}\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`cores`: CPU seconds a second of the workers, the server and the stand-in, from the due minute on."""

    workers: int
    digests: int
    came: int
    doubled: int
    lost: int
    refused: int
    replies: int
    a_second: float
    first: float
    p50: float
    p99: float
    last: float
    cores: tuple[float, float, float]
    load: float


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--tenants", type=int, default=10_000)
    options.add_argument("--channels", type=int, default=1, help="of each workspace")
    options.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    options.add_argument("--jobs", type=int, default=8, help="of each worker")
    options.add_argument("--lead", type=int, default=180, help="seconds from the workers' start, at least")
    options.add_argument("--patience", type=int, default=1_800, help="seconds from the due minute")
    options.add_argument("--a-minute", type=int, default=300)
    options.add_argument("--milliseconds", type=float, default=100)
    asked = options.parse_args()
    found: list[Figures] = []
    with servers() as (url, server):
        admin = create_engine(
            make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        engine_say(admin, f"CREATE ROLE {PLAIN} LOGIN")
        for number in asked.workers:
            name = f"at_nine_{number}"
            engine_say(admin, f"CREATE DATABASE {name} OWNER {PLAIN} TEMPLATE template0 ENCODING 'UTF8'")
            own = admin.url.set(database=name, username=PLAIN).render_as_string(hide_password=False)
            with tempfile.TemporaryDirectory() as folder:
                found.append(measured(Path(folder), own, asked, number, server))
            engine_say(admin, f"DROP DATABASE {name} WITH (FORCE)")
        admin.dispose()
    print(table(found))
    print(json.dumps({str(one.workers): asdict(one) for one in found}))
    return 0


def measured(folder: Path, url: str, asked: argparse.Namespace, number: int, server: int) -> Figures:
    open_database(url).dispose()
    (folder / "config.yaml").write_text(CONFIG.format(url))
    environment = os.environ | {
        "SLACK_CLIENT_ID": "1.2",
        "SLACK_CLIENT_SECRET": "none",
        "DATELINE_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
    }
    environment.pop("SLACK_BOT_TOKEN", None)
    with House(load(folder / "config.yaml", environment)) as house:
        report(house, datetime.now(UTC))
        # Whoever opens the accounts, digests shall be due a while after that.
        due = install(house, asked.tenants, asked.channels, asked.lead)
    with slack(asked) as (port, stand_in, told):
        environment["SLACK_API_URL"] = f"http://127.0.0.1:{port}/api/"
        with crew(folder, environment, number, asked.jobs) as workers:
            groups = ([one.pid for one in workers], [server], [stand_in])
            time.sleep(max(0.0, due.timestamp() - time.time()))
            if any(one.poll() is not None for one in workers):
                raise RuntimeError("a worker has ended before the digests were due")
            before, load_before = [cpu(group) for group in groups], time.monotonic()
            with looked_at(url) as waits:
                states = waited(url, asked)
            took = time.monotonic() - load_before
            cores = tuple(
                round((cpu(group) - past) / took, 2) for group, past in zip(groups, before, strict=True)
            )
            print(f"{number} workers: {states}; connections wait {waits}", file=sys.stderr)
        return figures(told(), due, asked, number, (cores[0], cores[1], cores[2]))


def figures(
    told: tuple[list[Any], int],
    due: datetime,
    asked: argparse.Namespace,
    number: int,
    cores: tuple[float, float, float],
) -> Figures:
    """`told`: the posts (token, channel, nonce, whether in a thread, when), and how many were refused."""
    posts, refused = told
    digests = [post for post in posts if not post[3]]
    came = Counter((token, channel) for token, channel, *_ in digests)
    late = sorted(at - due.timestamp() for *_, at in digests) or [0.0]
    wanted = asked.tenants * asked.channels
    middle = late[int(len(late) * 0.9)] - late[len(late) // 10]
    return Figures(
        workers=number,
        digests=wanted,
        came=len(came),
        doubled=sum(came.values()) - len(came),
        lost=wanted - len(came),
        refused=refused,
        replies=len(posts) - len(digests),
        a_second=round(0.8 * len(late) / middle, 1) if middle else 0.0,
        first=round(late[0], 1),
        p50=round(late[len(late) // 2], 1),
        p99=round(late[int(len(late) * 0.99)], 1),
        last=round(late[-1], 1),
        cores=cores,
        load=round(os.getloadavg()[0], 1),
    )


def waited(url: str, asked: argparse.Namespace) -> list[Any]:
    """Until every digest is marked sent; how they stand then."""
    everybody = {"options": "-c dateline.every_tenant=on"}
    engine = create_engine(url, isolation_level="AUTOCOMMIT", connect_args=everybody)
    until, wanted = time.monotonic() + asked.patience, asked.tenants * asked.channels
    while rows(engine, SENT)[0][0] < wanted and time.monotonic() < until:
        time.sleep(1)
    states = [tuple(row) for row in rows(engine, SAID)]
    engine.dispose()
    return states


@contextmanager
def slack(asked: argparse.Namespace) -> Generator[tuple[int, int, Any]]:
    """Its port, its process, and what tells what it took."""
    line = [sys.executable, str(HERE / "at_nine_slack.py"), "--a-minute", str(asked.a_minute)]
    line += ["--milliseconds", str(asked.milliseconds)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline())

        def told() -> tuple[list[Any], int]:
            said = json.loads(process.communicate()[0])
            return said["posts"], said["refused"]

        yield port, process.pid, told


def table(found: Sequence[Figures]) -> str:
    heads = "workers | digests | a second | lateness: first | p50 | p99 | last | doubled | lost | 429"
    lines = [
        f"| {one.workers} | {one.came} of {one.digests} | {one.a_second} | {one.first} s | {one.p50} s "
        f"| {one.p99} s | {one.last} s | {one.doubled} | {one.lost} | {one.refused} "
        f"| {', '.join(map(str, one.cores))} | {one.load} |"
        for one in found
    ]
    head = f"| {heads} | cores: workers, PostgreSQL, stand-in | load |"
    return "\n".join([head, f"|{'---:|' * 12}", *lines])


if __name__ == "__main__":
    sys.exit(main())
