"""How deliveries end, for who watches them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.deliver.protocol import UNSETTLED
from bot.metrics.table import DELIVERIES_ENDED, DIGEST, LATENESS, NOTICE
from bot.model import DeliveryState

if TYPE_CHECKING:
    from datetime import datetime

    from bot.metrics import Meter
    from bot.model import Delivery


def ended(row: Delivery, now: datetime, meter: Meter) -> None:
    """Count a row that has moved, where that was its end."""
    if row.state in UNSETTLED:
        return
    meter.count(DELIVERIES_ENDED, NOTICE if row.is_notice else DIGEST, row.state.value)
    if row.state is DeliveryState.SENT and not row.is_notice and row.until is None:
        meter.took(LATENESS, (now - row.due).total_seconds())
