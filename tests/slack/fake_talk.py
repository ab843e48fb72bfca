"""A conversation that takes everything for a question of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Said

if TYPE_CHECKING:
    from bot.model import Answer
    from bot.slack.ports import Desk

TOP = frozenset({"what are the top stories", "news", "what's new"})


class FakeTalk:
    """Says what the desk says. `hangs` and `seen` hold what it was told of threads and commands."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.hangs: list[tuple[str, ...]] = []
        self.seen: list[tuple[str, Answer]] = []

    def say(self, reader: str, channel: str, thread: str, text: str) -> Said:
        del thread
        who = reader if channel.startswith("D") else ""
        return Said(what=self._answer(text.strip(), who))

    def _answer(self, text: str, reader: str) -> Answer:
        asked = text.casefold().strip("?!. ")
        return self._desk.top(reader) if asked in TOP else self._desk.ask(text, reader)

    def hung(self, reader: str, channel: str, thread: str, *, like: str = "") -> None:
        del like
        self.hangs.append((reader, channel, thread))

    def saw(self, reader: str, spoken: Answer) -> None:
        self.seen.append((reader, spoken))

    def prompts(self) -> tuple[str, ...]:
        return ("What are the top stories?", "What is new in Sudan?")

    def searched(self) -> int:
        return 1234
