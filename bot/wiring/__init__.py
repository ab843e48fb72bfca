"""The one place where objects are built, joined and closed: a House, floor by floor."""

from bot.wiring.house import POSTING_SECONDS, House
from bot.wiring.newsroom import VERSION

__all__ = ["POSTING_SECONDS", "VERSION", "House"]
