"""What is of the page and not of the story: bylines, invitations, captions, stamps, labels, cut stubs.

Each rule is looked up by the first word of a sentence, so that most sentences are never matched with any.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from summaries.sentences.datelines import is_opening
from summaries.words.wordlists import listed

_FLAGS: Final = re.IGNORECASE | re.VERBOSE
# First words -> what a sentence that begins with one of them looks like where it is boilerplate.
_RULES: Final[tuple[tuple[str, str], ...]] = (
    (
        "by",
        r"""by\s*\.?$ | by\ (?:continuing|using).{0,80}\bcookies?\b
        | by\s+(?-i:[A-Z])[\w.'\u2019-]+(?:\s+(?:(?-i:[A-Z])[\w.'\u2019-]*|and|for|of|in|staff|reporters?
        |correspondents?|writers?|\|),?){0,9}\s?\.?$""",
    ),
    (
        "written reporting additional editing edited compiled story video photograph photo photographs",
        r"""(?:written|reporting|additional\ reporting|editing|edited|compiled|story|video|photographs?
        |photos?)\s+by\b(?=.{0,160}$)
        | (?:photo\ illustration|video\ provided\ by)\b(?=.{0,80}$)""",
    ),
    (
        "read see watch listen find learn",
        r"""(?:read|see|watch|listen|find\ out|learn)\s+(?:more|also|next|the\ full|live)\b(?=.{0,140}$)
        | read\ or\ share\ this | (?-i:WATCH|LISTEN|READ)(?=[\s:]).{0,160}$
        | (?:watch|listen|read|see):.{0,160}$""",
    ),
    (
        "also related more recommended you most",
        r"""(?:also\ read|related(?:\ (?:stories|articles|content|topics|links|coverage))?|recommended
        |more(?:\ (?:on\ this(?:\ story)?|coverage))?|you\ may\ also\ like)\s*[:.]?(?:$|(?<=:).{0,160}$)
        | you\ can\ (?:follow|e-?mail|reach|contact)\b(?=.{0,160}$)
        | (?:more|most)\s+(?:read|popular|viewed|from|stories)\b(?=.{0,80}$)""",
    ),
    ("click tap", r"(?:click|tap)\s+(?:here|to|on|through|for)\b"),
    ("scroll", r"scroll\ (?:down|.{0,40}\bvideo)\b"),
    (
        "sign log subscribe already become join support make",
        r"""(?:sign|log)\s+(?:up|in|on)\s+(?:for|to|here|now|with)\b | subscribe\b(?=.{0,160}$)
        | already\ a\ subscriber
        | (?:become|join)\ .{0,30}\b(?:subscriber|member|supporter|newsletter)s?\b(?=.{0,80}$)
        | (?:support\ (?:our|independent)|make\ a\ contribution)\b.{0,120}$""",
    ),
    (
        "get receive download have",
        r"""(?:get|receive)\s+(?:our|the|all\ the|daily|breaking)\b.{0,80}
        \b(?:inbox|newsletter|e-?mail|alerts?)\b
        | (?:download|get)\s+(?:our|the)\s+.{0,30}\bapp\b
        | (?:get|have|receive)\s.{1,60}\bdelivered\ (?:straight\ |direct(?:ly)?\ )?(?:to|through)\ your\b""",
    ),
    (
        "we this our these it",
        r"""(?:we|this\ (?:web)?site|our\ (?:web)?site)\b.{0,80}\bcookies?\b
        | (?:this|it)\ is\ (?:a\ )?(?:developing|breaking)(?:\ news)?\ story\b
        | this\ (?:article|story|post|report|page)\ (?:is\ more\ than|was\ (?:originally|first)
        |(?:originally|first)\ appeared|has\ been\ (?:updated|amended|corrected)
        |will\ be\ updated|is\ being\ updated)\b""",
    ),
    ("accept manage reject", r"(?:accept|manage|reject)\s+(?:all\s+)?(?:cookies|preferences)\b"),
    ("copyright c", r"(?:copyright|\(c\))\s"),
    (
        "image photo picture video media file illustration toggle enlarge hide caption close",
        r"""(?:image|photo|picture|video|media|file\ photo|illustration|caption)\s*
        (?:credit|caption|source|copyright)?\s*[:©] | (?:image|media|video|toggle|hide)\s+caption\b
        | enlarge\ this\ image\b | (?-i:FILE)(?:\ PHOTO)?\s*[\u2014\u2013:-] | (?-i:CLOSE\s+[A-Z\"\u201c])""",
    ),
    (
        "last updated published posted first update",
        r"""(?:last\ )?(?:updated|published|posted|first\ published)\s*(?::\s*\.?$|(?:on|at|:|\d)(?=.{0,60}$))
        | update:?\ \d.{0,30}$""",
    ),
    (
        "follow like join find",
        r"""(?:follow|like|join|find)\s+(?:us|him|her|me|[\w .'\u2019-]{1,40})\s+on\s+
        (?:twitter|facebook|instagram|x|telegram|whatsapp|youtube|linkedin|bluesky|threads)\b
        | follow\s+(?-i:@|[A-Z][\w.'\u2019-]+\s[A-Z][\w.'\u2019-]+:?\s@)""",
    ),
    (
        "share tweet print e email mail comment comments replay sponsored leave",
        r"""share\b(?:\ (?:this|on|via|with)\b|$) | leave\ (?:a|your)\ comment
        | (?:tweet|print|e-?mail|comments?|replay|sponsored)(?:\ this\b|$) | (?:e-?mail)\s+us\b""",
    ),
    (
        "advertisement skip story continue supported slideshow photos highlights photo",
        r"""(?:advertisement|skip\ to|story\ continues|continue\ reading|supported\ by)\b(?=.{0,60}$)
        | slideshow\ \( | (?:story|photo)\ highlights?$""",
    ),
    (
        "have contact tell let what for check editor correction contributing the opinions views",
        r"""have\ you\ got\ a\ (?:story|tip) | contact\s+us\b | (?:tell|let)\ us\ (?:know|what)\b
        | for\ (?:more|the\ latest|full|live)\b.{0,60}\b(?:click|visit|go\ to|follow|see|watch|sign\ up)\b
        | check\ back\ (?:here\ )?(?:for|later|soon)\b
        | (?:editor['\u2019]?s['\u2019]?\ note|correction|contributing)\s?:
        | (?:the\ )?(?:opinions|views)\ expressed\b""",
    ),
    ("just watched must", r"(?:just\ )?watched\b | must\ watch\b"),
    ("http https www", r"(?:https?://|www\.)\S+$"),
    ("soundbite shotlist voiceover upsot", r"(?-i:SOUNDBITE|SHOTLIST|VOICEOVER|UPSOT)\b"),
)
# How invitations to read on or to subscribe open in other languages.
_OTHER_LANGUAGES: Final = tuple(one for _, listed_ in listed("boilerplate") for one in listed_.split("|"))
_LONGEST_INVITATION: Final = 160
# These give it away wherever they stand; looked for only where one of the words is there.
_WITHIN_WORDS: Final = (
    "newsletter",
    "rights reserved",
    "may not be",
    "getty images",
    "cookie",
    "contributed",
    "reported from",
    "associated press/",
    "reuters/",
    "afp/",
    " left,",
    " right,",
    " center,",
    " centre,",
)
_WITHIN: Final = re.compile(
    r"""
      \b(?:our|daily|weekly|free|morning)\s+(?:e-?mail\s+)?newsletters?\b(?=.{0,120}$)
    | \ball\s+rights\s+reserved\b
    | \bmay\ not\ be\ (?:published|reproduced|republished)\b | \bgetty\ images\b.{0,40}$
    | \bcookie\s+(?:policy|settings|notice)\b
    | \bcontributed\ (?:reporting|(?:to|in)\ (?:the\ |this\ )(?:report|story|article|dispatch))\b
    | ^(?:(?:\S+\ ){0,2}\S+['\u2019]s\ )?(?-i:[A-Z]\S+\ [A-Z])\S+(?:,?\ and\ (?-i:[A-Z]\S+\ [A-Z])\S+)?
      \ reported\ from\ (?-i:[A-Z]).{0,80}$
    | \b(?:associated\ press|reuters|afp)/(?-i:[A-Z][\w.]+\ [A-Z])
    | (?-i:[A-Z])[\w.'\u2019-]*,\ (?:(?:far|top|second\ from)\ )?(?:left|right|cent(?:er|re)),
      \ (?:with|and|talks|speaks|walks|poses|stands|listens|shakes)\b
    """,
    _FLAGS,
)
_CREDIT: Final = re.compile(
    r"[(/|]\s*(?:ap|afp|reuters|epa|getty|associated\s+press)(?:\ photo)?(?:/[\w ]{1,40})?\)?\.?$",
    re.IGNORECASE,
)
_STAMP: Final = re.compile(
    r"(?:\d{1,2}[:.]\d{2}\s*\w{0,4},?\s*)?(?:\d{1,2}\s[^\W\d_]+|[A-Z][a-z]{2,8}\.?\s\d{1,2}),?\s\d{4}"
    r"\s?\.?$"
)
_LONGEST_STAMP: Final = 40
_ADDRESS: Final = re.compile(r"\S+@\S+\.\w+$|[@#]\w+$|.{1,40}\(@\w+\)\s.{4,24}$")
# What is left of a page: an attribute, a tag, a script; headlines glued to a name ("BoLee: ... MORE").
_MARKUP: Final = re.compile(r"\b[a-z-]+=\"\S|</?[a-z]+[^<>]*>|\bfunction\s*\(|\{\s*\"|\[/[a-z_-]+\]")
_GLUED: Final = re.compile(r"[a-z][A-Z][A-Za-z]+\b.{15,}\bMORE\b")
_ELLIPSIS: Final = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.|\+\d+ chars)\])[\"'”\u2019)\]]?$")
_CLOSING: Final = "'\"”\u2019»)]」』 "
_ENDS: Final = frozenset(".!?…。！？।॥؟۔։።។།")  # noqa: RUF001 - other scripts end sentences too
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS: Final = 4
_FEWEST_CHARACTERS: Final = 12
LABEL_WORDS: Final = 12
_LONGEST_BOILERPLATE: Final = 500
_LONGEST_READ: Final = 2_000  # what the expressions that look all over a sentence are given of it


