"""Whose eyes look: the names that they know, their zone, the time. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

_TOKEN = re.compile(r"\{(\w+)\}")
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_SHORT, _FULL, _LONG = "{0:%b} {0.day}, {0:%Y}", "{0:%B} {1}, {0:%Y}", "{0:%A}, {0:%B} {1}, {0:%Y}"
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_TEENS = range(11, 14)


@dataclass(frozen=True, slots=True, kw_only=True)
class Eyes:
    """`people` and `channels` are names by id, `bot` the app's own; `now` is aware."""

    reader: str
    people: Mapping[str, str]
    channels: Mapping[str, str]
    bot: str
    zone: ZoneInfo
    now: datetime

    def person(self, user: str) -> str:
        return self.people.get(user, user)

    def clock(self, ts: str) -> str:
        """When a message was posted, by its ts: "08:00"."""
        return f"{self.local(float(ts)):%H:%M}"

    def local(self, timestamp: float) -> datetime:
        return datetime.fromtimestamp(timestamp, UTC).astimezone(self.zone)

    def moment(self, timestamp: int, wanted: str, fallback: str = "") -> str:
        """A time as Slack's date formats have it ("{date_short_pretty} at {time}"), in the reader's zone."""
        try:
            then = self.local(timestamp)
        except (ValueError, OverflowError, OSError):
            return fallback
        told = _TOKEN.sub(lambda found: self._token(found[1], then) or found[0], wanted)
        return told[:1].upper() + told[1:] if wanted.startswith("{date") else told

    def _token(self, name: str, then: datetime) -> str:
        day = f"{then.day}{_ending(then.day)}"
        plain = {
            "date_num": f"{then:%Y-%m-%d}",
            "date": _FULL.format(then, day),
            "date_short": _SHORT.format(then),
            "date_long": _LONG.format(then, day),
            "time": f"{then:%H:%M}",
            "time_secs": f"{then:%H:%M:%S}",
            "ago": self._ago(then),
        }
        if name.endswith("_pretty"):
            distance = (then.date() - self.now.astimezone(self.zone).date()).days
            return _NEAR.get(distance) or plain.get(name.removesuffix("_pretty"), plain["date_long"])
        return plain.get(name, "")

    def _ago(self, then: datetime) -> str:
        minutes = (self.now - then) // timedelta(minutes=1)
        for size, unit in ((1440, "day"), (60, "hour"), (1, "minute")):
            if count := abs(minutes) // size:
                told = f"{count} {unit}{'s' if count > 1 else ''}"
                return f"{told} ago" if minutes > 0 else f"in {told}"
        return "now"


def _ending(day: int) -> str:
    return "th" if day in _TEENS else _ENDINGS.get(day % 10, "th")
