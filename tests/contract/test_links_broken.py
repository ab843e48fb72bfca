"""Addresses that are none, where people paste them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stored import NOW

from bot.briefing import BriefSettings
from bot.clock import FixedClock
from bot.desk.briefing_links import LinkDesk
from bot.errors import FetchError

if TYPE_CHECKING:
    from bot.model import Incoming
    from bot.store.store import Store

BROKEN = "http://[bad#x"


def test_a_broken_link_is_passed_over(store: Store) -> None:
    """The page beside it is asked for as ever; alone, it is as if no link were there."""
    asked: list[str] = []

    def read(url: str) -> Incoming:
        asked.append(url)
        raise FetchError(url, "404 not found")

    settings = BriefSettings(method="dateline", sentences=3, max_words=120, max_share=0.25)
    desk = LinkDesk(store, FixedClock(NOW), read, settings)
    found = desk.of_links([BROKEN, "https://a.example/page#part"], lambda _: None)
    assert [page.url for page in found.pages] == asked == ["https://a.example/page"]
    assert desk.of_links([BROKEN], lambda _: None).pages == ()
