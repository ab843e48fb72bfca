"""A process that reads documents and nothing else, within limits that the system holds it to.

Started by bot.collect.children with one socket as its standard input and an environment without secrets. It
bounds what reading costs. It is no prison: code that breaks out of a parser could do what this user may.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from bot.collect.orders import Order
from bot.collect.parsing import Here
from bot.errors import UnreadableError

READY, DONE, UNREADABLE, FAULT = b"r", b"d", b"u", b"f"
TOO_MUCH_MEMORY = "needs more memory than reading may take"
_LONGEST_TRACE = 4_000
_NICENESS = 5  # whoever answers people goes first
# After so much memory, once used (in KiB), or so many documents a fresh process is better than this one.
_LARGE = 300 * 1024
_MANY = 1_000


def main() -> None:
    """Read until the other side hangs up, or this process has grown too large."""
    import_module("trafilatura")  # now: no document pays for it, nor who only starts such processes

    memory, cpu = map(int, sys.argv[1:3])
    line: Connection[Any, Any] = Connection(os.dup(0))
    _confine(memory)
    line.send_bytes(READY)
    inherited = _peak()  # Linux hands the peak of whoever started us down to us
    try:
        for _ in range(_MANY):
            order, body = Order.loaded(line.recv_bytes()), line.recv_bytes()
            _allow(cpu)
            line.send_bytes(_answer(order, body))
            if _peak() > max(_LARGE, inherited):
                return
    except (EOFError, ConnectionError):
        return  # whoever started us is gone


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _confine(memory: int) -> None:
    os.nice(_NICENESS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has nothing to write
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow(seconds: int) -> None:
    """Allow so many seconds of the processor from now on; beyond, the system ends this process (SIGXCPU)."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(usage.ru_utime + usage.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(order: Order, body: bytes) -> bytes:
    try:
        return DONE + order.done(Here(), body)
    except UnreadableError as error:
        return _unreadable(error.why, error.feed)
    except MemoryError:
        return _unreadable(TOO_MUCH_MEMORY)
    except Exception as error:  # noqa: BLE001 - the outermost loop of this process: it is told, and goes on
        if "memory alloc" in str(error).lower():  # libxml2's word for it, in errors of many kinds
            return _unreadable(TOO_MUCH_MEMORY)
        trace = traceback.format_exc()[-_LONGEST_TRACE:]
        return FAULT + json.dumps([type(error).__name__, trace]).encode()


def _unreadable(why: str, feed: str = "") -> bytes:
    return UNREADABLE + json.dumps([why, feed]).encode()


if __name__ == "__main__":
    main()
