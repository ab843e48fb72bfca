"""What Slack tells of a person: users.info (scope users:read)."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, cast
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.model import Profile

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.slack.blocks import Json

log = logging.getLogger("dateline.slack")

ADMINS = ("is_admin", "is_owner", "is_primary_owner")
GUESTS = ("is_restricted", "is_ultra_restricted")


def profile(client: WebClient, user: str) -> Profile | None:
    """A person's zone and standing; None where Slack would not say: no scope, no answer."""
    try:
        answer = client.users_info(user=user)  # pyright: ignore[reportUnknownMemberType] - slack_sdk: bare keywords
        ours = str(client.auth_test().get("team_id") or "")  # pyright: ignore[reportUnknownMemberType] - as above
    except SlackApiError as error:
        log.info("Slack tells nothing of a reader: %s", cast("Json", error.response).get("error", "unknown"))
        return None
    except (SlackClientError, URLError, OSError) as error:
        log.info("Slack tells nothing of a reader: %s", type(error).__name__)
        return None
    found = cast("Json", answer.get("user") or {})
    outside = _outside(found, ours)
    return Profile(
        zone=str(found.get("tz") or ""),
        admin=not outside and any(found.get(name) for name in ADMINS),
        guest=outside or any(found.get(name) for name in GUESTS),
    )


def _outside(found: Json, ours: str) -> bool:
    """Whether the person is of another organisation, and here in a shared channel alone.

    Slack's `is_stranger` says that of those alone with whom no channel is shared. In an organisation of
    several workspaces somebody's first one may be another, and ours is among the `teams`.
    """
    theirs = str(found.get("team_id") or ours)
    known = cast("Json", found.get("enterprise_user") or {}).get("teams") or ()
    return bool(found.get("is_stranger")) or (theirs != ours and ours not in known)
