"""The app manifest is one that Slack takes: checked against schema 2's keys and limits."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from bot.config import Config
from bot.config_parts import AccessConfig, CommandsConfig, WorkspacesConfig
from bot.slack.manifest import manifest

# Of slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json, what we use and a little more. A dict's
# keys are all that are allowed, those with ! are required; a pair is text of so many characters, shortest and
# longest; a list holds such items.
SCHEMA: dict[str, Any] = {
    "_metadata": {"major_version": int, "minor_version": int},
    "display_information!": {
        "name!": (1, 35),
        "description": (1, 140),
        "background_color": (4, 7),
        "long_description": (175, 4000),
    },
    "features": {
        "app_home": {
            "home_tab_enabled": bool,
            "messages_tab_enabled": bool,
            "messages_tab_read_only_enabled": bool,
        },
        "bot_user": {"display_name!": (1, 80), "always_online": bool},
        "shortcuts": [
            {"name!": (1, 24), "type!": (6, 7), "callback_id!": (1, 255), "description!": (1, 150)}
        ],
        "slash_commands": [
            {
                "command!": (2, 32),
                "url": (1, 3000),
                "description!": (1, 2000),
                "usage_hint": (1, 1000),
                "should_escape": bool,
            }
        ],
        "agent_view": {
            "agent_description": (0, 300),
            "suggested_prompts": [{"title!": (1, 4000), "message!": (1, 4000)}],
        },
    },
    "oauth_config": {
        "scopes": {"bot": [(1, 50)], "bot_optional": [(1, 50)], "user": [(1, 50)]},
        "redirect_urls": [(1, 2500)],
    },
    "settings": {
        "event_subscriptions": {"request_url": (1, 3500), "bot_events": [(1, 50)]},
        "interactivity": {
            "is_enabled!": bool,
            "request_url": (1, 3500),
            "message_menu_options_url": (1, 3500),
        },
        "org_deploy_enabled": bool,
        "socket_mode_enabled": bool,
        "token_rotation_enabled": bool,
    },
}


def broken(value: Any, rule: Any, at: str = "") -> list[str]:
    """Where the value breaks the rule."""
    if isinstance(rule, dict):
        names = {key.rstrip("!") for key in rule}
        told = [f"{at}.{key} is not allowed" for key in value if key not in names]
        told += [f"{at}.{key[:-1]} is missing" for key in rule if key.endswith("!") and key[:-1] not in value]
        for key, inner in rule.items():
            if key.rstrip("!") in value:
                told += broken(value[key.rstrip("!")], inner, f"{at}.{key.rstrip('!')}")
        return told
    if isinstance(rule, list):
        return [told for place, item in enumerate(value) for told in broken(item, rule[0], f"{at}[{place}]")]
    if isinstance(rule, tuple):
        fits = isinstance(value, str) and rule[0] <= len(value) <= rule[1]
    else:
        fits = type(value) is rule
    return [] if fits else [f"{at} is {value!r}"]


# The most items of each list, by its path.
MOST = {
    ".features.shortcuts": 10,
    ".features.slash_commands": 50,
    ".features.agent_view.suggested_prompts": 4,
    ".oauth_config.scopes.bot": 255,
    ".oauth_config.scopes.bot_optional": 255,
    ".settings.event_subscriptions.bot_events": 100,
}
NAMES = ("D", "Dateline", "N" * 35, "Zeitung \u00fcber \U0001f5de")
COMMANDS = (("/news", "/digest"), ("/" + "n" * 31, "/x"))
ACCESS = ("members", "admins")
URLS = ("", "https://dateline.example/slack/events")


def listed(value: Any, at: str = "") -> list[tuple[str, list[Any]]]:
    """Every list in it, with its path."""
    if isinstance(value, dict):
        return [found for key, inner in value.items() for found in listed(inner, f"{at}.{key}")]
    return [(at, value)] if isinstance(value, list) else []


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("access", ACCESS)
@pytest.mark.parametrize("commands", COMMANDS)
@pytest.mark.parametrize("name", NAMES)
def test_it_is_valid_under_schema_2(name: str, commands: tuple[str, str], access: Any, url: str) -> None:
    """Keys, lengths, counts and patterns, for every combination of the settings that it is made from."""
    news, digest = commands
    config = Config(
        name=name,
        commands=CommandsConfig(news=news, digest=digest),
        access=AccessConfig(manage_digests=access),
    )
    made = manifest(config, url)
    assert broken(made, SCHEMA) == []
    for path, items in listed(made):
        assert 1 <= len(items) <= MOST[path]
        assert len({json.dumps(item, sort_keys=True) for item in items}) == len(items)
    assert re.fullmatch(r"#[0-9a-f]{6}", made["display_information"]["background_color"])
    assert {one["type"] for one in made["features"]["shortcuts"]} <= {"message", "global"}
    assert all(re.match(r"^https?://", found) for found in re.findall(r'url": "([^"]*)', json.dumps(made)))
    assert made["settings"]["socket_mode_enabled"] is (url == "")


def test_the_check_itself_finds_what_slack_would_refuse() -> None:
    """A key too many, a text too long, one too short and a missing key are found."""
    made = manifest(Config())
    made["display_information"] |= {"name": "N" * 36, "long_description": "short", "colour": "blue"}
    del made["features"]["bot_user"]["display_name"]
    assert broken(made, SCHEMA) == [
        ".display_information.colour is not allowed",
        f".display_information.name is {'N' * 36!r}",
        ".display_information.long_description is 'short'",
        ".features.bot_user.display_name is missing",
    ]


def test_it_makes_an_app_that_hears_what_dateline_answers() -> None:
    """Socket Mode without any URL, three events, buttons, and a Messages tab that can be written in."""
    made = manifest(Config())
    settings = made["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["interactivity"] == {"is_enabled": True}
    assert settings["event_subscriptions"] == {"bot_events": ["app_home_opened", "app_mention", "message.im"]}
    assert made["features"]["app_home"]["messages_tab_read_only_enabled"] is False
    assert "url" not in json.dumps(made)


def test_an_app_that_others_install_hears_when_they_leave_and_rotates_its_tokens() -> None:
    """Org-wide too; browsers come back to the address of the configuration."""
    url = "https://dateline.example/slack/oauth_redirect"
    made = manifest(Config(workspaces=WorkspacesConfig(redirect_url=url)), URLS[1], workspaces=True)
    assert broken(made, SCHEMA) == []
    assert made["oauth_config"]["redirect_urls"] == [url]
    assert {"app_uninstalled", "tokens_revoked"} <= set(made["settings"]["event_subscriptions"]["bot_events"])
    assert (made["settings"]["org_deploy_enabled"], made["settings"]["token_rotation_enabled"]) == (
        True,
        True,
    )
    assert "redirect_urls" not in manifest(Config(), URLS[1], workspaces=True)["oauth_config"]


def test_names_come_from_the_configuration() -> None:
    """Two apps in one workspace can have commands of their own."""
    made = manifest(Config(name="Wire", commands=CommandsConfig(news="/wire", digest="/wire-digest")))
    assert [command["command"] for command in made["features"]["slash_commands"]] == ["/wire", "/wire-digest"]
    assert made["display_information"]["name"] == made["features"]["bot_user"]["display_name"] == "Wire"


def test_it_survives_yaml_and_json_unchanged() -> None:
    """Plain dicts, lists, texts and booleans: what is pasted into Slack is what was made."""
    made = manifest(Config())
    assert yaml.safe_load(yaml.safe_dump(made, sort_keys=False)) == made
    assert json.loads(json.dumps(made)) == made
