"""Which of a workspace's rows goes first. Pure.

What sets readers right or tells them what has just happened is worth less by the minute, so it goes before
any digest; of digests the one goes first whose deadline is nearest, and all of them before any of their
threads; what is told to operators waits for all that readers are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.deliver.protocol import end_of
from bot.model import NOTICE

if TYPE_CHECKING:
    from datetime import datetime

    from bot.deliver.protocol import Terms
    from bot.model import Delivery

_NEWS = tuple(f"{NOTICE}{kind}/" for kind in ("breaking", "alert", "correction"))
_THREAD = f"{NOTICE}thread/"


def urgency(row: Delivery, terms: Terms) -> tuple[int, datetime]:
    """The less, the sooner: by what it is, then by its end. Equals stay in order of their times."""
    return _class(row), end_of(row, terms)


def _class(row: Delivery) -> int:
    if not row.is_notice:
        return 1
    if row.subscription_id.startswith(_NEWS):
        return 0
    return 2 if row.subscription_id.startswith(_THREAD) else 3
