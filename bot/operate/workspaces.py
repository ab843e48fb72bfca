"""Workspaces come and go: they install, are looked after, leave, and are forgotten."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

import structlog

from bot import tenancy
from bot.errors import NotInstalledError, SlackBusyError, SlackError, SlackUnsureError
from bot.model.installations import Installation
from bot.operate.tokens import TenantTokens, next_look
from bot.store import installations, oauth_states
from bot.store.databases import Queue
from bot.store.forgetting import forget_tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.clock import Clock
    from bot.operate.tokens import Slack
    from bot.store.store import Store
    from bot.vault import Vault

_log: structlog.typing.FilteringBoundLogger = structlog.get_logger("workspaces")

AT_ONCE = 100
"""So many are looked after in a run; a run comes every half a minute (work.tasks.CARE_EVERY)."""
RETRY, DAILY = timedelta(minutes=5), timedelta(days=1)
SKEW = timedelta(minutes=5)
"""So far may our clock and Slack's be apart."""
STUCK_FOR = timedelta(days=30)
"""A workspace whose tokens could not be renewed for so long counts as one that has left."""
# Slack's codes for the token of an app that was uninstalled, or that was revoked (docs.slack.dev, auth.test).
DEAD: Final = frozenset({"account_inactive", "token_revoked"})
UNINSTALLED, REVOKED, SILENT = "uninstalled", "revoked", "stuck for too long"


