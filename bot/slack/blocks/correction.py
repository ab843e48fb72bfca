"""A reply in a thread: what a publisher made of a sentence that was posted, both as they stand."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

from bot.slack.blocks import parts
from bot.slack.blocks.message import Message
from bot.slack.blocks.story import publisher_name
from bot.slack.blocks.verify import TITLE_LONGEST, showable
from bot.text import clip, escape, one_line, sentence_url, visible, web_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.model import Correction

_KEPT = 0.5  # of the words: where fewer are the same, which ones are new says nothing
_REMAINS = "What was posted above stays as it was."


def correction(found: Correction) -> Message:
    """Before and now, both verbatim and linked; the words that differ are bold."""
    name = publisher_name(found.source.publisher)
    taken_out = not found.now
    did = "took out" if taken_out else "changed"
    told = f"{did} a sentence that was posted above."
    title = one_line(found.source.title)
    label = clip(title, TITLE_LONGEST) if visible(title) else "untitled"
    before, now = _marked(found.sentence.text, found.now) if found.now else ([], [])
    article = parts.link(web_url(found.source.url), label)
    elements = [
        parts.line(parts.words(name, bold=True), parts.words(f" {told}")),
        parts.line(parts.words("Before", bold=True), parts.words(", as posted from "), article),
        parts.quote(*(before or [parts.words(found.sentence.text)])),
    ]
    label = parts.words("Now", bold=True)
    if taken_out:
        gone = ": nothing in its place. The rest of the article is there."
        elements.append(parts.line(label, parts.words(gone)))
    elif showable(found.now):
        opened = parts.link(sentence_url(found.source.url, found.now), "its page")
        elements += [parts.line(label, parts.words(", on "), opened), parts.quote(*now)]
    else:
        elements.append(parts.line(label, parts.words(": a sentence that is too long to show here.")))
    read = parts.dated("The page was read again ", found.at, f". {_REMAINS}")
    return Message(text=escape(f"{name} {told}"), blocks=[parts.rich(*elements), read])


def _marked(before: str, now: str) -> tuple[list[parts.Part], list[parts.Part]]:
    """Both sentences, whole, with the words that only one of them has in bold."""
    old, new = _pieces(before), _pieces(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _KEPT:
        return [parts.words(before)], [parts.words(now)]
    changes = [one for one in matcher.get_opcodes() if one[0] != "equal"]
    in_old = {at for _, start, end, _, _ in changes for at in range(start, end)}
    in_new = {at for _, _, _, start, end in changes for at in range(start, end)}
    return list(_runs(old, in_old)), list(_runs(new, in_new))


def _pieces(text: str) -> list[str]:
    """The words, each with the white space before it: put together again they are the text."""
    found: list[str] = []
    for is_space, run in groupby(text, str.isspace):
        joined = "".join(run)
        if found and not is_space and found[-1].isspace():
            found[-1] += joined
        else:
            found.append(joined)
    return found


def _runs(pieces: list[str], bold: set[int]) -> Iterator[parts.Part]:
    for is_bold, run in groupby(range(len(pieces)), bold.__contains__):
        yield parts.words("".join(pieces[at] for at in run), bold=is_bold)