def _by_first_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for openings, rule in _RULES:
        for word in openings.split():
            found[word] = (*found.get(word, ()), rule)
    return found


_BY_FIRST_WORD: Final = _by_first_word()


@cache
def _compiled(rule: str) -> re.Pattern[str]:
    """Compiled when a sentence first asks for it, so that the import stays quick."""
    return re.compile(rule, _FLAGS)


def is_boilerplate(sentence: str) -> bool:
    """Whether a sentence is of the page, not of the story: a byline, a caption, a cut stub, a label."""
    if not sentence[:1].isalpha() and not any(c.isalpha() for c in sentence):
        return True
    return (
        _is_label(sentence)
        or _is_stub(sentence)
        or _is_code(sentence)
        or is_opening(sentence)
        or (len(sentence) <= _LONGEST_BOILERPLATE and _is_notice(sentence))
    )


def is_page_line(line: str) -> bool:
    """Whether a line of a page is a notice of its newsroom; credits and datelines are none: they tell."""
    return (
        0 < len(line) <= _LONGEST_BOILERPLATE
        and not is_credit(line)
        and not is_opening(line)
        and _is_notice(line)
    )


_CREDIT_LINE: Final = re.compile(
    r"\(?(?:REUTERS|AP|AFP|EPA|Reuters|Getty)\b(?:/| [Pp]hoto| [Ii]mages)|"
    r"\(?(?:(?:Reuters|AP) )?(?:[Pp]hoto|[Pp]hotograph|[Ii]mage|[Cc]redit)s?(?: by|:)|"
    r"\(?[A-Z][\w.'\u2019 -]{2,40}(?:/| via )(?:Reuters|REUTERS|AP|AFP|EPA|Getty|Bloomberg)\b|"
    r"\(?(?:Reuters|REUTERS|AP|AFP|EPA|Getty(?: Images)?|Bloomberg)\)?\.?$"
)
_LONGEST_CREDIT: Final = 90


