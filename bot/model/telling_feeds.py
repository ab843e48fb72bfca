"""How feeds fare in words: what every surface shows, so that all of them say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model.health import FeedStanding
from bot.text import age, clip, listed, one_line, plural, visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model.health import FeedHealth, FeedsHealth

NAME_LONGEST = 80
NAMED_MOST = 3
_BARS, _PLAIN_BARS = "▁▂▃▄▅▆▇█", "_.:=+*%#"
NO_READING, PLAIN_NO_READING = "·", "-"
FAILED, PLAIN_FAILED = "✗", "x"


def feed_name(feed: FeedHealth) -> str:
    """Its publisher and section, as far as they are known, else its address."""
    publisher, section = one_line(feed.publisher), one_line(feed.feed.section)
    named = f"{publisher}, {section}" if visible(section) else publisher
    address = one_line(feed.feed.url)
    return clip(named if visible(publisher) else address if visible(address) else "no address", NAME_LONGEST)


def feed_words(feed: FeedHealth) -> str:
    """How one stands: "failing: 404 not found, 3 times in a row"."""
    return f"{feed.standing}: {feed.reason}" if feed.reason else feed.standing.value


def health_line(found: FeedsHealth, now: datetime) -> str:
    """How all stand: "21 of 24 feeds are well, 2 failing (Coast Weekly and Gulf News), 1 left out (X)."."""
    feeds = found.feeds
    if not feeds:
        return "No feeds are set up."
    if found.outage:
        return (
            f"None of {plural(len(feeds), 'feed')} can be reached, for {age(found.outage, now)} now:"
            " it looks as if the network were down here."
        )
    well = sum(one.standing is FeedStanding.WELL for one in feeds)
    first = f"{well} of {plural(len(feeds), 'feed')} {'is' if len(feeds) == 1 else 'are'} well"
    others = [_group(feeds, standing) for standing in FeedStanding if standing is not FeedStanding.WELL]
    return f"{', '.join([first, *filter(None, others)])}."


def _group(feeds: Sequence[FeedHealth], standing: FeedStanding) -> str:
    names = [feed_name(one) for one in feeds if one.standing is standing]
    if not names:
        return ""
    named = "" if standing is FeedStanding.UNREAD else f" ({listed(names, most=NAMED_MOST)})"
    return f"{len(names)} {standing}{named}"


def sparkline(daily: Sequence[int | None], *, plain: bool = False) -> str:
    """New articles a day, the highest bar for the most; a dot for a day without a reading.

    `plain`: in signs that every terminal and every program knows (ASCII).
    """
    return _drawn(daily, _PLAIN_BARS if plain else _BARS, PLAIN_NO_READING if plain else NO_READING)


def readings_line(recent: Sequence[int | None], *, plain: bool = False) -> str:
    """New articles in each reading, drawn in the same way; a cross for one that failed."""
    return _drawn(recent, _PLAIN_BARS if plain else _BARS, PLAIN_FAILED if plain else FAILED)


def _drawn(counts: Sequence[int | None], bars: str, absent: str) -> str:
    most = max((count for count in counts if count), default=0)
    return "".join(absent if count is None else _bar(count, most, bars) for count in counts)


def _bar(count: int, most: int, bars: str) -> str:
    return bars[0] if not count else bars[max(1, round(count / most * (len(bars) - 1)))]
