"""app_uninstalled and tokens_revoked: acknowledged when they are stored; else Slack sends them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from bot.slack.listeners.room import part

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_bolt import App, BoltContext

    from bot.slack.blocks import Json
    from bot.slack.oauth.ports import Tenants


def hear(app: App, tenants: Tenants) -> None:
    """Have the app tell the tenants who leaves, in whatever order Slack says so and however often."""

    def leaves(context: BoltContext, body: Json, next: Callable[[], object]) -> None:  # noqa: A002 - Bolt's name
        revoked = part(body, "event", "type") == "tokens_revoked"
        if not revoked or _of_a_bot(body):
            said = body.get("event_time")
            tenants.left(
                context.enterprise_id or "",
                context.team_id or "",
                org_wide=context.is_enterprise_install is True,
                revoked=revoked,
                said=float(said) if isinstance(said, (int, float)) else 0.0,
            )
        next()

    for event in ("app_uninstalled", "tokens_revoked"):
        cast("Any", app).event(event, middleware=[leaves])(_done)


def _done() -> None:
    """It was taken up before this."""


def _of_a_bot(body: Json) -> bool:
    """Tokens of persons are none of ours."""
    event = cast("Json", body.get("event") or {})
    tokens = event.get("tokens")
    return isinstance(tokens, dict) and bool(cast("Json", tokens).get("bot"))
