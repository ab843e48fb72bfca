"""Deliveries in parts, a tenant each: who has something to deliver now, and what is done for one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.store import crossing, subscriptions
from bot.store.databases import Queue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import timedelta
    from threading import Event

    from bot.clock import Clock
    from bot.deliver.delivery import Delivering
    from bot.model import DuePart
    from bot.store.store import Store
    from bot.work.tasks import Step

MOST = 2_000
"""Tenants that are told at once: more than may be queued, with those that are in the queue already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """`installed`: whether workspaces install the app, or there is but one. `clock`: the database's."""

    store: Store
    clock: Clock
    delivering: Delivering
    lease: timedelta
    installed: bool

    def due(self) -> Sequence[DuePart]:
        return crossing.to_deliver(
            self.store, self.clock.now(), lease=self.lease, installed=self.installed, most=MOST
        )

    def steps(self, _part: str, _stopping: Event) -> Iterator[Step]:
        """All that the tenant of now has to deliver; then it is let be until there may be more."""
        yield from self.delivering.steps()
        yield self.look_later

    def look_later(self) -> None:
        quiet, now = self.delivering.quiet(), self.clock.now()
        if quiet:
            with self.store.write(Queue.ROWS) as db:
                subscriptions.look_later(db, quiet, now)
