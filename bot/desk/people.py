"""Who reads: a person's zone and standing as Slack tells them, remembered for a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import tenancy
from bot.store import readers
from bot.store.databases import Queue

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.clock import Clock
    from bot.model import Profile, Reader
    from bot.store.store import Store

DAY = timedelta(days=1)
# Where Slack would not tell, it is left alone for so long.
RESPITE_SECONDS = 600.0
MOST_REMEMBERED = 10_000


class People:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._refused: dict[tuple[str, str], float] = {}  # (tenant, user) -> when, in monotonic seconds

    def known(self, user: str) -> Reader:
        """The person as far as known; nobody is asked."""
        with self._store.read() as db:
            return readers.reader(db, user)

    def met(self, user: str, dm: str) -> None:
        """Note which conversation is this person's with the bot."""
        if dm.startswith("D") and self.known(user).dm != dm:
            with self._store.write(Queue.TENANT) as db:
                readers.keep(db, replace(readers.reader(db, user), dm=dm))

    def reader(self, user: str, ask: Callable[[str], Profile | None]) -> Reader:
        """The person as Slack has them, at most a day old.

        `ask` gives None where Slack would not tell: then the zone is the last one known, and the person
        passes for no administrator.
        """
        known = self.known(user)
        now = self._clock.now()
        if known.asked is not None and now - known.asked < DAY:
            return known
        profile = None if self._may_not_ask(user) else ask(user)
        if profile is None:
            self._refused.setdefault((tenancy.current(), user), self._clock.monotonic())
            return replace(known, admin=False)
        with self._store.write(Queue.TENANT) as db:
            found = replace(
                readers.reader(db, user),
                zone=profile.zone if _is_zone(profile.zone) else known.zone,
                admin=profile.admin,
                guest=profile.guest,
                asked=now,
            )
            readers.keep(db, found)
        return found

    def _may_not_ask(self, user: str) -> bool:
        whom = (tenancy.current(), user)
        since = self._refused.get(whom)
        if since is not None and self._clock.monotonic() - since < RESPITE_SECONDS:
            return True
        self._refused.pop(whom, None)
        if len(self._refused) > MOST_REMEMBERED:
            self._refused.clear()
        return False


def _is_zone(name: str) -> bool:
    try:
        return bool(name) and bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
