"""A week of Dateline squeezed into an hour: docs/soak.md and docs/pictures/soak.png.

    python benchmarks/soak.py [--minutes 60] [--keep FOLDER]
    python benchmarks/soak.py --page FOLDER

`dateline run` as one process on SQLite, under a clock 168 times as fast as ours; 24 newsrooms and a Slack on
loopback. Before it begins, the store is filled with a month of news. Each few seconds it is written down
what the process and its children take and what the store holds, as lines of JSON in FOLDER; `--page` makes
the page and the plot of them, also while the run is on. Needs no data. Status 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import soak_inside  # noqa: E402  (the path comes first)
import soak_judge  # noqa: E402
import soak_news  # noqa: E402
import soak_watch  # noqa: E402
from soak_before import fill  # noqa: E402
from soak_clock import SPEED, FastClock  # noqa: E402
from soak_config import START, configured  # noqa: E402
from soak_slack import LimitedSlack, People  # noqa: E402
from soak_wire import Wire, host  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

EACH_SECONDS = 4.0
ROWS_EACH = 10
"""Samples from one counting of rows, and asking for metrics, to the next."""
PORT = 48_168
"""The newsrooms' where a store is begun with that names their addresses."""
RELOAD_DAYS, RECONNECT_DAYS = 0.5, 0.21
AT_LAST_SECONDS = 20.0


def main() -> int:
    asked = arguments()
    if asked.page:
        import soak_page  # noqa: PLC0415  (late: matplotlib takes a second)

        soak_page.write(asked.page, asked.docs)
        return 0
    if asked.fill:
        asked.fill.mkdir(parents=True, exist_ok=True)
        (asked.fill / "config.yaml").write_text("database: sqlite:///dateline.db\n", "utf-8")
        fill(asked.fill / "config.yaml", partial(host, port=PORT), asked.before)
        return 0
    with tempfile.TemporaryDirectory(prefix="soak-") as temporary:
        folder = asked.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        found = soaked(folder, asked)
    print(json.dumps(found, indent=1))
    return 1 if found["problems"] else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60.0, help="of our time; 60 are a week")
    parser.add_argument("--before", type=int, default=31, help="days of news in the store at the start")
    parser.add_argument("--fill", type=Path, help="only make a store of those days in this folder")
    parser.add_argument("--filled", type=Path, help="begin with this store, which --fill made")
    parser.add_argument("--keep", type=Path, help="the folder of the run; it stays")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs", help="where the page goes")
    parser.add_argument("--page", type=Path, help="make the page and the plot from this folder's run")
    return parser.parse_args()


def soaked(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """Play it, and say what came of it."""
    start = FastClock(begun=time.time(), start=START)
    for number in range(-7, 9):
        soak_news.day(number, START)  # made before anybody waits for it
    with Wire(start, PORT if asked.filled else 0) as wire, LimitedSlack(start) as slack:
        configured(folder, wire, slack, stories=7)
        if asked.filled:
            shutil.copy(asked.filled, folder / "dateline.db")
        else:
            fill(folder / "config.yaml", wire.host, asked.before)
        clock = wire.clock = FastClock(begun=time.time(), start=START)
        for one in (slack.workspace, slack.platform):
            one.clock = clock
        with written(folder / "asks.jsonl") as tell, started(folder, clock, slack) as (process, port):
            slack.wait_for(lambda: slack.socket.connections, 120)
            people = People(slack, clock, tell)
            people.start()
            try:
                watched(folder, process, port, (clock, wire, slack, people), asked.minutes)
            finally:
                people.end()
        about = {"on": str(datetime.now(UTC).date()), "minutes": asked.minutes, "speed": SPEED}
        about |= {"days": round(clock.days(), 3), "before": asked.before}
        found = about | soak_judge.judged(folder, clock, slack, people, wire)
    (folder / "result.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return found


def watched(
    folder: Path, process: subprocess.Popen[bytes], port: int, world: tuple[Any, ...], minutes: float
) -> None:
    """A sample each few seconds; now and then it is told to reload, and Slack asks it to reconnect."""
    clock, wire, slack, people = world
    reloads = reconnects = number = 0
    database = folder / "dateline.db"
    with written(folder / "samples.jsonl") as tell:
        while time.time() - clock.begun < minutes * 60:
            if process.poll() is not None:
                raise RuntimeError(f"dateline ended with {process.returncode}")
            sample: dict[str, Any] = {"day": round(clock.days(), 5), "at": time.time(), "reloads": reloads}
            sample |= soak_watch.taken(process.pid) | soak_watch.sizes(database)
            sample |= {
                "people": dict(people.counts),
                "wire": dict(wire.answers),
                "limited": slack.limits.refused,
                "load": os.getloadavg()[0],
                "inside": soak_inside.told(folder),
            }
            if number % ROWS_EACH == 0:
                sample |= {"rows": soak_watch.rows(database), "metrics": soak_watch.metrics(port)}
            tell(sample)
            if clock.days() > (reloads + 1) * RELOAD_DAYS:
                reloads += 1
                configured(folder, wire, slack, stories=7 - reloads % 2)
                process.send_signal(signal.SIGHUP)
            if clock.days() > (reconnects + 1) * RECONNECT_DAYS:
                reconnects += 1
                slack.socket.disconnect("refresh_requested")
            number += 1
            time.sleep(EACH_SECONDS)


@contextmanager
def started(
    folder: Path, clock: FastClock, slack: LimitedSlack
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    given = clock.environment | {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "benchmarks")]),
    }
    program = [
        sys.executable,
        str(ROOT / "benchmarks" / "soak_process.py"),
        "run",
        "--metrics-port",
        str(port),
    ]
    with (folder / "log.jsonl").open("ab") as log:
        process = subprocess.Popen(program, cwd=folder, env=os.environ | given, stdout=log, stderr=log)
        try:
            yield process, port
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(AT_LAST_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextmanager
def written(path: Path) -> Iterator[Any]:
    """A line of JSON each, at once on the disk, whoever's thread it is."""
    turn = threading.Lock()
    with path.open("a", encoding="utf-8") as file:

        def tell(line: dict[str, Any]) -> None:
            with turn:
                file.write(json.dumps(line) + "\n")
                file.flush()

        yield tell


if __name__ == "__main__":
    sys.exit(main())
