"""Who may change a channel's digests: asked before every change, whichever way it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.slack.listeners.room import Room


def check(room: Room, client: WebClient, user: str, channel: str) -> None:
    """Raise NotAllowedError where this person may not. It may ask Slack: in the pool, after acknowledging."""
    room.access.check_digests(room.reader(client, user), channel)


def check_known(room: Room, user: str, channel: str) -> None:
    """The same, by what is known of the person: for where an acknowledgement waits."""
    room.access.check_digests(room.people.known(user), channel)
