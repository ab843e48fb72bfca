"""How long something takes, held against a peer in the same moment: what slows the machine slows both."""

from __future__ import annotations

import gc
from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

COUNTED = 300_000  # about ten milliseconds


def times_counting(asked: Callable[[], object]) -> float:
    """The processor's time of `asked`, as so many times what counting to COUNTED takes around it."""
    before, took, after = _seconds(_count), _seconds(asked), _seconds(_count)
    return took / max(before, after)


def _seconds(asked: Callable[[], object]) -> float:
    gc.disable()  # what other tests left in memory is not walked through at this one's cost
    try:
        start = process_time()
        asked()
        return process_time() - start
    finally:
        gc.enable()


def _count() -> None:
    for _ in range(COUNTED):
        pass
