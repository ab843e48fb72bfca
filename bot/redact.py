"""What must never be shown: Slack's tokens, planted secrets, passwords in addresses. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MASK = "[secret]"

# xoxb-, xoxp-, xoxe.xoxp-, xapp-...: Slack's token types all begin so (api.slack.com/concepts/token-types).
# Ten characters more, so that "xoxb-..." in a sentence about tokens stays readable.
_TOKEN = re.compile(r"\b(?:xox[a-z](?:\.xox[a-z])?|xapp|xwfp)-[A-Za-z0-9_-]{10,}", re.IGNORECASE)
_USER = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*://)[^\s/]+@", re.IGNORECASE)
_SHORTEST_SECRET = 6  # a shorter "secret" would blank out innocent words


def holds_token(text: str) -> bool:
    """Whether something in the text has the shape of one of Slack's tokens."""
    return _TOKEN.search(text) is not None


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    """The text without tokens, users and passwords in addresses, and without any of the secrets."""
    for secret in sorted({s for s in secrets if len(s) >= _SHORTEST_SECRET}, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return _USER.sub(rf"\g<scheme>{MASK}@", _TOKEN.sub(MASK, text))
