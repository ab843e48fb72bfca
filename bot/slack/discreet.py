"""Loggers for libraries that, below the level info, log what people write and the addresses to answer at."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from bot.logs import Sparing

if TYPE_CHECKING:
    from collections.abc import Callable

SPARING = Sparing()


def bolt_news(record: logging.LogRecord) -> bool:
    """Bolt looks into the environment by itself, and warns at each start of the token that it finds there."""
    return "`token` will be unused" not in record.getMessage()


def discreet(
    name: str, only: logging.Filter | Callable[[logging.LogRecord], bool] | None = None
) -> logging.Logger:
    """A logger under dateline.slack that never goes below info, whatever the configuration says.

    `only` chooses what it says; the same one given again counts once.
    """
    log = logging.getLogger(f"dateline.slack.{name}")
    log.setLevel(max(logging.INFO, log.level))
    if only is not None:
        log.addFilter(only)
    return log
