"""What the collector remembers between two readings: the store's feeds and entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.store import feeds, passed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.model import FeedState
    from bot.store.store import Store


class FeedMemory:
    """Fills bot.collect.collector.Memory."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def state(self, url: str) -> FeedState:
        with self._store.read() as db:
            return feeds.state(db, url)

    def states(self, urls: Sequence[str] | None = None) -> dict[str, FeedState]:
        """Of all feeds that were ever read, or of these."""
        with self._store.read() as db:
            return {state.url: state for state in feeds.states(db, urls)}

    def known(self, source: str, keys: Iterable[str]) -> set[str]:
        with self._store.read() as db:
            wanted = list(keys)
            return feeds.known(db, source, wanted) | passed.among(db, source, wanted)
