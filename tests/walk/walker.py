"""Walks a page: types what it prints, in order, and holds what comes against what it shows."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import StringIO
from time import monotonic
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from masks import first_missing

from bot.cli.render import Screen
from bot.slack.orders import read_addition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shell import Shell
    from walk_pages import Block

    from bot.demo.slack import SlackStandIn
    from bot.demo.slack.workspace import Message

ANSWERED = 60.0  # seconds: an answer, on a busy machine
READ = 120.0  # the feeds are read meanwhile
ARRIVED = 240.0  # a digest that was ordered for the next minutes
AHEAD = timedelta(seconds=80)  # a time to come that is told in minutes


class Walker:
    """`channel`: where what a page says to type in Slack is typed."""

    def __init__(self, shell: Shell, slack: SlackStandIn, channel: str) -> None:
        self._shell = shell
        self._slack = slack
        self._channel = channel

    def walk(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if block.not_walked:
                continue
            before = len(self._slack.bot_messages(self._channel))
            came = self._typed(block)
            expect(block, block.shown, came)
            if block.arrives:
                self._arrives(block, before)
        ended = self._shell.end_all()
        assert "Traceback" not in ended, ended

    def _typed(self, block: Block) -> str:
        if block.kind == "slack":
            return "\n".join(self._in_slack(line, block) for line in block.typed)
        lines = tuple(self._filled(line) for line in block.typed)
        if block.goes_on_until:
            return self._shell.begin(lines).said(block.goes_on_until)
        came = self._shell.run(lines)
        assert came.status == block.status, f"line {block.line}: status {came.status}: {came.said}"
        assert "Traceback" not in came.said, came.said
        return came.said

    def _filled(self, line: str) -> str:
        """What a reader fills in: tokens and IDs that were copied from Slack."""
        slack = self._slack
        known = {
            "xoxb-…": slack.bot_token,
            "xapp-…": slack.app_token,
            "C0123ABCD": self._channel,
            "U0123ABCD": slack.user,
        }
        for printed, ours in known.items():
            line = line.replace(printed, ours)
        return line

    # ---- in Slack ----

    def _in_slack(self, line: str, block: Block) -> str:
        if line.startswith("/invite "):
            self._slack.workspace.change_channel(self._channel, member=True)
            return ""
        if block.soon:
            line = _soon(line, block.soon)
        if line.startswith("/digest"):
            return self._answer(line)
        return self._news(line, block)

    def _answer(self, line: str) -> str:
        name, _, rest = line.partition(" ")
        before = len(self._heard())
        if name.startswith("/"):
            self._slack.command(name, rest, channel=self._channel).ack()
        else:
            self._slack.message(line)
        self._slack.wait_for(lambda: len(self._heard()) > before, ANSWERED)
        return drawn(self._heard()[before:])

    def _heard(self) -> list[Message]:
        """What is for the eyes of who asks: answers to commands, and the direct message."""
        slack = self._slack
        every = slack.bot_messages(user=slack.user)
        return [one for one in every if one.ephemeral_to == slack.user or one.channel == slack.dm]

    def _arrives(self, block: Block, before: int) -> None:
        """What comes to the channel by and by."""

        def posted() -> str:
            return drawn(self._slack.bot_messages(self._channel)[before:])

        with suppress(TimeoutError):
            self._slack.wait_for(lambda: not first_missing(block.arrives, posted()), ARRIVED)
        expect(block, block.arrives, posted())

    def _news(self, line: str, block: Block) -> str:
        """The answer to a question, asked until what is shown has been read."""
        until = monotonic() + READ
        while first_missing(block.shown, came := self._answer(line)) and monotonic() < until:
            pass
        return came


def expect(block: Block, shown: str, came: str) -> None:
    missing = first_missing(shown, came)
    assert not missing, f"line {block.line} shows {missing!r}, and what came was:\n{came}"


def drawn(messages: Iterable[Message]) -> str:
    """Messages as the terminal shows them off a terminal."""
    paper = StringIO()
    screen = Screen(out=paper, err=paper, terminal=False)
    for message in messages:
        screen.message(message.blocks, message.text)
    return paper.getvalue()


def _soon(line: str, printed: str) -> str:
    """The line with a time that is about to come, in the zone that it names."""
    zone = read_addition(line.partition(" add ")[2]).zone
    return line.replace(printed, f"{(datetime.now(UTC) + AHEAD).astimezone(ZoneInfo(zone)):%H:%M}")
