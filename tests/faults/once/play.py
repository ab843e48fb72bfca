"""Plays one cell from its beginning to its end, or many at a time."""

from __future__ import annotations

import queue
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from once import cells, judge
from once.databases import SQLiteFiles
from once.forge import Forge
from once.front import Front
from once.judge import Allowed, Outcome, allowed
from once.strikes import strike
from once.world import CellError, UnplayedError, World

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from once.cells import Cell
    from once.databases import Server
    from once.terms import Terms

_MOST_AGAIN = 2
REMOVAL = 30.0
"""Seconds, scaled, within which a twin is to be gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    cell: Cell
    outcome: str
    problems: tuple[str, ...]
    seconds: float
    posts: int = 0
    again: int = 0
    overstrained: bool = False  # the machine itself kept a post in the air for longer than is assumed
    log: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.problems


class Players:
    """The forge and the databases that cells are played with. A context manager."""

    def __init__(self, terms: Terms, databases: Sequence[str] = (cells.SQLITE,)) -> None:
        self._terms = terms
        self._databases = databases
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="once-"))
        self._open.callback(shutil.rmtree, self._folder, ignore_errors=True)
        self._forge = self._open.enter_context(Forge())
        self._servers = {name: self._server(name) for name in self._databases}
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _server(self, name: str) -> Server:
        if name == cells.SQLITE:
            return SQLiteFiles(self._folder, self._forge)
        from once.postgres import PostgresServer  # noqa: PLC0415 - only where it is asked for

        return self._open.enter_context(closing(PostgresServer(self._forge)))

    def all(self, chosen: Sequence[Cell], jobs: int) -> Iterator[Result]:
        """So many at a time; each as it ends."""
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(self.fairly, chosen)

    def fairly(self, cell: Cell) -> Result:
        """Play it; where the machine itself broke what is assumed, play it again: that says nothing."""
        result = self.play(cell)
        for again in range(1, _MOST_AGAIN + 1):
            if result.holds or not result.overstrained:
                break
            result = replace(self.play(cell), again=again)
        return result

    def play(self, cell: Cell) -> Result:
        with self._scratch() as folder:
            begun = time.monotonic()
            unplayed = False
            with World(cell, folder, self._servers[cell.database], self._forge, self._terms) as world:
                try:
                    with Front(world) if cell.web else nullcontext() as front:
                        outcome = _played(world)
                        problems = _judged(world, outcome) + (front.problems() if front else [])
                except CellError as error:
                    unplayed = isinstance(error, UnplayedError)
                    outcome, problems = None, [str(error), *judge.violations(world)]
                return Result(
                    cell=cell,
                    outcome=str(outcome or "no end"),
                    problems=tuple(problems),
                    seconds=time.monotonic() - begun,
                    overstrained=unplayed or (cell.fault != "stop" and _strained(world)),
                    posts=len(world.slack.log.accepted()),
                    log=_lines(world) if problems else (),
                )

    @contextmanager
    def _scratch(self) -> Iterator[Path]:
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _strained(world: World) -> bool:
    """Whether the machine did what only a fault should: a post too long in the air, a time limit met."""
    said = [line.get("why", "") for worker in world.workers for line in worker.log]
    return world.longest_flight > world.terms.flight or any(
        sign in why for why in said for sign in ("Timeout", "can't be reached")
    )


def _played(world: World) -> Outcome:
    if world.cell.point.kind == "head":
        world.prime()
    for _ in range(world.cell.replicas):
        world.start(armed=True)
    try:
        arrival = world.arrivals.get(timeout=world.terms.patience)
    except queue.Empty:
        raise UnplayedError(f"no replica came to {world.cell.point}") from None
    strike(world, arrival)
    world.settle()
    if judge.REMOVED in allowed(world.cell).head | allowed(world.cell).replies:
        world.wait_until(lambda: not judge.violations(world), REMOVAL * world.terms.scale)
    return judge.outcome(world)


def _judged(world: World, outcome: Outcome) -> list[str]:
    may: Allowed = allowed(world.cell)
    problems: list[str] = []
    if judge.TWICE not in may.head | may.replies:
        problems += judge.violations(world)
    if outcome.head not in may.head:
        problems.append(f"the digest: {outcome.head}, and not {' or '.join(sorted(may.head))}")
    problems += [
        f"its thread: {reply}, and not {' or '.join(sorted(may.replies))}"
        for reply in outcome.replies
        if reply not in may.replies
    ]
    return problems


def _lines(world: World) -> tuple[str, ...]:
    told = [
        (line.get("timestamp", ""), f"{worker.name}: {line}")
        for worker in world.workers
        for line in worker.log
    ]
    calls = [
        f"slack: {call.at:%H:%M:%S.%f} {call.method} {call.outcome} {call.fault} {call.ts}"
        for call in world.slack.log
    ]
    return tuple([line for _, line in told] + calls)
