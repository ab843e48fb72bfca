"""The small modals of the Home tab: one's own digest, a topic to follow, a feed's new address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slack_sdk.models.blocks import (
    CheckboxesElement,
    NumberInputElement,
    PlainTextInputElement,
    TimePickerElement,
    UrlInputElement,
)

from bot.model import WEEKDAYS
from bot.model.telling_feeds import feed_name
from bot.slack.blocks import forms, modals, parts
from bot.text import clip, one_line, web_url

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model import FeedHealth, Subscription
    from bot.slack.blocks.message import Json

DIGEST_FORM, TOPIC_FORM, FEED_FORM = "personal_digest", "topic_follow", "feed_moved"
"""Callback ids. Fields go by their block's id: "at", "days" and "stories"; "topic"; "address"."""

TOPIC_LONGEST = 80
_NONE: Mapping[str, str] = {}


def digest_form(order: Subscription | None, *, zone: str, stories: int = 7) -> Json:
    """The form of one's own digest; `zone` is the reader's, empty while it is unknown."""
    options = forms.day_options()
    chosen = order.days if order else WEEKDAYS[:5]
    days = CheckboxesElement(
        action_id=forms.FIELD,
        options=options,
        initial_options=[one for one in options if one.value in chosen],
    )
    at = TimePickerElement(action_id=forms.FIELD, initial_time=order.slot if order else "08:00")
    many = NumberInputElement(
        action_id=forms.FIELD,
        is_decimal_allowed=False,
        initial_value=str(min(order.stories if order else stories, forms.MOST_STORIES)),
        min_value="1",
        max_value=str(forms.MOST_STORIES),
    )
    return forms.modal(
        "My digest",
        [
            forms.field("at", "Time", at, _zone_words(zone)),
            forms.field("days", "Days", days),
            forms.field(
                "stories", "Stories", many, f"1 to {forms.MOST_STORIES}. On a quiet day there are fewer."
            ),
            parts.context("What you follow weighs more in it, and what you muted stays out."),
        ],
        callback_id=DIGEST_FORM,
        submit="Save",
    )


def _zone_words(zone: str) -> str:
    if zone:
        return f"In your time zone, {zone.replace('_', ' ')}, as your Slack profile says."
    return "In UTC: Slack does not tell me your time zone."


def topic_form() -> Json:
    """What to follow, in the reader's own words."""
    words = PlainTextInputElement(
        action_id=forms.FIELD,
        placeholder=forms.plain("sudan", 150),
        max_length=TOPIC_LONGEST,
        focus_on_load=True,
    )
    hint = "A place, a person or a thing. When it moves, I tell you in a direct message."
    return forms.modal(
        "Follow a topic",
        [forms.field("topic", "Topic", words, hint)],
        callback_id=TOPIC_FORM,
        submit="Follow",
    )


def feed_form(feed: FeedHealth) -> Json:
    """A feed's new address; its key comes back as the modal's metadata."""
    known = web_url(feed.feed.address)
    address = UrlInputElement(action_id=forms.FIELD, initial_value=known, focus_on_load=True)
    home = clip(one_line(feed.feed.url), 300)
    hint = f"It is tried before it is kept. In config.yaml stands {home}: type that to go back to it."
    return forms.modal(
        "New address",
        [
            parts.rich(parts.line(parts.words(feed_name(feed), bold=True))),
            forms.field("address", "Address of the feed", address, hint),
        ],
        callback_id=FEED_FORM,
        submit="Try and save",
        private_metadata=feed.key,
    )


def waiting() -> Json:
    """Shown where trying takes longer than Slack waits."""
    return modals.notice("One moment", "I am still trying. The result appears here.")


def result(text: str) -> Json:
    """How it came out in the end."""
    return modals.notice("Done", text)


def refused(form: Json, wrong: Mapping[str, str] = _NONE) -> Json:
    """The form again, each mistake below its field: for where Slack can't be told of it any more."""
    blocks: list[Json] = []
    for block in form["blocks"]:
        blocks.append(block)
        if said := wrong.get(block.get("block_id", "")):
            blocks.append(parts.rich(parts.line(parts.words(said, bold=True))))
    return {**form, "blocks": blocks}
