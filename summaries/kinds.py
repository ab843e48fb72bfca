"""What kind of piece an article is, by its headline, section, address and first words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from summaries.model import Article

NEWS: Final = "news"
KINDS: Final = (NEWS, "opinion", "live", "quiz", "shopping", "horoscope", "video")


def _rule(pattern: str) -> re.Pattern[str]:
    """A pattern over several lines: their ends and indents don't count, blanks within them do."""
    return re.compile("".join(line.strip() for line in pattern.splitlines()), re.IGNORECASE)


_SECTION: Final = {
    "opinion": _rule(
        r"""^(?:opinions?|op-?ed|editorials?|comment(?:ary|isfree| is free)?|columns?|columnists?|letters
        |views?|perspectives?)$"""
    ),
    "live": _rule(r"^(?:live|live ?blogs?)$"),
    "quiz": _rule(r"^(?:quiz(?:zes)?|puzzles?|crosswords?|games?)$"),
    "shopping": _rule(r"^(?:shopping|deals|reviewed|buying guides?|underscored|select|wirecutter)$"),
    "horoscope": _rule(r"^(?:horoscopes?|astrology)$"),
    "video": _rule(r"^(?:videos?|watch|galler(?:y|ies)|in pictures)$"),
}
_TITLE: Final = {
    "opinion": _rule(
        r"""^(?:opinion|op-?ed|editorial|comment|column|letters?(?: to the editor)?|guest (?:essay|column)
        |the (?:guardian|times|post) view)\s*[:|\u2013\u2014-]|^letters? to the editor\b|^why I\b
        |[|\u2013\u2014]\s*(?:opinion|editorial|letters?|comment)\b|\(opinion\)\s*$
        |^(?:readers'? )?letters: """
    ),
    "live": _rule(
        r"""^(?:live(?: ?blog| ?updates?| ?coverage| news)?\s*[:|\u2013\u2014-]|as it happened\b)
        |[:|,\u2013\u2014-]\s*(?:live(?: updates?| ?blog| coverage| news)?|as it happened|latest updates?)\s*$
        |\blive ?blog\b|\b(?:live updates|latest live|as it happened)\b|^watch live\b|^follow live\b"""
    ),
    "quiz": _rule(
        r"""\b(?:news|weekly|pub|picture|photo|trivia|history|geography) quiz\b|^quiz\b|\bquiz\s*[:?]
        |\bquiz of the (?:week|day)\b|^(?:test your|take our|can you (?:guess|name|solve|pass))\b
        |\bcrossword\b|\bwordle\b.*\b(?:hints?|answers?|today)\b|\bsudoku\b
        |^how (?:well|much) do you (?:know|remember)\b"""
    ),
    "shopping": _rule(
        r"""\b(?:black friday|cyber monday|prime day)\b.*\b(?:deals?|sales?|offers?|discounts?)\b
        |\bbest\b.*\b(?:deals?|discounts|coupons?|promo codes?)\b|\b(?:promo|discount|voucher|coupon) codes?\b
        |^(?:the )?(?:\d+ )?best\b.{2,50}\b(?:to buy|you can buy|for 20\d\d|of 20\d\d|on amazon|under
        [$£€]\d+)\b |\b\d+% off\b|^shop\b|\bgift guide\b"""
    ),
    "horoscope": _rule(
        r"\bhoroscopes?\b|\bstar signs?\b|\bzodiac\b.*\b(?:today|week|forecast|predictions?)\b"
    ),
    "video": _rule(
        r"""^(?:video|watch|in pictures|in photos|photos|gallery|podcast|listen|photos? of the (?:day|week))
        \s*[:|\u2013\u2014-]|[\[(](?:video|watch|photos|gallery|podcast)[\])]\s*$
        |[|\u2013\u2014-]\s*(?:video|in pictures|podcast)\s*$|\b(?:the )?week in (?:pictures|photos)\b"""
    ),
}
_PATH: Final = {
    "opinion": _rule(
        r"/(?:opinions?|commentisfree|op-?ed|editorials?|columnists?|letters|blogs/opinion)(?:/|$)"
    ),
    "live": _rule(r"/(?:live|live-?blogs?|live-?news|live-?updates?)(?:/|$)|-live-(?:updates?|blog)"),
    "quiz": _rule(r"/(?:quiz(?:zes)?|crosswords?|puzzles?)(?:/|$)"),
    "shopping": _rule(r"/(?:shopping|deals|coupons?|underscored|wirecutter|reviewed)(?:/|$)"),
    "horoscope": _rule(r"/(?:horoscopes?|astrology)(?:/|$)"),
    "video": _rule(r"/(?:videos?|av|gallery|in-pictures|podcasts?|picture)(?:/|$)"),
}
_LEDE: Final = {
    "live": _rule(
        r"""^(?:follow (?:our|the) live|this (?:live ?blog|live page) (?:is|has)|welcome to (?:our|the) live
        |follow (?:along|live)|live updates)"""
    ),
    "quiz": _rule(r"^(?:test your knowledge|how well (?:do you know|have you been)|take (?:our|the) quiz)"),
    "shopping": _rule(
        r"^.{0,200}\b(?:we may (?:earn|receive) (?:a |an )?(?:affiliate )?commission|affiliate links?)\b"
    ),
    "video": _rule(r"^(?:watch|see) the (?:video|moment|footage)\b.{0,80}$"),
}


def kind_of(article: Article) -> str:
    """One of KINDS: "news" unless the headline, the section, the address or the first words say otherwise."""
    path = re.sub(r"^https?://[^/]*", "", article.url)
    for text, rules in (
        (article.title.strip(), _TITLE),
        (article.section.strip(), _SECTION),
        (path, _PATH),
        (article.text[:300].strip(), _LEDE),
    ):
        for kind, rule in rules.items():
            if rule.search(text):
                return kind
    return NEWS
