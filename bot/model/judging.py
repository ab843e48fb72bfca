"""How a feed stands, and what may be done about it: one pure function of what its readings have shown."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.model.evidence import DAY, REPEATED, Judgement, is_habit, shown, tail
from bot.model.health import FeedStanding, Proposal
from bot.model.judging_failures import failing, gone, left_out, unread
from bot.model.readings import FeedOutcome
from bot.text import ago, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from bot.model.evidence import Evidence
    from bot.model.readings import FeedDay, FeedReading

SLOW = 8_000
"""Milliseconds that an answer takes as a rule."""
SILENT_AT_LEAST = 2
SILENT_WITHOUT_RHYTHM = 45
"""Days. A feed that brought news on fewer days than RHYTHM_DAYS has no rhythm to be held against."""
RHYTHM_DAYS = 4
DAYS_DRAWN = 14
CLOSED_AT_LEAST = 3


def judge(known: Evidence) -> Judgement:
    """The first that is true, from the worst on: left out, gone, not read yet, failing, and so on to well."""
    for look in _LOOKS:
        if found := look(known):
            return found
    return _well(known)


def daily(days: Sequence[FeedDay], now: datetime) -> tuple[int | None, ...]:
    """New articles on each of the last days (UTC), today last; None where there was no good reading."""
    today = now.astimezone(UTC).date()
    there = {one.day: one.new for one in days if one.read}
    return tuple(there.get(today - DAY * back) for back in range(DAYS_DRAWN - 1, -1, -1))


def recent(readings: Sequence[FeedReading]) -> tuple[int | None, ...]:
    """New articles in each of them; None where it failed."""
    return tuple(None if one.failed else one.new for one in readings)


def _moved(known: Evidence) -> Judgement | None:
    read = [one for one in known.readings if not one.failed]
    to = read[-1].seen.moved_to if read else ""
    same = tail(read, lambda one: one.seen.moved_to == to)
    if not to or not is_habit(same, read, known.now):
        return None
    return Judgement(
        standing=FeedStanding.MOVED,
        reason=f"its server sends on to {shown(to, 'another address')} for good",
        proposal=Proposal.NEW_ADDRESS,
        cure="Give it that address: a redirect does not stay for ever.",
        address=to,
        since=same[0].at,
        lasting=same[0].at,
    )


def _empty(known: Evidence) -> Judgement | None:
    told = [one for one in known.readings if one.outcome is FeedOutcome.READ and one.seen.entries is not None]
    empty = tail(told, lambda one: one.seen.entries == 0)
    if not empty:
        return None
    return Judgement(
        standing=FeedStanding.EMPTY,
        reason="there is nothing in it",
        proposal=Proposal.REMOVE,
        cure="Look at it in a browser. If it stays empty, give it another address, or leave it out.",
        since=empty[0].at,
        lasting=empty[0].at,
    )


def _paywalled(known: Evidence) -> Judgement | None:
    """Where more of its latest articles were closed than open."""
    told = [one for one in known.readings if one.new or one.seen.closed]
    closed, new = sum(one.seen.closed for one in told), sum(one.new for one in told)
    if closed < CLOSED_AT_LEAST or closed * 2 <= new:
        return None
    since = next(one.at for one in told if one.seen.closed)
    return Judgement(
        standing=FeedStanding.PAYWALLED,
        reason=f"the pages of {closed} of its latest articles are for subscribers alone",
        proposal=Proposal.REMOVE,
        cure="Only its headlines and teasers can be read. Leave it out, or take another feed on the same.",
        since=since,
        lasting=since,
    )


def _stale(known: Evidence) -> Judgement | None:
    """Measured in days on which it was read: that Dateline itself was off is no silence of the feed's."""
    today = known.now.astimezone(UTC).date()
    read = [one for one in known.history.days if one.read and one.day <= today]
    last = max((one.day for one in read if one.new), default=None)
    silent = sum(last is None or one.day > last for one in read)
    usual = _rhythm(read)
    limit = max(SILENT_AT_LEAST, 2 * usual) if usual else SILENT_WITHOUT_RHYTHM
    if silent <= limit:
        return None
    since = _midnight(last or read[0].day)
    used = f", where it used to have news every {'day' if usual == 1 else f'{usual} days'}" if usual else ""
    return Judgement(
        standing=FeedStanding.STALE,
        reason=f"nothing new for {plural(silent, 'day')}{used}",
        proposal=Proposal.REMOVE,
        cure="Look on the publisher's site whether it goes on elsewhere. If not, leave it out.",
        since=since,
        lasting=since,
    )


def _rhythm(read: Sequence[FeedDay]) -> int:
    """From one day with news to the next it is so many days of reading, 9 times in 10; 0: unknown."""
    places = [place for place, one in enumerate(read) if one.new]
    if len(places) < RHYTHM_DAYS:
        return 0
    gaps = sorted(later - earlier for earlier, later in pairwise(places))
    return gaps[min(len(gaps) - 1, len(gaps) * 9 // 10)]


def _slow(known: Evidence) -> Judgement | None:
    took = sorted(one.seen.milliseconds for one in known.readings[-10:] if one.seen.milliseconds)
    if len(took) < REPEATED or (usual := took[len(took) // 2]) < SLOW:
        return None
    return Judgement(
        standing=FeedStanding.SLOW,
        reason=f"it takes {usual / 1000:.0f} s to answer",
        proposal=Proposal.WAIT,
        cure="It is read all the same. If it begins to fail, raise collect.timeout_seconds.",
    )


def _well(known: Evidence) -> Judgement:
    read = [one.at for one in known.readings if not one.failed]
    checked = read[-1] if read else known.state.checked
    reason = f"read {ago(checked, known.now)}" if checked else ""
    return Judgement(standing=FeedStanding.WELL, reason=reason, cure="Nothing to do.")


def _midnight(day: date) -> datetime:
    """The day's end."""
    return datetime.combine(day, time.min, tzinfo=UTC) + DAY


_LOOKS: tuple[Callable[[Evidence], Judgement | None], ...] = (
    *(left_out, gone, unread, failing),
    *(_moved, _empty, _paywalled, _stale, _slow),
)
