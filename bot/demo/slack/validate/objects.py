"""Composition objects: texts, options, confirmations. Limits as in docs.slack.dev, composition objects."""

from __future__ import annotations

from bot.demo.slack.validate.rules import (
    Rule,
    array,
    boolean,
    choice,
    one_of,
    shape,
    some_of,
    text,
    typed,
    url,
)


def plain(most: int) -> Rule:
    """A plain_text object."""
    return shape({**typed("plain_text"), "text": text(most)}, {"emoji": boolean})


def words(most: int) -> Rule:
    """A plain_text or a mrkdwn object."""
    mrkdwn = shape({**typed("mrkdwn"), "text": text(most)}, {"verbatim": boolean})
    return one_of({"plain_text": plain(most), "mrkdwn": mrkdwn})


CONFIRM = shape(
    {"title": plain(100), "text": words(300), "confirm": plain(30), "deny": plain(30)},
    {"style": choice("primary", "danger")},
)
OPTION = shape({"text": plain(75), "value": text(150)}, {"description": plain(75)})
MENU_OPTION = shape({"text": plain(75)}, {"value": text(150), "description": plain(75), "url": url()})
BOX_OPTION = shape({"text": words(75), "value": text(150)}, {"description": words(75)})
OPTION_GROUP = shape({"label": plain(75), "options": array(OPTION, most=100)})
SLACK_FILE = shape({}, {"id": text(), "url": url()}, also=[some_of("id", "url")])
DISPATCH = shape(
    {}, {"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), most=2)}
)
FILTER = shape(
    {},
    {
        "include": array(choice("im", "mpim", "private", "public")),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
