"""Memory that is let go between blocks that stay is the machine's again."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from bot import memory
from bot.lately import each

BLOCK, BLOCKS = 65_536, 600


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


def test_holes_are_given_back() -> None:
    """Every second block of many is let go: what lies between the others leaves the process."""
    libc: Any = ctypes.CDLL(None)
    if not hasattr(libc, "malloc_trim"):
        pytest.skip("this C library has no malloc_trim: it is not glibc")
    libc.malloc.restype = ctypes.c_void_p
    libc.malloc.argtypes, libc.free.argtypes = [ctypes.c_size_t], [ctypes.c_void_p]
    blocks = [libc.malloc(BLOCK) for _ in range(BLOCKS)]
    for block in blocks:
        ctypes.memset(block, 1, BLOCK)
    for block in blocks[::2]:
        libc.free(block)
    before = resident()
    memory.give_back()
    after = resident()
    for block in blocks[1::2]:
        libc.free(block)
    assert before - after > BLOCK * BLOCKS / 2 * 0.6


def test_it_is_done_again_and_again_until_it_is_called_off() -> None:
    seen, third = list[int](), Event()

    def do() -> None:
        seen.append(1)
        if len(seen) == 3:
            third.set()

    call_off = each(0.001, do)
    assert third.wait(10)
    call_off()
