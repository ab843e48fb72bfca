"""How long after its slot a digest is first taken up. Pure: the same in every process, on every day.

At 09:00 many workspaces want something of the same workers, and of Slack. Each channel has its own moment
within the minute that begins then.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from bot import tenancy

if TYPE_CHECKING:
    from bot.model import Subscription

SPREAD = timedelta(minutes=1)


def at_once(_: Subscription) -> timedelta:
    """With one workspace there is nobody to make room for."""
    return timedelta()


def within_the_minute(subscription: Subscription) -> timedelta:
    """Less than SPREAD, by a hash of the tenant of now and the order's channel."""
    named = f"{tenancy.current()}\0{subscription.channel}".encode()
    drawn = int.from_bytes(hashlib.blake2b(named, digest_size=6).digest())
    return SPREAD * (drawn / 2**48)
