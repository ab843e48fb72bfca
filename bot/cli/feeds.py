"""`dateline feeds`: how each feed fares, since when, and what may be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.common import DEFAULT_CONFIG, At, ConfigPath, house
from bot.cli.render import Screen
from bot.model.telling_feeds import feed_name, feed_words, health_line, sparkline
from bot.text import ago, when

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from bot.model import FeedHealth

COLUMNS = ["feed", "how it is", "since", "last news", "14 days", "proposal", "cure"]


def feeds(*, config: ConfigPath = DEFAULT_CONFIG, at: At = None) -> None:
    """Show how each feed fares, the worst first; nothing is fetched."""
    screen = Screen()
    with house(config, at) as built:
        now, zone = built.clock.now(), built.zone
        found = built.health.overview()
    if found.feeds:
        screen.table(COLUMNS, [_row(one, now, zone) for one in found.feeds])
    screen.line(health_line(found, now))


def _row(feed: FeedHealth, now: datetime, zone: tzinfo) -> list[str]:
    return [
        feed_name(feed),
        feed_words(feed),
        when(feed.since, now, zone) if feed.since else "",
        ago(feed.changed, now) if feed.changed else "",
        sparkline(feed.daily),
        feed.proposal.value,
        feed.cure if feed.proposal else "",
    ]
