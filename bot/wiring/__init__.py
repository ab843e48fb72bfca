"""The one place where objects are built, joined and closed: a House, floor by floor."""

from bot.wiring.house import House
from bot.wiring.newsroom import VERSION
from bot.wiring.workspaces import POSTING_SECONDS

__all__ = ["POSTING_SECONDS", "VERSION", "House"]
