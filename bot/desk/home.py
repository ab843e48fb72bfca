"""A reader's Home tab, gathered; and what a reader changes there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.errors import DatelineError, NotFoundError
from bot.model import Backstage, HomeTab, OrderHealth, Preference, Saved, Wish
from bot.model.telling_feeds import health_line
from bot.store import stories

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.clock import Clock
    from bot.desk.ask import Desk
    from bot.desk.health import HealthDesk
    from bot.desk.readers import ReaderDesk
    from bot.desk.subscriptions import SubscriptionDesk
    from bot.desk.undelivered import UndeliveredDesk
    from bot.model import Answer, Change, Reader, Subscription
    from bot.store.store import Store


class NextDue(Protocol):
    def __call__(self, order: Subscription, now: datetime) -> datetime:
        """When the order comes next."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """The desks that the tab is gathered from; `due` is bot.deliver.slots' next time."""

    desk: Desk
    orders: SubscriptionDesk
    readers: ReaderDesk
    health: HealthDesk
    undelivered: UndeliveredDesk
    due: NextDue


class HomeDesk:
    def __init__(self, store: Store, clock: Clock, rooms: Rooms) -> None:
        self._store = store
        self._clock = clock
        self._rooms = rooms

    def tab(self, reader: Reader) -> HomeTab:
        """All that this reader's tab tells; what administrators look after only where the reader is one."""
        wishes = self._rooms.readers.wishes(reader.id)[::-1]
        digest = self._rooms.orders.personal(reader.id)
        health = self._order(digest) if digest else None
        return HomeTab(
            reader=reader,
            now=self._clock.now(),
            top=_unless_empty(lambda: self._rooms.desk.top(reader=reader.id)),
            wishes=tuple(one for one in wishes if one.wish is not Wish.SAVE),
            saved=self._saved([one for one in wishes if one.wish is Wish.SAVE]),
            digest=digest,
            due=health.due if health else None,
            missing=health.missing if health else None,
            behind=self._behind() if reader.admin else None,
        )

    def follow(self, user: str, words: str) -> Change:
        """Follow a topic; BadRequestError where the words name nothing."""
        return self._rooms.readers.on_words(user, Wish.FOLLOW, words, by=user)

    def take_back(self, user: str, key: str) -> Preference:
        """Take back the wish of that key; NotFoundError where this reader has none such (any more)."""
        for one in self._rooms.readers.wishes(user):
            if one.key == key:
                self._rooms.readers.forget(user, one.wish, one.subject, one.value, by=user)
                return one
        raise NotFoundError("That was taken off your list already.")

    def _behind(self) -> Backstage:
        orders = self._rooms.orders.channels()
        found = self._rooms.health.overview()
        return Backstage(
            feeds=found.feeds,
            summary=health_line(found, self._clock.now()),
            outage=found.outage is not None,
            orders=tuple(self._order(order) for order in orders),
            undelivered=self._rooms.undelivered.recent(),
        )

    def _order(self, order: Subscription) -> OrderHealth:
        missing = self._rooms.orders.missing(order.channel)
        due = None if order.paused else self._rooms.due(order, self._clock.now())
        return OrderHealth(order=order, due=due, missing=missing.get(order.id))

    def _saved(self, wishes: Sequence[Preference]) -> tuple[Saved, ...]:
        with self._store.read() as db:
            found = stories.get(db, [one.value for one in wishes])
        return tuple(
            Saved(wish=one, brief=found[one.value].brief if one.value in found else None) for one in wishes
        )


def _unless_empty(ask: Callable[[], Answer]) -> Answer | None:
    """The answer; None where it could not be had: the rest of the tab still stands."""
    try:
        return ask()
    except DatelineError:
        return None
