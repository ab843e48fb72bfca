"""What a driver tells of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """A row has moved (`row` as it stands now), or a step was stopped by a `problem`, in words."""

    subscription_id: str
    row: Delivery | None = None
    problem: str = ""
