"""Block elements, and where each may stand (docs.slack.dev, block elements)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.demo.slack.shapes import as_list, as_object
from bot.demo.slack.validate.objects import (
    BOX_OPTION,
    CONFIRM,
    DISPATCH,
    FILTER,
    MENU_OPTION,
    OPTION,
    OPTION_GROUP,
    SLACK_FILE,
    plain,
)
from bot.demo.slack.validate.rules import (
    Problem,
    Rule,
    anything,
    array,
    boolean,
    choice,
    integer,
    not_both,
    pattern,
    shape,
    some_of,
    text,
    typed,
    url,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ID = text(255)
DATE = pattern(r"\d{4}-\d{2}-\d{2}", "a date (YYYY-MM-DD)")
TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time (HH:mm)")
ACTED: Mapping[str, Rule] = {"action_id": ID}
FIELD: Mapping[str, Rule] = {"action_id": ID, "placeholder": plain(150), "focus_on_load": boolean}
CHOSEN: Mapping[str, Rule] = {**FIELD, "confirm": CONFIRM}
TYPED: Mapping[str, Rule] = {**FIELD, "dispatch_action_config": DISPATCH}


def initial_is_an_option(value: Any, path: str) -> Iterator[Problem]:
    """initial_option and initial_options must be among the options, whole."""
    options = [*as_list(value.get("options"))]
    for group in as_list(value.get("option_groups")):
        options += as_list(as_object(group).get("options"))
    wanted = [value["initial_option"]] if "initial_option" in value else []
    for option in [*wanted, *as_list(value.get("initial_options"))]:
        if option not in options:
            yield Problem(path, "invalid initial option")


def static(kind: str, more: Mapping[str, Rule]) -> Rule:
    return shape(
        typed(kind),
        {
            "options": array(OPTION, most=100),
            "option_groups": array(OPTION_GROUP, most=100),
            **CHOSEN,
            **more,
        },
        also=[
            some_of("options", "option_groups"),
            not_both("options", "option_groups"),
            initial_is_an_option,
        ],
    )


def chooser(kind: str, more: Mapping[str, Rule]) -> Rule:
    """A menu whose options Slack, or the app, fills in."""
    return shape(typed(kind), {**CHOSEN, **more})


def boxes(kind: str, initial: Mapping[str, Rule]) -> Rule:
    return shape(
        {**typed(kind), "options": array(BOX_OPTION, most=10)},
        {**ACTED, "confirm": CONFIRM, "focus_on_load": boolean, **initial},
        also=[initial_is_an_option],
    )


def written(kind: str, more: Mapping[str, Rule]) -> Rule:
    return shape(typed(kind), {**TYPED, **more})


def singles() -> dict[str, Rule]:
    answer = {"response_url_enabled": boolean}
    here = {"default_to_current_conversation": boolean, "filter": FILTER}
    return {
        "static_select": static("static_select", {"initial_option": OPTION}),
        "external_select": chooser(
            "external_select", {"initial_option": OPTION, "min_query_length": integer(0, 100)}
        ),
        "users_select": chooser("users_select", {"initial_user": ID}),
        "conversations_select": chooser(
            "conversations_select", {"initial_conversation": ID, **answer, **here}
        ),
        "channels_select": chooser("channels_select", {"initial_channel": ID, **answer}),
    }


def multis() -> dict[str, Rule]:
    limit = {"max_selected_items": integer(1, 100)}
    ids = array(ID, least=0)
    here = {"default_to_current_conversation": boolean, "filter": FILTER}
    chosen = array(OPTION)
    return {
        "multi_static_select": static("multi_static_select", {"initial_options": chosen, **limit}),
        "multi_external_select": chooser(
            "multi_external_select", {"initial_options": chosen, "min_query_length": integer(0, 100), **limit}
        ),
        "multi_users_select": chooser("multi_users_select", {"initial_users": ids, **limit}),
        "multi_conversations_select": chooser(
            "multi_conversations_select", {"initial_conversations": ids, **here, **limit}
        ),
        "multi_channels_select": chooser("multi_channels_select", {"initial_channels": ids, **limit}),
    }


def pickers() -> dict[str, Rule]:
    return {
        "datepicker": chooser("datepicker", {"initial_date": DATE}),
        "timepicker": chooser("timepicker", {"initial_time": TIME, "timezone": text()}),
    }


IMAGE_FIELDS: Mapping[str, Rule] = {"image_url": url(), "slack_file": SLACK_FILE}
IMAGE = shape(
    {**typed("image"), "alt_text": text(2_000)}, IMAGE_FIELDS, also=[some_of("image_url", "slack_file")]
)
BUTTON = shape(
    {**typed("button"), "text": plain(75)},
    {
        **ACTED,
        "url": url(),
        "value": text(2_000),
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": text(75),
    },
)
OVERFLOW = shape({**typed("overflow"), "options": array(MENU_OPTION, most=5)}, {**ACTED, "confirm": CONFIRM})
WORKFLOW_BUTTON = shape(
    {**typed("workflow_button"), "text": plain(75), "workflow": anything},
    {**ACTED, "style": choice("primary", "danger"), "accessibility_label": text(75)},
)
DATETIME = chooser("datetimepicker", {"initial_date_time": integer(1_000_000_000, 9_999_999_999)})
CHECKBOXES = boxes("checkboxes", {"initial_options": array(BOX_OPTION)})
RADIO = boxes("radio_buttons", {"initial_option": BOX_OPTION})
OPINION = shape({"text": plain(75), "value": text(2_000)}, {"accessibility_label": text(75)})
FEEDBACK = shape(
    {**typed("feedback_buttons"), "positive_button": OPINION, "negative_button": OPINION}, {**ACTED}
)
ICON_BUTTON = shape(
    {**typed("icon_button"), "icon": choice("trash"), "text": plain(75)},
    {
        **ACTED,
        "value": text(2_000),
        "confirm": CONFIRM,
        "accessibility_label": text(75),
        "visible_to_user_ids": array(ID),
    },
)


def writers() -> dict[str, Rule]:
    lengths = {"min_length": integer(0, 3_000), "max_length": integer(1, 3_000)}
    return {
        "plain_text_input": written(
            "plain_text_input", {"initial_value": text(3_000, least=0), "multiline": boolean, **lengths}
        ),
        "email_text_input": written("email_text_input", {"initial_value": text(least=0)}),
        "url_text_input": written("url_text_input", {"initial_value": text(least=0)}),
        "number_input": shape(
            {**typed("number_input"), "is_decimal_allowed": boolean},
            {**TYPED, "initial_value": text(), "min_value": text(), "max_value": text()},
        ),
        "rich_text_input": written("rich_text_input", {"initial_value": anything}),
        "file_input": shape(
            typed("file_input"), {**ACTED, "filetypes": array(text()), "max_files": integer(1, 10)}
        ),
    }


BOTH: Mapping[str, Rule] = {**singles(), **pickers(), "checkboxes": CHECKBOXES, "radio_buttons": RADIO}
PRESSED: Mapping[str, Rule] = {"button": BUTTON, "overflow": OVERFLOW, "workflow_button": WORKFLOW_BUTTON}
ACCESSORIES: Mapping[str, Rule] = {**BOTH, **PRESSED, **multis(), "image": IMAGE}
ACTIONS: Mapping[str, Rule] = {**BOTH, **PRESSED, "datetimepicker": DATETIME}
INPUTS: Mapping[str, Rule] = {**BOTH, **multis(), **writers(), "datetimepicker": DATETIME}
CONTEXT_ACTIONS: Mapping[str, Rule] = {"feedback_buttons": FEEDBACK, "icon_button": ICON_BUTTON}
