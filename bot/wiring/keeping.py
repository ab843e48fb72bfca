"""What keeps the store for years: backups, what is given out of it, and what goes."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from bot import tenancy
from bot.deliver.restored import doubt
from bot.store import crossing
from bot.wiring.newsroom import VERSION
from bot.wiring.workspaces import Tenants

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.operate.exporting import Exports
    from bot.operate.moving import Moved
    from bot.operate.retention import Retention
    from bot.store.sealed import Seal


class Keeping(Tenants):
    def back_up(self, path: Path, told: Callable[[Moved], object]) -> Seal:
        from bot.operate.backup import back_up  # noqa: PLC0415  (late: only this needs it)

        return back_up(self.store, path, made=self.clock.now(), program=VERSION, told=told)

    @cached_property
    def exports(self) -> Exports:
        from bot.operate.exporting import Exports  # noqa: PLC0415  (late, as above)

        return Exports(store=self.store, rights=self.briefs)

    @cached_property
    def retention(self) -> Retention:
        from bot.operate.retention import Bounds, Retention  # noqa: PLC0415  (late: only `run` and `prune` need it)

        ours = self.config.retention
        bounds = Bounds(days=ours.days, gigabytes=ours.gigabytes)
        return Retention(self.store, self.clock, bounds)

    def doubt_deliveries(self) -> int:
        """After a restore: nothing is posted that may have been posted already; how many messages."""
        deadline, doubted = timedelta(hours=self.config.digest.catch_up_hours), 0
        for tenant in crossing.with_work(self.store):
            with tenancy.of(tenant):
                doubted += doubt(self.orders.active(), self.deliveries, self.clock, deadline)
        return doubted
