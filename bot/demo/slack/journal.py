"""What the stand-in was asked and what it did: what tests read instead of anybody's own tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.demo.slack.shapes import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request. `method` is a Web API method, or "response_url".

    `outcome` is "ok" or Slack's error code; `fault` the kind of fault that it met. `accepted` says whether it
    took effect, whatever the caller was told. `args` hold all but tokens; of headers only names are kept.
    """

    at: datetime
    method: str
    args: Json
    headers: tuple[str, ...]
    outcome: str
    accepted: bool
    fault: str = ""
    ts: str = ""
    answer: Json = field(default_factory=dict[str, object], repr=False)


class Journal:
    """All calls, oldest first; only the server adds to it, under the workspace's lock."""

    def __init__(self) -> None:
        self._calls: list[Call] = []

    def add(self, call: Call) -> None:
        self._calls.append(call)

    def __iter__(self) -> Iterator[Call]:
        return iter(tuple(self._calls))

    def __len__(self) -> int:
        return len(self._calls)

    def of(self, method: str) -> list[Call]:
        """The calls of one method, refused ones too."""
        return [call for call in self if call.method == method]

    def accepted(self, method: str = "chat.postMessage") -> list[Call]:
        """The calls of one method that took effect."""
        return [call for call in self.of(method) if call.accepted]
