"""What an archive hands over as JSON Lines: all fields but two may be missing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import FixedClock
from bot.config import Config
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TITLE = "Keepers of the lighthouse of Fogo retire after 40 years"
TEXT = "The last two lighthouse keepers of Cape Verde handed over their keys in Praia, port officials said."
WHOLE = {
    "url": "https://post.example/keepers?utm_source=archive",
    "title": TITLE,
    "text": TEXT,
    "published": (NOW - timedelta(hours=5)).isoformat(),
    "publisher": "Island Post",
    "section": "Africa",
    "language": "en",
}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(Config(database=f"sqlite:///{tmp_path / 'lines.db'}"), FixedClock(NOW)) as built:
        yield built


def collected(house: House, folder: Path, *lines: dict[str, str]) -> tuple[int, str]:
    """How many lines became articles, and what is said of the others."""
    path = folder / "archive.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    (row,) = house.intake.take(house.read_files(path, "Our Own", "Ours"))
    return row.new, row.why


@pytest.mark.parametrize("missing", [(), *((name,) for name in WHOLE), tuple(set(WHOLE) - {"title", "text"})])
def test_a_line_may_lack_all_but_title_and_text(
    house: House, tmp_path: Path, missing: tuple[str, ...]
) -> None:
    """What is there is kept; the rest is the command line's, the file's, and now."""
    line = {name: value for name, value in WHOLE.items() if name not in missing}
    new, why = collected(house, tmp_path, line)
    if {"title", "text"} & set(missing):
        assert (new, why) == (0, f"has no {missing[0]}")
        return
    (view,) = house.desk.top().stories
    (source,) = view.brief.sources
    assert (new, why, source.title, view.brief.sentences[0].text) == (1, "", TITLE, TEXT)
    assert source.publisher == ("Our Own" if "publisher" in missing else "Island Post")
    assert view.section == ("Ours" if "section" in missing else "Africa")
    assert source.published == (NOW if "published" in missing else NOW - timedelta(hours=5))
    if "url" in missing:
        assert source.url.startswith((tmp_path / "archive.jsonl").as_uri())
    else:
        assert source.url == "https://post.example/keepers"


def test_a_line_that_makes_no_sense_costs_only_itself(house: House, tmp_path: Path) -> None:
    """Lines of one file are articles of their own; one without a title is named, the others go on."""
    other = {
        "title": "Harbour of Mindelo closed by a storm",
        "text": "Waves of six metres broke over the quay.",
    }
    new, why = collected(house, tmp_path, {"text": TEXT}, {"title": TITLE, "text": TEXT}, other)
    assert (new, why) == (2, "has no title")
    assert len(house.desk.top().stories) == 2
