"""States of installations under way (RFC 6749, 10.12): random, good once and for ten minutes."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete

from bot.store.inserting import insert
from bot.store.schema import oauth_states

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

LASTING = timedelta(minutes=10)


def issue(db: Connection, now: datetime) -> str:
    """A new state, which only who is given it knows. Those that have expired go."""
    state = secrets.token_urlsafe(32)
    db.execute(delete(oauth_states).where(oauth_states.c.until <= now))
    db.execute(insert(db, oauth_states).values(state=_hash(state), until=now + LASTING))
    return state


def consume(db: Connection, state: str, now: datetime) -> bool:
    """True the first time that it comes back in its time, whichever process asks."""
    this = (oauth_states.c.state == _hash(state)) & (oauth_states.c.until > now)
    return db.execute(delete(oauth_states).where(this)).rowcount == 1


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode("utf-8", "surrogatepass")).hexdigest()
