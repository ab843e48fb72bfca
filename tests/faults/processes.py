"""Real processes of Dateline against the sample news and the stand-in for Slack."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from threading import Condition, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from bot.clock import SystemClock
from bot.demo.show import last_morning

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime, timedelta
    from pathlib import Path

    from bot.demo.slack import SlackStandIn

# Real days, so that what `run` reads is news; the demonstration's morning, so that the digest is due.
NOW = last_morning(SystemClock().now())
DATELINE = [sys.executable, "-c", "from bot.cli import main; main()"]


class Heard(subprocess.Popen[str]):
    """What it says is read all the while: who waits for its ear would stand still."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._said: list[str] = []
        self._told = 0
        self._over = False
        self._more = Condition()
        self._ear = Thread(target=self._listen, daemon=True)
        self._ear.start()

    def _listen(self) -> None:
        assert self.stdout is not None
        with self.stdout as lines:
            for line in lines:
                with self._more:
                    self._said.append(line)
                    self._more.notify_all()
        with self._more:
            self._over = True
            self._more.notify_all()

    def heard(self, event: str, *, unless: Collection[str] = (), seconds: float = 90) -> list[str]:
        """What it says from here up to the first line with that event.

        AssertionError where one of `unless`, its end, or nothing for so long comes first.
        """
        begun, until = self._told, monotonic() + seconds
        with self._more:
            while True:
                for line in self._said[self._told :]:
                    self._told += 1
                    if event in line:
                        return self._said[begun : self._told]
                    assert not any(other in line for other in unless), "".join(self._said[begun:])
                waited = self._more.wait(until - monotonic()) if not self._over else False
                assert waited, f"no {event} in:\n{''.join(self._said[begun:])}"

    def communicate(self, input: Any = None, timeout: float | None = None) -> Any:  # noqa: A002 - its name
        del input
        self.wait(timeout)
        self._ear.join(timeout)
        return "".join(self._said), None


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    """A folder with a config.yaml, the world that it names, and the Slack that it posts to."""

    folder: Path
    slack: SlackStandIn
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def database(self) -> Path:
        return self.folder / "dateline.db"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_APP_TOKEN": self.slack.app_token,
            "SLACK_API_URL": self.slack.api_url,
        }

    def start(self, *arguments: str) -> Heard:
        """A process of its own, as an operator starts it."""
        process = Heard(
            [*DATELINE, *arguments],
            cwd=self.folder,
            env={**os.environ, **self.environment},
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.running.append(process)
        return process

    def end(self) -> None:
        """Kill what a test that failed has left running."""
        for process in self.running:
            process.kill()
            process.communicate()

    def run(self, *arguments: str, status: int = 0) -> str:
        """What a command says, once it has ended with that status."""
        with self.start(*arguments) as process:
            said, _ = process.communicate(timeout=120)
        assert process.returncode == status, said
        return said


class HandClock:
    """A clock that is moved by hand."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._seconds = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._seconds

    def advance(self, by: timedelta) -> None:
        self._now += by
        self._seconds += by.total_seconds()
