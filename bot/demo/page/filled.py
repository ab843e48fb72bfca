"""What came back in a form: what was pressed and what the fields hold, as the stand-in takes it. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.demo.page.fields import is_field
from bot.demo.slack.fields import INITIAL_KEYS, MANY_OPTIONS
from bot.demo.slack.people import every_element, typed_blocks
from bot.demo.slack.shapes import Json, as_list, as_object, as_text
from bot.demo.slack.workspace import WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from zoneinfo import ZoneInfo

    Form = Mapping[str, list[str]]

REQUIRED = "Please complete this required field."
Held = dict[tuple[str, str], Any]

__all__ = ["INITIAL_KEYS", "Held", "Pressed", "by_block", "holding", "left_empty", "pressed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """An element of a message or view, and the value that goes with it."""

    block_id: str
    action_id: str
    value: str | None


def pressed(told: str) -> Pressed:
    """What a button's value says. Raises WorkspaceError for what no button of ours says."""
    try:
        named = as_list(json.loads(told))
    except ValueError:
        named = []
    match named:
        case [str(block), str(action), (str() | None) as value]:
            return Pressed(block_id=block, action_id=action, value=value)
        case _:
            raise WorkspaceError("there is no such button")


def holding(blocks: list[Json], form: Form, zone: ZoneInfo) -> Held:
    """What each field holds by block and action. A box that is not ticked is not in a form: it is off."""
    return {
        (block_id, action_id): _value(element, form.get(json.dumps([block_id, action_id]), []), zone)
        for block_id, action_id, element in _fields(blocks)
    }


def _fields(blocks: list[Json]) -> Iterator[tuple[str, str, Json]]:
    for block, element in every_element(blocks):
        if is_field(element):
            yield as_text(block.get("block_id")), as_text(element.get("action_id")), element


def _value(element: Json, given: list[str], zone: ZoneInfo) -> Any:
    kind = as_text(element.get("type"))
    many = kind in MANY_OPTIONS or kind.startswith("multi_")
    if "external" in kind:
        options = [_option(one) for one in given]
        return options if many else next(iter(options), None)
    if many:
        return given
    value = next((one for one in given if one != ""), None)
    if value is None:
        return None
    if kind == "datetimepicker":
        return _instant(value, zone)
    return typed_blocks(value, mention=False)[0] if kind == "rich_text_input" else value


def _option(given: str) -> Json:
    """An option that the app offered, as the page wrote it down. Raises WorkspaceError for anything else."""
    try:
        option = as_object(json.loads(given))
    except ValueError:
        option = {}
    if not as_text(option.get("value")):
        raise WorkspaceError("there is no such option")
    return option


def _instant(value: str, zone: ZoneInfo) -> int:
    try:
        return int(datetime.fromisoformat(value).replace(tzinfo=zone).timestamp())
    except (ValueError, OverflowError):
        raise WorkspaceError(f"{value} is no time") from None


def left_empty(blocks: list[Json], held: Held) -> dict[str, str]:
    """What Slack's own client says at fields that must be filled in, by block."""
    return {
        as_text(block.get("block_id")): REQUIRED
        for block in blocks
        if block.get("type") == "input" and not block.get("optional")
        if held.get((as_text(block["block_id"]), as_text(as_object(block["element"])["action_id"])))
        in (None, "", [])
    }


def by_block(held: Held) -> Json:
    """The same as the stand-in takes it: by block, and by action where a block has several fields."""
    several = [block for block, _ in held]
    return {action if several.count(block) > 1 else block: value for (block, action), value in held.items()}
