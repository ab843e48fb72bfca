"""A world for the doctor to look at, in which all is well but for what a test names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.config import Config, load
from bot.operate.checks import Check, State
from bot.operate.doctor import examine
from bot.operate.examining.gathering import Probes

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
BOT = "xoxb-123456789012-abcdefghijkl"
APP = "xapp-1-A0123456789-1234567890-abcdef"
TOKENS = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}
FEED = "feeds: [{url: 'https://a.example/f', publisher: Alpha}]\n"
NEEDED, EXTRA = ("chat:write", "commands"), ("channels:history",)


@dataclass(frozen=True)
class Who:
    team: str = "Acme"
    user: str = "dateline"
    scopes: tuple[str, ...] = (*NEEDED, *EXTRA)
    said_at: datetime | None = NOW


def raising(error: Exception) -> object:
    def probe(*_: object) -> object:
        raise error

    return probe


def probes(**other: object) -> Probes:
    """A world in which all is well, but for what is named."""
    well: dict[str, object] = {
        "schema": lambda: ("7", "7"),
        "feed": lambda _feed: 30,
        "slack": Who,
        "socket": lambda: None,
        "undelivered": list,
        "scopes": NEEDED,
        "extra_scopes": EXTRA,
    }
    return Probes(**(well | other))  # type: ignore[arg-type] - stand-ins


def config(folder: Path, text: str = FEED, environ: dict[str, str] | None = None) -> Config:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return load(path, environ if environ is not None else TOKENS)


def checked(settings: Config, world: Probes | None = None, now: datetime = NOW) -> dict[str, Check]:
    checks = list(examine(settings, world or probes(), now))
    for check in checks:
        assert bool(check.cure) is (check.state is not State.OK), (
            f"{check.name}: a cure for what is ill alone"
        )
        assert BOT not in repr(check)
        assert APP not in repr(check)
    return {check.name: check for check in checks}
