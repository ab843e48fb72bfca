"""Messages as a conversation and as a thread. Pure but for reading the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.demo.page.blocks import blocks
from bot.demo.page.buttons import folded_menu
from bot.demo.page.emoji import emoji
from bot.demo.page.markup import Html, div, hidden, ident, joined, span, tag
from bot.demo.page.mrkdwn import mrkdwn
from bot.demo.page.surface import Surface
from bot.demo.slack.render import replies
from bot.demo.slack.shapes import as_text

if TYPE_CHECKING:
    from bot.demo.page.eyes import Eyes
    from bot.demo.page.seat import Seat
    from bot.demo.slack.workspace import Message, Workspace

TARGET = "of"
"""The field that names what a form belongs to: a message's ts, or a view's id."""
FACES = 6


def conversation(workspace: Workspace, seat: Seat, eyes: Eyes, shortcuts: dict[str, str]) -> Html:
    """Everything of the conversation that this reader sees, oldest first, but for what is in threads."""
    shown = [message for message in workspace.messages(seat.place, user=seat.reader) if not message.thread_ts]
    drawn = [message_html(workspace, message, seat, eyes, shortcuts) for message in shown]
    return joined([*drawn, status(workspace, seat, eyes)]) or tag(
        "p", "Nothing was said here yet.", class_="empty"
    )


def thread(workspace: Workspace, seat: Seat, eyes: Eyes, shortcuts: dict[str, str]) -> Html:
    """The thread that is open: its first message, and the answers that this reader sees."""
    shown = [
        message
        for message in workspace.messages(seat.place, user=seat.reader)
        if seat.thread in (message.ts, message.thread_ts)
    ]
    drawn = [message_html(workspace, message, seat, eyes, shortcuts, within=True) for message in shown]
    return joined([*drawn, status(workspace, seat, eyes, seat.thread)])


def status(workspace: Workspace, seat: Seat, eyes: Eyes, of: str = "") -> Html | None:
    """What the app says that it is doing."""
    told = [
        one for one in workspace.statuses if one["channel"] == seat.place and of in ("", one["thread_ts"])
    ]
    words = as_text(told[-1]["status"]) if told else ""
    return tag("p", f"{eyes.bot} {words}", class_="status") if words else None


def message_html(
    workspace: Workspace,
    message: Message,
    seat: Seat,
    eyes: Eyes,
    shortcuts: dict[str, str],
    *,
    within: bool = False,
) -> Html:
    """One message. `within`: in the panel of its thread, where no way into the thread is shown."""
    id_ = ident("t" if within else "m", message.ts)
    body = blocks(message.blocks, Surface(id=id_, eyes=eyes)) or div(
        "text", mrkdwn(message.text, eyes), dir="auto"
    )
    form = tag(
        "form",
        hidden(TARGET, message.ts),
        body,
        method="post",
        action=seat.url("press"),
        class_="surface",
        data_live=True,
    )
    only = tag("p", "Only visible to you", class_="only") if message.ephemeral_to else None
    below = None if within or message.ephemeral_to else _replies(workspace, message, seat)
    return tag(
        "article",
        _face(eyes, message),
        div("said", _head(message, eyes, id_), only, form, _reactions(message), below),
        _tools(message, seat, eyes, shortcuts, within=within),
        id=id_,
        class_="message private" if message.ephemeral_to else "message",
        aria_labelledby=f"{id_}-name",
        tabindex=-1,
        data_text=_spoken(message, eyes),
    )


def _face(eyes: Eyes, message: Message) -> Html:
    name = eyes.bot if message.from_bot else eyes.person(message.user)
    number = 0 if message.from_bot else 1 + sum(map(ord, message.user)) % FACES
    return div(f"face face-{number}", name[:1].upper(), aria_hidden="true")


def _head(message: Message, eyes: Eyes, id_: str) -> Html:
    name = eyes.bot if message.from_bot else eyes.person(message.user)
    badge = span("badge", "APP") if message.from_bot else None
    edited = span("edited", "(edited)") if message.edited and not message.ephemeral_to else None
    heading = tag("h2", name, class_="name", id=f"{id_}-name")
    return div("top", heading, badge, tag("time", eyes.clock(message.ts)), edited)


def _spoken(message: Message, eyes: Eyes) -> str:
    """What a screen reader is told of it when it comes in."""
    return f"{eyes.bot if message.from_bot else eyes.person(message.user)}: {message.text}"


def _reactions(message: Message) -> Html | None:
    signs = [span("reaction", emoji(name)) for name in message.reactions]
    return div("reactions", *signs) if signs else None


def _replies(workspace: Workspace, message: Message, seat: Seat) -> Html | None:
    answers = replies(workspace, message)
    if not answers:
        return None
    count = "1 reply" if len(answers) == 1 else f"{len(answers)} replies"
    return tag("a", count, href=seat.to(thread=message.ts).url(), class_="replies")


def _tools(message: Message, seat: Seat, eyes: Eyes, shortcuts: dict[str, str], *, within: bool) -> Html:
    """The menu of a message: its thread, the app's shortcuts; one for your eyes only can be dismissed."""
    items: list[Html] = []
    if message.ephemeral_to:
        items.append(_tool(seat, message, "dismiss", "", "Dismiss message"))
    else:
        if not within:
            opened = tag("a", "Reply in thread", href=seat.to(thread=message.ts).url(), class_="item")
            items.append(tag("li", opened))
        items += [_tool(seat, message, "shortcut", callback, name) for callback, name in shortcuts.items()]
    reads = f"Actions for the message of {eyes.clock(message.ts)}"
    return div("tools", folded_menu(tag("ul", *items), reads))


def _tool(seat: Seat, message: Message, verb: str, value: str, shown: str) -> Html:
    press = tag("button", shown, type="submit", class_="item", name="callback", value=value)
    return tag(
        "li",
        tag("form", hidden(TARGET, message.ts), press, method="post", action=seat.url(verb), data_live=True),
    )
