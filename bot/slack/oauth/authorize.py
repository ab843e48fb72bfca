"""Whose a request from Slack is, and the token to answer it with. Slack is asked nothing for that."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from slack_bolt.authorization.authorize import Authorize
from slack_bolt.authorization.authorize_result import AuthorizeResult

from bot.errors import SlackError

if TYPE_CHECKING:
    from slack_bolt import BoltContext

    from bot.slack.oauth.ports import Tenants

log = logging.getLogger("dateline.slack")

TENANT = "tenant"
"""Under this name a request's context says whose it is."""
NOT_HERE = (
    "I can't answer here just now: I am not installed in this workspace any more, or Slack gives me no new "
    "permission to speak. Try again in a minute; if it stays so, ask an administrator to install me again."
)


class TenantAuthorize(Authorize):
    def __init__(self, tenants: Tenants) -> None:
        super().__init__()
        self._tenants = tenants

    def __call__(
        self,
        *,
        context: BoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **_: Any,
    ) -> AuthorizeResult | None:
        org_wide = context.is_enterprise_install is True
        row = self._tenants.find(enterprise_id or "", team_id or "", org_wide=org_wide)
        if row is None:
            return None
        try:
            token = self._tenants.tokens.of(row.tenant)
        except SlackError as error:
            log.warning("no token for %s: %s", row.tenant, error)
            return None
        context[TENANT] = row.tenant
        return AuthorizeResult(
            enterprise_id=row.enterprise or None,
            team_id=team_id,
            bot_user_id=row.bot_user,
            bot_token=token,
            bot_scopes=list(row.scopes),
            user_id=user_id,
        )
