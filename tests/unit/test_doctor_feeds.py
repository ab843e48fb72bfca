"""The doctor goes where administrators have sent the feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctor_world import checked, config, probes, raising

from bot.errors import StoreError
from bot.model import Feed
from bot.operate.checks import State

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "feeds: [{url: 'https://a.example/f', publisher: Alpha}, {url: 'https://b.example/f', publisher: Beta}]\n"
)


def test_a_moved_feed_is_asked_at_its_new_address_and_one_left_out_is_not_asked(tmp_path: Path) -> None:
    asked: list[str] = []

    def entries(feed: Feed) -> int:
        asked.append(feed.address)
        return 7

    mended = [Feed(url="https://a.example/f", publisher="Alpha", moved_to="https://a.example/new")]
    found = checked(config(tmp_path, TEXT), probes(feed=entries, feeds=lambda: mended))
    assert asked == ["https://a.example/new"]
    assert "https://a.example/new (moved in Slack from https://a.example/f)" in found["feed Alpha"].what
    assert (found["feed Beta"].state, found["feed Beta"].cure) == (State.OK, "")
    assert "left out in Slack" in found["feed Beta"].what


def test_without_a_database_the_feeds_are_those_of_the_file(tmp_path: Path) -> None:
    found = checked(config(tmp_path, TEXT), probes(feeds=raising(StoreError("it is locked"))))
    assert {"feed Alpha", "feed Beta"} <= set(found)