class Workspaces:
    """`keep`: how long a tenant's data outlives its leaving, so that who comes back finds it again."""

    def __init__(self, store: Store, clock: Clock, vault: Vault, slack: Slack, *, keep: timedelta) -> None:
        self.tokens = TenantTokens(store, clock, vault, slack)
        self._store = store
        self._clock = clock
        self._vault = vault
        self._slack = slack
        self._keep = keep

    # ---- coming ----

    def issue(self) -> str:
        """A state for somebody who is sent to Slack."""
        with self._store.write(Queue.ROWS) as db:
            return oauth_states.issue(db, self._clock.now())

    def consume(self, state: str) -> bool:
        """Whether this is a state of ours that comes back for the first time, and in time."""
        with self._store.write(Queue.ROWS) as db:
            return oauth_states.consume(db, state, self._clock.now())

    def install(self, code: str) -> Installation:
        """Redeem the code and keep what Slack gives for it; SlackError where it gives nothing."""
        granted, now = self._slack.exchange(code), self._clock.now()
        tokens, tenant = granted.tokens, granted.tenant
        expires = now + tokens.lasting if tokens.lasting is not None else None
        new = Installation(
            tenant=tenant,
            team=granted.team,
            enterprise=granted.enterprise,
            name=granted.name,
            app=granted.app,
            bot_user=granted.bot_user,
            scopes=granted.scopes,
            token=self._vault.seal(tenant, "access", tokens.access),
            refresh_token=self._vault.seal(tenant, "refresh", tokens.refresh),
            expires=expires,
            installed=now,
            installed_by=granted.installed_by,
            look=next_look(now, expires),
        )
        with self._store.write() as db:
            installations.save(db, new)
        _log.info("workspace.installed", tenant=tenant, org_wide=not new.team, scopes=len(new.scopes))
        return new

    # ---- being there ----

    def find(self, enterprise: str, team: str, *, org_wide: bool) -> Installation | None:
        """Whose a request is: the organisation's where it is installed org-wide, else the workspace's.

        Where a request does not say that it is org-wide, an organisation's installation serves a workspace
        that has none of its own.
        """
        with self._store.read() as db:
            for tenant in _tenants(enterprise, team, org_wide=org_wide):
                row = installations.get(db, tenant)
                if row is not None and row.gone is None:
                    return row
        return None

    def here(self) -> frozenset[str]:
        """The tenants that have not left."""
        return frozenset(row.tenant for row in self.every() if row.gone is None)

    def every(self) -> tuple[Installation, ...]:
        with self._store.read() as db:
            return installations.every(db)

    def steps(self) -> Iterable[Callable[[], object]]:
        """Look after those that are due: one step each."""
        with self._store.read() as db:
            due = installations.due(db, self._clock.now(), AT_ONCE)
        return [partial(self.look, tenant) for tenant in due]

    def look(self, tenant: str) -> None:
        """Have a rotating token renewed; of the others, and of those in doubt, ask whether they are there."""
        with self._store.read() as db:
            row = installations.get(db, tenant)
        if row is None or row.gone is not None:
            return
        try:
            self._asked_about(row)
        except NotInstalledError:  # it has left meanwhile
            return
        except (SlackBusyError, SlackUnsureError) as error:
            _log.warning("workspace.silent", tenant=tenant, why=str(error))
            self._look_again(row, RETRY, doubted=row.doubted)
        except SlackError as error:
            if error.code in DEAD:
                self._leave(tenant, REVOKED)
                return
            _log.warning("workspace.ill", tenant=tenant, why=str(error))
            self._look_again(row, DAILY)

    def _asked_about(self, row: Installation) -> None:
        token = self.tokens.of(row.tenant)
        if row.doubted or not row.rotates:
            self._slack.test(token)
        # Where the token was renewed just now this changes nothing: it is of another generation.
        due = next_look(self._clock.now(), row.expires) - self._clock.now()
        self._look_again(row, DAILY if row.stuck else max(due, RETRY))

    def _look_again(self, row: Installation, wait: timedelta, *, doubted: bool = False) -> None:
        with self._store.write(Queue.ROWS) as db:
            installations.look_again(db, row, self._clock.now() + wait, doubted=doubted)

    # ---- leaving ----

    def left(self, enterprise: str, team: str, *, org_wide: bool, revoked: bool, said: float) -> None:
        """Slack says that the app was uninstalled, or its token revoked, at the Unix time `said`.

        Such news come in any order, more than once, and late. What is no later than the installation, as far
        as two clocks can tell, may be of an earlier one: then Slack is asked whether the token is dead.
        """
        for tenant in _tenants(enterprise, team, org_wide=org_wide):
            with self._store.read() as db:
                row = installations.get(db, tenant)
            if row is None:
                continue
            exactly = tenant == (enterprise if org_wide else team)
            if exactly and said > (row.installed + SKEW).timestamp():
                self._leave(tenant, REVOKED if revoked else UNINSTALLED)
            else:
                self._look_again(row, timedelta(), doubted=True)
            return

    def _leave(self, tenant: str, why: str) -> None:
        now = self._clock.now()
        with self._store.write(Queue.ROWS) as db:
            if not installations.leave(db, tenant, now=now, why=why, forget=now + self._keep):
                return
        _log.info("workspace.left", tenant=tenant, why=why, data_goes=(now + self._keep).isoformat())

    def forget(self) -> None:
        """Delete the data of those that left long enough ago; each in one transaction."""
        now = self._clock.now()
        with self._store.read() as db:
            silent = installations.stuck_since(db, now - STUCK_FOR)
        for tenant in silent:
            self._leave(tenant, SILENT)
        with self._store.read() as db:
            leaving = installations.to_forget(db, now)
        for tenant in leaving:
            with tenancy.of(tenant), self._store.write() as db:
                rows = forget_tenant(db, tenant) if installations.remove(db, tenant, now) else None
            if rows is not None:
                _log.info("workspace.forgotten", tenant=tenant, rows=sum(rows.values()))

    # ---- keys ----

    def sealed(self) -> tuple[str, ...]:
        """Whose tokens no key opens."""
        here = [row for row in self.every() if row.gone is None]
        return tuple(row.tenant for row in here if not self._opens(row))

    def _opens(self, row: Installation) -> bool:
        try:
            self._vault.open(row.tenant, "access", row.token)
            self._vault.open(row.tenant, "refresh", row.refresh_token)
        except SlackError:
            return False
        return True

    def rekey(self) -> tuple[int, tuple[str, ...]]:
        """Seal every token with the first key: how many are so now, and whose can't be opened any more."""
        sealed, lost = 0, list[str]()
        for row in self.every():
            if row.gone is not None:
                continue
            try:
                token = self._vault.open(row.tenant, "access", row.token)
                refresh_token = self._vault.open(row.tenant, "refresh", row.refresh_token)
            except SlackError:
                lost.append(row.tenant)
                continue
            new = [
                self._vault.seal(row.tenant, "access", token),
                self._vault.seal(row.tenant, "refresh", refresh_token),
            ]
            with self._store.write(
                Queue.ROWS
            ) as db:  # changed meanwhile: then it is of the first key already
                installations.reseal(db, row, token=new[0], refresh_token=new[1])
            sealed += 1
        return sealed, tuple(lost)


def _tenants(enterprise: str, team: str, *, org_wide: bool) -> tuple[str, ...]:
    """Whose it may be, the likelier first."""
    order = (enterprise,) if org_wide else (team, enterprise)
    return tuple(tenant for tenant in order if tenant)
