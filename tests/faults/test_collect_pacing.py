"""How servers are spared: pauses between requests, and none at all while one asks for patience."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from collect_server import RawServer, answer

from bot.clock import SystemClock
from bot.collect.flight import Flight
from bot.collect.gate import HostGate
from bot.collect.http import GuardedClient
from bot.errors import FetchError

if TYPE_CHECKING:
    from datetime import datetime


class Ticking:
    """A clock on which half a second goes by whenever somebody looks at it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return SystemClock().now()

    def monotonic(self) -> float:
        self.seconds += 0.5
        return self.seconds


def starts(gate: HostGate, clock: Ticking, *hosts: str) -> list[float]:
    begun: list[float] = []
    for host in hosts:
        with gate.place(host, Flight(f"https://{host}/", 60, 1_000, clock)):
            begun.append(clock.seconds)
    return begun


def test_a_pause_lies_between_two_requests_to_one_host() -> None:
    """Each begins three seconds after the one before, but at another host at once."""
    clock = Ticking()
    gate = HostGate(2, 3.0, clock, lambda _: False)
    first, second, third, other = starts(gate, clock, "a.example", "a.example", "a.example", "b.example")
    assert second - first >= 3
    assert third - second >= 3
    assert other - third < 3


def test_a_network_of_one_s_own_is_not_spared() -> None:
    """Where the operator named the network no pause is made."""
    clock = Ticking()
    gate = HostGate(2, 1_000.0, clock, lambda host: host == "intranet")
    first, second = starts(gate, clock, "intranet", "intranet")
    assert second - first < 1_000


def test_a_host_that_asks_for_patience_is_left_alone() -> None:
    """After 429 with Retry-After nothing of that host is asked until then; 15 minutes are the most."""
    clock = Ticking()
    gate = HostGate(2, 0.0, clock, lambda _: False)
    gate.hold("a.example", 7 * 24 * 3600)
    with pytest.raises(FetchError, match=r"not asked: a\.example asks to wait") as caught:
        starts(gate, clock, "a.example")
    assert caught.value.passing
    assert 0 < (caught.value.retry_after or 0) <= 15 * 60
    assert len(starts(gate, clock, "b.example")) == 1
    clock.seconds += 15 * 60
    assert len(starts(gate, clock, "a.example")) == 1


def test_one_page_s_429_spares_the_whole_host_and_a_503_does_not() -> None:
    """The client remembers who asked for patience: 429 speaks of the asker, 503 of what was asked for."""
    with RawServer() as server, GuardedClient(["127.0.0.0/8"], 5) as client:
        server.answers["/busy"] = answer(b"", "429 Busy", "Retry-After: 60")
        server.answers["/down"] = answer(b"", "503 Down", "Retry-After: 60")
        server.answers["/well"] = answer(b"well")
        with pytest.raises(FetchError, match="503 asks to wait"):
            client.get(server.url + "/down")
        assert client.get(server.url + "/well").body == b"well"
        with pytest.raises(FetchError, match="429 asks to wait"):
            client.get(server.url + "/busy")
        with pytest.raises(FetchError, match="not asked"):
            client.get(server.url + "/well")
        assert len(server.requests) == 3


def test_hosts_are_forgotten() -> None:
    """Thousands of hosts leave no trace once their pause is over."""
    clock = Ticking()
    gate = HostGate(2, 0.5, clock, lambda _: False)
    starts(gate, clock, *(f"{n}.example" for n in range(5_000)))
    assert len(gate._next) < 3_000


class Row:
    """What all processes share of one host: others have reserved its next seconds."""

    def __init__(self, taken: float) -> None:
        self.taken = taken
        self.asked: list[str] = []
        self.held: dict[str, float] = {}

    def take(self, host: str, pause: float, longest: float) -> float:
        self.asked.append(host)
        wait = self.taken
        self.taken += pause if wait <= longest else 0.0
        return wait

    def hold(self, host: str, seconds: float) -> None:
        self.held[host] = seconds


@pytest.mark.exhaustive
def test_what_other_processes_ask_of_a_host_is_waited_for() -> None:
    """Its next moment is six seconds away: so long it takes here too, and the next request comes after it."""
    clock, row = Ticking(), Row(6.0)
    gate = HostGate(2, 3.0, clock, lambda _: False, row)
    first, second = starts(gate, clock, "a.example", "a.example")
    assert first >= 6
    assert second - first >= 3
    assert row.taken == 12


def test_a_host_whose_next_moment_is_far_is_left_for_another_time() -> None:
    """A worker's place is not kept for what comes in minutes, and nobody else's moment is taken."""
    clock, row = Ticking(), Row(90.0)
    gate = HostGate(2, 3.0, clock, lambda _: False, row)
    with pytest.raises(FetchError, match=r"not asked: a\.example asks to wait 90 s") as caught:
        starts(gate, clock, "a.example")
    assert caught.value.passing
    assert row.taken == 90
    row.taken = 0.0
    assert len(starts(gate, clock, "a.example")) == 1  # its place is free again


def test_patience_that_a_host_asks_for_is_told_to_all_and_an_own_one_shares_nothing() -> None:
    clock, row = Ticking(), Row(0.0)
    gate = HostGate(2, 3.0, clock, lambda host: host == "intranet", row)
    gate.hold("a.example", 7 * 24 * 3600)
    assert row.held == {"a.example": 15 * 60}
    starts(gate, clock, "intranet", "intranet")
    assert row.asked == []
