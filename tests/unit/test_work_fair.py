"""Whose turn it is among many tenants and hosts: a small one never waits for all of a large one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.model import DuePart
from bot.work.fair import turns

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def due(tenant: str, count: int, *, minutes_late: int = 0) -> list[DuePart]:
    since = NOW - timedelta(minutes=minutes_late)
    return [DuePart(key=f"{tenant}-{number}", since=since, tenant=tenant) for number in range(count)]


def test_a_small_tenant_is_served_beside_a_large_one() -> None:
    """Of 5,000 and 10 parts, all of the ten are among the first twenty."""
    found = turns([*due("large", 5_000, minutes_late=60), *due("small", 10)], [])
    assert [turn.part.tenant for turn in found[:20]].count("small") == 10
    assert len(found) == 1_000


def test_what_a_tenant_has_in_the_queue_counts() -> None:
    """A large tenant's 900 that wait do not let its next one go before a small one's first."""
    held = [("large", f"held-{number}") for number in range(900)]
    found = turns([*due("large", 50, minutes_late=60), *due("small", 10)], held)
    assert [turn.place for turn in found if turn.part.tenant == "small"] == list(range(10))
    assert min(turn.place for turn in found if turn.part.tenant == "large") == 900


def test_what_is_most_overdue_comes_first_within_a_tenant() -> None:
    found = turns([*due("a", 1), DuePart(key="late", since=NOW - timedelta(hours=1), tenant="a")], [])
    assert [turn.part.key for turn in found] == ["late", "a-0"]


def test_nothing_is_queued_twice_and_the_queue_has_an_end() -> None:
    """What is held already stays out, and beyond the room nothing comes in."""
    parts = due("a", 10)
    assert turns([*parts, *parts], [("a", "a-0")], room=5) == turns(parts[1:], [("a", "x")], room=5)
    assert turns(parts, [("b", str(number)) for number in range(7)], room=5) == []
