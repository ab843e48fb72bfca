"""Whether a refusal of Slack's means that we may not post there any more, until a person mends it."""

from __future__ import annotations

from typing import Final

from bot.errors import NotInstalledError, TokenExpiredError
from bot.slack.posting import refusal_words

LOST: Final = frozenset(
    {
        *("not_in_channel", "channel_not_found", "is_archived", "restricted_action", "no_permission"),
        *("restricted_action_read_only_channel", "team_access_not_granted", "ekm_access_denied"),
        *("user_not_found", "user_disabled", "messages_tab_disabled", "access_denied", "missing_scope"),
        *("account_inactive", "token_revoked", "token_expired", "invalid_auth", "not_authed"),
        *("team_not_found", "org_login_required", "not_allowed_token_type"),
    }
)
"""Slack's codes (docs.slack.dev, chat.postMessage, errors)."""

_OURS: Final = (NotInstalledError(), TokenExpiredError())  # said before Slack is asked anything
_BY_WORDS: Final = {refusal_words(code): code for code in LOST} | {str(one): one.code for one in _OURS}


def is_lost(why: str) -> bool:
    """Of a refusal in our words (bot.slack.posting), as a delivery keeps it."""
    return why in _BY_WORDS
