"""Which files of the watched folders are to be read now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from bot.clock import Clock

# A file that changed more recently may still be being written.
SETTLED_SECONDS = 2.0


class FolderWatch:
    """Notices files that are new or changed, once they have settled. `listing` names a folder's files."""

    def __init__(self, clock: Clock, listing: Callable[[Path], Iterator[Path]]) -> None:
        self._clock = clock
        self._listing = listing
        self._read: dict[Path, tuple[int, int]] = {}

    def changed(self, folder: Path) -> dict[Path, tuple[int, int]]:
        """The files to read now, each with its mark (time of change, size)."""
        marks = {path: mark for path in self._listing(folder) if (mark := self._mark(path))}
        return {path: mark for path, mark in marks.items() if self._read.get(path) != mark}

    def done(self, files: Mapping[Path, tuple[int, int]]) -> None:
        """Those were taken in: they are shown again when they change."""
        self._read.update(files)

    def _mark(self, path: Path) -> tuple[int, int] | None:
        try:
            found = path.stat()
        except OSError:  # gone since it was listed
            return None
        age = self._clock.now().timestamp() - found.st_mtime
        if 0 <= age < SETTLED_SECONDS:  # a date in the future says nothing of when it was written
            return None
        return (found.st_mtime_ns, found.st_size)
