"""What an operator is told unasked: feeds that are ill or have mended, digests that paused by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import DeliveryState
from bot.model.telling_feeds import feed_name, feed_words, health_line
from bot.slack.blocks import forms, parts
from bot.slack.blocks.backstage import ORDER_RESUME
from bot.slack.blocks.message import Message, fallback
from bot.slack.blocks.subscriptions import order_words
from bot.text import clip, one_line, plural, web_url, when

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, tzinfo

    from slack_sdk.models.blocks import RichTextSectionElement

    from bot.model import Delivery, FeedHealth, FeedNews, PausedOrder
    from bot.slack.blocks.message import Json

FEEDS_MOST, ORDERS_MOST = 8, 8
WORDS_LONGEST, URL_LONGEST = 300, 300
_NEVER = "Nothing was changed by itself. On my Home tab, admins can mend feeds or leave them out."


def feed_news(news: FeedNews) -> Message:
    """One message, however many feeds it is about."""
    title = _title(news)
    told: list[Json] = [parts.rich(parts.line(parts.words(title, bold=True)))]
    if news.ill:
        told.append(parts.rich(parts.bullets([_ill(one) for one in news.ill[:FEEDS_MOST]])))
        told += _more(news.ill)
    if news.mended:
        told.append(parts.said("Well again:"))
        told.append(parts.rich(parts.bullets([_mended(one) for one in news.mended[:FEEDS_MOST]])))
        told += _more(news.mended)
    line = clip(health_line(news.feeds, news.now), parts.PLAIN_LONGEST)
    foot = [parts.context(line)] if news.feeds.feeds else []
    return Message(
        text=fallback(title), blocks=[*told, *foot, *([parts.context(_NEVER)] if news.ill else [])]
    )


def _title(news: FeedNews) -> str:
    said: list[str] = []
    if news.outage:
        said.append("No feed can be reached: it looks as if the network were down where I run.")
    if news.restored:
        said.append("Feeds can be reached again.")
    if news.ill:
        need = "needs" if len(news.ill) == 1 else "need"
        said.append(f"{plural(len(news.ill), 'feed')} {need} a look.")
    if news.mended:
        are = "is" if len(news.mended) == 1 else "are"
        said.append(f"{plural(len(news.mended), 'feed')} {are} well again.")
    return " ".join(said)


def _ill(feed: FeedHealth) -> RichTextSectionElement:
    said = clip(one_line(f": {feed_words(feed)}. {feed.cure}"), WORDS_LONGEST)
    since = [parts.words(" Since "), parts.moment(feed.lasting), parts.words(".")] if feed.lasting else []
    url = web_url(feed.feed.address) if len(feed.feed.address) <= URL_LONGEST else None
    return parts.line(parts.link(url, feed_name(feed), bold=True), parts.words(said), *since)


def _mended(feed: FeedHealth) -> RichTextSectionElement:
    return parts.line(parts.words(feed_name(feed), bold=True))


def _more(feeds: Sequence[FeedHealth]) -> list[Json]:
    others = len(feeds) - FEEDS_MOST
    return [parts.context(f"And {plural(others, 'more feed')}: see my Home tab.")] if others > 0 else []


def paused_orders(paused: Sequence[PausedOrder], command: str = "/digest") -> Message:
    """One message for all that paused at the same time, with a button each that resumes it."""
    count = plural(len(paused), "digest")
    title = f"{count} {'has' if len(paused) == 1 else 'have'} paused: I may not post there any more."
    blocks = [parts.rich(parts.line(parts.words(title, bold=True)))]
    for one in paused[:ORDERS_MOST]:
        blocks += _paused(one)
    if len(paused) > ORDERS_MOST:
        blocks.append(parts.context(f"And {len(paused) - ORDERS_MOST} more: see my Home tab."))
    how = f"Once that is mended, resume it here, on my Home tab, or with “{command} resume” in its channel."
    return Message(text=fallback(title), blocks=[*blocks, parts.context(how)])


def _paused(one: PausedOrder) -> list[Json]:
    order, why = one.order, clip(one_line(one.why), WORDS_LONGEST)
    told = parts.line(
        forms.channel_named(order.channel), parts.words(f"  {clip(order_words(order), WORDS_LONGEST)}\n{why}")
    )
    reads = f"Resume the digest of {order.slot} {order.zone}"
    return [
        parts.rich(told),
        parts.actions(parts.button("Resume", action=ORDER_RESUME, value=order.id, reads=reads)),
    ]


def lost_digests(lost: Sequence[Delivery], now: datetime, zone: tzinfo) -> Message:
    """One message for all digests that did not arrive; of some nobody knows whether they did."""
    title = f"{plural(len(lost), 'digest')} did not arrive, or nobody knows whether."
    blocks = [
        parts.rich(parts.line(parts.words(title, bold=True))),
        parts.rich(parts.bullets([_lost(row, now, zone) for row in lost[:ORDERS_MOST]])),
    ]
    if len(lost) > ORDERS_MOST:
        blocks.append(parts.context(f"And {len(lost) - ORDERS_MOST} more: see my Home tab."))
    how = "On my Home tab, admins can have them posted after all."
    return Message(text=fallback(title), blocks=[*blocks, parts.context(how)])


def _lost(row: Delivery, now: datetime, zone: tzinfo) -> RichTextSectionElement:
    unsure = "it may be there or not. " if row.state is DeliveryState.UNCERTAIN else ""
    said = clip(one_line(f"  {when(row.due, now, zone)}: {unsure}{row.why}"), WORDS_LONGEST)
    return parts.line(forms.channel_named(row.channel), parts.words(said))
