"""A newsroom on sample news, run by real processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from processes import NOW, Newsroom

from bot.demo.slack import SlackStandIn
from bot.demo.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    with Wire(NOW) as wire, SlackStandIn() as slack:
        feeds = "".join(f"  - {{url: {feed.url}, publisher: {feed.publisher}}}\n" for feed in wire.feeds)
        (tmp_path / "config.yaml").write_text(
            f"database: sqlite:///dateline.db\nfeeds:\n{feeds}"
            "collect: {allow_networks: [127.0.0.0/8], folders: [{path: inbox, publisher: Our Own}]}\n"
            f'subscriptions: [{{channel: {slack.channel}, at: "08:00", zone: UTC}}]\n'
        )
        (tmp_path / "inbox").mkdir()
        made = Newsroom(folder=tmp_path, slack=slack)
        yield made
        made.end()
