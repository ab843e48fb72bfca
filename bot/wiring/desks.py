"""What every surface asks."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property

from bot.desk.ask import Desk
from bot.desk.editions import EditionDesk
from bot.desk.matching import AskSettings
from bot.desk.people import People
from bot.desk.readers import ReaderDesk
from bot.desk.reasons import Reasons
from bot.desk.search import Search
from bot.desk.subscriptions import SubscriptionDesk
from bot.desk.verify import VerifyDesk
from bot.desk.why import WhyDesk
from bot.wiring.newsroom import Newsroom


class Desks(Newsroom):
    @cached_property
    def edition_desk(self) -> EditionDesk:
        return EditionDesk(self.store)

    @cached_property
    def desk(self) -> Desk:
        ours = self.config.ask
        window = timedelta(days=ours.window_days)
        settings = AskSettings(window=window, stories=ours.stories, brief=self.briefs)
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
    def search(self) -> Search:
        return Search(self.store, self.clock, self.zone)

    @cached_property
    def orders(self) -> SubscriptionDesk:
        return SubscriptionDesk(self.store, self.clock, self.editions, stories=self.config.digest.stories)

    @cached_property
    def readers(self) -> ReaderDesk:
        return ReaderDesk(self.store, self.clock)

    @cached_property
    def why(self) -> WhyDesk:
        return WhyDesk(self.store, self.clock, self.zone)
