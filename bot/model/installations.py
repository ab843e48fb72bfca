"""A workspace, or an organisation, that installed Dateline; and what Slack hands out at an installation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A token, and where tokens rotate the one that the next is had for; `lasting` None: for good.

    Neither is in the repr.
    """

    access: str = field(repr=False)
    refresh: str = field(default="", repr=False)
    lasting: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What Slack answers to a code: oauth.v2.access. `team` is empty where it is installed org-wide."""

    team: str
    enterprise: str
    name: str
    app: str
    bot_user: str
    scopes: tuple[str, ...]
    installed_by: str
    tokens: Tokens

    @property
    def tenant(self) -> str:
        return self.team or self.enterprise


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """A tenant: `team`, or `enterprise` alone where it is installed org-wide. Tokens are sealed (bot.vault).

    `generation` grows with each change of tokens. `stuck`: since when Slack gives no new ones; `gone`: since
    when it is uninstalled or revoked, and `forget`, when its data goes; `why` of either.
    """

    tenant: str
    team: str
    enterprise: str
    name: str
    app: str
    bot_user: str
    scopes: tuple[str, ...]
    token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    expires: datetime | None = None
    installed: datetime
    installed_by: str
    generation: int = 0
    look: datetime
    doubted: bool = False
    stuck: datetime | None = None
    gone: datetime | None = None
    why: str = ""
    forget: datetime | None = None

    @property
    def rotates(self) -> bool:
        return self.expires is not None and bool(self.refresh_token)

    def lasts_until(self, moment: datetime) -> bool:
        """Whether the token is good beyond then."""
        return self.expires is None or self.expires > moment
