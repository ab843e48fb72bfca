"""Whose work it is goes along with the work, and what is remembered of one tenant is no other's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from threading import Event

import pytest

from bot import tenancy
from bot.clock import FixedClock
from bot.deliver.agenda import Agenda
from bot.deliver.spread import at_once
from bot.deliver.watch import Watch
from bot.model import Delivery, DeliveryState, Subscription
from bot.slack.status import Statuses
from bot.slack.tabs import Tabs
from bot.slack.work import WorkPool

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ORDER = Subscription(id="one", channel="C1", at=time(8), zone="UTC", since=NOW)
ROW = Delivery(
    id="d1",
    subscription_id="one",
    channel="C1",
    local_date=date(2026, 11, 23),
    slot="08:00",
    due=NOW,
    state=DeliveryState.SENDING,
    edition_id="e1",
    attempt=1,
)


def test_the_tenant_holds_within_its_block_alone() -> None:
    """Also where the block is left by an error, and within another one."""
    assert tenancy.current() == tenancy.ONLY
    with tenancy.of("T1"):
        with pytest.raises(ValueError, match="so"), tenancy.of("T2"):
            raise ValueError("so")
        assert tenancy.current() == "T1"
    assert tenancy.current() == tenancy.ONLY


def test_work_in_another_thread_is_done_for_who_handed_it_over() -> None:
    """One thread works for several in turn; a plain pool would have worked for nobody."""
    with tenancy.Pool(1) as pool, ThreadPoolExecutor(1) as plain:
        found = []
        for tenant in ("T1", "T2", tenancy.ONLY):
            with tenancy.of(tenant):
                found.append(
                    (pool.submit(tenancy.current).result(), *pool.map(lambda _: tenancy.current(), [0]))
                )
        with tenancy.of("T1"):
            assert plain.submit(tenancy.current).result() == tenancy.ONLY
    assert found == [("T1", "T1"), ("T2", "T2"), ("", "")]


def test_an_answer_is_made_for_who_asked() -> None:
    pool, made, told = WorkPool(workers=1), Event(), []

    def make() -> None:
        told.append(tenancy.current())
        made.set()

    with tenancy.of("T1"):
        pool.run(print, make)
    assert made.wait(10)
    pool.close()
    assert told == ["T1"]


def test_a_workspace_that_lacks_statuses_silences_no_other() -> None:
    statuses = Statuses(FixedClock(NOW))
    with tenancy.of("T1"):
        statuses._rest(60, "missing_scope")
        assert statuses._rests()
    with tenancy.of("T2"):
        assert not statuses._rests()
    statuses.close()


def test_a_tab_is_its_own_workspaces() -> None:
    tabs = Tabs()
    with tenancy.of("T1"):
        tabs.opened("U1")
        assert tabs.is_open("U1")
    with tenancy.of("T2"):
        assert not tabs.is_open("U1")


class _Rows:
    """No rows; it counts who asks."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def last(self, subscription_id: str) -> None:
        self.asked.append(f"{tenancy.current()} {subscription_id}")


def test_an_order_that_is_quiet_hides_no_other_workspaces_order() -> None:
    """The same order in two workspaces: that one is quiet tells nothing of the other, nor does its end."""
    rows = _Rows()
    clock = FixedClock(NOW)
    agenda = Agenda(rows, clock, timedelta(hours=6), at_once)  # pyright: ignore[reportArgumentType]
    for tenant in ("T1", "T2", "T1"):
        with tenancy.of(tenant):
            assert agenda.come(ORDER) == ()
    with tenancy.of("T2"):
        agenda.forget(())
    with tenancy.of("T1"):
        assert agenda.come(ORDER) == ()
    assert rows.asked == ["T1 one", "T2 one"]


def test_how_long_a_row_stood_still_is_known_of_each_workspaces() -> None:
    clock = _Ticking()
    watch = Watch(clock)
    with tenancy.of("T1"):
        watch.observe([ROW])
    clock.seconds = 60
    with tenancy.of("T2"):
        watch.observe([replace(ROW, attempt=2)])
        assert watch.unmoved(ROW) == 0
    with tenancy.of("T1"):
        watch.observe([ROW])
        assert watch.unmoved(ROW) == 60


class _Ticking:
    seconds = 0.0

    def now(self) -> datetime:
        return NOW

    def monotonic(self) -> float:
        return self.seconds
