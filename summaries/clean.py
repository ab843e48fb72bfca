"""What of a text is fit to be shown: settling it once at intake, and marking boilerplate ever after."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from summaries.segment import Span, split
from summaries.sentences.boilerplate import (
    LABEL_WORDS,
    ends,
    is_boilerplate,
    is_credit,
    is_dateline,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summaries.model import Article

_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Embeddings, overrides and isolates turn text around on the screen (Trojan Source, CVE-2021-42574); the byte
# order mark and the deprecated format characters have no business in stored text. Surrogates can't be stored.
_BANNED: Final = re.compile("[\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")

_HEAD: Final = 8  # sentences: what belongs to the page stands above the story
_LONGEST_CAPTION: Final = 4  # sentences, with the credit
_LONG_TITLE: Final = 20  # characters


def settle(text: str) -> str:
    """The text as it is stored, for good: no control or bidi-override characters, lines ended by a newline.

    Tabs, newlines, joiners (U+200C, U+200D) and everything else stay; nothing is normalised or trimmed.
    Idempotent. Called once, at intake, before anything is hashed or segmented.
    """
    text = _BANNED.sub("", _LINE_ENDS.sub("\n", text))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


def shown_spans(article: Article) -> tuple[Span, ...]:
    """The sentences of an article that are fit to be shown: no boilerplate, no lines that don't end.

    Conservative: where that would leave nothing, everything that `split` finds is kept. Spans as in `split`.
    """
    text = article.text
    every = split(text, article.language)
    kept = [span for span in every if not is_boilerplate(text[span.start : span.end])]
    captions = _captions(text, every) if len(kept) < len(every) else frozenset[Span]()
    captions |= _above_story(text, every) | _kickers(article, every[:_HEAD])
    whole = [span for span in kept if span not in captions and not _is_heading(text, span, every)]
    return tuple(whole or kept or every)


def _captions(text: str, every: Sequence[Span]) -> frozenset[Span]:
    """The sentences before a photographer's credit that share its line, or the one that has a line above."""
    by_line: defaultdict[int, list[Span]] = defaultdict(list)
    for span in every:
        by_line[span.paragraph].append(span)
    found: set[Span] = set()
    for before, credit in pairwise(every):
        if not is_credit(text[credit.start : credit.end]):
            continue
        line = by_line[before.paragraph]
        same = before.paragraph == credit.paragraph
        if same and line[-1] is credit and len(line) <= _LONGEST_CAPTION:
            found.update(line)
        elif len(line) == 1 + same and credit.paragraph - before.paragraph <= 1:
            found.add(before)
    return frozenset(found)


def _above_story(text: str, every: Sequence[Span]) -> frozenset[Span]:
    """What stands in lines above an agency's dateline: captions, and what the paper put over the report."""
    for at, span in enumerate(every[:_HEAD]):
        if is_dateline(text[span.start : span.end]):
            above = frozenset(one for one in every[:at] if one.paragraph < span.paragraph)
            return above if len(every) - at > len(above) + 1 else frozenset()
    return frozenset()


def _kickers(article: Article, head: Sequence[Span]) -> frozenset[Span]:
    """The headline run into the line below it, and a first line under it that doesn't end like a sentence."""
    text, title = article.text, article.title.strip()
    if len(title) < _LONG_TITLE:
        return frozenset()
    found = {span for span in head if _runs_on(text[span.start : span.end], title)}
    if len(head) > 1 and head[0].paragraph < head[1].paragraph:
        first, second = (text[span.start : span.end] for span in head[:2])
        found |= {head[0]} if ends(second) and not ends(first) else set()
    return frozenset(found)


def _runs_on(sentence: str, title: str) -> bool:
    at = sentence.find(title)
    return at >= 0 and sentence[at + len(title) :].lstrip()[:1].isupper()


def _is_heading(text: str, span: Span, every: Sequence[Span]) -> bool:
    """A short line of its own that doesn't end like a sentence: a heading or a caption."""
    sentence = text[span.start : span.end]
    if ends(sentence) or len(sentence.split()) > LABEL_WORDS or len(every) == 1:
        return False
    starts_line = span.start == 0 or "\n" in text[max(0, span.start - 3) : span.start]
    return starts_line and "\n" in text[span.end : span.end + 3] and sentence[-1] not in ":,;"
