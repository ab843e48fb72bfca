"""`dateline worker`: one of any number of processes that share the work, on PostgreSQL."""

from __future__ import annotations

from typing import Annotated

import structlog
import typer

from bot.cli.common import DEFAULT_CONFIG, ConfigPath, house
from bot.cli.running import end, told_to_stop
from bot.cli.watching import MetricsPort, watched

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
    with house(config) as built, watched(built, metrics_port):
        cluster = built.cluster(jobs)
        stop = told_to_stop()
        cluster.start()
        _log.info("worker.started", jobs=jobs, feeds=len(built.feeds))
        stop.wait()
        cluster.stopping.set()
        built.client.close()  # what is being fetched ends now, and what was fetched is stored
        cluster.stop(SECONDS)
    _log.info("worker.stopped")
    end()
