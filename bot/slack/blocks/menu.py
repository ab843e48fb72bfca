"""What can be done with a story: its overflow menu and its thumbs, and how their values are read back."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from slack_sdk.models.blocks import (
    ContextActionsBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
    Option,
    OverflowMenuElement,
)

from bot.slack.blocks import parts
from bot.text import clip

MENU = "story_menu"
THUMBS = "story_thumbs"
VALUE_LONGEST = 150

_CHOICES = (
    ("more", "More on this story"),
    ("follow", "Follow this story"),
    ("mute", "Mute this story"),
    ("why", "Why is it here?"),
    ("verify", "Verify its sentences"),
)
# These two are answered from the digest's own plan and bytes, where the story stands in a digest.
_OF_EDITION = frozenset({"why", "verify"})


class Thumb(StrEnum):
    UP = "more"
    DOWN = "less"


class Choice(NamedTuple):
    """What was chosen for which story; `edition_id` is empty where it stood in no digest.

    `asked` is the question that it answered, as far as a menu can hold it.
    """

    what: str
    story_id: str
    edition_id: str = ""
    asked: str = ""


def read_choice(value: str) -> Choice:
    """An option's or a thumb's value: "mute|STORY", "why|STORY|EDITION", "why|STORY||QUESTION"."""
    what, story_id, edition_id, asked = [*value.split("|", 3), "", "", ""][:4]
    return Choice(what, story_id, edition_id, asked)


def menu(story_id: str, edition_id: str = "", asked: str = "") -> OverflowMenuElement:
    """More, follow, mute, why is it here, verify: the five that an overflow menu holds."""
    values = {what: _value(what, story_id, edition_id if what in _OF_EDITION else "") for what, _ in _CHOICES}
    if asked and not edition_id:
        values["why"] = clip(f"{values['why']}||{asked}", VALUE_LONGEST)
    return OverflowMenuElement(
        action_id=MENU,
        options=[Option(text=label, value=values[what]) for what, label in _CHOICES],
    )


def thumbs(story_id: str, named: str) -> parts.Json:
    """More or less of its kind. `named` is the headline, for a screen reader."""
    return parts.json_of(
        ContextActionsBlock(
            elements=[
                FeedbackButtonsElement(
                    action_id=THUMBS,
                    positive_button=_thumb(Thumb.UP, "More like this", story_id, f"More like {named}"),
                    negative_button=_thumb(Thumb.DOWN, "Less like this", story_id, f"Less like {named}"),
                )
            ]
        )
    )


def _thumb(thumb: Thumb, label: str, story_id: str, reads: str) -> FeedbackButtonObject:
    return FeedbackButtonObject(
        text=label,
        value=_value(thumb, story_id),
        accessibility_label=clip(reads, parts.LABEL_LONGEST),
    )


def _value(what: str, story_id: str, edition_id: str = "") -> str:
    return "|".join(one for one in (what, story_id, edition_id) if one)
