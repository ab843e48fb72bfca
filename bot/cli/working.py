"""`dateline worker`: one of any number of processes that share the work, on PostgreSQL."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import structlog
import typer

from bot.cli.common import DEFAULT_CONFIG, ConfigPath, load
from bot.cli.running import end, told_to_stop
from bot.cli.shifts import Shift, told_to_reload, work
from bot.cli.watching import MetricsPort, watched

if TYPE_CHECKING:
    from bot.config import Config

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("worker")

# SIGTERM to the end of the process: 10 s, of which what is in hand has 4 before it is given back.
SECONDS = 8.0
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        min=1,
        max=64,
        metavar="N",
        help="Hosts that are read, and workspaces that are posted to, at once.",
        show_default=True,
    ),
]


def worker(*, config: ConfigPath = DEFAULT_CONFIG, jobs: Jobs = 8, metrics_port: MetricsPort = None) -> None:
    """Collect, group, plan and post beside other workers on the same PostgreSQL, until it is told to stop."""

    def relief(settings: Config) -> Shift:
        return Shift(settings, lambda house: house.cluster(jobs), SECONDS)

    first = relief(load(config))
    with watched(first.house, metrics_port) as follow:
        with ExitStack() as failing:
            failing.callback(first.close)
            stop = told_to_stop()
            reload = told_to_reload(stop)
            first.begin()
            _log.info("worker.started", jobs=jobs, feeds=len(first.house.feeds))
            failing.pop_all()
        last = work(config, first, relief, stop, reload, follow=follow)
    last.close()
    _log.info("worker.stopped")
    end()
