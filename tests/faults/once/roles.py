"""The processes of a crew, each the real command: `dateline worker` with points in it, and `dateline web`."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, cast

import structlog

import bot.wiring.house
from bot.config import load
from bot.newsroom import stories
from bot.wiring import House
from once import gates
from once.levers import LeverClock, Levers
from once.terms import Terms
from once.worker import TOLD, delivering, gated, scaled

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from bot.config import Config
    from bot.newsroom.rounds import Rounds
    from bot.work.tasks import Step, Task

CONFIG = Path("config.yaml")
TICK = timedelta(seconds=1)
"""The least that the cluster's own schedule can be set to."""
HASTE = 15
"""So much shorter are the tasks' periods where all of them are done."""
WEB_TOLD = ("web.listening", "web.ready", "web.broke", "web.unfinished", "web.stopped", "slack.unreachable")


def worker(
    *, folder: str, environment: dict[str, str], scale: float, port: int, name: str, armed: str, whole: bool
) -> None:
    """`dateline worker`, until it is killed or the harness is gone; `whole`: with all of its tasks."""
    from bot.cli import shifts, working  # noqa: PLC0415 - its libraries may not be there
    from bot.work import cluster  # noqa: PLC0415 - the same

    terms = Terms(scale=scale)
    scaled(terms)
    cluster.TICK, cluster.HEARTBEAT, cluster.STALLED = 1, terms.heartbeat, terms.stalled
    cluster.FINISH, cluster._AGAIN = terms.busy, terms.busy
    stories.LEASE = timedelta(seconds=terms.lease)
    bot.wiring.house.WATCHED = timedelta(seconds=terms.flight)
    gate, levers = gates.Gate(port, name, armed), Levers(Path(folder) / f"{name}.levers")
    _begun(folder, gate, (*TOLD, "work.interrupted", "worker.started", "worker.stopped"))

    def built(config: Config) -> House:
        made = House(config, LeverClock(levers))
        gated(made, gate, levers)
        listed = made.tasks

        def tasks(rounds: Rounds) -> list[Task]:
            chosen = listed(rounds) if whole else delivering(listed(rounds))
            for task in chosen:
                task.every = max(TICK, task.every / HASTE) if whole else TICK
                if task.name == "deliver":
                    assert task.cut is not None
                    task.cut = replace(task.cut, steps=_counted(task.cut.steps, gate))
            return chosen

        vars(made)["tasks"] = tasks
        return made

    # The command's own way, but that it sets up no logs and reads no environment.
    working.load = partial(load, environ=environment)
    shifts.House = cast("Any", built)
    working.worker(config=CONFIG, jobs=2)


def web(*, folder: str, environment: dict[str, str], port: int, name: str) -> None:
    """`dateline web`, on any port, which it tells."""
    from bot.cli import serving  # noqa: PLC0415 - as above

    _begun(folder, gates.Gate(port, name, ""), WEB_TOLD)
    levers = Levers(Path(f"{name}.levers"))
    serving.house = _as_command(lambda: House(load(CONFIG, environment), LeverClock(levers)))
    serving.web(port=0, config=CONFIG)


def _begun(folder: str, gate: gates.Gate, told: tuple[str, ...]) -> None:
    os.chdir(folder)
    structlog.configure(processors=[structlog.processors.format_exc_info, gates.quiet(told, gate)])
    logging.disable()  # libraries tell of every lost connection
    Thread(target=_end_with_harness, args=(gate,), daemon=True).start()


def _as_command(build: Callable[[], House]) -> Any:
    """What a command calls for its house: the same, but that it sets up no logs and reads no environment."""

    @contextmanager
    def house(_path: Path) -> Generator[House]:
        with build() as built:
            yield built

    return house


def _counted(steps: Callable[[str, Event], Iterable[Step]], gate: gates.Gate) -> Any:
    """It tells of each look at a workspace: an odd number when it begins, an even one when it ends."""
    numbers = count(1)

    def counted(key: str, stopping: Event) -> Iterator[Step]:
        gate.tell(tick=next(numbers))
        try:
            yield from steps(key, stopping)
        finally:  # a look that the database broke off is over too
            gate.tell(tick=next(numbers))

    return counted


def _end_with_harness(gate: gates.Gate) -> None:
    """Threads of a command outlive a harness that was killed; they shall not."""
    while True:
        try:
            gate.tell(alive=True)
        except OSError:
            os._exit(1)
        Event().wait(1.0)
