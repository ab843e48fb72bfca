"""What looks after Dateline itself: feeds that rot, digests that may not be posted any more."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

from bot.desk.health import survey
from bot.wiring.desks import Desks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.model import Delivery, FeedNews, FeedsHealth, PausedOrder, Posting
    from bot.newsroom.losses import Losses
    from bot.newsroom.pausing import Pausing
    from bot.newsroom.watch import FeedWatch


class Care(Desks):
    @cached_property
    def feed_watch(self) -> FeedWatch:
        from bot.newsroom.watch import FeedWatch  # noqa: PLC0415  (late: only `run` needs it)

        ours = self.config.health
        return FeedWatch(
            self.store,
            self.clock,
            self._survey,
            _draw_feeds,
            tell=ours.tell,
            lasting=timedelta(hours=ours.hours),
        )

    def _survey(self, db: Connection) -> FeedsHealth:
        return survey(db, self.config.feed_list(), self.clock.now())

    @cached_property
    def pausing(self) -> Pausing:
        from bot.newsroom.pausing import Pausing  # noqa: PLC0415  (late: only what posts needs it)
        from bot.slack.rights import is_lost  # noqa: PLC0415  (late: slack_sdk)

        draw = partial(_draw_paused, command=self.config.commands.digest)
        return Pausing(self.store, self.clock, is_lost, draw, tell=self.config.health.tell)

    @cached_property
    def losses(self) -> Losses:
        from bot.newsroom.losses import Losses  # noqa: PLC0415  (late, as above)
        from bot.slack.rights import is_lost  # noqa: PLC0415  (late, as above)

        draw = partial(_draw_lost, clock=self.clock, zone=self.zone)
        return Losses(self.store, self.clock, is_lost, draw, tell=self.config.health.tell)


def _draw_lost(lost: Sequence[Delivery], clock: Clock, zone: ZoneInfo) -> Posting:
    from bot.slack.blocks.care import lost_digests  # noqa: PLC0415  (late: slack_sdk's models)

    message = lost_digests(lost, clock.now(), zone)
    return message.text, message.blocks


def _draw_feeds(news: FeedNews) -> Posting:
    from bot.slack.blocks.care import feed_news  # noqa: PLC0415  (late: slack_sdk's models)

    message = feed_news(news)
    return message.text, message.blocks


def _draw_paused(paused: Sequence[PausedOrder], command: str) -> Posting:
    from bot.slack.blocks.care import paused_orders  # noqa: PLC0415  (late, as above)

    message = paused_orders(paused, command)
    return message.text, message.blocks
