"""Collecting, beside the library `reader`: a part of docs/performance.md.

    python benchmarks/performance_collect.py [--quick]

Prints its Markdown section, progress on standard error. Each run is a process of its own with an empty
database (benchmarks/performance_collect_runs.py); the feeds are benchmarks/performance_collect_wire.py's, and
those of the newswire where DATELINE_NEWSWIRE names its script and DATELINE_EVAL_DATA the data.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation import options_of, table
from performance_collect_runs import STAGES, WORKERS
from performance_collect_wire import ENTRIES, PAGE, address

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from performance_collect_runs import Figures

HERE = Path(__file__).parent
FEEDS, ON_THE_ROAD = 1_000, 100
GOAL_STEP, GOAL_ROAD = 3.0, 1.0
STREAM = "stream.dev.jsonl.gz"
Wire = tuple[str, list[str], list[str]]  # its name, the feeds of the step, those of the whole road


def main() -> int:
    options = options_of(__doc__)
    options.add_argument("--quick", action="store_true", help="a tenth of the feeds")
    part = 10 if options.parse_args().quick else 1
    told: list[str] = []
    with invented(FEEDS // part, ON_THE_ROAD // part) as made:
        told.append(section(made))
    with newswire(part) as real:
        told += [section(real)] if real else ["The newswire was not at hand."]
    print(f"{head()}\n\n" + "\n\n".join(told))
    return 0


def head() -> str:
    return f"""## Collecting

Entries a second from loopback feeds, beside the library `reader` updating the same feeds in the same run,
each with {WORKERS} workers, a process of its own and an empty database (SQLite for both). "The step" is
fetching, parsing and storing alone: of ours by the road that many workers take, into the inbox. "Again" is
the same feeds once more, of which none has changed, in feeds a second. "The whole road" fetches, reads and
cleans each entry's page too, groups the articles into stories and briefs these; its stages are measured
once more with the documents read in one process. CPU is that of the process and of the children that
read."""


@contextmanager
def invented(step: int, road: int) -> Generator[Wire]:
    command = [sys.executable, str(HERE / "performance_collect_wire.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        port = int(process.stdout.readline())
        feeds = [address(number, port) for number in range(step)]
        try:
            yield (
                f"{step:,} invented feeds of {ENTRIES} entries, pages of {PAGE} sentences",
                feeds,
                feeds[:road],
            )
        finally:
            process.stdin.close()


@contextmanager
def newswire(part: int) -> Generator[Wire | None]:
    script, data = os.environ.get("DATELINE_NEWSWIRE", ""), os.environ.get("DATELINE_EVAL_DATA", "")
    if not (script and (Path(data) / STREAM).is_file()):
        yield None
        return
    command = [sys.executable, script, "--data", str(Path(data) / STREAM), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        try:
            feeds: list[str] = json.loads(process.stdout.readline())["feeds"]
            feeds = feeds[: max(1, len(feeds) // part)]
            yield f"The newswire: {len(feeds)} feeds", feeds, feeds
        finally:
            process.terminate()


def section(wire: Wire) -> str:
    name, feeds, road = wire
    theirs, ours = run("reader", feeds), run("step", feeds)
    fair = run("reader", road) if road != feeds else theirs
    whole, staged = run("road", road)[0], run("stages", road)[0]
    rows = [
        ("reader, the step", *cells(theirs[0]), ""),
        ("Dateline, the step", *cells(ours[0]), f"{times(theirs[0], ours[0]):.2f}x"),
        (f"reader, again ({len(feeds):,} feeds)", *cells(theirs[1], len(feeds)), ""),
        (
            f"Dateline, again ({len(feeds):,} feeds)",
            *cells(ours[1], len(feeds)),
            f"{theirs[1]['wall'] / ours[1]['wall']:.2f}x",
        ),
        (f"reader, the step of {len(road):,} feeds", *cells(fair[0]), ""),
        (f"Dateline, the whole road of {len(road):,} feeds", *cells(whole), f"{times(fair[0], whole):.2f}x"),
    ]
    verdicts = [
        verdict("the step", times(theirs[0], ours[0]), GOAL_STEP, of_step(ours[0], theirs[0], staged)),
        verdict("the whole road beside `reader`'s step", times(fair[0], whole), GOAL_ROAD, of_road(staged)),
    ]
    columns = ("", "entries", "in all, s", "a second", "CPU, s", "ms of CPU each", "beside reader")
    return "\n\n".join([f"### {name}", table(columns, rows), stages(staged), *verdicts])


def of_step(ours: Figures, theirs: Figures, staged: Figures) -> str:
    """What this run shows, and no more: what the goal leaves an entry, and what parsing alone takes of it."""
    more = ours["cpu"] / theirs["cpu"]
    allowed = 1_000 * theirs["cpu"] / theirs["entries"] / GOAL_STEP
    parse = 1_000 * staged["parse cpu"] / staged["entries"]
    told = f"it takes {more:.1f} times the CPU of `reader`, the start of the child processes included"
    if parse < allowed:
        return told
    return (
        f"{told}. The goal leaves {allowed:.2f} ms of CPU an entry, and feedparser, with which both parse, "
        f"takes {parse:.2f} by the table above: with it there is no reaching the goal"
    )


def of_road(found: Figures) -> str:
    """The three stages that take most, by the table above."""
    most = sorted(STAGES, key=lambda name: -found[f"{name} cpu"])[:3]
    told = ", ".join(f"{name} {found[f'{name} cpu'] / found['cpu']:.0%}" for name in most)
    return f"`reader`'s step has none of the pages, sentences, stories and briefs; of the road's CPU {told}"


def verdict(what: str, ratio: float, goal: float, cause: str) -> str:
    told = f"Goal: {what} at least {goal:.0f}x as fast. Here: {ratio:.2f}x: "
    return told + ("**met**." if ratio >= goal else f"**missed**: {cause}.")


def run(kind: str, feeds: Sequence[str]) -> list[Figures]:
    print(f"{kind}: {len(feeds):,} feeds", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(HERE / "performance_collect_runs.py"), kind, folder]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, input="\n".join(feeds), text=True)
        return json.loads(done.stdout.splitlines()[-1])


def cells(one: Figures, number: float = 0) -> tuple[str, ...]:
    number = number or one["entries"]
    speed, each = number / one["wall"], 1_000 * one["cpu"] / number
    return f"{one['entries']:,.0f}", f"{one['wall']:.2f}", f"{speed:,.0f}", f"{one['cpu']:.2f}", f"{each:.2f}"


def times(theirs: Figures, ours: Figures) -> float:
    """How many times as many entries a second."""
    return (ours["entries"] / ours["wall"]) / (theirs["entries"] / theirs["wall"])


def stages(found: Figures) -> str:
    """Threads' waits overlap, so walls add up to more than the whole."""
    known = sum(found[f"{name} cpu"] for name in STAGES)
    rows = [
        (
            name,
            f"{found[f'{name} cpu']:.2f}",
            f"{found[f'{name} cpu'] / found['cpu']:.0%}",
            f"{found[f'{name} wall']:.2f}",
        )
        for name in STAGES
    ]
    rest = found["cpu"] - known
    rows += [
        ("the rest", f"{rest:.2f}", f"{rest / found['cpu']:.0%}", ""),
        (f"all of {found['entries']:,.0f} articles", f"{found['cpu']:.2f}", "100%", f"{found['wall']:.2f}"),
    ]
    return table(("stage", "CPU, s", "share", "wall, s, of all threads"), rows)


if __name__ == "__main__":
    sys.exit(main())
