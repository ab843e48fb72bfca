"""What a restored store can't know: whether its messages were posted after the backup was made.

So nothing of that time is posted without a look. A message that was made is looked for in its channel first,
as if it had been under way; a digest that was not made yet may have been made and posted by then, and waits
for somebody to say so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.deliver.agenda import Agenda
from bot.deliver.spread import at_once
from bot.model import DeliveryState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from bot.clock import Clock
    from bot.deliver.ports import Deliveries
    from bot.model import Delivery, Subscription

WHY: Final = "a backup was restored: it may have been posted before that"


def doubt(orders: Iterable[Subscription], rows: Deliveries, clock: Clock, deadline: timedelta) -> int:
    """Doubt all of a tenant's that is under way or has come; how many messages that is."""
    agenda = Agenda(rows, clock, deadline, at_once)
    for order in orders:
        for slot in agenda.come(order):
            rows.open(
                subscription_id=order.id,
                channel=order.channel,
                local_date=slot.local_date,
                slot=f"{slot.at:%H:%M}",
                due=slot.due,
            )
    found = rows.unsettled()
    return sum(rows.save(_doubted(row), row.attempt) for row in found)


def _doubted(row: Delivery) -> Delivery:
    was_made = row.is_notice or bool(row.edition_id)
    state = DeliveryState.SETTLING if was_made else DeliveryState.UNCERTAIN
    return replace(row, state=state, lease_until=None, not_before=None, why=WHY)
