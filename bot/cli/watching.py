"""Being watched: what Prometheus fetches from a process that runs."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import structlog
import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

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
def watched(built: House, port: int | None) -> Generator[Callable[[House], None]]:
    """Answer who watches within the block, where `port` or the configuration says so; before all else.

    What it gives is told of a house that takes over; what is counted begins anew with it.
    """
    where = built.config.metrics.port if port is None else port
    built.measured = where > 0
    if not where:
        del built  # as below
        yield _nobody
        return
    from bot.wiring.watched import Watch  # noqa: PLC0415  (late: only who is watched needs it)

    watch = Watch(built)
    listening = watch.listener(where)
    listening.start()
    _log.info("metrics.listening", host=built.config.metrics.host, port=listening.port)
    del built  # another house may take over, and this one shall not be held until the end
    try:
        yield watch.follow
    finally:
        listening.stop()


def _nobody(_house: House) -> None:
    """Nobody watches."""
