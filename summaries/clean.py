"""What of a text is fit to be shown: settling it once at intake, and marking boilerplate ever after."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from summaries.segment import Span, split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summaries.model import Article

_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Embeddings, overrides and isolates turn text around on the screen (Trojan Source, CVE-2021-42574); the byte
# order mark and the deprecated format characters have no business in stored text. Surrogates can't be stored.
_BANNED: Final = re.compile("[\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]")


def settle(text: str) -> str:
    """The text as it is stored, for good: no control or bidi-override characters, lines ended by a newline.

    Tabs, newlines, joiners (U+200C, U+200D) and everything else stay; nothing is normalised or trimmed.
    Idempotent. Called once, at intake, before anything is hashed or segmented.
    """
    text = _BANNED.sub("", _LINE_ENDS.sub("\n", text))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")


# Each rule matches a whole sentence of boilerplate, or its opening where that gives it away.
_BOILERPLATE: Final = re.compile(
    r"""
      by\s+(?-i:[A-Z])[\w.'\u2019-]+(?:\s+(?:(?-i:[A-Z])[\w.'\u2019-]*|and|for|of|in|staff|reporters?
      |correspondents?|writers?),?){0,9}\.?$
    | (?:written|reporting|additional\ reporting|editing|edited|compiled|story|video|photographs?
      |photos?)\s+by\b(?=.{0,160}$)
    | (?:read|see|watch|listen|find\ out|learn)\s+(?:more|also|next)\b(?=.{0,140}$)
    | (?:also\ read|related(?:\ (?:stories|articles|content|topics|links))?|more\ on\ this(?:\ story)?
      |recommended|you\ may\ also\ like)\s*[:.]?(?:$|(?<=:).{0,160}$)
    | (?:click|tap)\s+(?:here|to|on|through)\b | scroll\ down\b
    | (?:sign|log)\s+(?:up|in|on)\s+(?:for|to|here|now|with)\b | subscribe\b(?=.{0,160}$)
      | already\ a\ subscriber
    | (?:get|receive)\s+(?:our|the|all\ the|daily|breaking)\b.{0,80}\b(?:inbox|newsletter|e-?mail|alerts?)\b
    | (?:we|this\ (?:web)?site|our\ (?:web)?site|by\ (?:continuing|using)).{0,80}\bcookies?\b
    | (?:accept|manage|reject)\s+(?:all\s+)?(?:cookies|preferences)\b
    | (?:copyright|©|\(c\))\s
    | this\ (?:article|story|post)\ (?:is\ more\ than|was\ originally|originally\ appeared
      |first\ appeared|has\ been\ (?:updated|amended|corrected))\b
    | (?:image|photo|picture|video|media|file\ photo|illustration)\s*(?:credit|caption|source
      |copyright)?\s*[:©]
    | (?:image|media|video|toggle)\s+caption\b | enlarge\ this\ image\b | hide\ caption\b
    | (?:last\ )?(?:updated|published|posted|first\ published)\s*(?:on|at|:|\d)(?=.{0,60}$)
    | (?:follow|like|join|find)\s+(?:us|him|her|me|[\w ]{1,30})\s+on\s+(?:twitter|facebook|instagram|x
      |telegram|whatsapp|youtube|linkedin)\b
    | share\b(?:\ (?:this|on|via|with)\b|$) | (?:tweet|print|e-?mail|comments?|replay|sponsored)(?:\ this\b|$)
    | (?:advertisement|skip\ to|story\ continues|continue\ reading|supported\ by)\b(?=.{0,60}$)
    | (?:download|get)\s+(?:our|the)\s+.{0,30}\bapp\b | have\ you\ got\ a\ (?:story|tip) | (?:e-?mail
      |contact)\s+us\b
    | (?:more|most)\s+(?:read|popular|viewed|from|stories)\b(?=.{0,80}$) | (?:just\ )?watched\b
      | must\ watch\b
    | scroll\ .{0,40}\bvideo\b | (?:story|photo)\ highlights?$ | (?:https?://|www\.)\S+$
      | \S+@\S+\.\w+$ | [@\#]\w+$
    """,
    re.IGNORECASE | re.VERBOSE,
)
# These give it away wherever they stand.
_WITHIN: Final = re.compile(
    r"""
      \b(?:our|daily|weekly|free|morning)\s+(?:e-?mail\s+)?newsletters?\b(?=.{0,120}$)
    | \ball\s+rights\s+reserved\b
    | \bmay\ not\ be\ (?:published|reproduced|republished)\b | \bgetty\ images\b.{0,40}$
    | \bcookie\s+(?:policy|settings|notice)\b
    | [(/|]\s*(?:ap|afp|reuters|epa|getty|associated\ press)(?:\ photo)?(?:/[\w ]{1,40})?\)?\.?$
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What is left of a page's code: an attribute, a tag, a script.
_MARKUP: Final = re.compile(r"\b[a-z-]+=\"\S|</?[a-z]+[^<>]*>|\bfunction\s*\(|\{\s*\"")
_ELLIPSIS: Final = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.|\+\d+ chars)\])[\"'”\u2019)\]]?$")
_ENDS: Final = re.compile(r"[.!?…。！？।॥؟۔։።]['\"”\u2019»)\]]*$")  # noqa: RUF001 - other scripts end sentences too
_FEWEST_WORDS: Final = 4
_FEWEST_CHARACTERS: Final = 12
_LABEL_WORDS: Final = 12
_LONGEST_BOILERPLATE: Final = 400


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence is of the page, not of the story: a byline, a caption, a cut stub, a label."""
    if _ELLIPSIS.search(sentence[-16:]) or _is_label(sentence) or not any(c.isalpha() for c in sentence):
        return True
    if _MARKUP.search(sentence):
        return True
    bare = sentence.lstrip("•*-\u2013—|» ")
    return len(sentence) <= _LONGEST_BOILERPLATE and bool(
        _BOILERPLATE.match(bare) or _WITHIN.search(sentence)
    )


def _is_label(sentence: str) -> bool:
    """All in capitals, or too short and without the end of a sentence."""
    count = len(sentence.split())
    if sentence.isupper() and count <= _LABEL_WORDS and sentence.isascii():
        return True
    return count < _FEWEST_WORDS and len(sentence) < _FEWEST_CHARACTERS * 3 and not _ENDS.search(sentence)


def shown_spans(article: Article) -> tuple[Span, ...]:
    """The sentences of an article that are fit to be shown: no boilerplate, no lines that don't end.

    Conservative: where that would leave nothing, everything that `split` finds is kept. Spans as in `split`.
    """
    text = article.text
    every = split(text, article.language)
    kept = [span for span in every if not is_boilerplate(text[span.start : span.end])]
    whole = [span for span in kept if not _is_heading(text, span, every)]
    return tuple(whole or kept or every)


def _is_heading(text: str, span: Span, every: Sequence[Span]) -> bool:
    """A short line of its own that doesn't end like a sentence: a heading or a caption."""
    sentence = text[span.start : span.end]
    if _ENDS.search(sentence) or len(sentence.split()) > _LABEL_WORDS or len(every) == 1:
        return False
    starts_line = span.start == 0 or "\n" in text[max(0, span.start - 3) : span.start]
    return starts_line and "\n" in text[span.end : span.end + 3] and sentence[-1] not in ":,;"
