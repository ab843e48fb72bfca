"""An edition desk that behaves."""

from __future__ import annotations

from datetime import timedelta
from threading import RLock
from typing import TYPE_CHECKING, Any

from bot.errors import NotFoundError
from bot.model import Coverage, Day, PlannedEdition, Slot, Subscription
from summaries import Brief, Edition, EditionStory

if TYPE_CHECKING:
    from datetime import date

    from world import World


class FakeEditions:
    """Plans an edition with one story, or with none on the days in `empty`."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = RLock()
        self.planned: dict[str, PlannedEdition] = {}
        self.plans = 0
        self.threads = 0  # how many messages follow in each edition's thread
        self.empty: dict[date, Day] = {}
        self.coverage = Coverage(articles=1, publishers=1, feeds=12)

    def plan(self, subscription: Subscription, slot: Slot) -> PlannedEdition:
        self._world.hook("before plan")
        edition_id = f"e-{subscription.id}-{slot.local_date}"
        with self._lock:
            if edition_id not in self.planned:
                self.plans += 1
                self.planned[edition_id] = self._make(edition_id, subscription, slot)
        self._world.hook("after plan")
        return self.planned[edition_id]

    def rendered(self, edition_id: str) -> tuple[str, list[dict[str, Any]]]:
        self._world.hook("before rendered")
        if edition_id not in self.planned:
            raise NotFoundError(f"no edition {edition_id}")
        return f"text of {edition_id}", [{"type": "divider", "block_id": edition_id}]

    def thread(self, edition_id: str) -> list[tuple[str, list[dict[str, Any]]]]:
        self._world.hook("before thread")
        return [
            (f"text {number} under {edition_id}", [{"type": "divider", "block_id": f"{edition_id}-{number}"}])
            for number in range(1, self.threads + 1)
        ]

    def _make(self, edition_id: str, subscription: Subscription, slot: Slot) -> PlannedEdition:
        day = self.empty.get(slot.local_date, Day.FULL)
        brief = Brief(headline="A headline", headline_id="a1", sentences=(), sources=())
        story = EditionStory(story_id="s1", brief=brief, section="World", reasons=())
        return PlannedEdition(
            id=edition_id,
            subscription_id=subscription.id,
            local_date=slot.local_date,
            slot=subscription.slot,
            zone=subscription.zone,
            since=slot.due - timedelta(days=1),
            until=slot.due,
            edition=Edition(
                stories=(story,) if day is Day.FULL else (), left_out=(), articles=1, publishers=1
            ),
            coverage=self.coverage,
            day=day,
        )
