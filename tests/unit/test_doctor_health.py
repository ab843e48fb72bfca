"""The doctor tells how the feeds have fared, without asking them and without failing for them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from doctor_world import NOW, checked, config, probes, raising

from bot.errors import StoreError
from bot.model import Feed, FeedHealth, FeedsHealth, FeedStanding
from bot.operate.checks import State

if TYPE_CHECKING:
    from pathlib import Path

GONE = FeedHealth(
    feed=Feed(url="https://a.example/f", publisher="Alpha"),
    publisher="Alpha",
    standing=FeedStanding.GONE,
    reason="its server says for good that it is not there (410 gone)",
    cure="Look on the publisher's site for its new address, or leave it out.",
)
TELL = "health: {tell: admins}\nfeeds: [{url: 'https://a.example/f', publisher: Alpha}]\n"


def test_each_feed_that_is_ill_is_told_with_its_reason_and_its_cure(tmp_path: Path) -> None:
    found = checked(config(tmp_path), probes(health=lambda: FeedsHealth(feeds=(GONE,))))
    assert (found["feeds"].state, found["feeds"].what) == (State.WARN, "0 of 1 feed is well, 1 gone (Alpha).")
    ill = found["health Alpha"]
    assert (ill.state, ill.what, ill.cure) == (State.WARN, f"gone: {GONE.reason}", GONE.cure)


def test_an_outage_is_one_warning_that_blames_no_feed(tmp_path: Path) -> None:
    """No failure either: the container's health check would restart what no restart mends."""
    away = FeedsHealth(feeds=(GONE,), outage=NOW - timedelta(hours=2))
    found = checked(config(tmp_path), probes(health=lambda: away))
    assert found["feeds"].state is State.WARN
    assert "network" in found["feeds"].what
    assert "health Alpha" not in found


def test_it_says_whether_anybody_is_told_of_feeds_that_rot(tmp_path: Path) -> None:
    world = probes(health=FeedsHealth)
    assert "nobody is told" in checked(config(tmp_path), world)["feeds that rot"].what
    assert checked(config(tmp_path, TELL), world)["feeds that rot"].what == "told: admins"


def test_without_a_database_it_goes_on(tmp_path: Path) -> None:
    found = checked(config(tmp_path), probes(health=raising(StoreError("it is locked"))))
    assert "feeds" not in found
    assert found["feed Alpha"].state is State.OK
