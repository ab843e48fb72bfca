"""Whether a piece rests on hearsay alone: nobody with a name or an office says it.

Precision comes first: a rumour is kept out of a digest, so a report must not be taken for one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from summaries.model import Article

_TITLE: Final = 300  # characters of a headline that are looked at
_NEAR: Final = 400  # characters of the text that answer a headline which is hearsay itself
_FAR: Final = 1200  # and one that isn't

# Who says it without being anybody. "Sources" only where a clause begins: not "water sources".
_NOBODY: Final = (
    r"(?:(?:^|[,.;:\n\u2013\u2014-] ?)(?:unnamed |anonymous |multiple |several |two |three )?sources?"
    r"|\b(?:insiders?|tipsters?|leakers?|people (?:close to|familiar with|briefed on)"
    r"|persons? familiar with))"
)

# One of these stands in whatever is hearsay: what lacks them all needs no closer look.
_TELLING: Final = (
    *("report", "rumo", "rumeur", "gerücht", "angeblich", "unconfirmed", "verified", "source", "insider"),
    *("leak", "tipped", "tipster", "understood", "said to", "believed to", "familiar with", "people"),
)

# What nobody says: "according to ...".
_TALK: Final = r"(?:\w+ )?(?:rumou?rs?|unconfirmed|unverified|insiders?|sources?|a leaker|people|reports?)\b"

# What makes hearsay of a headline.
_HEARSAY: Final = (
    r"\breportedly\b",
    r"\brumou?red\b",
    r"\brumou?rs? (?:has|have) it\b",
    r"^(?:\w+ )?rumou?rs? ?[:|-]",  # a label: "Transfer rumours: ..."
    rf"\baccording to {_TALK}",
    r"\bunconfirmed(?::| (?:reports?|sightings?|claims?|rumou?rs?)\b)",
    r"\bunverified (?:reports?|posts?|claims?)\b",
    r"\b(?:is|are|was|were) (?:widely )?(?:said|believed|understood|tipped) to\b",
    r"^\S+(?: \S+){0,4} (?:said|tipped|believed) to \w+",  # headlines leave out the verb: "Firm said to ..."
    r"\bit is understood that\b",
    r"\bcould not be (?:independently )?verified\b",
    rf"{_NOBODY}\b[^.,]{{0,40}}? (?:say|says|said|claims?|claimed|suggest)\b",
    r"[\u2013\u2014:-] ?sources?$",
    r", reports? (?:say|claim|suggest)\b",
    r"\bse rumorea\b|\bsegún (?:los )?rumores\b|\brumores sobre\b",
    r"\bselon (?:des|les) rumeurs\b|\bla rumeur\b|\brumeurs? (?:sur|de)\b",
    r"\bgerüchte(?:n)? (?:um|über|zufolge)\b|\bangeblich\b",
    r"\bsegundo rumores\b|\brumores (?:de|sobre)\b",
)

# What makes hearsay of the first words: one of these, or two different signs of hearsay.
_OUTRIGHT: Final = (
    r"\b(?:is|are|was|were|be|been) (?:widely |strongly )?rumou?red\b",
    r"\baccording to (?:\w+ )?(?:rumou?rs?|unconfirmed|unverified|insiders?|a leaker)\b",
    r"\bunverified (?:reports?|posts?|claims?)\b",
    r"\binsiders? claim\b",
    r"\bcould not be (?:independently )?verified\b",
)

# A headline on what rumours did, or on who denies them.
_ABOUT: Final = (
    r"\b(?:den(?:y|ies|ied)|dismiss\w*|quash\w*|reject\w*|spread\w*)\b.*\b(?:rumou?r|reports?\b)",
    r"\b(?:amid|after|despite|ends?)\b.*\b(?:rumou?r|reports?\b)",
    r"\b(?:false|fake) rumou?rs?\b",
    r"\brumou?rs? of\b",
    r"\bdesmiente\b|\bdément\b|\bdementiert\b|\bdesmente\b",
)

# Sayings of nobody, which count for nothing.
_EMPTY: Final = (
    rf"{_NOBODY}\b[^.]{{0,60}}? (?:said|say|says|told|claims?|claimed)\b",
    r"\bsaid to\b",
    r"\b(?:people|persons?) (?:familiar|close|briefed)[^.]{0,40} (?:said|told)\b",
    r"\b(?:posts?|reports?) [^.]{0,30}\b(?:say|says|said)\b",
    r"\b(?:has|have|had) (?:not|yet) [^.]{0,20}(?:said|confirmed|announced|told)\b",
    r"\b(?:not (?:been )?|neither |declined to )(?:confirm(?:ed)?|announced)(?: n?or den(?:y|ied))?\b",
    r"\bno [^.]{0,20}(?:announced|confirmed)\b",
)

# Somebody says it, or it can be seen to have happened: no hearsay then.
_SAID: Final = (
    r"\b(?:says?|said|saying|told|tells|testified|acknowledged|finds?|found)\b",
    r"\b(?:announc(?:e|es|ed|ing)|confirm(?:s|ed)?|den(?:y|ies|ied)|dismiss(?:es|ed)?|reject(?:s|ed))\b",
    r"\b(?:voted|ruled)\b",
    r"\b(?:court|police|prosecutors?|charged|arrest(?:s|ed)?|convicted|sentenced|filings?|documents?)\b",
    r"\b(?:turns? out|turned out|false|fake|hoax|debunk\w*)\b",
    rf"\baccording to (?!{_TALK})",
    r"\b(?:dijo|anunció|confirmó|a annoncé|a confirmé|sagte|erklärte|bestätigte|disse|anunciou|confirmou)\b",
)


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_IS_HEARSAY: Final = _any(_HEARSAY)
_IS_OUTRIGHT: Final = _any(_OUTRIGHT)
_IS_ABOUT: Final = _any(_ABOUT)
_IS_EMPTY: Final = _any(_EMPTY)
_IS_SAID: Final = _any(_SAID)


def rumour(article: Article) -> bool:
    """True where the headline or the first words are hearsay and nobody stands behind them."""
    title = article.title[:_TITLE].strip().casefold()
    lede = article.text[:_NEAR].casefold()
    if not any(word in title or word in lede for word in _TELLING) or _IS_ABOUT.search(title):
        return False
    if _IS_HEARSAY.search(title):
        return not _stands_behind(f"{title}\n{lede}")
    if _IS_OUTRIGHT.search(lede) or len(set(_IS_HEARSAY.findall(lede))) > 1:
        return not _stands_behind(f"{title}\n{article.text[:_FAR].casefold()}")
    return False


def _stands_behind(told: str) -> bool:
    """True where somebody says so, besides nobodies."""
    return bool(_IS_SAID.search(_IS_EMPTY.sub(" ", told)))
