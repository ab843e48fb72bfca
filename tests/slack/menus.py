"""Stories' menus in a message, as a person finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.slack.people import every_element
from bot.slack import blocks

if TYPE_CHECKING:
    from bot.demo.slack.workspace import Message


def option(message: Message, what: str, story: int = 0) -> str:
    """The value of a choice ("more", "mute", …) in the menu of the message's first story, or a later one."""
    menus = [menu for _, menu in every_element(message.blocks) if menu.get("action_id") == blocks.MENU]
    values = [one["value"] for one in menus[story]["options"]]
    return next(value for value in values if blocks.read_choice(value).what == what)
