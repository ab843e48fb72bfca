"""Start and idle memory: a part of benchmarks/performance.py, which prints its section of the page.

    python benchmarks/performance_start.py [--quick]

It prints the section to standard output and how far it is to standard error. It needs Linux (/proc).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import httpx2
from performance_start_process import STILL, Memory, Spent, Watched, command, held, once
from performance_start_store import fill

from bot.demo.slack import SlackStandIn
from bot.demo.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from bot.model import Feed

START_GOAL = 2.5  # s
CONNECTING = ("dateline run", "dateline web")
SIZES, QUICK_SIZES = (0, 1_000, 10_000, 100_000), (0, 1_000)
TIMES, QUICK_TIMES = 5, 1
PEER, LIBRARIES = "import slack_bolt", "import slack_bolt, sqlalchemy, trafilatura, sumy.summarizers.lex_rank"
GOALS = {0: 180, 100_000: 300}  # MB by articles
IDLE, QUICK_IDLE = 75.0, 0.0  # seconds after work: what nobody needs is let go within 60
QUESTION = "bace"  # whatever: it looks, and answers

INTRO = """\
## Start and idle memory

`dateline run` and `dateline web` as an operator starts them, each as a process, with the project's own \
stand-in for Slack on loopback and a SQLite store. A start is from exec to the socket connected (`run`) or \
to /readyz with status 200 (`web`), in seconds by the clock, the median of {times}; beside it are the \
seconds of the processor, which a busy machine disturbs less, and as the peer what Python takes in the same \
run to import slack_bolt alone. Memory is in MB of 10^6 bytes, of the process and all its children, from \
/proc/PID/smaps_rollup once they have done nothing for {still:g} s; the goal is held against PSS, in which \
pages that processes share count once (RSS counts them in each)."""
LEGEND = """
“Connected” is without any feed. “After work” it has read the demonstration's feeds and pages, put them into \
stories beside those of the last 14 days, answered a question, and then had nothing to do for {idle:g} s."""

