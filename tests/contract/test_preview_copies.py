"""A preview's copy of a store on PostgreSQL."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from bot.clock import FixedClock
from bot.config import Config
from bot.demo.preview import copied
from bot.model import Incoming
from bot.store.store import Store
from bot.wiring import House

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.mark.exhaustive
def test_a_store_on_postgresql_is_copied_row_by_row(postgresql: str, tmp_path: Path) -> None:
    """Into a file of the preview's own, whose articles can be searched."""
    article = Incoming(
        source="https://a.example/feed",
        key="1",
        url="https://a.example/1",
        title="Dam bursts above Chadian town of Sarh",
        text="Heavy rain burst a dam above the Chadian town of Sarh on Sunday and flooded 4,000 homes.",
        published=NOW,
        publisher="Lake Chad Post",
        section="World",
    )
    with House(Config(database=postgresql), FixedClock(NOW)) as house:
        list(house.intake.take([article]))
    copy = copied(postgresql, tmp_path)
    with closing(Store(copy)) as store, store.read() as db:
        titles = db.exec_driver_sql("SELECT title FROM articles").scalars().all()
    assert titles == [article.title]
    with House(Config(database=copy), FixedClock(NOW)) as house:
        assert "Sarh" in str(house.desk.ask("Sarh"))
