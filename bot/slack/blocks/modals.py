"""The modals of a channel's digests: the form of an order, its preview, and what was ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    ButtonElement,
    ConversationFilter,
    ConversationSelectElement,
    ExternalDataMultiSelectElement,
    ExternalDataSelectElement,
    Option,
    PlainTextInputElement,
    RichTextElementParts,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
)

from bot.slack.blocks import forms, parts
from bot.slack.blocks.forms import FIELD, field, plain
from bot.slack.blocks.subscriptions import order_words
from bot.text import clip, one_line, visible, when

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bot.model import Subscription
    from bot.slack.blocks.message import Json

FORM = "subscription_form"
"""The form's callback id. Its fields' block ids are the names of an order's terms, and "channel"."""

PREVIEW = "subscription_preview"
"""Its value is an order's id, or UNSAVED in the form itself."""

UNSAVED = "unsaved"

ZONE, SOURCES = "form_zone", "form_sources"
"""Action ids of the fields whose choices are asked for while somebody types."""

_VALUES = 150
_MOST_TYPED = 3_000
_KEPT = frozenset({"header", "section", "context", "rich_text", "divider", "container"})


def form(
    order: Subscription, *, editing: bool, now: datetime, sections: Sequence[str], metadata: str, name: str
) -> Json:
    """The form of an order, filled in as the order stands; `metadata` comes back with it.

    `sections` are those that can be chosen; without any there is no such field. The channel is left open
    where the order names none (an order's own is its ID): then it is the one where the form was opened.
    """
    named = dict.fromkeys([*order.sections, *sections])
    known = [name for name in named if can_be_chosen(name)][: forms.MOST_OPTIONS]
    blocks = [
        field("channel", "Channel", _channels(order), f"If I am not in it yet, type /invite @{name} there."),
        field("at", "Time", TimePickerElement(action_id=FIELD, initial_time=order.slot)),
        field("zone", "Time zone", _zones(order, now), "Type a city or a region, such as Nairobi."),
        field("days", "Days", _days(order)),
        field("stories", "Stories", _stories(order), "At most. On a quiet day there are fewer."),
        field("topics", "Topics", _typed(order.topics, "sudan, climate talks"), _ONLY, optional=True),
        *([field("sections", "Sections", _sections(order, known), _OF, optional=True)] if known else []),
        field("without", "Leave out", _typed(order.without, "football, celebrities"), _OUT, optional=True),
        field("sources", "Sources", _sources(order), _SOURCES, optional=True),
        parts.actions(_preview(UNSAVED)),
    ]
    return forms.modal(
        "Change a digest" if editing else "New digest",
        blocks,
        callback_id=FORM,
        private_metadata=metadata,
        submit="Save" if editing else "Create",
    )


_ONLY = "Only stories on these; put commas between them. Empty: the top stories."
_OF = "Only these sections. With topics as well: what is of either."
_OUT = "No story on any of these."
_SOURCES = "Only what these publishers write. Empty: all of them."


def ordered(
    order: Subscription, *, due: datetime | None, now: datetime, name: str, inside: bool | None, new: bool
) -> Json:
    """The last page: what was ordered, and when it comes next.

    `inside` says whether the bot is in the channel: None while nobody knows.
    """
    said = parts.line(
        parts.words("Created for " if new else "Changed for "),
        RichTextElementParts.Channel(channel_id=order.channel),
        parts.words(": "),
        parts.words(order_words(order), bold=True),
        parts.words("."),
    )
    next_time = (
        f"Next: {when(due, now, order.tz)}." if due else "It is paused: nothing is posted until resumed."
    )
    blocks = [parts.rich(said), parts.context(next_time)]
    if inside is False:
        come = "One thing is left to do. I am not in that channel, so I can't post there yet. In it, type: "
        blocks.append(parts.rich(parts.line(parts.words(come), parts.words(f"/invite @{name}", code=True))))
    elif inside is None:
        blocks.append(parts.context(f"If I am not in that channel yet, type /invite @{name} there."))
    blocks.append(parts.actions(_preview(order.id)))
    return page("Done", blocks, close="Close")


def page(title: str, blocks: Sequence[Json], *, close: str = "Back") -> Json:
    """A page of a modal without anything to fill in."""
    shown = list(blocks)[: forms.MOST_BLOCKS] or [parts.said("There is nothing to show.")]
    return forms.modal(title, shown, close=close)