SLOW = """
The start misses its goal: most of what it takes of the processor is importing (pydantic's and SQLAlchemy's \
models, regular expressions, dataclasses). How many times the peer's that is depends little on the machine."""
LARGE = """
Memory misses its goal after work: the index of the last 14 days' stories, in which a new article is looked \
for, holds 3.2 KB for each article of those days (by tracemalloc), and goes only with the process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """A start with so many articles stored, and what is held when connected, and after it has worked."""

    articles: int
    start: Spent
    connected: Memory
    worked: Memory


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--quick", action="store_true", help="few articles, each start once, no wait")
    quick = options.parse_args().quick
    times, sizes = (QUICK_TIMES, QUICK_SIZES) if quick else (TIMES, SIZES)
    rest = QUICK_IDLE if quick else IDLE
    with tempfile.TemporaryDirectory() as folder:
        starts = started(Path(folder), times)
        libraries = held(LIBRARIES, Path(folder))
        idle = [idling(Path(folder) / str(size), size, times, rest) for size in sizes]
    print(INTRO.format(times=times, still=STILL))
    print(start_table(starts))
    if any(starts[name].wall > START_GOAL for name in CONNECTING):
        print(SLOW)
    print(memory_table(libraries, idle))
    print(LEGEND.format(idle=rest))
    if any(one.worked.pss > GOALS.get(one.articles, one.worked.pss) for one in idle):
        print(LARGE)
    return 0


def tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


@contextmanager
def newsroom(folder: Path, feeds: Sequence[Feed] = ()) -> Generator[tuple[SlackStandIn, dict[str, str]]]:
    """A folder with its config.yaml, and Slack: with what a process is to have in its environment."""
    folder.mkdir(exist_ok=True)
    listed = "".join(f"  - {{url: {feed.url}, publisher: {feed.publisher}}}\n" for feed in feeds)
    (folder / "config.yaml").write_text(
        "database: sqlite:///dateline.db\nlog: {format: json}\ncollect: {allow_networks: [127.0.0.0/8]}\n"
        + (f"feeds:\n{listed}" if feeds else "feeds: []\n"),
        encoding="utf-8",
    )
    with SlackStandIn() as slack:
        yield (
            slack,
            {
                "SLACK_BOT_TOKEN": slack.bot_token,
                "SLACK_APP_TOKEN": slack.app_token,
                "SLACK_SIGNING_SECRET": slack.signing_secret,
                "SLACK_API_URL": slack.api_url,
            },
        )


def started(folder: Path, times: int) -> dict[str, Spent]:
    """Each start, the median of so many; taken in turns, so that a busy minute falls on all alike."""
    with newsroom(folder / "start") as (_, environment):
        here = folder / "start"
        command(["migrate"], here, **environment)
        ways: dict[str, Callable[[], Spent]] = {
            PEER: lambda: once(PEER, here),
            "dateline --version": lambda: command(["--version"], here, **environment),
            "dateline doctor --quick": lambda: command(["doctor", "--quick"], here, **environment),
            "dateline run": lambda: connected(here, environment),
            "dateline web": lambda: ready(here, environment),
        }
        for way in ways.values():
            way()  # the bytecode and the files' cache are warm then, as at any start but the first
        found: dict[str, list[Spent]] = {name: [] for name in ways}
        for number in range(times):
            tell(f"starts: {number + 1} of {times}")
            for name, way in ways.items():
                found[name].append(way())
    return {name: middle(some) for name, some in found.items()}


def middle(some: Sequence[Spent]) -> Spent:
    return Spent(wall=median(one.wall for one in some), cpu=median(one.cpu for one in some))


def connected(folder: Path, environment: dict[str, str]) -> Spent:
    with Watched(["run"], folder, **environment) as process:
        return process.waited_for("run.connected")[0]


def ready(folder: Path, environment: dict[str, str]) -> Spent:
    with Watched(["web", "--port", "0"], folder, **environment) as process:
        _, line = process.waited_for("web.listening")
        port = line.partition('"port": ')[2].partition(",")[0]
        while httpx2.get(f"http://127.0.0.1:{port}/readyz").status_code != HTTPStatus.OK:
            pass
        return process.spent()


def idling(folder: Path, articles: int, times: int, rest: float = IDLE) -> Idle:
    """Once without any feed; once with the demonstration's feeds, which it reads, and a question."""
    tell(f"{articles:,} articles: storing")
    now = datetime.now(UTC)
    with newsroom(folder) as (_, environment):
        command(["migrate"], folder, **environment)
        fill(f"sqlite:///{folder / 'dateline.db'}", articles, now)
        tell(f"{articles:,} articles: idle")
        starts = [connected(folder, environment) for _ in range(times)]
        with Watched(["run"], folder, **environment) as process:
            starts.append(process.waited_for("run.connected")[0])
            fresh = process.quiet(0)
    with (
        Wire(now) as wire,
        newsroom(folder, wire.feeds) as (slack, environment),
        Watched(["run"], folder, **environment) as process,
    ):
        process.waited_for("run.connected")
        process.waited_for('"event": "collected"')
        before = len(slack.messages(user=slack.user))
        slack.command("/news", QUESTION).ack()
        slack.wait_for(lambda: len(slack.messages(user=slack.user)) > before, timeout=60)
        worked = process.quiet(rest)
    return Idle(articles=articles, start=middle(starts), connected=fresh, worked=worked)


def verdict(figure: float, goal: float | None) -> tuple[str, str]:
    if goal is None:
        return "", ""
    return f"{goal:g}", "met" if figure <= goal else "**missed**"


def start_table(starts: dict[str, Spent]) -> str:
    peer = starts[PEER]
    lines = [
        "",
        "| start | s | goal | | s of the processor | times the peer's |",
        "|---|---:|---:|---|---:|---:|",
    ]
    for name, spent in starts.items():
        goal, met = verdict(spent.wall, START_GOAL if name in CONNECTING else None)
        ratio = spent.cpu / peer.cpu
        lines.append(f"| `{name}` | {spent.wall:.2f} | {goal} | {met} | {spent.cpu:.2f} | {ratio:.1f} |")
    return "\n".join(lines)


def memory_table(libraries: Memory, idle: Sequence[Idle]) -> str:
    lines = [
        "",
        f"The bare libraries (`{LIBRARIES}`) hold {libraries.pss:.0f} MB ({libraries.rss:.0f} of RSS).",
        "",
        "| articles stored | start, s | connected, PSS (RSS) | after work, PSS (RSS) | processes | goal | |",
        "|---:|---:|---:|---:|---:|---:|---|",
    ]
    for one in idle:
        goal, met = verdict(max(one.connected.pss, one.worked.pss), GOALS.get(one.articles))
        lines.append(
            f"| {one.articles:,} | {one.start.wall:.2f} | {one.connected.pss:.0f} ({one.connected.rss:.0f}) "
            f"| {one.worked.pss:.0f} ({one.worked.rss:.0f}) | {one.worked.processes} | {goal} | {met} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
