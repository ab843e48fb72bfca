"""What is said between us and the children that read documents: JSON, never pickles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from bot.collect.discovery import FoundFeed
from bot.collect.feeds import ParsedFeed
from bot.collect.pages import Page
from bot.collect.parsing import Parser, Reread

Job = Literal["feed", "named", "page", "again", "file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One document to be read. `source` is its address or path, `about` its headers, or a file's defaults."""

    job: Job
    source: str
    about: dict[str, str]

    def dumped(self) -> bytes:
        return json.dumps({"job": self.job, "source": self.source, "about": self.about}).encode()

    @classmethod
    def loaded(cls, text: bytes) -> Order:
        return cls(**json.loads(text))

    def done(self, parser: Parser, body: bytes) -> bytes:
        """Carry it out, and return the result as JSON. Raises UnreadableError."""
        return _adapter(self.job).dump_json(self._result(parser, body))

    def _result(self, parser: Parser, body: bytes) -> object:
        if self.job == "file":
            return parser.file(Path(self.source), **self.about)
        if self.job == "feed":
            return parser.feed(body, self.source, self.about)
        if self.job == "named":
            return parser.named(body, self.source, self.about)
        return (parser.page if self.job == "page" else parser.again)(body, self.source, self.about)

    def understood(self, result: bytes) -> Any:
        """Read the result again; ValueError where it is none."""
        return _adapter(self.job).validate_json(result)


@cache
def _adapter(job: Job) -> TypeAdapter[Any]:
    if job == "file":
        from bot.model import EntryFailure, Incoming  # noqa: PLC0415  (late: a second that feeds don't need)

        return TypeAdapter(Sequence[Incoming | EntryFailure])
    if job == "named":
        return TypeAdapter(tuple[FoundFeed, ...])
    answers: dict[Job, type] = {"feed": ParsedFeed, "page": Page, "again": Reread}
    return TypeAdapter(answers[job])
