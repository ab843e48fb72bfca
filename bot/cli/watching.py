"""Being watched: what Prometheus fetches from a process that runs."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import structlog
import typer

if TYPE_CHECKING:
    from collections.abc import Generator

    from bot.wiring import House

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("run")

MetricsPort = Annotated[
    int | None,
    typer.Option(
        "--metrics-port",
        metavar="PORT",
        min=0,
        max=65_535,
        help="Where /metrics is answered; 0: nowhere; default: metrics.port.",
    ),
]


@contextmanager
def watched(built: House, port: int | None) -> Generator[None]:
    """Answer who watches within the block, where `port` or the configuration says so; before all else."""
    where = built.config.metrics.port if port is None else port
    built.measured = where > 0
    if not where:
        yield
        return
    from bot.wiring.watched import listener  # noqa: PLC0415  (late: only who is watched needs it)

    listening = listener(built, where)
    listening.start()
    _log.info("metrics.listening", host=built.config.metrics.host, port=listening.port)
    try:
        yield
    finally:
        listening.stop()
