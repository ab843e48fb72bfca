"""Workspaces that install Dateline, and the tokens with which it speaks there."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from bot import tenancy
from bot.errors import ConfigError
from bot.store import crossing
from bot.wiring.care import Care

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.operate.workspaces import Workspaces
    from bot.slack.messenger import SlackMessenger
    from bot.slack.oauth.flow import Flow

# A call is given up after so long; after its flight it is in the channel or never will be.
POSTING_SECONDS = 8.0


class Tenants(Care):
    @cached_property
    def workspaces(self) -> Workspaces:
        """ConfigError where this is no app that workspaces install."""
        from bot.operate.workspaces import Workspaces  # noqa: PLC0415  (late: only such an app needs it)
        from bot.slack.oauth.exchange import Exchange  # noqa: PLC0415
        from bot.vault import Vault  # noqa: PLC0415

        slack, ours = self.config.slack, self.config.workspaces
        if not slack.installable or slack.client_secret is None:
            raise ConfigError("Workspaces install an app: set SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.")
        exchange = Exchange(
            slack.client_id,
            slack.client_secret.get_secret_value(),
            slack.api_url,
            POSTING_SECONDS,
            ours.redirect_url,
        )
        vault = Vault([key.get_secret_value() for key in slack.encryption_keys])
        keep = timedelta(hours=ours.keep_hours)
        return Workspaces(self.store, self.shared_clock, vault, exchange, keep=keep)

    @cached_property
    def installing(self) -> tuple[Flow, Workspaces] | None:
        """How the app is installed; None where it serves one workspace with the token of the environment."""
        from bot.slack.oauth.flow import authorize_address, flow  # noqa: PLC0415  (late: Bolt takes 0.3 s)
        from bot.slack.posting import web_client  # noqa: PLC0415

        slack = self.config.slack
        if not slack.installable or slack.client_secret is None:
            return None
        made = flow(
            self.workspaces,
            web_client(None, slack.api_url),
            client_id=slack.client_id,
            client_secret=slack.client_secret.get_secret_value(),
            redirect_url=self.config.workspaces.redirect_url,
            authorize_url=authorize_address(slack.api_url),
        )
        return made, self.workspaces

    @property
    def tending(self) -> list[Callable[[], Iterable[Callable[[], object]]]]:
        """What looks after workspaces' tokens, in an app that they install."""
        return [self.workspaces.steps] if self.installing else []

    def tenants(self) -> Sequence[str]:
        """Those with work of their own: of the workspaces that have not left, or the only one."""
        if not self.installing:
            return (tenancy.ONLY,)
        here = self.workspaces.here()
        return [tenant for tenant in crossing.with_work(self.store) if tenant in here]

    @cached_property
    def messenger(self) -> SlackMessenger:
        """Posts for whom it is asked to, with the token that serves there then; ConfigError without one."""
        from bot.slack.measured import MeasuredClient  # noqa: PLC0415  (late: only posting needs it)
        from bot.slack.messenger import SlackMessenger  # noqa: PLC0415
        from bot.slack.posting import posting_client  # noqa: PLC0415

        token = self._token_of_now if self.installing else self.bot_token()
        client = posting_client(token, self.config.slack.api_url, POSTING_SECONDS)
        return SlackMessenger(MeasuredClient(client, self.meter, self.wall) if self.measured else client)

    def _token_of_now(self) -> str:
        return self.workspaces.tokens.of(tenancy.current())

    def bot_token(self) -> str:
        """The only workspace's, of the environment."""
        if (token := self.config.slack.bot_token) is None:
            raise ConfigError("Posting needs the bot's token in the environment: SLACK_BOT_TOKEN.")
        return token.get_secret_value()
