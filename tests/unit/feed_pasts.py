"""Feeds' pasts, made to order: readings that are hours apart and days with their news."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.model import FeedDay, FeedHistory, FeedOutcome, FeedReading, FeedSeen, FeedSign, FeedState
from bot.model.evidence import Evidence

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://coast.example/feed"
ELSEWHERE = "https://coast.example/new.xml"


def read(hours: float = 0, new: int = 0, **seen: object) -> FeedReading:
    """A good reading so many hours ago."""
    met = FeedSeen(**({"entries": 20, "milliseconds": 300} | seen))  # type: ignore[arg-type] - a test's own
    return FeedReading(at=NOW - HOUR * hours, outcome=FeedOutcome.READ, new=new, seen=met)


def unchanged(hours: float = 0, **seen: object) -> FeedReading:
    met = FeedSeen(**seen)  # type: ignore[arg-type] - as above
    return FeedReading(at=NOW - HOUR * hours, outcome=FeedOutcome.UNCHANGED, seen=met)


def failed(
    hours: float = 0, sign: FeedSign = FeedSign.NONE, why: str = "500 server error", found: str = ""
) -> FeedReading:
    seen = FeedSeen(sign=sign, found=found)
    return FeedReading(at=NOW - HOUR * hours, outcome=FeedOutcome.FAILED, why=why, seen=seen)


def cut(hours: float = 0) -> FeedReading:
    """No connection came about."""
    return failed(hours, FeedSign.UNREACHED, "no such host")


def missing(hours: float = 0) -> FeedReading:
    return failed(hours, FeedSign.GONE, "404 not found")


def days(*news: int | None) -> tuple[FeedDay, ...]:
    """New articles a day, the last one today; None for a day on which it was not read well."""
    first = NOW.date() - timedelta(days=len(news) - 1)
    return tuple(
        FeedDay(day=first + timedelta(days=n), read=int(one is not None) * 10, new=one or 0)
        for n, one in enumerate(news)
    )


def state_after(readings: tuple[FeedReading, ...], **other: object) -> FeedState:
    """What the collector remembers after these."""
    state = FeedState(url=URL)
    failures, failing, error = 0, None, ""
    for one in readings:
        failures = failures + 1 if one.failed else 0
        failing = (failing or one.at) if one.failed else None
        error = one.why if one.failed else ""
    values: dict[str, object] = {"failures": failures, "failing": failing, "error": error}
    values["checked"] = readings[-1].at if readings else None
    return FeedState(**{"url": state.url, **values, **other})  # type: ignore[arg-type] - as above


def past(*readings: FeedReading, news: tuple[FeedDay, ...] = (), **other: object) -> Evidence:
    """What is known of a feed after these readings; `other` are fields of Evidence, or of the state."""
    own = {name: other.pop(name) for name in ("others", "outage", "dropped") if name in other}
    history = FeedHistory(readings=readings, days=news)
    return Evidence(state=state_after(readings, **other), history=history, now=NOW, **own)  # type: ignore[arg-type] - as above
