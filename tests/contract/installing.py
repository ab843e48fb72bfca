"""Workspaces on a store, a Slack that behaves as its documentation says, and a clock moved by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet

from bot.errors import SlackError
from bot.model.installations import Granted, Tokens
from bot.operate.workspaces import Workspaces
from bot.vault import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.store.store import Store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
HALF_A_DAY = timedelta(hours=12)
KEEP = timedelta(hours=24)
TEAM, ORG = "T0ONE", "E0ORG"
KEYS = [Fernet.generate_key().decode() for _ in range(2)]


class Hand:
    """A clock that is put forward by hand; who waits on it puts it forward too."""

    def __init__(self) -> None:
        self.passed = timedelta()

    def now(self) -> datetime:
        return NOW + self.passed

    def monotonic(self) -> float:
        return self.passed.total_seconds()

    def wait(self, seconds: float) -> None:
        self.passed += timedelta(seconds=seconds)


class Slack:
    """Refresh tokens are good once. `before` is called before one is answered: there anything can happen."""

    def __init__(self, *, rotates: bool = True) -> None:
        self.rotates = rotates
        self.asked: list[str] = []
        self.tested: list[str] = []
        self.dead: set[str] = set()
        self.before: Callable[[], object] = lambda: None
        self.trouble: list[SlackError] = []
        self.granted = Granted(
            team=TEAM,
            enterprise="",
            name="One & Co",
            app="A0",
            bot_user="U0BOT",
            scopes=("chat:write", "commands"),
            installed_by="U0ANN",
            tokens=Tokens(access=""),
        )
        self._count = count(1)
        self._good: set[str] = set()

    def exchange(self, code: str) -> Granted:
        if code != "good":
            raise SlackError("invalid_code", "no such code")
        return replace(self.granted, tokens=self._pair())

    def refresh(self, refresh_token: str) -> Tokens:
        self.asked.append(refresh_token)
        if self.trouble:
            raise self.trouble.pop(0)
        if refresh_token not in self._good:
            raise SlackError("invalid_refresh_token", "no")
        self._good.remove(refresh_token)
        pair = self._pair()
        self.before()
        return pair

    def test(self, token: str) -> None:
        self.tested.append(token)
        if token in self.dead:
            raise SlackError("account_inactive", "no")

    def _pair(self) -> Tokens:
        number = next(self._count)
        if not self.rotates:
            return Tokens(access=f"xoxb-{number}")
        self._good.add(f"xoxe-1-{number}")
        return Tokens(access=f"xoxe.xoxb-1-{number}", refresh=f"xoxe-1-{number}", lasting=HALF_A_DAY)


class World:
    def __init__(self, store: Store, *, rotates: bool = True) -> None:
        self.store = store
        self.clock = Hand()
        self.slack = Slack(rotates=rotates)
        self.workspaces = self.process()

    def process(self, keys: Sequence[str] = KEYS) -> Workspaces:
        """Another process on the same store."""
        made = Workspaces(self.store, self.clock, Vault(keys), self.slack, keep=KEEP)
        made.tokens._wait = self.clock.wait
        return made

    def token(self, tenant: str = TEAM) -> str:
        return self.workspaces.tokens.of(tenant)

    def leave(self, *, revoked: bool = False, team: str = TEAM, enterprise: str = "") -> None:
        """Slack says so now."""
        said = self.clock.now().timestamp()
        self.workspaces.left(enterprise, team, org_wide=not team, revoked=revoked, said=said)

    def tend(self) -> None:
        for step in self.workspaces.steps():
            step()

    def pass_time(self, **by: float) -> None:
        self.clock.passed += timedelta(**by)
