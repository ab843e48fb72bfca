"""What a person chose or typed in an element, in the shapes of Slack's payloads. Pure."""

from __future__ import annotations

from typing import Any

from bot.demo.slack.shapes import Json, as_list, as_object
from bot.demo.slack.workspace import WorkspaceError, elements_of

TYPED = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
ONE_OPTION = frozenset({"static_select", "external_select", "radio_buttons", "overflow"})
MANY_OPTIONS = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})
PLAIN_KEYS = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "rich_text_input": "rich_text_value",
}
INITIAL_KEYS = ("initial_value", "initial_date", "initial_time", "initial_date_time")
INITIAL_KEYS_OF_MENUS = ("initial_user", "initial_conversation", "initial_channel", "initial_users")


def chosen(element: Json, value: Any) -> Json:
    """The element's state with this value: an option's `value`, a list of them, a date, an id or a text.

    Raises WorkspaceError where the element has no such option.
    """
    kind = element["type"]
    state: Json = {"type": kind}
    if kind in TYPED:
        return state | {"value": value}
    if kind in ONE_OPTION:
        return state | {"selected_option": None if value is None else option(element, value)}
    if kind in MANY_OPTIONS:
        return state | {"selected_options": [option(element, one) for one in as_list(value)]}
    if kind in PLAIN_KEYS:
        return state | {PLAIN_KEYS[kind]: value}
    raise WorkspaceError(f"a {kind} holds no value")


def option(element: Json, value: str | Json) -> Json:
    """The option of that value; of a menu that the app fills, an option as `Crowd.suggest` gave it."""
    if isinstance(value, dict):
        if "external" not in element["type"]:
            raise WorkspaceError(f"{element.get('action_id')} has options of its own")
        return value
    options = [as_object(one) for one in as_list(element.get("options"))]
    for group in as_list(element.get("option_groups")):
        options += [as_object(one) for one in as_list(as_object(group).get("options"))]
    initial = [element.get("initial_option"), *as_list(element.get("initial_options"))]
    for one in [*options, *(as_object(chosen) for chosen in initial)]:
        if one.get("value") == value:
            return one
    raise WorkspaceError(f"{element.get('action_id')} has no option {value!r}")


def initial(element: Json) -> Any:
    """The value that the element starts with; None where it is empty."""
    if element["type"] in MANY_OPTIONS:
        return [as_object(one).get("value") for one in as_list(element.get("initial_options"))]
    if "initial_option" in element:
        return as_object(element["initial_option"]).get("value")
    keys = (*INITIAL_KEYS, *INITIAL_KEYS_OF_MENUS)
    return next((element[key] for key in keys if key in element), None)


def holds_value(element: Json) -> bool:
    kind = element.get("type")
    return kind != "overflow" and kind in TYPED | ONE_OPTION | MANY_OPTIONS | PLAIN_KEYS.keys()


def state_of(blocks: list[Json], values: Json, *, complete: bool = True) -> Json:
    """The state of a message or view: `values` by block_id or action_id, else what the elements start with.

    Raises WorkspaceError for a value that no element takes, and where it must be `complete` for a required
    field left empty: Slack's own client would not send that.
    """
    left = dict(values)
    state: Json = {}
    for block in blocks:
        for element in elements_of(block):
            if not holds_value(element):
                continue
            block_id, action_id = block["block_id"], element["action_id"]
            value = left.pop(block_id, left.pop(action_id, initial(element)))
            required = complete and block["type"] == "input" and not block.get("optional")
            if required and value in (None, "", []):
                raise WorkspaceError(f"{block_id} must be filled in")
            state.setdefault(block_id, {})[action_id] = chosen(element, value)
    if left:
        raise WorkspaceError(f"there is no field {', '.join(left)}")
    return {"values": state}
