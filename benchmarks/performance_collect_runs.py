"""One run of benchmarks/performance_collect.py in a process of its own: reader's, our step, the whole road.

    python benchmarks/performance_collect_runs.py KIND FOLDER < addresses

FOLDER is empty at first. Prints JSON: of each updating entries, seconds in all, and seconds of CPU with that
of the children that read; of the whole road also the stages.
"""

from __future__ import annotations

import json
import resource
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time, thread_time
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from bot.collect.parsing import Parser
    from bot.wiring import House

WORKERS = 8
STAGES = ("fetch", "parse", "pages fetched", "pages read", "cleaning", "grouping", "briefs", "storing")
Figures = dict[str, float]


def main() -> int:
    kind, folder = sys.argv[1], Path(sys.argv[2])
    addresses = sys.stdin.read().split()
    print(json.dumps(KINDS[kind](folder, addresses)))
    return 0


def by_reader(folder: Path, addresses: Sequence[str]) -> list[Figures]:
    """The library `reader`, with its own workers: everything new, then nothing."""
    from reader import make_reader  # noqa: PLC0415  (only this run imports it)

    found: list[Figures] = []
    with make_reader(str(folder / "reader.sqlite")) as reader:
        for address in addresses:
            reader.add_feed(address)
        for _ in range(2):
            with measured(found):
                reader.update_feeds(workers=WORKERS, scheduled=False)
            found[-1]["entries"] = reader.get_entry_counts().total or 0
        failed = [one.url for one in reader.get_feeds() if one.last_exception]
    assert not failed, failed[:3]
    return found


def by_step(folder: Path, addresses: Sequence[str]) -> list[Figures]:
    """Our fetching, parsing and storing alone: entries by the feeds' own words, kept in the inbox."""
    from bot.collect import reading  # noqa: PLC0415  (as above)

    reading.is_full = lambda _: True  # no pages: they are the whole road's
    found: list[Figures] = []
    for _ in range(2):
        with measured(found), house(folder, addresses) as built:
            taken = list(built.inbox.take(built.collector.stream(built.feeds)))
        failed = [row.why for row in taken if row.failed or row.outcome.value == "failed"]
        assert not failed, failed[:3]
        found[-1]["entries"] = sum(row.new for row in taken)
    return found


def by_road(folder: Path, addresses: Sequence[str]) -> list[Figures]:
    """All of it: with pages, cleaning, grouping and briefs."""
    found: list[Figures] = []
    for _ in range(2):
        with measured(found), house(folder, addresses) as built:
            rows = list(built.intake.take(built.collector.stream(built.feeds)))
        found[-1]["entries"] = sum(row.new for row in rows)
    return found


def by_stage(folder: Path, addresses: Sequence[str]) -> list[Figures]:
    """The same, documents read in this very process, so that each stage's CPU can be told apart."""
    from bot.collect.parsing import Here  # noqa: PLC0415  (as above)

    stages = dict.fromkeys((f"{name} {what}" for name in STAGES for what in ("cpu", "wall")), 0.0)
    count_stages(stages)
    found: list[Figures] = []
    with house(folder, addresses, Here()) as built, measured(found):
        rows = list(built.intake.take(built.collector.stream(built.feeds)))
    return [{**found[0], "entries": sum(row.new for row in rows), **stages}]


KINDS: dict[str, Callable[[Path, Sequence[str]], list[Figures]]] = {
    "reader": by_reader,
    "step": by_step,
    "road": by_road,
    "stages": by_stage,
}


def house(folder: Path, addresses: Sequence[str], parser: Parser | None = None) -> House:
    from bot.config import load  # noqa: PLC0415  (as above)
    from bot.wiring import House  # noqa: PLC0415

    path = folder / "config.yaml"
    listed = "".join(f"  - url: {address}\n" for address in addresses)
    ours = f"collect: {{workers: {WORKERS}, allow_networks: [127.0.0.0/8]}}\n"
    path.write_text(f"database: sqlite:///dateline.db\n{ours}feeds:\n{listed}", "utf-8")
    built = House(load(path, {}))
    if parser:  # before the collector is built, which keeps the one it finds
        built.__dict__["parser"] = parser
    _ = built.store, built.collector, built.intake, built.feeds
    return built


@contextmanager
def measured(into: list[Figures]) -> Generator[None]:
    """The block's seconds in all, and of CPU with its children's, which end with it."""
    wall, cpu = perf_counter(), _cpu()
    yield
    into.append({"wall": perf_counter() - wall, "cpu": _cpu() - cpu})


def _cpu() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime


def count_stages(stages: Figures) -> None:
    """Have what the stages do counted where it is called."""
    from bot.collect import feeds, pages  # noqa: PLC0415  (as above)
    from bot.collect.http import GuardedClient  # noqa: PLC0415
    from bot.newsroom import intake  # noqa: PLC0415
    from bot.store.store import Store  # noqa: PLC0415

    def of_address(_self: object, url: str, **_: object) -> str:
        return "pages fetched" if "/article/" in url else "fetch"

    _count(stages, GuardedClient, "get", of_address)
    _count(stages, feeds, "parse", "parse")
    _count(stages, pages, "extract", "pages read")
    batch: Any = vars(intake)["_Batch"]
    _count(stages, batch, "_settled", "cleaning")
    _count(stages, batch, "_reissue_of", "grouping")
    _count(stages, batch, "_placed", "grouping")
    _count(stages, intake.Intake, "_second_look", "grouping")
    _count(stages, intake, "retell", "briefs")
    _count(stages, Store, "write", "storing")


def _count(stages: Figures, holder: Any, name: str, stage: str | Callable[..., str]) -> None:
    work = getattr(holder, name)

    def counted(*args: Any, **named: Any) -> Any:
        told = stage if isinstance(stage, str) else stage(*args, **named)
        if told == "storing":
            return _block(stages, told, work(*args, **named))
        with _block(stages, told):
            return work(*args, **named)

    setattr(holder, name, counted)


class _Within(threading.local):
    """The (CPU, wall) of blocks inside the ones that this thread is in: each second is counted once."""

    def __init__(self) -> None:
        self.inner: list[tuple[float, float]] = []


_within = _Within()


@contextmanager
def _block(stages: Figures, name: str, inner: Any = None) -> Generator[Any]:
    """Count a block without those inside it; of a context manager all that happens within."""
    before, _within.inner = _within.inner, []
    cpu, wall = thread_time(), perf_counter()
    try:
        if inner is None:
            yield None
        else:
            with inner as held:
                yield held
    finally:
        cpu, wall = thread_time() - cpu, perf_counter() - wall
        stages[f"{name} cpu"] += cpu - sum(one for one, _ in _within.inner)
        stages[f"{name} wall"] += wall - sum(one for _, one in _within.inner)
        _within.inner = [*before, (cpu, wall)]


if __name__ == "__main__":
    sys.exit(main())
