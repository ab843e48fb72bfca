"""Shortcuts: "Brief this" on a message, and "Brief me" from anywhere. Their answers are private."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, cast

from slack_sdk.errors import SlackApiError

from bot.slack import blocks
from bot.slack.blocks import briefings
from bot.slack.listeners.opening import made, open_later, user_of
from bot.slack.listeners.room import as_written, part
from bot.slack.replies import privately
from bot.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_bolt import Ack
    from slack_sdk import WebClient

    from bot.slack.blocks import Json, Message
    from bot.slack.listeners.room import Listener, Room
    from bot.slack.work import Reply

BRIEF_THIS, BRIEF_ME = "brief_this", "brief_me"
"""Callback ids, as the manifest names them."""

TITLE = "Brief me"
NOTHING = "There is nothing to brief in that message: no link, and no text. Try it on one that has either."
SLOW = "I am answering many questions just now. Please press the button again in a moment."
PATIENCE_SECONDS = 2.0  # of the three that an acknowledgement may take
_LINK = re.compile(r"<(https?://[^|<>\s]+)(?:\|[^<>]*)?>")
_ADDRESSES = ("url", "from_url", "original_url", "title_link")


class ShortcutListeners:
    def __init__(self, room: Room) -> None:
        self._room = room

    def listeners(self) -> list[Listener]:
        return [
            ("shortcut", BRIEF_THIS, self.this),
            ("shortcut", BRIEF_ME, self.me),
            ("view", briefings.ASK, self.asked),
        ]

    def this(self, ack: Ack, body: Json, client: WebClient) -> None:
        """Brief the pages that a message links to, or its own text; a short text is asked as a question."""
        ack()
        message = cast("Json", body.get("message") or {})
        reply = privately(client, part(body, "response_url"), part(message, "thread_ts"))
        self._room.work.run(reply, partial(self._briefed, message, user_of(body), reply))

    def me(self, ack: Ack, body: Json, client: WebClient) -> None:
        """A field for a question, and now's top stories below it."""
        ack()
        open_later(self._room, client, body, TITLE, partial(self._answer, "", user_of(body)))

    def asked(self, ack: Ack, body: Json, view: Json) -> None:
        """Put the answer below the question, which stays where it is."""
        state = cast("Json", cast("Json", view.get("state") or {}).get("values") or {})
        question = part(state, briefings.QUESTION, briefings.QUESTION, "value")
        ready: SimpleQueue[Json | None] = SimpleQueue()

        def make() -> None:
            ready.put(made(TITLE, partial(self._answer, as_written(question), user_of(body))))

        self._room.work.run(lambda _busy: ready.put(None), make)
        found: Json | None = None
        with suppress(Empty):
            found = ready.get(timeout=PATIENCE_SECONDS)
        if found is None:
            ack(response_action="errors", errors={briefings.QUESTION: SLOW})
        else:
            ack(response_action="update", view=found)

    def _answer(self, question: str, user: str) -> Json:
        return briefings.brief_me(self._room.answer(question, user).blocks)

    def _briefed(self, message: Json, user: str, reply: Reply) -> Message:
        if urls := list(dict.fromkeys(links_of(message))):
            found = self._room.links.of_links(urls, partial(_reading, reply))
            if found.pages:  # else none was an address that can be opened
                return briefings.briefing(found)
        text = text_of(message)
        if brief := self._room.links.of_text(text):
            return briefings.text_briefing(brief)
        asked = " ".join(text.split())
        return self._room.answer(asked, user) if asked else blocks.remark(NOTHING)


def links_of(message: Json) -> Iterator[str]:
    """The web addresses that a message links to, in its order: its text's, its blocks', its attachments'."""
    yield from (found.replace("&amp;", "&") for found in _LINK.findall(part(message, "text")))
    for block in cast("list[Json]", message.get("blocks") or []):
        yield from _addresses(block)
    for attached in cast("list[Json]", message.get("attachments") or []):
        yield from (address for name in _ADDRESSES[1:] if (address := part(attached, name)))


def text_of(message: Json) -> str:
    """A message's text as it was written, its lines kept; links are its links, not its text."""
    lines = (as_written(_LINK.sub(" ", line)) for line in part(message, "text").splitlines())
    return "\n".join(line for line in lines if line)


def _addresses(value: Any) -> Iterator[str]:
    """Of rich text: buttons and pictures have addresses too, but nobody reads those."""
    if isinstance(value, list):
        for item in cast("list[Any]", value):
            yield from _addresses(item)
    elif isinstance(value, dict):
        held = cast("Json", value)
        if held.get("type") == "link":
            yield part(held, "url")
        yield from _addresses(held.get("elements"))
        yield from _addresses(held.get("child_blocks"))


def _reading(reply: Reply, count: int) -> None:
    """Say that it takes a moment; where even that can't be said, the brief itself may still come through."""
    with suppress(SlackApiError):
        reply(blocks.remark(f"Reading {plural(count, 'page')} …"))