def is_credit(sentence: str) -> bool:
    """Whether a sentence is only a photographer's credit: what stands before it is the caption."""
    return len(sentence) <= _LONGEST_CREDIT and _CREDIT_LINE.match(sentence) is not None


def is_dateline(sentence: str) -> bool:
    """Whether a sentence is only an agency's dateline: "GENEVA (AP) -"."""
    return sentence.rstrip(" -\u2014\u2013").endswith(")") and is_opening(sentence)


def ends(sentence: str) -> bool:
    """Whether a sentence ends as sentences do, in any script."""
    return sentence.rstrip(_CLOSING)[-1:] in _ENDS


def _is_label(sentence: str) -> bool:
    """All in capitals, or too short and without the end of a sentence; a full stop apart (" .") is none."""
    if sentence.isupper() and sentence.isascii() and len(sentence.split()) <= LABEL_WORDS:
        return True
    if len(sentence) >= _FEWEST_CHARACTERS * 3:
        return False
    return len(sentence.split()) < _FEWEST_WORDS and (not ends(sentence) or sentence.endswith(" ."))


def _is_stub(sentence: str) -> bool:
    """Cut off, or only an announcement of what follows it."""
    tail = sentence[-16:]
    if tail.rstrip(". ").endswith((":", " Read more", "More Videos")):
        return True
    return ("..." in tail or "…" in tail or tail.endswith("chars]")) and _ELLIPSIS.search(tail) is not None


def _is_code(sentence: str) -> bool:
    head = sentence[:_LONGEST_READ]
    if any(mark in head for mark in ('="', "<", "{", "function", "[/")) and _MARKUP.search(head):
        return True
    return "MORE" in head and _GLUED.search(head) is not None


def _is_notice(sentence: str) -> bool:
    bare = sentence.lstrip("•*-\u2013\u2014|»([ ")
    first = _FIRST_WORD.match(bare)
    lower = sentence.lower()
    if first and any(_compiled(rule).match(bare) for rule in _BY_FIRST_WORD.get(first.group().lower(), ())):
        return True
    if len(bare) <= _LONGEST_INVITATION and bare.lower().startswith(_OTHER_LANGUAGES):
        return True
    if any(word in lower for word in _WITHIN_WORDS) and _WITHIN.search(sentence):
        return True
    if bare[:1] == "©" or (sentence[-1] not in ".!?" and _ADDRESS.match(bare)):
        return True
    if len(bare) <= _LONGEST_STAMP and _STAMP.match(bare):
        return True
    return _CREDIT.search(sentence, max(0, len(sentence) - 60)) is not None
