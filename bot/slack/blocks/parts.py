"""The few parts that all our messages are made of, through slack_sdk's models.

What comes from outside stands in rich_text or plain_text alone: Slack parses neither, so that a title can
neither mention, link nor format.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContainerBlock,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    OverflowMenuElement,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextQuoteElement,
    RichTextSectionElement,
    SectionBlock,
    StaticSelectElement,
)

from bot.text import clip, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.slack.blocks.message import Json

Part: TypeAlias = (
    RichTextElementParts.Text
    | RichTextElementParts.Link
    | RichTextElementParts.Date
    | RichTextElementParts.User
    | RichTextElementParts.Channel
)

HEADER_LONGEST = 150
PLAIN_LONGEST = 2_000
LABEL_LONGEST = 75
DASH = " \u2014\N{NO-BREAK SPACE}"
"""Before a publisher's name: at the end of a line it would hang there alone."""


def _style(*, bold: bool, italic: bool, code: bool) -> RichTextElementParts.TextStyle | None:
    if not (bold or italic or code):
        return None
    return RichTextElementParts.TextStyle(bold=bold or None, italic=italic or None, code=code or None)


def words(text: str, *, bold: bool = False, italic: bool = False, code: bool = False) -> Part:
    return RichTextElementParts.Text(text=text, style=_style(bold=bold, italic=italic, code=code))


def link(url: str | None, text: str, *, bold: bool = False) -> Part:
    """A link; where there is nothing to link to, the words alone."""
    if url is None:
        return words(text, bold=bold)
    return RichTextElementParts.Link(url=url, text=text, style=_style(bold=bold, italic=False, code=False))


def moment(then: datetime) -> Part:
    """A time that Slack shows in each reader's own zone; where it can't, in UTC."""
    told = f"{then.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    stamp = int(then.timestamp())
    if stamp < 0:
        return words(told)
    return RichTextElementParts.Date(timestamp=stamp, format="{date_short_pretty} at {time}", fallback=told)


def line(*parts: Part) -> RichTextSectionElement:
    return RichTextSectionElement(elements=parts)


def bullets(items: Sequence[RichTextSectionElement], *, indent: int = 0) -> RichTextListElement:
    return RichTextListElement(elements=items, style="bullet", indent=indent or None)


def quote(*parts: Part) -> RichTextQuoteElement:
    """A line with a bar before it: somebody else's words."""
    return RichTextQuoteElement(elements=parts)


def rich(*elements: RichTextSectionElement | RichTextListElement | RichTextQuoteElement) -> Json:
    return json_of(RichTextBlock(elements=elements))


def said(text: str) -> Json:
    """A paragraph of ours."""
    return rich(line(words(text)))


def header(title: str) -> Json:
    return json_of(HeaderBlock(text=_plain(title, HEADER_LONGEST)))


def context(text: str) -> Json:
    """A line in small grey letters."""
    return json_of(ContextBlock(elements=[_plain(text, PLAIN_LONGEST)]))


def remarks(texts: Iterable[str]) -> list[Json]:
    """Remarks in one line of small grey letters; no block where there is nothing to say."""
    said = " ".join(text for text in texts if visible(text))
    return [context(said)] if said else []


def divider() -> Json:
    return json_of(DividerBlock())


def row(text: str, accessory: ButtonElement | OverflowMenuElement | StaticSelectElement) -> Json:
    """A line with a button or a menu at its end."""
    return json_of(SectionBlock(text=_plain(text, PLAIN_LONGEST), accessory=accessory))


def apart(groups: Iterable[Sequence[Json]]) -> list[Json]:
    """The blocks of each group, with a divider between one group and the next."""
    blocks: list[Json] = []
    for group in groups:
        blocks += [divider(), *group] if blocks else group
    return blocks


def folded(title: str, subtitle: str, children: Sequence[Json]) -> Json:
    """Up to ten blocks behind a title that unfolds them."""
    return json_of(
        ContainerBlock(
            title=_plain(title, HEADER_LONGEST),
            subtitle=_plain(subtitle, HEADER_LONGEST),
            child_blocks=children,
            width="full",
            is_collapsible=True,
            default_collapsed=True,
        )
    )


def actions(*buttons: ButtonElement) -> Json:
    return json_of(ActionsBlock(elements=buttons))


def button(
    label: str,
    *,
    action: str,
    value: str,
    reads: str,
    confirm: ConfirmObject | None = None,
    quiet: bool = False,
) -> ButtonElement:
    """A button. `reads` is what a screen reader says of it; `value` comes back with the click.

    One that asks before it acts is red, unless it is to be `quiet` among others.
    """
    return ButtonElement(
        text=_plain(label, LABEL_LONGEST),
        action_id=action,
        value=value,
        style="danger" if confirm and not quiet else None,
        confirm=confirm,
        accessibility_label=clip(reads, LABEL_LONGEST),
    )


def confirm(title: str, text: str, *, yes: str, no: str) -> ConfirmObject:
    return ConfirmObject(
        title=_plain(title, 100),
        text=_plain(text, 300),
        confirm=_plain(yes, 30),
        deny=_plain(no, 30),
        style="danger",
    )


def _plain(text: str, longest: int) -> PlainTextObject:
    return PlainTextObject(text=clip(text, longest), emoji=False)


def json_of(block: Block) -> Json:
    """The block as it goes over the wire; raises where slack_sdk knows that Slack would refuse it."""
    return cast("dict[str, Any]", block.to_dict())  # pyright: ignore[reportUnknownMemberType] - slack_sdk: a bare dict
