"""Whose Home tab has been opened, and who draws it just now."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from bot import tenancy

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

MOST = 10_000
_LOCKS = 32


class Tabs:
    """One drawing of a reader's tab at a time: a slow one can't put back what a later one has changed."""

    def __init__(self) -> None:
        self._opened: set[tuple[str, str]] = set()  # (tenant, user)
        self._locks = [threading.Lock() for _ in range(_LOCKS)]

    def opened(self, user: str) -> None:
        if len(self._opened) >= MOST:
            self._opened.clear()  # their tabs are drawn again when they open them
        self._opened.add((tenancy.current(), user))

    def is_open(self, user: str) -> bool:
        """Whether this reader has opened the tab since the program began."""
        return (tenancy.current(), user) in self._opened

    def drawing(self, user: str) -> AbstractContextManager[bool]:
        return self._locks[hash((tenancy.current(), user)) % _LOCKS]
