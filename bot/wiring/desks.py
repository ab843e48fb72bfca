"""What every surface asks."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from bot.deliver import slots
from bot.deliver.ordering import post_now
from bot.desk.ask import Desk
from bot.desk.briefing_links import LinkDesk
from bot.desk.editions import EditionDesk
from bot.desk.home import HomeDesk, Rooms
from bot.desk.matching import AskSettings
from bot.desk.people import People
from bot.desk.readers import ReaderDesk
from bot.desk.reasons import Reasons
from bot.desk.search import Search
from bot.desk.subscriptions import SubscriptionDesk
from bot.desk.talk import Talk
from bot.desk.undelivered import UndeliveredDesk
from bot.desk.verify import VerifyDesk
from bot.desk.why import WhyDesk
from bot.wiring.newsroom import Newsroom

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Delivery, Subscription


# A Home tab has headlines alone, so that there is room for more than an answer tells.
HOME_STORIES = 8


class Desks(Newsroom):
    @cached_property
    def edition_desk(self) -> EditionDesk:
        return EditionDesk(self.store)

    @cached_property
    def desk(self) -> Desk:
        return self._desk(self.config.ask.stories)

    def _desk(self, stories: int) -> Desk:
        window = timedelta(days=self.config.ask.window_days)
        settings = AskSettings(window=window, stories=stories, brief=self.briefs)
        return Desk(self.store, self.clock, settings, self.zone)

    @cached_property
    def reasons(self) -> Reasons:
        return Reasons(self.store, self.desk, self.briefs)

    @cached_property
    def people(self) -> People:
        return People(self.store, self.clock)

    @cached_property
    def proofs(self) -> VerifyDesk:
        return VerifyDesk(self.store, self.clock, self.desk, self.read_again)

    @cached_property
    def undelivered(self) -> UndeliveredDesk:
        return UndeliveredDesk(self.store, self.clock, self._post_now)

    def _post_now(self, delivery_id: str) -> Delivery:
        deadline = timedelta(hours=self.config.digest.catch_up_hours)
        return post_now(self.deliveries, delivery_id, self.shared_clock.now(), deadline)

    @cached_property
    def home(self) -> HomeDesk:
        rooms = Rooms(
            desk=self._desk(HOME_STORIES),
            orders=self.orders,
            readers=self.readers,
            health=self.health,
            undelivered=self.undelivered,
            due=_next_due,
        )
        return HomeDesk(self.store, self.clock, rooms)

    @cached_property
    def talk(self) -> Talk:
        window = timedelta(days=self.config.ask.window_days)
        return Talk(self.store, self.clock, self.desk, self.zone, window)

    @cached_property
    def search(self) -> Search:
        return Search(self.store, self.clock, self.zone)

    @cached_property
    def links(self) -> LinkDesk:
        # The collector is built when a page is first asked for: it is heavy.
        return LinkDesk(self.store, self.clock, lambda url: self.collector.page(url), self.briefs)  # noqa: PLW0108 - as said

    @cached_property
    def orders(self) -> SubscriptionDesk:
        return SubscriptionDesk(self.store, self.clock, self.editions, stories=self.config.digest.stories)

    @cached_property
    def readers(self) -> ReaderDesk:
        return ReaderDesk(self.store, self.clock)

    @cached_property
    def why(self) -> WhyDesk:
        return WhyDesk(self.store, self.clock, self.zone)


def _next_due(order: Subscription, now: datetime) -> datetime:
    return slots.next_due(order, now).due
