"""What the harness may change in a running worker, frozen or not: its clock, and whether its disk is full."""

from __future__ import annotations

import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SHAPE = struct.Struct("<dB")


class Levers:
    """Shared memory: the wall clock's offset in seconds, and a flag. Both sides map the same small file."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(_SHAPE.size))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), _SHAPE.size)

    @property
    def offset(self) -> float:
        return _SHAPE.unpack_from(self._map)[0]

    @property
    def full(self) -> bool:
        return bool(_SHAPE.unpack_from(self._map)[1])

    def set(self, *, offset: float | None = None, full: bool | None = None) -> None:
        was = _SHAPE.unpack_from(self._map)
        _SHAPE.pack_into(
            self._map, 0, was[0] if offset is None else offset, was[1] if full is None else int(full)
        )

    def close(self) -> None:
        self._map.close()


class LeverClock:
    """The real clock, and an offset that the harness sets. The monotonic one is the real one."""

    def __init__(self, levers: Levers) -> None:
        self._levers = levers

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._levers.offset)

    def monotonic(self) -> float:
        return time.monotonic()
