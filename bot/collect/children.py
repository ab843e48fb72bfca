"""Reads documents in child processes with limits on time, memory and output: one that burns them is killed.

A poisoned document costs its own feed a line, and nobody else anything: not the time of the threads that
answer people, not the memory of this process.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from bot.collect.child import DONE, FAULT, UNREADABLE
from bot.collect.orders import Order
from bot.errors import FetchError, UnreadableError
from bot.lately import after
from bot.model import EntryFailure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from bot.collect.discovery import FoundFeed
    from bot.collect.feeds import ParsedFeed
    from bot.collect.pages import Page
    from bot.collect.parsing import Reread
    from bot.model import Incoming

_MOST = 4
_PATIENCE = 0.25  # seconds: one child reads dozens of documents meanwhile, and costs nothing to start
_REST = 30.0  # seconds after which an idle child is ended: it holds 80 MB and starts in one
_START = 60.0  # seconds in which a child must be ready, on however busy a machine
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may cost: seconds of the processor and in all, bytes of memory and of the result.

    The memory is that of the whole child, of which Python and its libraries are about 200 MB of addresses.
    """

    cpu: int = 5
    wall: float = 9.0
    memory: int = 600 * 1024 * 1024
    result: int = 64 * 1024 * 1024


class _GoneError(Exception):
    """The child is dead. `why` is said of the document; empty where the document had no part in it."""

    def __init__(self, why: str = "", *, passing: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.passing = passing


class _Child:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        ours, theirs = socket.socketpair()
        arguments = [str(limits.memory), str(limits.cpu)]
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this Python, and a module of ours
                [sys.executable, "-m", "bot.collect.child", *arguments],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        self._line: Connection[Any, Any] = Connection(ours.detach())
        self.ready = False
        self.needed = True  # since somebody last looked who is idle

    def do(self, order: bytes, body: bytes) -> bytes:
        """Have a document read. Raises _GoneError where that was the child's end."""
        try:
            self._await_ready()
            self._line.send_bytes(order)
            self._line.send_bytes(body)
            if not self._line.poll(self._limits.wall):
                raise _GoneError(f"takes longer to read than {self._limits.wall:g} s", passing=True)
            return self._line.recv_bytes(self._limits.result)
        except (EOFError, ConnectionError) as error:
            raise _GoneError(self._cause()) from error
        except OSError as error:  # multiprocessing's word for a message that is longer than asked for
            raise _GoneError("comes to more text than is taken") from error

    def _await_ready(self) -> None:
        if not self.ready:
            if not self._line.poll(_START):
                raise _GoneError
            self._line.recv_bytes(1)
            self.ready = True

    def _cause(self) -> str:
        code = self._process.wait(_START)
        if code == -signal.SIGXCPU:
            return f"takes more than {self._limits.cpu} s of the processor to read"
        if code == 0:  # it had grown old, and left by itself
            return ""
        return f"makes its reader break down ({f'signal {-code}' if code < 0 else f'status {code}'})"

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._line.close()

    def kill(self) -> None:
        """End it from another thread: whoever waits on it sees its line end."""
        self._process.kill()


class Children:
    """Fills bot.collect.parsing.Parser. Thread-safe; children live while they are needed.

    `most`: of them, at once; 0 for the machine's own number. `patience`: seconds before another is started.
    `rest`: seconds after which one that nobody needed is ended (at the latest after twice that).
    """

    def __init__(
        self,
        limits: Limits | None = None,
        most: int = 0,
        patience: float = _PATIENCE,
        rest: float = _REST,
    ) -> None:
        self._patience = patience
        self._rest = rest
        self._forget: Callable[[], object] | None = None  # calls off the next look at who is idle
        self._limits = limits or Limits()
        self._most = most or max(1, min(_MOST, os.cpu_count() or 1))
        self._change = threading.Condition()
        self._idle: list[_Child] = []
        self._busy: set[_Child] = set()
        self._closed = False

    def feed(self, body: bytes, url: str, headers: Mapping[str, str]) -> ParsedFeed:
        return self._read(Order(job="feed", source=url, about=dict(headers)), body)

    def named(self, body: bytes, url: str, headers: Mapping[str, str]) -> Sequence[FoundFeed]:
        return self._read(Order(job="named", source=url, about=dict(headers)), body)

    def page(self, body: bytes, url: str, headers: Mapping[str, str]) -> Page:
        return self._read(Order(job="page", source=url, about=dict(headers)), body)

    def again(self, body: bytes, url: str, headers: Mapping[str, str]) -> Reread:
        return self._read(Order(job="again", source=url, about=dict(headers)), body)

    def file(self, path: Path, publisher: str = "", section: str = "") -> Sequence[Incoming | EntryFailure]:
        about = {"publisher": publisher, "section": section}
        try:
            return self._read(Order(job="file", source=str(path.absolute()), about=about), b"")
        except (FetchError, UnreadableError) as error:  # what costs too much, or is stopped, fails as a file
            return [EntryFailure(source=path.absolute().as_uri(), key=path.name, why=error.why)]

    def close(self) -> None:
        """Kill all children; what is being read, and whatever comes later, fails as stopped."""
        with self._change:
            self._closed = True
            idle, busy = self._idle, list(self._busy)
            self._idle = []
            if self._forget is not None:
                self._forget()
            self._change.notify_all()
        for child in busy:
            child.kill()
        for child in idle:
            child.end()

    def _read(self, order: Order, body: bytes) -> Any:
        answer = self._answer(order, body)
        kind, told = answer[:1], answer[1:]
        if kind == DONE:
            return order.understood(told)
        if kind == UNREADABLE:
            why, feed = json.loads(told)
            raise UnreadableError(order.source, why, feed=feed)
        assert kind == FAULT
        name, trace = json.loads(told)
        _LOG.error("reading %s failed\n%s", order.source, trace)
        raise UnreadableError(order.source, f"could not be read ({name})")

    def _answer(self, order: Order, body: bytes) -> bytes:
        for _ in range(2):  # a child that had grown old has left: the next one is fresh
            child = self._taken(order)
            try:
                answer = child.do(order.dumped(), body)
            except _GoneError as gone:
                self._bury(child)
                self._refuse_if_closed(order)
                if gone.passing and order.job == "page":  # the machine may be busy: another time it may do
                    raise FetchError(order.source, gone.why, passing=True) from gone
                if gone.why:
                    raise UnreadableError(order.source, gone.why) from gone
            else:
                self._give_back(child)
                return answer
        raise UnreadableError(order.source, "could not be read: no reader starts")

    def _taken(self, order: Order) -> _Child:
        with self._change:
            waited = False
            while not (self._closed or self._idle or self._may_start(waited=waited)):
                waited = not self._change.wait(self._patience)
            self._refuse_if_closed(order)
            child = self._idle.pop() if self._idle else _Child(self._limits)
            child.needed = True
            self._busy.add(child)
            return child

    def _may_start(self, *, waited: bool) -> bool:
        """Another one is started where none is, or where none came free for a while."""
        if not self._busy:
            return True
        return waited and len(self._busy) < self._most and all(child.ready for child in self._busy)

    def _give_back(self, child: _Child) -> None:
        with self._change:
            self._busy.discard(child)
            self._change.notify()
            if not self._closed:
                self._idle.append(child)
                self._forget = self._forget or after(self._rest, self._look_who_is_idle)
                return
        child.end()

    def _look_who_is_idle(self) -> None:
        with self._change:
            ended = [child for child in self._idle if not child.needed]
            self._idle = [child for child in self._idle if child.needed]
            for child in self._idle:
                child.needed = False
            again = bool(self._idle) and not self._closed
            self._forget = after(self._rest, self._look_who_is_idle) if again else None
        for child in ended:
            child.end()

    def _bury(self, child: _Child) -> None:
        with self._change:
            self._busy.discard(child)
            self._change.notify()
        child.end()

    def _refuse_if_closed(self, order: Order) -> None:
        if self._closed:
            raise FetchError(order.source, "stopped", passing=True)


def _environment() -> dict[str, str]:
    """What a child is given: where its modules are. No token and no setting of ours is in it."""
    return {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONUTF8": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
