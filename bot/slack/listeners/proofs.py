"""What a story's sentences rest on, and the buttons that look again at their pages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.slack import blocks
from bot.slack.listeners.room import part
from bot.slack.replies import privately, replacing

if TYPE_CHECKING:
    from slack_bolt import Ack
    from slack_sdk import WebClient

    from bot.slack.blocks import Json, Message
    from bot.slack.listeners.room import Listener, Room
    from bot.slack.work import Reply


class ProofListeners:
    def __init__(self, room: Room) -> None:
        self._room = room

    def listeners(self) -> list[Listener]:
        return [
            ("action", blocks.VERIFY_CHECK, self.check),
            ("action", blocks.VERIFY_HASHES, self.fingerprints),
        ]

    def check(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """Read the pages again; what is found takes the place of the message whose button was clicked."""
        ack()
        reply = replacing(client, part(body, "response_url"))
        self._room.work.run(reply, partial(self._checked, reply, part(action, "value")))

    def fingerprints(self, ack: Ack, body: Json, action: Json, client: WebClient) -> None:
        """The hashes in full, for who asked alone."""
        ack()
        thread = part(body, "container", "thread_ts") or part(body, "message", "thread_ts")
        reply = privately(client, part(body, "response_url"), thread)
        self._room.work.run(reply, partial(self._fingerprints, part(action, "value")))

    def _checked(self, reply: Reply, value: str) -> Message:
        story_id, edition_id = _named(value)
        reply(blocks.verification(self._room.proofs.verification(story_id, edition_id), checking=True))
        return blocks.verification(self._room.proofs.check(story_id, edition_id))

    def _fingerprints(self, value: str) -> Message:
        return blocks.fingerprints(self._room.proofs.verification(*_named(value)))


def verified(room: Room, value: str) -> Message:
    """What the sentences rest on that "STORY" was answered with, or that "STORY|EDITION" showed."""
    return blocks.verification(room.proofs.verification(*_named(value)))


def _named(value: str) -> tuple[str, str]:
    story_id, _, edition_id = value.partition("|")
    return story_id, edition_id
