"""What became of an article's sentences when its page is read again: they stand, changed, or are gone.

Two texts are held against each other word for word: white space, quotation marks, dashes, case and what else
a new template does to a page are no change. A figure is.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from summaries.segment import split

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from summaries.model import Article, Sentence
    from summaries.segment import Span

Became: TypeAlias = Literal["stands", "changed", "absent"]
Holds: TypeAlias = Literal["article", "beginning", "other"]

_STOP: Final = "|"
_STOPS: Final = frozenset(".!?…。！？।؟\n")  # noqa: RUF001 - full-width marks
_CLOSERS: Final = frozenset("\"'”’“‘»«)]」』")  # noqa: RUF001 - typographic marks; some languages close with “
_DASHES: Final = frozenset("-\u2212")
_SIGNS: Final = frozenset("%‰°")
# Above it, a page tells that it was corrected, and may repeat what it takes back.
_NOTE: Final = re.compile(
    r"^\W*(?:corrections?|clarifications?|editors?['’]s? note|an earlier version|a previous version"  # noqa: RUF001 - typographic marks
    r"|this (?:article|story|report) (?:was|has been) (?:amended|corrected|updated))\b",
    re.IGNORECASE,
)
_SAME_PLACE: Final = 0.5  # two sentences that stand side by side are so alike once in a hundred times
_ELSEWHERE: Final = 0.7
_FEW: Final = 8  # sentences: below it, one that changed may be much of the article
_MOST: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What became of one sentence. `now` is what stands in its place, verbatim, where it "changed".

    `sure`: an "absent" one was taken out, as far as can be told: what stood before and after it stands.
    """

    became: Became
    now: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """What became of an article: its `sentences` are in the order asked.

    `holds`: whether the page is still the "article", only its "beginning" (the rest is behind a login or a
    subscription, mostly), or an "other" text, of which nothing follows.
    """

    holds: Holds
    sentences: tuple[Revision, ...]


def revised(article: Article, sentences: Sequence[Sentence], text: str, whole: str = "") -> Revised:
    """Hold an article's sentences against its page's text as it is now, settled as at intake.

    `whole` is all that can be read on the page: what stands anywhere on it stands.
    """
    old = _Text(article.text, article.language)
    new = _Text(_without_notes(text), article.language)
    around = _Text(_without_notes(whole), article.language)
    pages = (new, around) if whole else (new,)
    holds = _holds(old, new)
    return Revised(holds=holds, sentences=tuple(_became(old, new, pages, one, holds) for one in sentences))


def words_of(text: str) -> str:
    """A text as its words alone: what two writings of one text have in common.

    Words and figures in lower case between single spaces, a stroke where a sentence or a line ends.
    """
    text = unicodedata.normalize("NFKC", text.replace("\u2026", "."))
    letters = "".join(_letter(text, at) for at in range(len(text)))
    return re.sub(r"\|(?: ?\|)+", _STOP, " ".join(letters.split())).strip("| ")


def _letter(text: str, at: int) -> str:
    """What is left of a character: itself, nothing, a space, or a stop."""
    c = text[at]
    kind = unicodedata.category(c)
    if kind[0] in "LNM" or kind == "Sc" or c in _SIGNS:
        return c.casefold()
    if kind == "Cf":
        return ""
    follows = text[at + 1 : at + 2]
    if c in ".,:" and text[at - 1 : at].isdecimal() and follows.isdecimal():
        return c
    if c in _DASHES and follows.isdecimal() and not text[at - 1 : at].isalnum():
        return "-"
    return f" {_STOP} " if c in _STOPS and _ends(text, at) else " "


def _ends(text: str, at: int) -> bool:
    """Whether a mark ends something: white space follows, or nothing, whatever closes after it."""
    if text[at] not in ".!?":
        return True
    after = at + 1
    while after < len(text) and (text[after] in _CLOSERS or text[after] in _STOPS):
        after += 1
    return after >= len(text) or text[after - 1] == "\n" or text[after].isspace()


class _Text:
    """A text with its words, and its sentences by theirs."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self._language = language
        self.words = f"{_STOP} {words_of(text)} {_STOP}"

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The sentences that say something."""
        return tuple(one for one in split(self.text, self._language) if words_of(self._of(one)))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(words_of(self._of(one)) for one in self.spans)

    @cached_property
    def places(self) -> dict[str, int]:
        """The sentences that stand here once, by their words."""
        counted: dict[str, list[int]] = {}
        for at, key in enumerate(self.keys):
            counted.setdefault(key, []).append(at)
        return {key: places[0] for key, places in counted.items() if len(places) == 1}

    def has(self, needle: str) -> bool:
        return f" {needle} " in f" {self.words} "

    def needle(self, sentence: str) -> str:
        """The sentence's words with the stops that it has here: by these it is looked for elsewhere."""
        key = words_of(sentence)
        if not _closed(sentence):
            return key
        for needle in (f"{_STOP} {key} {_STOP}", f"{key} {_STOP}", f"{_STOP} {key}"):
            if self.has(needle):
                return needle
        return key

    def verbatim(self, first: int, last: int) -> str:
        return self.text[self.spans[first].start : self.spans[last].end]

    def _of(self, span: Span) -> str:
        return self.text[span.start : span.end]


