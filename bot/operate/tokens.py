"""The usable token of a tenant: it is renewed in time, by one process, whoever needs it.

Slack's refresh token is good once: with the answer to it the next one comes, and the old one is revoked
(docs.slack.dev, "Using token rotation"). So one process asks under a lease, and new tokens are stored only in
place of those that were asked with. Where a process dies between Slack's answer and our write, the new pair
is lost; the next one to ask is refused, and the tenant is stuck: its token serves until it expires, nothing
is deleted, and a new installation mends it.
"""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING, Final, Protocol

import structlog

from bot.errors import NotInstalledError, SlackBusyError, SlackError, TokenExpiredError
from bot.store import installations
from bot.store.databases import Queue

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.clock import Clock
    from bot.model.installations import Granted, Installation, Tokens
    from bot.store.store import Store
    from bot.vault import Vault

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("workspaces")

REFRESH_BEFORE = timedelta(hours=2)
"""So long before it expires a token is renewed; Slack's live for twelve hours."""
LEASE = timedelta(seconds=30)
"""Longer than a call to Slack lasts (wiring.house.POSTING_SECONDS)."""
MARGIN = timedelta(minutes=1)
"""A token that expires sooner is of no use to a call that takes its time."""
PATIENCE_SECONDS = 10.0
SPENT: Final = frozenset({"invalid_refresh_token", "token_revoked", "account_inactive"})
"""What Slack answers for this one refresh token; anything else (a wrong secret of the app) may be mended."""
_GLANCE_SECONDS = 0.1


class Slack(Protocol):
    """What is asked of Slack (slack.oauth.exchange). Errors are SlackError and its kinds."""

    def exchange(self, code: str) -> Granted:
        """Redeem the code of an installation."""
        ...

    def refresh(self, refresh_token: str) -> Tokens:
        """New tokens for an old refresh token, which is used up by that."""
        ...

    def test(self, token: str) -> None:
        """SlackError where the token is good for nothing any more."""
        ...


class TenantTokens:
    """Errors of `of`: NotInstalledError, TokenExpiredError; and SlackBusyError, which pass."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        vault: Vault,
        slack: Slack,
        *,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._vault = vault
        self._slack = slack
        self._wait = wait or Event().wait

    def of(self, tenant: str) -> str:
        """A token that serves now. In its last two hours it is renewed first, if Slack and others allow."""
        row = self._row(tenant)
        if row.lasts_until(self._clock.now() + REFRESH_BEFORE):
            return self._opened(row)
        if row.stuck is None and self._claimed(row):
            return self._renewed(row)
        if self._serves(row):
            return self._opened(row)
        if row.stuck is not None or not row.rotates:
            raise TokenExpiredError
        return self._awaited(row)

    def _row(self, tenant: str) -> Installation:
        with self._store.read() as db:
            row = installations.get(db, tenant)
        if row is None or row.gone is not None:
            raise NotInstalledError
        return row

    def _opened(self, row: Installation) -> str:
        return self._vault.open(row.tenant, "access", row.token)

    def _serves(self, row: Installation) -> bool:
        return row.lasts_until(self._clock.now() + MARGIN)

    def _claimed(self, row: Installation) -> bool:
        if not row.rotates:
            return False
        with self._store.write(Queue.ROWS) as db:
            return installations.claim(db, row, now=self._clock.now(), lease=LEASE)

    def _renewed(self, row: Installation) -> str:
        """Ask Slack. The lease stays where it says neither yes nor no: it may still be under way."""
        try:
            new = self._slack.refresh(self._vault.open(row.tenant, "refresh", row.refresh_token))
        except SlackError as error:
            if error.code in SPENT:
                return self._refused(row, error)
            _log.warning("workspace.not_renewed", tenant=row.tenant, why=str(error))
            if self._serves(row):
                return self._opened(row)
            raise SlackBusyError(LEASE.total_seconds()) from error  # whoever wanted to post has not
        if self._kept(row, new):
            _log.info("workspace.renewed", tenant=row.tenant)
            return new.access
        return self._opened(self._row(row.tenant))  # it was installed anew meanwhile, or has left

    def _kept(self, row: Installation, new: Tokens) -> bool:
        """In one write; what was asked with other tokens than the stored ones is not kept."""
        now = self._clock.now()
        expires = now + new.lasting if new.lasting is not None else None
        with self._store.write(Queue.ROWS) as db:
            return installations.renew(
                db,
                row,
                token=self._vault.seal(row.tenant, "access", new.access),
                refresh_token=self._vault.seal(row.tenant, "refresh", new.refresh),
                expires=expires,
                look=next_look(now, expires),
            )

    def _refused(self, row: Installation, error: SlackError) -> str:
        """Another one was faster, or the pair that came for this refresh token was lost."""
        now = self._clock.now()
        with self._store.write(Queue.ROWS) as db:
            stuck = installations.stick(db, row, now=now, why=error.code, look=row.expires or now)
        if stuck:
            _log.error("workspace.stuck", tenant=row.tenant, why=error.code, cure="install it there again")
        row = self._row(row.tenant)
        if self._serves(row):
            return self._opened(row)
        raise TokenExpiredError from error

    def _awaited(self, row: Installation) -> str:
        """What another process is being given, for as long as that may take."""
        until = self._clock.monotonic() + PATIENCE_SECONDS
        while self._clock.monotonic() < until:
            self._wait(_GLANCE_SECONDS)
            now = self._row(row.tenant)
            if self._serves(now):
                return self._opened(now)
            if now.stuck is not None:
                break
        raise SlackBusyError(LEASE.total_seconds())


def next_look(now: datetime, expires: datetime | None) -> datetime:
    """When to ask about an installation next: to renew its token in time, else once a day."""
    return now + timedelta(days=1) if expires is None else max(now, expires - REFRESH_BEFORE)
