"""No scope that nothing uses, and nothing that lacks its scope: the manifest held against the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bot.config import Config
from bot.demo.slack.standin import DEFAULT_SCOPES
from bot.slack.manifest import BOT_EVENTS, BOT_SCOPES, OPTIONAL_SCOPES, manifest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    path for path in sorted((ROOT / "bot").rglob("*.py")) if not path.is_relative_to(ROOT / "bot" / "demo")
]

# docs.slack.dev/reference/methods: which scopes of a bot token each method needs, any one of those beside
# each other (by the kind of conversation). None: the token alone; "app": the app-level token's own.
METHODS: dict[str, set[str]] = {
    "apps.connections.open": set(),
    "assistant.threads.setStatus": {"chat:write"},
    "assistant.threads.setSuggestedPrompts": {"assistant:write"},
    "assistant.threads.setTitle": {"assistant:write"},
    "auth.test": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.delete": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.info": {"channels:read", "groups:read", "im:read"},
    "conversations.members": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "reactions.add": {"reactions:write"},
    "users.info": {"users:read"},
    "views.open": set(),
    "views.publish": set(),
    "views.push": set(),
    "views.update": set(),
}
# docs.slack.dev/reference/events: the scope without which an event does not come.
EVENTS = {"app_home_opened": "", "app_mention": "app_mentions:read", "message.im": "im:history"}
# Commands and shortcuts need a scope of their own.
FEATURES = {"slash_commands": "commands", "shortcuts": "commands"}
# Events that workspaces with the older assistant pane send; the manifest's agent_view has others.
OLDER = {"assistant_thread_started", "assistant_thread_context_changed"}


FAMILIES = "apps|assistant|auth|bookmarks|chat|conversations|files|pins|reactions|team|users|views"
NAMED = re.compile(rf"(?:{FAMILIES})(?:\.[a-zA-Z]+)+")
BY_SDK = re.compile(rf"(?:{FAMILIES})_[a-zA-Z_]+")


def called() -> dict[str, str]:
    """Every method of the Web API that the code names or calls, with a place where it does."""
    found: dict[str, str] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if name := method(node):
                found.setdefault(name, f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}")
    return found


def method(node: ast.AST) -> str:
    """The name of a method where it stands as a text, or is called of slack_sdk's client; else nothing."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAMED.fullmatch(node.value):
        return node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        of_client = isinstance(node.func.value, ast.Name | ast.Attribute) and BY_SDK.fullmatch(node.func.attr)
        if of_client and "client" in ast.unparse(node.func.value):
            return node.func.attr.replace("_", ".")
    return ""


def listened() -> set[str]:
    """Every event that a listener is registered for: ("event", NAME, …)."""
    return {
        node.elts[1].value
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Tuple) and len(node.elts) == 3
        if isinstance(node.elts[0], ast.Constant) and node.elts[0].value == "event"
        if isinstance(node.elts[1], ast.Constant) and isinstance(node.elts[1].value, str)
    }


def asked() -> set[str]:
    return {*BOT_SCOPES, *OPTIONAL_SCOPES}


def test_the_calls_are_found() -> None:
    """The search sees both ways in which the code calls Slack."""
    assert {"chat.postMessage", "conversations.history", "views.publish", "users.info"} <= set(called())


@pytest.mark.exhaustive
def test_every_scope_is_needed_by_a_call_an_event_or_a_feature() -> None:
    """A scope that no method which the code calls, no event and no feature needs is not asked for."""
    needed = {scope for name in called() for scope in METHODS[name]}
    needed |= {EVENTS[name] for name in BOT_EVENTS}
    needed |= {FEATURES[name] for name in manifest(Config())["features"] if name in FEATURES}
    assert asked() <= needed


def test_every_call_has_its_scope() -> None:
    """No method is called that the manifest's scopes don't allow."""
    lacking = {
        f"{name} ({place})"
        for name, place in called().items()
        if METHODS[name] and not METHODS[name] & asked()
    }
    assert lacking == set()


@pytest.mark.exhaustive
def test_every_event_is_listened_to_and_has_its_scope() -> None:
    """The manifest subscribes to what the code hears, and to nothing else."""
    assert set(BOT_EVENTS) == set(EVENTS)
    assert {name.partition(".")[0] for name in BOT_EVENTS} == listened() - OLDER
    assert {scope for scope in EVENTS.values() if scope} <= asked()


def test_every_shortcut_and_command_has_its_listener() -> None:
    """What the manifest names as a shortcut is listened to under that callback id."""
    listeners = ROOT / "bot" / "slack" / "listeners"
    source = "".join((listeners / name).read_text("utf-8") for name in ("shortcuts.py", "views.py"))
    for one in manifest(Config())["features"]["shortcuts"]:
        assert f'"{one["callback_id"]}"' in source


def test_the_stand_in_grants_what_the_manifest_asks_for() -> None:
    """So that no test passes by a scope which a real workspace would not have given."""
    assert asked() == DEFAULT_SCOPES