def _closed(sentence: str) -> bool:
    """Whether it ends as sentences do."""
    return sentence.rstrip().rstrip("".join(_CLOSERS))[-1:] in _STOPS


def _bare(text: str) -> list[str]:
    return [word for word in words_of(text).split() if word != _STOP]


def _without_notes(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not _NOTE.match(line))


def _holds(old: _Text, new: _Text) -> Holds:
    """Whether a text is still that article: most of what it said stands, or most of a short one nearly."""
    kept = [new.has(key) for key in old.keys]
    if _share(old.keys, kept) >= _MOST:
        return "article"
    own = [old.has(key) for key in new.keys]
    if any(kept) and kept[0] and _share(new.keys, own) >= _MOST:
        return "beginning"
    if len(old.keys) < _FEW:
        fresh = [key for key, known in zip(new.keys, own, strict=True) if not known]
        near = [
            stands or any(_alike(key, other) >= _ELSEWHERE for other in fresh)
            for key, stands in zip(old.keys, kept, strict=True)
        ]
        if _share(old.keys, near) >= _MOST:
            return "article"
    return "other"


def _share(keys: Iterable[str], true: Iterable[bool]) -> float:
    """How much of these, by their length, is so."""
    weighed = [(len(key), so) for key, so in zip(keys, true, strict=True)]
    return sum(weight for weight, so in weighed if so) / max(1, sum(weight for weight, _ in weighed))


def _became(old: _Text, new: _Text, pages: Sequence[_Text], sentence: Sentence, holds: Holds) -> Revision:
    needle = old.needle(sentence.text)
    if any(page.has(needle) for page in pages) or words_of(sentence.text) in new.keys:
        return Revision(became="stands")
    if holds != "article":
        return Revision(became="absent", sure=False)
    now = _counterpart(old, new, sentence)
    if now:
        same = _bare(now) == _bare(sentence.text)
        return Revision(became="stands") if same else Revision(became="changed", now=now)
    return Revision(became="absent", sure=_between(old, new, sentence))


def _between(old: _Text, new: _Text, sentence: Sentence) -> bool:
    """Whether something that stood before it (if anything did) and something that stood after it stand."""
    at = bisect_left([span.start for span in old.spans], sentence.start)
    before, after = old.keys[:at], old.keys[at + 1 :]
    return (not before or any(map(new.has, before))) and any(map(new.has, after))


def _counterpart(old: _Text, new: _Text, sentence: Sentence) -> str:
    """What stands in a sentence's place: the new sentence, or two of one paragraph, that is most like it."""
    key = words_of(sentence.text)
    first, last = _gap(old, new, sentence)
    fresh = [not old.has(one) for one in new.keys]
    best, found = 0.0, ""
    for at, is_fresh in enumerate(fresh):
        if not is_fresh:
            continue
        inside = first <= at < last
        least = _SAME_PLACE if inside else _ELSEWHERE
        alike = _alike(key, new.keys[at], least)
        if alike >= least and alike > best:
            best, found = alike, new.verbatim(at, at)
        two = inside and at + 1 < min(last, len(fresh)) and fresh[at + 1]
        if two and new.spans[at].paragraph == new.spans[at + 1].paragraph:
            alike = _alike(key, f"{new.keys[at]} {_STOP} {new.keys[at + 1]}", least)
            if alike >= least and alike > best + 0.1:
                best, found = alike, new.verbatim(at, at + 1)
    return found


def _gap(old: _Text, new: _Text, sentence: Sentence) -> tuple[int, int]:
    """Which of the new text's sentences lie between those that stood before and after this one."""
    at = bisect_left([span.start for span in old.spans], sentence.start)
    before = (new.places[key] for key in reversed(old.keys[:at]) if key in new.places)
    after = (new.places[key] for key in old.keys[at + 1 :] if key in new.places)
    return next(before, -1) + 1, next(after, len(new.keys))


def _alike(one: str, other: str, least: float = _ELSEWHERE) -> float:
    """How alike two sentences' words are, from 0 to 1; 0 where it is certainly below `least`."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    return matcher.ratio()
