"""Standing orders: added, changed, listed, paused, removed, looked at before they come.

A channel is given by its ID and whatever else orders call it (config.yaml may name it "#general"): an order
of any of these names is the channel's own. A reader's personal digest is an order of the reader's direct
message, one for each reader.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol, cast

from bot.desk.terms import MOST_STORIES, Terms, WrongOrderError, same, settled
from bot.errors import BadRequestError, NotFoundError
from bot.model import Subscription
from bot.store import deliveries, editions, names, subscriptions
from bot.store.databases import Queue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Unpack

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.desk.terms import Others
    from bot.model import Delivery, PlannedEdition
    from bot.store.store import Store

__all__ = ["MOST", "MOST_STORIES", "SubscriptionDesk"]

# More orders than this in one channel are a mistake, or mischief.
MOST = 12


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
        subscription_id: str = "",
        **others: Unpack[Others],
    ) -> Subscription:
        """Add an order; WrongOrderError names what is wrong with it, field by field, and what would be right.

        With a `subscription_id`, asking again for the same changes the order that it made: nothing is twice.
        """
        with self._store.write(Queue.TENANT) as db:
            if subscription_id and (made := subscriptions.get(db, subscription_id)):
                _not_personal(made)
                return self._changed(db, subscription_id, channel, at=at, zone=zone, **others)
            order = self._settled(db, self.draft(channel, subscription_id), at=at, zone=zone, **others)
            self._check(db, order, names)
            subscriptions.add(db, order, self._clock.now())
        return order

    def draft(self, channel: str, subscription_id: str = "") -> Subscription:
        """An order as it is before anybody has said more than where."""
        return Subscription(
            id=subscription_id or f"slack-{secrets.token_hex(6)}",
            channel=channel,
            at=time(8, 0),
            zone="UTC",
            stories=self._stories,
        )

    def change(
        self, subscription_id: str, *channel: str, to: str = "", **terms: Unpack[Terms]
    ) -> Subscription:
        """Change an order's terms (those left out stay), or move it `to` another channel.

        WrongOrderError as for `add`. A new time counts from now on, and never for a local date that has had
        its digest.
        """
        _not_personal(self._find(subscription_id, channel))
        with self._store.write(Queue.TENANT) as db:
            return self._changed(db, subscription_id, to, **terms)

    def set_personal(
        self, owner: str, dm: str, *, at: str, zone: str, **others: Unpack[Others]
    ) -> Subscription:
        """Set up a reader's personal digest, or change the one there is. WrongOrderError as for `add`."""
        with self._store.write(Queue.TENANT) as db:
            if known := self._of_owner(db, owner):
                return self._changed(db, known.id, dm, at=at, zone=zone, **others)
            order = self._settled(db, replace(self.draft(dm), owner=owner), at=at, zone=zone, **others)
            subscriptions.add(db, order, self._clock.now())
        return order

    def personal(self, owner: str) -> Subscription | None:
        """The reader's personal digest; None where there is none."""
        with self._store.read() as db:
            return self._of_owner(db, owner)

    def get(self, subscription_id: str) -> Subscription:
        """Any order; who calls sees to it that it may be seen. NotFoundError."""
        with self._store.read() as db:
            found = subscriptions.get(db, subscription_id)
        if found is None:
            raise NotFoundError("This digest is not there any more.")
        return found

    def list(self, channel: str, *names: str) -> tuple[Subscription, ...]:
        """The channel's orders, by time of day."""
        with self._store.read() as db:
            return subscriptions.every(db, channel, *names)

    def channels(self) -> tuple[Subscription, ...]:
        """Every channel's orders, by time of day; no reader's own."""
        with self._store.read() as db:
            return tuple(one for one in subscriptions.every(db) if not one.owner)

    def missing(self, channel: str, *names: str) -> dict[str, Delivery]:
        """The last digest of each order, by the order's id, where it did not reach the channel."""
        with self._store.read() as db:
            found = [deliveries.missing(db, name) for name in (channel, *names)]
        return {order: row for rows in found for order, row in rows.items()}

    def active(self) -> tuple[Subscription, ...]:
        """Every order that isn't paused, of all channels and readers."""
        with self._store.read() as db:
            return tuple(one for one in subscriptions.every(db) if not one.paused)

    def pause(self, subscription_id: str, *channel: str) -> Subscription:
        found = self._find(subscription_id, channel)
        with self._store.write(Queue.TENANT) as db:
            subscriptions.pause(db, found.id)
        return found

    def resume(self, subscription_id: str, *channel: str) -> Subscription:
        """Let it come again, from its next time on: what was missed meanwhile is not caught up with."""
        found = self._find(subscription_id, channel)
        with self._store.write(Queue.TENANT) as db:
            subscriptions.resume(db, found.id, self._clock.now())
        return found

    def remove(self, subscription_id: str, *channel: str) -> Subscription:
        """Take an order away; BadRequestError for one of config.yaml, which would come back."""
        found = self._find(subscription_id, channel)
        if found.origin == "config":
            raise BadRequestError(
                "This digest stands in config.yaml: whoever runs Dateline can remove it there."
                " You can pause it."
            )
        with self._store.write(Queue.TENANT) as db:
            subscriptions.remove(db, found.id)
        return found

    def preview(self, subscription_id: str, *channel: str) -> PlannedEdition:
        """What the order would bring now: nothing that the channel was told before."""
        return self._previews.preview(self._find(subscription_id, channel))

    def preview_of(self, order: Subscription, **terms: Unpack[Terms]) -> PlannedEdition:
        """What the order would bring now under these terms; nothing is stored. WrongOrderError."""
        with self._store.read() as db:
            wished = self._settled(db, order, **terms)
        return self._previews.preview(wished)

    def told(self, subscription_id: str, *channel: str) -> datetime | None:
        """Up to when the last digest looked that told the order's channel something; None: nothing yet."""
        order = self._find(subscription_id, channel)
        with self._store.read() as db:
            last = editions.told(db, order.channel, 1)
        return last[0].until if last else None

    def publishers(self) -> tuple[str, ...]:
        """The newsrooms that the store knows, by the alphabet."""
        with self._store.read() as db:
            return names.publishers(db)

    def sections(self) -> tuple[str, ...]:
        """The sections that the store knows, by the alphabet."""
        with self._store.read() as db:
            return names.sections(db)

    # ---- within a transaction ----

    def _settled(self, db: Connection, order: Subscription, **terms: Unpack[Terms]) -> Subscription:
        if terms.get("stories", 0) is None:
            terms = cast("Terms", {**terms, "stories": self._stories})
        return settled(order, terms, names.publishers(db), names.sections(db))

    def _changed(self, db: Connection, subscription_id: str, to: str, **terms: Unpack[Terms]) -> Subscription:
        old = subscriptions.get(db, subscription_id)
        if old is None:
            raise NotFoundError("This digest is not there any more.")
        if old.origin == "config":
            raise BadRequestError(
                "This digest stands in config.yaml: whoever runs Dateline can change it there."
                " You can pause it, or order another."
            )
        new = self._settled(db, replace(old, channel=to or old.channel), **terms)
        self._check(db, new, ())
        since = self._from_when(db, old, new)
        subscriptions.change(db, new, since)
        return replace(new, since=since or old.since)

    def _from_when(self, db: Connection, old: Subscription, new: Subscription) -> datetime | None:
        """From when a changed order counts; None: as before.

        A new time is not owed what would have come before it was chosen, and a local date that has had its
        digest gets no second one.
        """
        if (old.at, old.zone, old.days) == (new.at, new.zone, new.days):
            return None
        now = self._clock.now().replace(second=0, microsecond=0) - timedelta(microseconds=1)
        last = subscriptions.last_date(db, new.id)
        if last is None:
            return now
        had = datetime.combine(last, new.at, tzinfo=new.tz).astimezone(UTC)
        return max(now, had)

    def _check(self, db: Connection, order: Subscription, others: Sequence[str]) -> None:
        """Raise WrongOrderError where its channel has too many, or this one already."""
        if order.owner:
            return
        there = [one for one in subscriptions.every(db, order.channel, *others) if one.id != order.id]
        if any(same(one, order) for one in there):
            said = f"This channel has that digest already: {order.slot} {order.zone}."
            raise WrongOrderError({"at": f"{said} Choose another time, or other topics."})
        if len(there) >= MOST:
            raise WrongOrderError({"channel": f"This channel has {MOST} digests already; remove one first."})

    def _of_owner(self, db: Connection, owner: str) -> Subscription | None:
        return next((one for one in subscriptions.every(db) if one.owner == owner), None)

    def _find(self, subscription_id: str, channel: Sequence[str]) -> Subscription:
        """A channel's own order: another channel's is not there for it."""
        found = self.get(subscription_id)
        if found.channel not in channel:
            raise NotFoundError("This digest is not there any more.")
        return found


def _not_personal(order: Subscription) -> None:
    """A reader's own order is changed by that reader alone (`set_personal`): for others it is not there."""
    if order.owner:
        raise NotFoundError("This digest is not there any more.")
