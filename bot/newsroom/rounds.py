"""Which feeds and files are to be read now, while Dateline runs by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime, timedelta
    from pathlib import Path

    from bot.clock import Clock
    from bot.model import Feed, FeedState

# A file that changed more recently may still be being written.
SETTLED_SECONDS = 2.0
# A round comes a little late or early; a feed that is nearly due is read with the others.
NEARLY = 0.9


def due_feeds(
    feeds: Sequence[Feed], states: Mapping[str, FeedState], now: datetime, every: timedelta
) -> list[Feed]:
    """The feeds to ask now: those that are not gone, asked us to wait, or were read a moment ago."""
    return [feed for feed in feeds if (state := states.get(feed.url)) is None or _is_due(state, now, every)]


def _is_due(state: FeedState, now: datetime, every: timedelta) -> bool:
    if state.gone or (state.wait_until is not None and state.wait_until > now):
        return False
    return state.checked is None or state.checked <= now - every * NEARLY


class FolderWatch:
    """Notices files that are new or changed, once they have settled."""

    def __init__(
        self, folders: Sequence[Path], clock: Clock, listing: Callable[[Path], Iterator[Path]]
    ) -> None:
        self._folders = folders
        self._clock = clock
        self._listing = listing
        self._seen: dict[Path, tuple[int, int]] = {}

    def changed(self) -> list[tuple[Path, Path]]:
        """(folder, file) of each file to read now. Whoever could not read them says so with `again`."""
        return [
            (folder, path) for folder in self._folders for path in self._listing(folder) if self._is_new(path)
        ]

    def again(self, path: Path) -> None:
        """Show the file once more next time."""
        self._seen.pop(path, None)

    def _is_new(self, path: Path) -> bool:
        try:
            found = path.stat()
        except OSError:  # gone since it was listed
            return False
        mark = (found.st_mtime_ns, found.st_size)
        if self._clock.now().timestamp() - found.st_mtime < SETTLED_SECONDS or self._seen.get(path) == mark:
            return False
        self._seen[path] = mark
        return True
