"""A process as the harness sees it."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

    from once.levers import Levers


@dataclass(slots=True, kw_only=True)
class Worker:
    """A replica, or a web process. `killed`: its end was wished for; `killed_at`: when it was shot."""

    name: str
    pid: int
    levers: Levers
    posting: str = ""
    begun: dict[str, float] = field(default_factory=dict[str, float])
    ticks: int = 0
    log: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    armed: bool = False
    killed: bool = False
    killed_at: float = float("inf")
    connection: socket.socket | None = None
    dead: threading.Event = field(default_factory=threading.Event)

    def give_leave(self) -> None:
        if self.connection is not None:
            with suppress(OSError):
                self.connection.sendall(b"{}\n")

    def signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)
