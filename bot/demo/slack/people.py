"""What Slack sends to an app when a person does something: payloads in Slack's own shapes. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.demo.slack.fields import chosen, option, state_of
from bot.demo.slack.shapes import Json, as_list, as_object, copied
from bot.demo.slack.workspace import (
    APP,
    BOT_USER,
    DOMAIN,
    TEAM,
    Channel,
    Message,
    User,
    WorkspaceError,
    elements_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.demo.slack.oauth import Place

VERIFICATION = "the old verification token, which nobody should look at"
ADDRESS = re.compile(r"https?://[^\s<>]+")
CHANNEL_NAMES = {"im": "directmessage", "group": "privategroup"}


def command(
    user: User, channel: Channel, name: str, text: str, *, response_url: str, trigger_id: str
) -> Json:
    """A slash command: a flat form."""
    return {
        "token": VERIFICATION,
        "team_id": TEAM,
        "team_domain": DOMAIN,
        "channel_id": channel.id,
        "channel_name": CHANNEL_NAMES.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": trigger_id,
    }


def event_callback(event: Json, *, event_id: str, seconds: int, place: Place | None = None) -> Json:
    """The Events API's envelope around an event; `seconds` is the time as Unix counts it."""
    team, enterprise = (place.team, place.enterprise) if place else (TEAM, "")
    return {
        "token": VERIFICATION,
        "team_id": team or None,
        "enterprise_id": enterprise or None,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": seconds,
        "authorizations": [
            {
                "enterprise_id": enterprise or None,
                "team_id": team or None,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": not team,
            }
        ],
        "is_ext_shared_channel": False,
    }


def said(message: Message, channel: Channel, *, kind: str, client_msg_id: str) -> Json:
    """A person's message, as a `message` event (direct messages) or an `app_mention`."""
    event: Json = {
        "type": kind,
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "client_msg_id": client_msg_id,
        "team": TEAM,
        "blocks": copied(message.blocks),
        "channel": channel.id,
        "event_ts": message.ts,
    }
    if kind == "message":
        event["channel_type"] = channel.kind
    if message.thread_ts:
        event["thread_ts"] = message.thread_ts
    return event


def spoken(text: str) -> str:
    """A message's text as Slack sends it: `&`, `<` and `>` escaped, bare addresses in angle brackets."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return ADDRESS.sub(lambda found: f"<{found[0]}>", escaped)


def typed_blocks(text: str, *, mention: bool) -> list[Json]:
    """The rich text that Slack's client makes of what a person types; nothing in it is escaped."""
    elements: list[Json] = [{"type": "user", "user_id": BOT_USER}] if mention else []
    words = f" {text}" if mention and text else text
    done = 0
    for found in ADDRESS.finditer(words):
        elements.append({"type": "text", "text": words[done : found.start()]})
        elements.append({"type": "link", "url": found[0]})
        done = found.end()
    elements.append({"type": "text", "text": words[done:]})
    kept = [element for element in elements if element.get("text") != ""]
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": kept}]}]


def interaction(kind: str, user: User, *, trigger_id: str) -> Json:
    """What every click, shortcut and submission has in common."""
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": TEAM},
        "api_app_id": APP,
        "token": VERIFICATION,
        "team": {"id": TEAM, "domain": DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": trigger_id,
    }


def suggestion(body: Json, view: Json, user: User, action_id: str, typed: str) -> Json:
    """What is typed into a menu that the app fills. Raises WorkspaceError where there is none."""
    found = [(b, e) for b, e in every_element(as_list(body["blocks"])) if e.get("action_id") == action_id]
    if len(found) != 1 or "external" not in found[0][1]["type"]:
        raise WorkspaceError(f"{len(found)} elements that the app fills are called {action_id}, not one")
    block, element = found[0]
    if len(typed) < element.get("min_query_length", 3):
        raise WorkspaceError(
            f"{action_id} asks the app for no less than {element.get('min_query_length', 3)}"
        )
    return {
        **interaction("block_suggestion", user, trigger_id=""),
        "container": {"type": "view", "view_id": view["id"]},
        "action_id": action_id,
        "block_id": block["block_id"],
        "value": typed,
        "view": view,
    }


def in_message(message: Message, channel: Channel, shown: Json, response_url: str) -> Json:
    """Where a click on a message happened. Slack leaves an ephemeral message itself out."""
    where: Json = {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": bool(message.ephemeral_to),
            **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        },
        "channel": {"id": channel.id, "name": CHANNEL_NAMES.get(channel.kind, channel.name)},
        "state": state_of(message.blocks, {}),
        "response_url": response_url,
    }
    return where if message.ephemeral_to else {**where, "message": shown}


def action(blocks: list[Json], action_id: str, *, block_id: str | None, value: Any, action_ts: str) -> Json:
    """The `actions` entry for a press or a choice. Raises WorkspaceError where there is nothing to press.

    `value` names the option of a menu, the date of a picker, or which of several like buttons is meant.
    """
    found = [
        (block, element)
        for block, element in every_element(blocks)
        if element.get("action_id") == action_id and block_id in (None, block["block_id"])
    ]
    if len(found) > 1 and value is not None:
        found = [(block, element) for block, element in found if offers(element, value)]
    if len(found) != 1:
        raise WorkspaceError(f"{len(found)} elements are called {action_id}, not one")
    block, element = found[0]
    entry = {"action_id": action_id, "block_id": block["block_id"], "action_ts": action_ts}
    return entry | pressed(element, value)


def every_element(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    for block in blocks:
        for element in elements_of(block):
            yield block, element
        yield from every_element([as_object(child) for child in as_list(block.get("child_blocks"))])


def offers(element: Json, value: Any) -> bool:
    """Whether this button has the value, or this menu the option, or one of these thumbs."""
    thumbs = [element.get("positive_button"), element.get("negative_button")]
    options = [as_object(one).get("value") for one in (*as_list(element.get("options")), *thumbs)]
    return value is not None and (value == element.get("value") or value in options)


def pressed(element: Json, value: Any) -> Json:
    kind = element["type"]
    if kind == "button":
        if value is not None and value != element.get("value"):
            raise WorkspaceError(f"the button {element['action_id']} has the value {element.get('value')!r}")
        kept = ("type", "text", "value", "style", "url")
        return {name: copied(element[name]) for name in kept if name in element}
    if kind == "overflow":
        return {"type": kind, "selected_option": option(element, value)}
    if kind == "feedback_buttons":
        buttons = [as_object(element["positive_button"]), as_object(element["negative_button"])]
        for button in buttons:
            if button.get("value") == value:
                return {"type": kind, **copied(button)}
        raise WorkspaceError(f"no feedback button has the value {value!r}")
    if kind == "icon_button":
        return {"type": kind, **({"value": element["value"]} if "value" in element else {})}
    return chosen(element, value)
