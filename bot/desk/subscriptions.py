"""A channel's standing orders: added, listed, paused, removed, looked at before they come.

A channel is given by its ID and whatever else orders call it (config.yaml may name it "#general"): an order
of any of these names is the channel's own.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Protocol

from bot import when
from bot.errors import BadRequestError, NotFoundError
from bot.model import WEEKDAYS, Subscription
from bot.store import deliveries, editions, subscriptions
from bot.text import clip, one_line
from summaries import means_nothing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.clock import Clock
    from bot.model import Delivery, PlannedEdition
    from bot.store.store import Store

# More orders than this in one channel are a mistake, or mischief.
MOST = 12
MOST_STORIES = 12


class Previews(Protocol):
    def preview(self, subscription: Subscription) -> PlannedEdition:
        """The edition that the subscription would get now; nothing is stored."""
        ...


class SubscriptionDesk:
    def __init__(self, store: Store, clock: Clock, previews: Previews, *, stories: int) -> None:
        self._store = store
        self._clock = clock
        self._previews = previews
        self._stories = stories

    def add(
        self,
        channel: str,
        *names: str,
        at: str,
        zone: str,
        days: Sequence[str] = WEEKDAYS,
        stories: int | None = None,
        sections: Sequence[str] = (),
        topics: Sequence[str] = (),
    ) -> Subscription:
        """Add an order; BadRequestError names what is wrong with it, and what would be right."""
        order = Subscription(
            id=f"slack-{secrets.token_hex(6)}",
            channel=channel,
            at=when.read_time(at),
            zone=when.read_zone(zone),
            days=when.read_days(days),
            stories=self._bounded(stories),
            sections=tuple(sections),
            topics=_meaning_something(topics),
        )
        with self._store.write() as db:
            there = subscriptions.every(db, channel, *names)
            if any(_same(one, order) for one in there):
                raise BadRequestError(f"This channel has that digest already: {order.slot} {order.zone}.")
            if len(there) >= MOST:
                raise BadRequestError(f"This channel has {MOST} digests already; remove one first.")
            subscriptions.add(db, order, self._clock.now())
        return order

    def list(self, channel: str, *names: str) -> tuple[Subscription, ...]:
        """The channel's orders, by time of day."""
        with self._store.read() as db:
            return subscriptions.every(db, channel, *names)

    def missing(self, channel: str, *names: str) -> dict[str, Delivery]:
        """The last digest of each order, by the order's id, where it did not reach the channel."""
        with self._store.read() as db:
            found = [deliveries.missing(db, name) for name in (channel, *names)]
        return {order: row for rows in found for order, row in rows.items()}

    def active(self) -> tuple[Subscription, ...]:
        """Every order that isn't paused, of all channels."""
        with self._store.read() as db:
            return tuple(one for one in subscriptions.every(db) if not one.paused)

    def pause(self, subscription_id: str, *channel: str) -> Subscription:
        return self._change(subscription_id, channel, "pause")

    def resume(self, subscription_id: str, *channel: str) -> Subscription:
        """Let it come again, from its next time on: what was missed meanwhile is not caught up with."""
        return self._change(subscription_id, channel, "resume")

    def remove(self, subscription_id: str, *channel: str) -> Subscription:
        """Take an order away; BadRequestError for one of config.yaml, which would come back."""
        return self._change(subscription_id, channel, "remove")

    def preview(self, subscription_id: str, *channel: str) -> PlannedEdition:
        """What the order would bring now: nothing that the channel was told before."""
        return self._previews.preview(self._find(subscription_id, channel))

    def told(self, subscription_id: str, *channel: str) -> datetime | None:
        """Up to when the last digest looked that told the order's channel something; None: nothing yet."""
        order = self._find(subscription_id, channel)
        with self._store.read() as db:
            last = editions.told(db, order.channel, 1)
        return last[0].until if last else None

    def _change(self, subscription_id: str, channel: Sequence[str], what: str) -> Subscription:
        found = self._find(subscription_id, channel)
        if what == "remove" and found.origin == "config":
            raise BadRequestError(
                "This digest stands in config.yaml: who runs Dateline can remove it there. You can pause it."
            )
        with self._store.write() as db:
            match what:
                case "pause":
                    subscriptions.pause(db, found.id)
                case "resume":
                    subscriptions.resume(db, found.id, self._clock.now())
                case _:
                    subscriptions.remove(db, found.id)
        return found

    def _find(self, subscription_id: str, channel: Sequence[str]) -> Subscription:
        """A channel's own order: another channel's is not there for it."""
        with self._store.read() as db:
            found = subscriptions.get(db, subscription_id)
        if found is None or found.channel not in channel:
            raise NotFoundError("This digest is not there any more.")
        return found

    def _bounded(self, stories: int | None) -> int:
        if stories is not None and not 1 <= stories <= MOST_STORIES:
            raise BadRequestError(f"A digest has 1 to {MOST_STORIES} stories, not {stories}.")
        return stories or self._stories


def _meaning_something(topics: Sequence[str]) -> tuple[str, ...]:
    """The topics; BadRequestError for one that no story could ever be on."""
    for topic in topics:
        if means_nothing(topic):
            raise BadRequestError(
                f"“{clip(one_line(topic), 60)}” is no topic: it holds no word to look for. Name a place, a"
                " person or a thing, such as sudan."
            )
    return tuple(topics)


def _same(one: Subscription, other: Subscription) -> bool:
    key = [(each.at, each.zone, each.days, each.sections, each.topics) for each in (one, other)]
    return key[0] == key[1]
