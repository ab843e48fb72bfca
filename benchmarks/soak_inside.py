"""What a soaked process tells of its memory from inside, in a file that is written anew each few seconds."""

from __future__ import annotations

import ctypes
import functools
import json
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

EACH_SECONDS = 10.0
NAME = "inside.json"
_FIELDS = (
    "arena",
    "ordblks",
    "smblks",
    "hblks",
    "hblkhd",
    "usmblks",
    "fsmblks",
    "uordblks",
    "fordblks",
    "keep",
)
_CACHE: Any = type(functools.lru_cache(len))


class _MallInfo(ctypes.Structure):
    """glibc's struct mallinfo2."""

    _fields_ = [(name, ctypes.c_size_t) for name in _FIELDS]


def tell() -> None:
    """Begin to write it, into the working folder, on a thread that ends with the process."""
    threading.Thread(target=_tell, daemon=True).start()


def told(folder: Path) -> dict[str, float]:
    """What was written last; nothing where that was nothing yet."""
    with suppress(OSError, ValueError):
        found: dict[str, float] = json.loads((folder / NAME).read_text("utf-8"))
        return found
    return {}


def _tell() -> None:
    while True:
        half = Path(f"{NAME}.new")
        half.write_text(json.dumps(_figures()), "utf-8")
        half.replace(NAME)
        time.sleep(EACH_SECONDS)


def _figures() -> dict[str, float]:
    """`blocks`: what Python has allocated; `cached`: entries; `used`, `free`: malloc's bytes."""
    found: dict[str, float] = {"blocks": sys.getallocatedblocks(), "cached": _cached()}
    with suppress(AttributeError, OSError):
        asked: Any = ctypes.CDLL(None).mallinfo2
        asked.restype = _MallInfo
        malloc = asked()
        found |= {"free": malloc.fordblks, "used": malloc.uordblks + malloc.hblkhd}
    return found


def _cached() -> int:
    """The entries of every function's cache in the project's modules, each counted once."""
    caches = {
        id(one): one
        for name, module in list(sys.modules.items())
        if name.startswith(("bot", "summaries"))
        for one in list(vars(module).values())
        if isinstance(one, _CACHE)
    }
    return sum(one.cache_info().currsize for one in caches.values())
