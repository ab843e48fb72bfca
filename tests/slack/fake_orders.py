"""Standing orders in a dict, read by the real ones' rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from bot.desk.terms import WrongOrderError, same, settled
from bot.errors import NotFoundError
from bot.model import Coverage, Day, PlannedEdition, Subscription
from summaries import Edition, EditionStory

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from bot.desk.terms import Others, Terms
    from bot.model import Delivery, StoryView


class FakeOrders:
    """Orders in a dict, read by the same rules as the real ones."""

    def __init__(self, stories: Sequence[StoryView], now: datetime) -> None:
        self.stories = stories
        self.now = now
        self.orders: dict[str, Subscription] = {}
        self.absent: dict[str, Delivery] = {}
        self.told_until: datetime | None = None

    def add(
        self,
        channel: str,
        *_names: str,
        at: str,
        zone: str,
        subscription_id: str = "",
        **others: Unpack[Others],
    ) -> Subscription:
        draft = self.orders.get(subscription_id) or self.draft(channel, subscription_id)
        return self._keep(self._settled(draft, at=at, zone=zone, **others))

    def change(
        self, subscription_id: str, *channel: str, to: str = "", **terms: Unpack[Terms]
    ) -> Subscription:
        order = self._find(subscription_id, channel)
        return self._keep(self._settled(replace(order, channel=to or order.channel), **terms))

    def draft(self, channel: str, subscription_id: str = "") -> Subscription:
        made = subscription_id or f"o{len(self.orders) + 1}"
        return Subscription(id=made, channel=channel, at=time(8, 0), zone="UTC", stories=7)

    def get(self, subscription_id: str) -> Subscription:
        if subscription_id not in self.orders:
            raise NotFoundError("This digest is not there any more.")
        return self.orders[subscription_id]

    def publishers(self) -> Sequence[str]:
        return ("Reuters", "The Ledger")

    def sections(self) -> Sequence[str]:
        return ("Business", "World")

    def _settled(self, order: Subscription, **terms: Unpack[Terms]) -> Subscription:
        if terms.get("stories", 0) is None:
            terms["stories"] = 7
        made = settled(order, terms, self.publishers(), self.sections())
        others = [one for one in self.orders.values() if one.id != made.id and one.channel == made.channel]
        if made.id and any(same(made, one) for one in others):
            raise WrongOrderError({"at": "This channel has that digest already."})
        return made

    def list(self, channel: str, *names: str) -> Sequence[Subscription]:
        return [order for order in self.orders.values() if order.channel in (channel, *names)]

    def missing(self, channel: str, *names: str) -> dict[str, Delivery]:
        return {key: row for key, row in self.absent.items() if row.channel in (channel, *names)}

    def pause(self, subscription_id: str, *channel: str) -> Subscription:
        return self._keep(replace(self._find(subscription_id, channel), paused=True))

    def resume(self, subscription_id: str, *channel: str) -> Subscription:
        return self._keep(replace(self._find(subscription_id, channel), paused=False))

    def told(self, subscription_id: str, *channel: str) -> datetime | None:
        return self.told_until if self._find(subscription_id, channel) else None

    def remove(self, subscription_id: str, *channel: str) -> Subscription:
        self._find(subscription_id, channel)
        return self.orders.pop(subscription_id)

    def preview(self, subscription_id: str, *channel: str) -> PlannedEdition:
        return self.preview_of(self._find(subscription_id, channel))

    def preview_of(self, order: Subscription, **terms: Unpack[Terms]) -> PlannedEdition:
        order = self._settled(replace(order, id=""), **terms) if terms else order
        entries = tuple(
            EditionStory(story_id=v.story_id, brief=v.brief, section=v.section, reasons=())
            for v in self.stories
        )
        return PlannedEdition(
            id="e1",
            subscription_id=order.id,
            local_date=self.now.date(),
            slot=order.slot,
            zone=order.zone,
            since=self.now - timedelta(days=1),
            until=self.now,
            edition=Edition(stories=entries, left_out=(), articles=3, publishers=1),
            coverage=Coverage(articles=3, publishers=1, feeds=1),
            day=Day.FULL,
        )

    def _find(self, subscription_id: str, channel: Sequence[str]) -> Subscription:
        order = self.orders.get(subscription_id)
        if order is None or order.channel not in channel:
            raise NotFoundError("This digest is not there any more.")
        return order

    def _keep(self, order: Subscription) -> Subscription:
        self.orders[order.id] = order
        return order
