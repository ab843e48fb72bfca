"""The Slack app's manifest, made from the configuration. Pure.

Limits and keys: slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json, which allows no other keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.config import Config

BOT_SCOPES = ("app_mentions:read", "chat:write", "commands", "im:history")
"""What Dateline can't do without: hear a mention or a direct message, answer, and take commands."""

OPTIONAL_SCOPES = ("channels:history", "groups:history")
"""Only to make sure, after a broken connection, whether a digest was posted."""

BOT_EVENTS = ("app_home_opened", "app_mention", "message.im")

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


def manifest(config: Config) -> dict[str, Any]:
    """A manifest of schema 2 for Socket Mode, as plain dicts and lists: ready for YAML or JSON."""
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": config.name,
            "description": _DESCRIPTION,
            "long_description": _LONG_DESCRIPTION,
            "background_color": "#1f2a44",
        },
        "features": _features(config),
        "oauth_config": {"scopes": {"bot": list(BOT_SCOPES), "bot_optional": list(OPTIONAL_SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(BOT_EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def _features(config: Config) -> dict[str, Any]:
    return {
        "app_home": {
            "home_tab_enabled": True,
            "messages_tab_enabled": True,
            "messages_tab_read_only_enabled": False,
        },
        "bot_user": {"display_name": config.name, "always_online": True},
        "slash_commands": [
            _command(config.commands.news, "World news in brief, now or on a topic", "[topic | help]"),
            _command(
                config.commands.digest,
                "This channel's digests of world news",
                "[add 08:00 Europe/London | list | pause | remove | preview | help]",
            ),
        ],
        "agent_view": {
            "agent_description": _DESCRIPTION,
            "suggested_prompts": [{"title": title, "message": message} for title, message in _PROMPTS],
        },
    }


def _command(command: str, description: str, usage: str) -> dict[str, Any]:
    """`should_escape` stays off: "#general" and "@ann" in a topic are words, as typed."""
    return {"command": command, "description": description, "usage_hint": usage, "should_escape": False}
