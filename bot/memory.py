"""What the C library's malloc keeps of memory that is let go. glibc's alone: others have other ways."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from typing import Final

_M_ARENA_MAX, _M_MMAP_THRESHOLD = -8, -3  # malloc.h
_LARGE: Final = 4_194_304

GIVEN_BACK_EACH: Final = 600.0
"""Seconds."""


def tame() -> None:
    """Have threads share two arenas, and large blocks be mapped and unmapped; before any thread is started.

    Of eight arenas a core, what one keeps free serves no other. By itself, once a large block was freed (a
    language model's), glibc puts the next of its size among small ones, where it leaves a hole.
    """
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_ARENA_MAX, 2)
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Give the machine the pages of the holes between blocks that live long: else they only ever grow."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
