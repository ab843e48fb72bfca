"""How long a claimed row has not moved before our eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import tenancy
from bot.model import DeliveryState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.clock import Clock
    from bot.model import Delivery


class Watch:
    """By the monotonic clock: the store's lease is wall time, which can leap; this can't.

    What was before our first sight doesn't count.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        # By tenant, then by the row's id.
        self._seen: dict[str, dict[str, tuple[int, DeliveryState, float]]] = {}

    def observe(self, rows: Iterable[Delivery]) -> None:
        now = self._clock.monotonic()
        tenant = tenancy.current()
        before, seen = self._seen.pop(tenant, {}), dict[str, tuple[int, DeliveryState, float]]()
        for row in rows:
            attempt, state, since = before.get(row.id, (row.attempt, row.state, now))
            moved = (attempt, state) != (row.attempt, row.state)
            seen[row.id] = (row.attempt, row.state, now if moved else since)
        if seen:
            self._seen[tenant] = seen

    def unmoved(self, row: Delivery) -> float:
        """Seconds; none where nobody has observed it."""
        seen = self._seen.get(tenancy.current(), {}).get(row.id)
        return self._clock.monotonic() - seen[2] if seen else 0.0