def notice(title: str, text: str, *, close: str = "Close") -> Json:
    """A page with a sentence or two of ours."""
    return page(
        title, [parts.said(clip(text.strip(), parts.PLAIN_LONGEST) or "Something went wrong.")], close=close
    )


def previewed(blocks: Sequence[Json], note: str) -> Json:
    """A digest's blocks as a page to look at: what could be pressed in a message is left out."""
    head = [parts.context(note), parts.divider()] if note else []
    return page("Preview", [*head, *still(blocks)])


def zone_option(zone: str, now: datetime) -> Json:
    """A choice of the zone field: "Europe/London (now 14:05)"."""
    return _option_json(f"{zone.replace('_', ' ')} (now {now.astimezone(ZoneInfo(zone)):%H:%M})", zone)


def name_option(name: str) -> Json:
    return _option_json(one_line(name), name)


def can_be_chosen(name: str) -> bool:
    """Whether a name can stand among a field's choices: Slack bounds them, and an empty one shows nothing."""
    return len(name) <= _VALUES and visible(one_line(name))


def still(blocks: Sequence[Json]) -> list[Json]:
    """A message's blocks as a page shows them: what could be pressed is left out."""
    return [kept for block in blocks for kept in _still(block)]


def _still(block: Json) -> list[Json]:
    if block["type"] not in _KEPT:
        return []
    kept = {key: value for key, value in block.items() if key not in ("accessory", "block_id")}
    if "child_blocks" in kept:
        kept["child_blocks"] = [still for child in kept["child_blocks"] for still in _still(child)]
        return [kept] if kept["child_blocks"] else []
    return [kept]


def _channels(order: Subscription) -> ConversationSelectElement:
    named = order.channel[:1] in ("C", "G")
    return ConversationSelectElement(
        action_id=FIELD,
        placeholder=plain("Choose a channel", _VALUES),
        initial_conversation=order.channel if named else None,
        default_to_current_conversation=None if named else True,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )


def _zones(order: Subscription, now: datetime) -> ExternalDataSelectElement:
    return ExternalDataSelectElement(
        action_id=ZONE,
        placeholder=plain("Type a city", _VALUES),
        initial_option=_option(zone_option(order.zone, now)),
        min_query_length=2,
    )


def _days(order: Subscription) -> StaticMultiSelectElement:
    options = forms.day_options()
    chosen = [option for option in options if option.value in order.days]
    return StaticMultiSelectElement(
        action_id=FIELD,
        placeholder=plain("Choose days", _VALUES),
        options=options,
        initial_options=chosen or None,
    )


def _stories(order: Subscription) -> StaticSelectElement:
    options = [forms.option(str(count), str(count)) for count in range(1, forms.MOST_STORIES + 1)]
    initial = options[min(order.stories, forms.MOST_STORIES) - 1]
    return StaticSelectElement(action_id=FIELD, options=options, initial_option=initial)


def _sections(order: Subscription, known: Sequence[str]) -> StaticMultiSelectElement:
    options = [_option(name_option(section)) for section in known]
    chosen = [option for option in options if option.value in order.sections]
    return StaticMultiSelectElement(
        action_id=FIELD,
        placeholder=plain("All sections", _VALUES),
        options=options,
        initial_options=chosen or None,
    )


def _sources(order: Subscription) -> ExternalDataMultiSelectElement:
    return ExternalDataMultiSelectElement(
        action_id=SOURCES,
        placeholder=plain("All publishers", _VALUES),
        initial_options=[_option(name_option(name)) for name in order.sources if can_be_chosen(name)] or None,
        min_query_length=0,
    )


def _typed(words: Sequence[str], example: str) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=FIELD,
        placeholder=plain(example, _VALUES),
        initial_value=", ".join(words)[:_MOST_TYPED] or None,
        max_length=_MOST_TYPED,
    )


def _preview(order_id: str) -> ButtonElement:
    return parts.button("Preview", action=PREVIEW, value=order_id, reads="Preview this digest")


def _option_json(label: str, value: str) -> Json:
    text = {"type": "plain_text", "text": clip(label, forms.LABEL_LONGEST), "emoji": False}
    return {"text": text, "value": value}


def _option(made: Json) -> Option:
    return Option(text=plain(made["text"]["text"], forms.LABEL_LONGEST), value=made["value"])
