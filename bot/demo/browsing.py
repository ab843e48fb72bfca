"""What the demonstration's page and a preview have in common: a clock, people, and the page itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.clock import SystemClock
from bot.config_parts import Slack
from bot.demo.page import Page
from bot.slack.manifest import manifest

if TYPE_CHECKING:
    from datetime import datetime

    from bot.config import Config
    from bot.demo.slack import SlackStandIn

ABOUT = "A stand-in for Slack, on this machine alone."

# Who else is in the workspace, with their zones: an administrator, a member and a guest.
NEIGHBOURS = (
    ("mira", "America/New_York", True, False),
    ("kenji", "Asia/Tokyo", False, False),
    ("gus", "Europe/Madrid", False, True),
)


class Running(SystemClock):
    """A clock that sets out from some time and goes on as clocks do."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._started = self.monotonic()

    def now(self) -> datetime:
        return self._now + timedelta(seconds=self.monotonic() - self._started)

    def pass_by(self, time: timedelta) -> None:
        self._now += time


def page_of(slack: SlackStandIn, config: Config, port: int, about: str = ABOUT) -> Page:
    """The page of that workspace, with some people in it, for the app that the configuration makes."""
    for name, tz, admin, guest in NEIGHBOURS:
        slack.workspace.add_user(name, tz=tz, admin=admin, restricted=guest)
    return Page(slack, manifest(config), port=port, about=about)


def settings_for(slack: SlackStandIn) -> Slack:
    """Slack's settings that lead to the stand-in and nowhere else."""
    return Slack(
        bot_token=SecretStr(slack.bot_token),
        app_token=SecretStr(slack.app_token),
        signing_secret=SecretStr(slack.signing_secret),
        api_url=slack.api_url,
    )
