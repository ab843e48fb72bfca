"""The Slack app's manifest, made from the configuration. Pure.

Limits and keys: slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json, which allows no other keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.config import Config

BOT_SCOPES = (
    "app_mentions:read",
    "assistant:write",
    "chat:write",
    "commands",
    "im:history",
    "users:read",
)
"""What Dateline works with: it hears a mention or a direct message, answers, suggests what to ask, takes
commands and shortcuts, and reads a person's time zone and whether they are an administrator or a guest."""

OPTIONAL_SCOPES = ("channels:history", "groups:history")
"""Only to make sure, after a broken connection, whether a digest was posted."""

BOT_EVENTS = ("app_home_opened", "app_mention", "message.im")
LEAVING_EVENTS = ("app_uninstalled", "tokens_revoked")
"""Of an app that others install; they need no scope."""

_DESCRIPTION = "World-news briefings: every sentence verbatim, one click from its source."
_LONG_DESCRIPTION = (
    "Dateline briefs this workspace on world news. It collects articles from the feeds that your "
    "administrator chose, groups those that tell of the same event into stories, and briefs each story in "
    "sentences taken word for word from its articles. Every sentence names its publisher and opens the "
    "article at that very sentence. Ask for a topic with a command, a mention or a direct message, or let a "
    "channel have a digest every morning. No language model is involved, and where nothing was reported it "
    "says so."
)
_PROMPTS = (
    ("Now's top stories", "What are the top stories?"),
    ("A country", "What is new in Sudan?"),
    ("A topic", "What is known about the climate talks?"),
)


_SHORTCUTS = (
    ("message", "Brief this", "brief_this", "The pages that this message links to, or its text, in brief"),
    ("global", "Brief me", "brief_me", "Now's top stories, or what is known on a topic"),
    ("global", "New digest", "digest_new", "Create a daily digest of world news for a channel"),
)


def manifest(config: Config, url: str = "", *, workspaces: bool = False) -> dict[str, Any]:
    """A manifest of schema 2, as plain dicts and lists: ready for YAML or JSON.

    It is for Socket Mode; with a `url`, for signed requests to that address. With `workspaces` it is for an
    app that others install, in workspaces or org-wide, whose tokens rotate.
    """
    events: dict[str, Any] = {"bot_events": [*BOT_EVENTS, *(LEAVING_EVENTS if workspaces else ())]}
    oauth: dict[str, Any] = {"scopes": {"bot": list(BOT_SCOPES), "bot_optional": list(OPTIONAL_SCOPES)}}
    if workspaces and config.workspaces.redirect_url:
        oauth["redirect_urls"] = [config.workspaces.redirect_url]
    interactivity: dict[str, Any] = {"is_enabled": True}
    if url:
        events = {"request_url": url, **events}
        interactivity |= {"request_url": url, "message_menu_options_url": url}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": config.name,
            "description": _DESCRIPTION,
            "long_description": _LONG_DESCRIPTION,
            "background_color": "#1f2a44",
        },
        "features": _features(config, url),
        "oauth_config": oauth,
        "settings": {
            "event_subscriptions": events,
            "interactivity": interactivity,
            "org_deploy_enabled": workspaces,
            "socket_mode_enabled": not url,
            "token_rotation_enabled": workspaces,
        },
    }


def _features(config: Config, url: str) -> dict[str, Any]:
    asks = _command(
        config.commands.news,
        "World news in brief, now or on a topic",
        "[topic | follow topic | mute topic | help]",
    )
    orders = _command(
        config.commands.digest,
        "This channel's digests of world news",
        "[new | edit | add 08:00 Europe/London | pause | remove | preview | help]",
    )
    if url:
        asks, orders = asks | {"url": url}, orders | {"url": url}
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": config.name, "always_online": True},
        "shortcuts": [
            {"name": name, "type": kind, "callback_id": callback_id, "description": description}
            for kind, name, callback_id, description in _SHORTCUTS
        ],
        "slash_commands": [asks, orders],
        "agent_view": {
            "agent_description": _DESCRIPTION,
            "suggested_prompts": [{"title": title, "message": message} for title, message in _PROMPTS],
        },
    }


def _command(command: str, description: str, usage: str) -> dict[str, Any]:
    """`should_escape` stays off: "#general" and "@ann" in a topic are words, as typed."""
    return {"command": command, "description": description, "usage_hint": usage, "should_escape": False}
