"""Hours in which nobody is alerted: how they are written, and whether it is quiet at an instant."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.config import load
from bot.errors import ConfigError
from bot.model import QuietHours

if TYPE_CHECKING:
    from pathlib import Path

NIGHT = QuietHours(begin=time(22), end=time(7))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def quiet(folder: Path, written: str) -> QuietHours | None:
    path = folder / "config.yaml"
    path.write_text(f"alerts: {{quiet: {written}}}\n", encoding="utf-8")
    return load(path, {}).alerts.quiet


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"22:00-07:00"', NIGHT),
        ('" 22:00 \u2013 7:00 "', NIGHT),
        ("13:00-14:30", QuietHours(begin=time(13), end=time(14, 30))),
        ('""', None),
        ('"08:00-08:00"', None),
    ],
)
def test_quiet_hours_are_read_as_written(tmp_path: Path, written: str, meant: QuietHours | None) -> None:
    """With a dash of any length; nothing, or no time at all, is no quiet."""
    assert quiet(tmp_path, written) == meant


@pytest.mark.parametrize("written", ["night", '"22:00"', '"22:00-25:00"', "7"])
def test_what_is_no_span_of_hours_is_refused(tmp_path: Path, written: str) -> None:
    """The refusal names the key."""
    with pytest.raises(ConfigError, match=r"alerts\.quiet"):
        quiet(tmp_path, written)


@pytest.mark.parametrize(
    ("now", "held"),
    [("21:59", False), ("22:00", True), ("23:59", True), ("00:00", True), ("06:59", True), ("07:00", False)],
)
def test_a_night_goes_past_midnight(now: str, *, held: bool) -> None:
    """It begins on the minute and ends on the minute."""
    assert NIGHT.hold(at(f"2026-05-04T{now}"), UTC) is held


def test_a_rest_at_noon_stays_within_its_day() -> None:
    noon = QuietHours(begin=time(13), end=time(14))
    assert [noon.hold(at(f"2026-05-04T{now}"), UTC) for now in ("12:59", "13:00", "14:00")] == [
        False,
        True,
        False,
    ]


def test_quiet_is_where_the_reader_is() -> None:
    """At 14:00 UTC it is 23:00 in Tokyo, and noon has not come to Lima."""
    now = at("2026-05-04T14:00")
    zones = [ZoneInfo(name) for name in ("Asia/Tokyo", "America/Lima")]
    assert [NIGHT.hold(now, zone) for zone in zones] == [True, False]
    assert NIGHT.next(now, ZoneInfo("America/Lima")) == at("2026-05-05T03:00")


def test_after_todays_beginning_the_next_is_tomorrows() -> None:
    """Of hours that are over for today, the next are of the next day."""
    rest = QuietHours(begin=time(13), end=time(14))
    assert rest.next(at("2026-05-04T15:00"), UTC) == at("2026-05-05T13:00")
