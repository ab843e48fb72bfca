"""What modals and the Home tab are made of: views, fields, menus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from slack_sdk.models.blocks import (
    InputBlock,
    InputInteractiveElement,
    Option,
    OptionGroup,
    PlainTextObject,
    RichTextElementParts,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.model import WEEKDAYS
from bot.slack.blocks import parts
from bot.text import clip, one_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.slack.blocks.message import Json

FIELD = "value"
"""The action id of every field: a field goes by its block's id."""

TITLE_LONGEST = 24
LABEL_LONGEST = 75
MOST_OPTIONS = 100
MOST_CHOICES = 300
"""In all: a view may weigh 250 kB."""
MOST_BLOCKS = 100

MOST_STORIES = 12
"""In a digest."""

_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def modal(
    title: str,
    blocks: Sequence[Json],
    *,
    callback_id: str = "",
    submit: str = "",
    close: str = "",
    **more: Any,
) -> Json:
    """A modal; without `submit` there is nothing to fill in. `close` is "Cancel" or "Close" by itself."""
    named = {"callback_id": callback_id} if callback_id else {}
    sent = {"submit": plain(submit, TITLE_LONGEST)} if submit else {}
    view = View(
        type="modal",
        title=plain(title, TITLE_LONGEST),
        blocks=list(blocks),
        close=plain(close or ("Cancel" if submit else "Close"), TITLE_LONGEST),
        **named,
        **sent,
        **more,
    )
    return cast("Json", view.to_dict())  # pyright: ignore[reportUnknownMemberType] - slack_sdk: a bare dict


def field(
    name: str, label: str, element: InputInteractiveElement, hint: str = "", *, optional: bool = False
) -> Json:
    """A field with a hint below it, to be filled in unless it is `optional`; `name` is its block's id."""
    block = InputBlock(
        block_id=name,
        label=plain(label, 2_000),
        element=element,
        hint=plain(hint, 2_000) if hint else None,
        optional=optional or None,
    )
    return parts.json_of(block)


def day_options() -> list[Option]:
    """The days of the week, by the names that an order keeps them under."""
    return [option(name, day) for name, day in zip(_DAY_NAMES, WEEKDAYS, strict=True)]


def option(label: str, value: str) -> Option:
    """A choice. A label is no sentence: a long one may be cut."""
    shown = one_line(label)
    return Option(text=plain(shown if visible(shown) else "untitled", LABEL_LONGEST), value=value)


def choice(prompt: str, action: str, groups: Sequence[tuple[str, Sequence[Option]]]) -> StaticSelectElement:
    """A menu of named groups of choices; the first MOST_CHOICES of them, none of the groups empty."""
    made: list[OptionGroup] = []
    left = MOST_CHOICES
    for label, options in groups:
        kept = options[:left]
        left -= len(kept)
        made += [
            OptionGroup(label=plain(label, LABEL_LONGEST), options=kept[start : start + MOST_OPTIONS])
            for start in range(0, len(kept), MOST_OPTIONS)
        ]
    return StaticSelectElement(action_id=action, placeholder=plain(prompt, 150), option_groups=made)


def channel_named(channel: str) -> parts.Part:
    """A channel as Slack shows it by its ID; where there is but a name, that."""
    if channel[:1] in ("C", "G") and channel.isascii() and channel.isalnum():
        return RichTextElementParts.Channel(channel_id=channel)
    named = one_line(channel)
    return parts.words(clip(named, LABEL_LONGEST) if visible(named) else "a channel", bold=True)


def person(user: str) -> RichTextElementParts.User:
    """A person, as Slack names them; the ID is Slack's own."""
    return RichTextElementParts.User(user_id=user)


def plain(text: str, longest: int) -> PlainTextObject:
    """A name or label of ours."""
    return PlainTextObject(text=clip(text, longest), emoji=False)
