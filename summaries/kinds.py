"""What kind of piece an article is, by its headline, section, address and first words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from summaries.model import Article

NEWS: Final = "news"
KINDS: Final = (NEWS, "opinion", "live", "quiz", "shopping", "horoscope", "video")

_I: Final = re.IGNORECASE
_SECTION: Final = {
    "opinion": re.compile(
        r"^(?:opinions?|op-?ed|editorials?|comment(?:ary|isfree| is free)?|columns?|columnists?|letters|views?|perspectives?)$", _I
    ),
    "live": re.compile(r"^(?:live|live ?blogs?)$", _I),
    "quiz": re.compile(r"^(?:quiz(?:zes)?|puzzles?|crosswords?|games?)$", _I),
    "shopping": re.compile(r"^(?:shopping|deals|reviewed|buying guides?|underscored|select|wirecutter)$", _I),
    "horoscope": re.compile(r"^(?:horoscopes?|astrology)$", _I),
    "video": re.compile(r"^(?:videos?|watch|galler(?:y|ies)|in pictures)$", _I),
}
_TITLE: Final = {
    "opinion": re.compile(
        r"^(?:opinion|op-?ed|editorial|comment|column|analysis and opinion|letters?(?: to the editor)?|the (?:guardian|times|post) view"
        r"|guest (?:essay|column))\s*[:|–—-]|^letters? to the editor\b|\|\s*(?:opinion|editorial|letters?|comment)\b|\(opinion\)\s*$|^why I\b"
        r"|^(?:readers'? )?letters: |[|–—-]\s*(?:opinion|editorial)$",
        _I,
    ),
    "live": re.compile(
        r"^(?:live(?: ?blog| ?updates?| ?coverage| news)?\s*[:|–—-]|as it happened\b)|[:|,–—-]\s*(?:live(?: updates?| ?blog| coverage| news)?|as it happened|latest updates?)\s*$"
        r"|\blive ?blog\b|\b(?:live updates|latest live|as it happened)\b|^watch live\b|^follow live\b",
        _I,
    ),
    "quiz": re.compile(
        r"\b(?:news|weekly|pub|picture|photo|trivia|history|geography) quiz\b|^quiz\b|\bquiz\s*[:?]|\bquiz of the (?:week|day)\b|^(?:test your|take our|can you (?:guess|name|solve|pass))\b"
        r"|\bcrossword\b|\bwordle\b.*\b(?:hints?|answers?|today)\b|\bsudoku\b|^how (?:well|much) do you (?:know|remember)\b",
        _I,
    ),
    "shopping": re.compile(
        r"\b(?:black friday|cyber monday|prime day)\b.*\b(?:deals?|sales?|offers?|discounts?)\b|\bbest\b.*\b(?:deals?|discounts|coupons?|promo codes?)\b|\b(?:promo|discount|voucher|coupon) codes?\b"
        r"|^(?:the )?(?:\d+ )?best\b.{2,50}\b(?:to buy|you can buy|for 20\d\d|of 20\d\d|on amazon|under [$£€]\d+)\b|\b\d+% off\b|^shop\b|\bgift guide\b",
        _I,
    ),
    "horoscope": re.compile(r"\bhoroscopes?\b|\bstar signs?\b|\bzodiac\b.*\b(?:today|week|forecast|predictions?)\b", _I),
    "video": re.compile(
        r"^(?:video|watch|in pictures|in photos|photos|gallery|podcast|listen|photos? of the (?:day|week))\s*[:|–—-]|[\[(](?:video|watch|photos|gallery|podcast)[\])]\s*$"
        r"|[|–—-]\s*(?:video|in pictures|podcast)\s*$|\b(?:the )?week in (?:pictures|photos)\b",
        _I,
    ),
}
_PATH: Final = {
    "opinion": re.compile(r"/(?:opinions?|commentisfree|op-?ed|editorials?|columnists?|letters|blogs/opinion)(?:/|$)", _I),
    "live": re.compile(r"/(?:live|live-?blogs?|live-?news|live-?updates?)(?:/|$)|-live-(?:updates?|blog)", _I),
    "quiz": re.compile(r"/(?:quiz(?:zes)?|crosswords?|puzzles?)(?:/|$)", _I),
    "shopping": re.compile(r"/(?:shopping|deals|coupons?|underscored|wirecutter|reviewed)(?:/|$)", _I),
    "horoscope": re.compile(r"/(?:horoscopes?|astrology)(?:/|$)", _I),
    "video": re.compile(r"/(?:videos?|av|gallery|in-pictures|podcasts?|picture)(?:/|$)", _I),
}
_LEDE: Final = {
    "live": re.compile(r"^(?:follow (?:our|the) live|this (?:live ?blog|live page) (?:is|has)|welcome to (?:our|the) live|follow (?:along|live)|live updates)", _I),
    "quiz": re.compile(r"^(?:test your knowledge|how well (?:do you know|have you been)|take (?:our|the) quiz)", _I),
    "shopping": re.compile(r"^.{0,200}\b(?:we may (?:earn|receive) (?:a |an )?(?:affiliate )?commission|affiliate links?)\b", _I),
    "video": re.compile(r"^(?:watch|see) the (?:video|moment|footage)\b.{0,80}$", _I),
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
