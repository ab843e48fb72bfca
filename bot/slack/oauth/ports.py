"""What installing asks of the rest of the house. Wiring fills it (bot.operate.workspaces.Workspaces)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from bot.model.installations import Installation


class TokenOf(Protocol):
    def of(self, tenant: str) -> str:
        """A token that serves now; SlackError and its kinds where there is none."""
        ...


class Tenants(Protocol):
    @property
    def tokens(self) -> TokenOf: ...

    def issue(self) -> str:
        """A state for somebody who is sent to Slack."""
        ...

    def consume(self, state: str) -> bool:
        """Whether this is a state of ours that comes back for the first time, and in time."""
        ...

    def install(self, code: str) -> Installation:
        """Redeem the code; DatelineError where that did not go well."""
        ...

    def find(self, enterprise: str, team: str, *, org_wide: bool) -> Installation | None:
        """Whose a request is; None where it is not installed."""
        ...

    def left(self, enterprise: str, team: str, *, org_wide: bool, revoked: bool, said: float) -> None:
        """Slack says that the app was uninstalled, or its bot token revoked."""
        ...
