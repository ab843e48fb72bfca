"""Where a browser's window is: whose eyes, which conversation, which thread; its address says it. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME = "home"
"""The place of the app's Home tab; every other is a conversation's id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """`thread` is the ts of the message whose thread is open, or empty."""

    reader: str
    place: str
    thread: str = ""

    def url(self, verb: str = "at", **more: str) -> str:
        """`verb` is "at" for the page, "parts" for what changes in it, else a deed's."""
        named = {"as": self.reader, "thread": self.thread, **more}
        query = urlencode({key: value for key, value in named.items() if value})
        return f"/{verb}/{self.place}?{query}"

    def to(self, place: str = "", *, thread: str = "", reader: str = "") -> Seat:
        return replace(self, place=place or self.place, thread=thread, reader=reader or self.reader)


def seat_of(place: str, query: Mapping[str, str]) -> Seat:
    return Seat(reader=query.get("as", ""), place=place, thread=query.get("thread", ""))
