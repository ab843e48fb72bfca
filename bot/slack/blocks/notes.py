"""Short messages: how to use it, a welcome, a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.slack.blocks import parts
from bot.slack.blocks.message import Message, fallback
from bot.text import clip

if TYPE_CHECKING:
    from slack_sdk.models.blocks import RichTextSectionElement


PROMISE = (
    "Every sentence that I show stands word for word in its article: its publisher's name opens it there."
)


def usage(*, news: str = "/news", digest: str = "/digest") -> Message:
    """What can be asked, and how."""
    asks = [
        _way(news, "now's top stories"),
        _way(f"{news} sudan", "what is new on a topic"),
        _way("who has recognised the Taliban?", "any question, in a direct message or by mentioning me"),
    ]
    wishes = [
        _way(f"{news} follow sudan", "I write to you when something new comes; unfollow ends it"),
        _way(f"{news} mute football", "you see no more of a topic or a publisher; unmute brings it back"),
        _way(f"{news} following", f"all that you follow and mute; your saved stories: {news} saved"),
        _way(f"{news} why not sudan", "what kept a story out of the last digest here"),
    ]
    orders = [
        _way(f"{digest} new", "a daily digest in this channel, in a form with every setting"),
        _way(f"{digest} add 08:00 Europe/London weekdays", "the same in one line"),
        _way(
            f"{digest} add 18:30 Asia/Tokyo mon,thu 5 stories topics: sudan, chad",
            "made to measure; also without: football, sources: The Guardian",
        ),
        _way(f"{digest} list", f"this channel's digests; also {digest} edit 1, pause 1, resume 1, remove 1"),
        _way(f"{digest} preview", "what a digest would hold now, for your eyes only"),
        _way(f"{digest} follow sudan", f"for the whole channel; also {digest} mute football, breaking on"),
    ]
    blocks = [
        parts.rich(_heading("Ask"), parts.bullets(asks)),
        parts.rich(_heading("Choose what you see"), parts.bullets(wishes)),
        parts.rich(_heading("A channel's digests"), parts.bullets(orders)),
        parts.context(PROMISE),
    ]
    told = f"Ask with {news}, {news} TOPIC or a direct message. Create a daily digest with {digest} new."
    return Message(text=fallback(told), blocks=blocks)


def welcome(name: str = "Dateline", *, news: str = "/news", digest: str = "/digest") -> Message:
    """The first words in a direct message: what is asked most, and where the rest is told."""
    hello = f"Hello, I am {name}. I read the world's news and answer in its own sentences."
    ways = [
        _way("what happened in Sudan?", "any topic or question, here in your own words"),
        _way("who says so?", "and then on: more, what's new?, only Reuters, since Monday"),
        _way("follow Sudan", "I write to you when something new comes"),
        _way(f"{digest} new", "a daily digest in a channel; your own is on the Home tab"),
    ]
    blocks = [parts.rich(parts.line(parts.words(hello))), parts.rich(_heading("Try"), parts.bullets(ways))]
    blocks.append(parts.context(f"{PROMISE} All that I can do: {news} help."))
    told = f"{hello} Ask me anything, in your own words; {news} help tells the rest."
    return Message(text=fallback(told), blocks=blocks)


def remark(text: str) -> Message:
    """A sentence or two of ours in a conversation."""
    told = clip(text.strip(), parts.PLAIN_LONGEST)
    return Message(text=fallback(told), blocks=[parts.said(told)])


def problem(text: str) -> Message:
    """One calm paragraph: what happened, and what to do."""
    return remark(text.strip() or "Something went wrong.")


def _way(command: str, does: str) -> RichTextSectionElement:
    return parts.line(parts.words(command, code=True), parts.words(f"  {does}"))


def _heading(text: str) -> RichTextSectionElement:
    return parts.line(parts.words(text, bold=True))
