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
GUESTS = ("is_restricted", "is_ultra_restricted", "is_stranger")


def profile(client: WebClient, user: str) -> Profile | None:
    """A person's zone and standing; None where Slack would not say: no scope, no answer."""
    try:
        answer = client.users_info(user=user)  # pyright: ignore[reportUnknownMemberType] - slack_sdk: bare keywords
    except SlackApiError as error:
        log.info("Slack tells nothing of a reader: %s", cast("Json", error.response).get("error", "unknown"))
        return None
    except (SlackClientError, URLError, OSError) as error:
        log.info("Slack tells nothing of a reader: %s", type(error).__name__)
        return None
    found = cast("Json", answer.get("user") or {})
    return Profile(
        zone=str(found.get("tz") or ""),
        admin=any(found.get(name) for name in ADMINS),
        guest=any(found.get(name) for name in GUESTS),
    )
