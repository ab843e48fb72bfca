"""The soak's config.yaml, and what digests are due by it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import soak_news

if TYPE_CHECKING:
    from pathlib import Path

    from soak_slack import LimitedSlack
    from soak_wire import Wire

# A Monday; in New York the clocks are put forward on its Sunday.
START = datetime(2026, 3, 2, tzinfo=UTC)
RETAINED_DAYS = 30
ORDERS = (
    ("c0", "09:30", "Asia/Tokyo"),
    ("c1", "12:00", "Australia/Sydney"),
    ("c2", "06:45", "Asia/Kathmandu"),
    ("c3", "07:30", "Asia/Kolkata"),
    ("c4", "07:00", "Africa/Nairobi"),
    ("c5", "08:00", "Africa/Cairo"),
    ("c6", "08:00", "Europe/London"),
    ("c6", "18:00", "Europe/Berlin"),
    ("c7", "08:00", "America/Sao_Paulo"),
    ("c8", "08:00", "America/New_York"),
    ("c8", "02:30", "America/New_York"),
    ("c9", "20:00", "America/Los_Angeles"),
    ("c9", "10:30", "Pacific/Auckland"),
)
_channels: dict[str, str] = {}


def configured(folder: Path, wire: Wire, slack: LimitedSlack, *, stories: int) -> None:
    """Write it; what changes from one time to the next is how many stories a digest has."""
    feeds = "".join(
        f"  - {{url: {wire.host(n)}/feed, publisher: {soak_news.publisher(n)}, "
        f"section: {soak_news.section(n)}}}\n"
        for n in range(soak_news.NEWSROOMS)
    )
    for name, _, _ in ORDERS:
        if name not in _channels:
            _channels[name] = slack.workspace.add_channel(name)
    orders = "".join(
        f'  - {{channel: {_channels[name]}, at: "{at}", zone: {zone}}}\n' for name, at, zone in ORDERS
    )
    (folder / "config.yaml").write_text(
        f"database: sqlite:///dateline.db\nfeeds:\n{feeds}subscriptions:\n{orders}"
        "collect: {allow_networks: [127.0.0.0/8], timeout_seconds: 3}\n"
        f"digest: {{stories: {stories}}}\n"
        f"health: {{tell: {slack.channel}}}\n"
        f"retention: {{days: {RETAINED_DAYS}}}\n",
        encoding="utf-8",
    )


def due(since: datetime, until: datetime) -> list[tuple[str, str]]:
    """Each digest, as local date and time with its zone, whose time came between the two."""
    found: list[tuple[str, str]] = []
    for _, at, zone in ORDERS:
        for number in range(-1, 15):
            date = (START + timedelta(days=number)).date()
            moment = datetime.combine(date, time.fromisoformat(at), ZoneInfo(zone))
            if since < moment.astimezone(UTC) < until:
                found.append((f"{date}", f"{at} {zone}"))
    return found
