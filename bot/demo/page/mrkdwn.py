"""Slack's own markup: *bold*, _italic_, `code`, > quotes, <url|label>, <@U1>, <#C1>, <!date^…>. Pure."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from bot.demo.page.emoji import with_emoji
from bot.demo.page.markup import Html, joined, link, span, tag, text

if TYPE_CHECKING:
    from bot.demo.page.eyes import Eyes
    from bot.demo.slack.shapes import Json

_FENCE = re.compile(r"```(.+?)```", re.DOTALL)
_ANGLE_OR_CODE = re.compile(r"<([^<>]+)>|`([^`\n]+)`")
_STYLES = (
    ("b", re.compile(r"(?<![\w*])\*([^*\n]+)\*(?![\w*])")),
    ("i", re.compile(r"(?<!\w)_([^_\n]+)_(?!\w)")),
)
_STRIKE = ("s", re.compile(r"(?<![\w~])~([^~\n]+)~(?![\w~])"))
_DATE_PARTS = 3


def words(value: Json, eyes: Eyes) -> Html:
    """A text object: plain_text or mrkdwn."""
    said = str(value.get("text") or "")
    if value.get("type") == "mrkdwn":
        return mrkdwn(said, eyes)
    return text(with_emoji(said) if value.get("emoji") else said)


def mrkdwn(said: str, eyes: Eyes) -> Html:
    parts = _FENCE.split(said)
    return joined(
        tag("pre", unescape(part).strip("\n")) if place % 2 else _lines(part, eyes)
        for place, part in enumerate(parts)
    )


def _lines(said: str, eyes: Eyes) -> Html:
    """Lines that begin with > are quotes; unescaped after that, since Slack sends &gt; for a typed one."""
    drawn: list[Html] = []
    for place, line in enumerate(said.split("\n")):
        quoted = line.startswith((">", "&gt;"))
        if place and not quoted:
            drawn.append(text("\n"))
        shown = _line(line.removeprefix("&gt;").removeprefix(">").lstrip() if quoted else line, eyes)
        drawn.append(tag("blockquote", shown) if quoted else shown)
    return joined(drawn)


def _line(line: str, eyes: Eyes) -> Html:
    drawn: list[Html] = []
    done = 0
    for found in _ANGLE_OR_CODE.finditer(line):
        drawn.append(_styled(line[done : found.start()], (*_STYLES, _STRIKE)))
        drawn.append(tag("code", unescape(found[2])) if found[2] else _angle(found[1], eyes))
        done = found.end()
    return joined([*drawn, _styled(line[done:], (*_STYLES, _STRIKE))])


def _styled(part: str, styles: tuple[tuple[str, re.Pattern[str]], ...]) -> Html:
    if not styles:
        return text(with_emoji(unescape(part)))
    (mark, pattern), *rest = styles
    pieces = pattern.split(part)
    inner = (_styled(piece, tuple(rest)) for piece in pieces)
    return joined(tag(mark, piece) if place % 2 else piece for place, piece in enumerate(inner))


def _angle(held: str, eyes: Eyes) -> Html:
    target, _, label = held.partition("|")
    label = unescape(label)
    if target.startswith("@"):
        return span("mention", f"@{eyes.people.get(target[1:], label or target[1:])}")
    if target.startswith("#"):
        return span("mention", f"#{eyes.channels.get(target[1:], label or target[1:])}")
    if target.startswith("!date^"):
        stamp, _, wanted = target.removeprefix("!date^").partition("^")
        return text(eyes.moment(int(stamp), wanted.partition("^")[0], label) if stamp.isdecimal() else label)
    if target.startswith("!"):
        return span("mention", f"@{target[1:].partition('^')[0]}")
    return link(unescape(target), label or unescape(target))
