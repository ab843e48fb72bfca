"""Loggers for libraries that, below the level info, log what people write and the addresses to answer at."""

from __future__ import annotations

import logging


def discreet(name: str) -> logging.Logger:
    """A logger under dateline.slack that never goes below info, whatever the configuration says."""
    log = logging.getLogger(f"dateline.slack.{name}")
    log.setLevel(max(logging.INFO, log.level))
    return log
