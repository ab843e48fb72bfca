"""Whose fault a failure is: a feed's, or the network's. Pure; times of readings alone decide."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.model.readings import FeedSign

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.model.readings import FeedReading


def outage(histories: Mapping[str, Sequence[FeedReading]]) -> datetime | None:
    """Since when no feed at all can be reached, by address; None where one was, or it can't be told.

    That one feed's host is away says nothing of the network, so that hosts must be two at least. Feeds are
    read at different times: where at least half of them were tried in vain, and one of them twice, without
    any other that was reached in between, the rest need not be waited for.
    """
    read = {url: readings for url, readings in histories.items() if readings}
    reached = max((one.at for url in read for one in read[url] if _reached(one)), default=None)
    vain = {
        url: late
        for url, readings in read.items()
        if (late := [one for one in readings if reached is None or one.at > reached])
    }
    if len({urlsplit(url).hostname for url in vain}) < 2:  # noqa: PLR2004 - as said
        return None
    twice = any(len(late) > 1 for late in vain.values())
    if len(vain) < len(read) and not (twice and len(vain) * 2 >= len(read)):
        return None
    return min(late[0].at for late in vain.values())


def own_failures(readings: Sequence[FeedReading], others: Sequence[datetime] | None) -> list[FeedReading]:
    """The failures at the end of a feed's readings that are its own, as far as they follow each other.

    `others` are the times, in order, at which any feed was reached; None: there is no other feed. That a
    server can't be reached counts only where another one was since the reading before: else this machine may
    have been cut off, and what is counted begins anew.
    """
    run: list[FeedReading] = []
    for place in range(_run_begins(readings), len(readings)):
        one, before = readings[place], readings[place - 1].at if place else None
        run = [*run, one] if _is_own(one, before, others) else []
    return run


def _run_begins(readings: Sequence[FeedReading]) -> int:
    """The place of the first of the failures that the readings end with."""
    place = len(readings)
    while place and readings[place - 1].failed:
        place -= 1
    return place


def _is_own(one: FeedReading, before: datetime | None, others: Sequence[datetime] | None) -> bool:
    if one.seen.sign is not FeedSign.UNREACHED or others is None:
        return True
    until = bisect_right(others, one.at)
    return until > (bisect_right(others, before) if before else 0)


def _reached(one: FeedReading) -> bool:
    """Whether its server answered, whatever it said."""
    return one.seen.sign is not FeedSign.UNREACHED
