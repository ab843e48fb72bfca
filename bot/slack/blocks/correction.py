"""A reply in a thread: what a publisher made of a sentence that was posted, both as they stand."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import groupby
from typing import TYPE_CHECKING

from bot.slack.blocks import parts
from bot.slack.blocks.message import Message, fallback, fits
from bot.slack.blocks.story import publisher_name
from bot.slack.blocks.verify import TITLE_LONGEST, showable
from bot.text import clip, one_line, sentence_url, visible, web_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from slack_sdk.models.blocks import RichTextQuoteElement, RichTextSectionElement

    from bot.model import Correction

_KEPT = 0.5  # of the words: where fewer are the same, which ones are new says nothing
_REMAINS = "What was posted above stays as it was."


def correction(found: Correction) -> Message:
    """Before and now, both verbatim and linked; the words that differ are bold, where that fits."""
    message = _drawn(found, *_marked(found.sentence.text, found.now))
    return message if fits(message) else _drawn(found, *_unmarked(found.sentence.text, found.now))


def _drawn(found: Correction, before: Sequence[parts.Part], now: Sequence[parts.Part]) -> Message:
    name = publisher_name(found.source.publisher)
    told = f"{'changed' if found.now else 'took out'} a sentence that was posted above."
    title = one_line(found.source.title)
    label = clip(title, TITLE_LONGEST) if visible(title) else "untitled"
    article = parts.link(web_url(found.source.url), label)
    elements = [
        parts.line(parts.words(name, bold=True), parts.words(f" {told}")),
        parts.line(parts.words("Before", bold=True), parts.words(", as posted from "), article),
        _quoted(found.sentence.text, before),
        *_now(found, now),
    ]
    return Message(text=fallback(f"{name} {told}"), blocks=[parts.rich(*elements), parts.context(_REMAINS)])


def _now(found: Correction, now: Sequence[parts.Part]) -> list[RichTextSectionElement | RichTextQuoteElement]:
    """What stands there now."""
    label = parts.words("Now", bold=True)
    opened = parts.link(sentence_url(found.source.url, found.now), "its page")
    read = parts.line(label, parts.words(", on "), opened, parts.words(", read "), parts.moment(found.at))
    if not found.now:
        gone = "Nothing stands in its place. The rest of the article is there."
        return [read, parts.line(parts.words(gone))]
    return [read, _quoted(found.now, now)]


def _quoted(text: str, drawn: Sequence[parts.Part]) -> RichTextSectionElement | RichTextQuoteElement:
    """The sentence; words of ours where Slack can't hold it, or nothing of it can be seen."""
    if showable(text):
        return parts.quote(*drawn)
    return parts.line(parts.words("A sentence that can't be shown here."))


def _unmarked(before: str, now: str) -> tuple[list[parts.Part], list[parts.Part]]:
    return [parts.words(before)], [parts.words(now)]


def _marked(before: str, now: str) -> tuple[list[parts.Part], list[parts.Part]]:
    """Both sentences, whole, with the words that only one of them has in bold."""
    old, new = _pieces(before), _pieces(now)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _KEPT:
        return _unmarked(before, now)
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
