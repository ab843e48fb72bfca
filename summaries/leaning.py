"""Does a sentence stand alone, or lean on the one before it? Rules of English; others are taken to stand."""

from __future__ import annotations

import re
from typing import Final

from summaries.tokens import base_language

_PRONOUN: Final = r"(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those)"
_CONNECTIVE: Final = r"""(?:
    but|and|or|nor|so|yet|still|also|then|thus|hence|therefore|however|instead|meanwhile|moreover|furthermore
  | besides|nevertheless|nonetheless|otherwise|similarly|likewise|consequently|accordingly|indeed|regardless
  | finally|additionally|conversely|rather|afterwards?|subsequently|eventually|ultimately|elsewhere|separately
  | overall|earlier|later|soon|historically|previously|again|now|too|perhaps|maybe|yes|no|well
  | in\ (?:response|addition|turn|fact|contrast|return|reply|other\ words|the\ meantime|that\ case|particular)
  | in\ (?:this|that|these|those|his|her|its|their)\b.{0,30}
  | as\ (?:a\ result|well|such|a\ consequence)|by\ (?:contrast|then|comparison)
  | for\ (?:example|instance|this|that|his|her|now|one\ thing)|on\ the\ (?:other\ hand|contrary)
  | at\ (?:the\ same\ time|that|this|first)\b|since\ then|after\ (?:that|this|which)|before\ (?:that|this)
  | (?:despite|because\ of|due\ to|given|following|amid|with|under|like|unlike|to|among)\ (?:all\ )?
    (?:this|that|these|those|him|her|it|them)
  | even\ (?:so|then|though)|that\ (?:said|is\ why)|more\ (?:recently|importantly)|of\ course|to\ be\ sure
  | not\ (?:only|surprisingly)|shortly\ (?:after|before)wards?
  | the\ (?:same|following|next)\ (?:day|week|month|year|morning|evening)
)"""
_SUBORDINATE: Final = r"""(?:although|though|while|when|whenever|after|before|because|since|if|unless|once|as
  |until|where|whether|by)"""
_OTHERS: Final = (
    r"(?:another|others?|such|both|neither|either|some\ of|one\ of\ them|many\ of|most\ of|all\ of)"
)
_SPEAKS: Final = (
    "(?:said|says|added|adds|told|wrote|tweeted|asked|explained|continued|noted|argued|recalled|warned|insisted"
    "|concluded|stated)"
)
# "The move is..." is known from before; "The move by Russia..." says which
_KNOWN: Final = r"""(?:
    move|decision|announcement|incident|pair|duo|trio|two|three|latter|former|same|statement
  | development|news|measures?|ministry|department|agency|group|suspect|victims?|man|woman|men
  | women|couple|boy|girl|ruling|plan|deal|company|firm|report|study|case|attack|proposal|agreement
  | letter|document|video|money|figures?|results?|changes?|comments?|remarks|claims?|allegations?
  | charges?|talks|meeting|visit|bill|law|ban|policy|order|vote|poll|survey|interview|pact|trip
  | officials?|officers?|spokes(?:man|woman|person)|paper|newspaper|lawsuit|suit|trial|judge|court
  | issue|problem|idea|situation|actions?|effort|shooting|blast|explosion|crash|accident|event
  | process|system|state|village|island|town|province|region
)"""
_LEANS: Final = re.compile(
    rf"""^[(\[\u2013\u2014-]*\s*(?:
        {_CONNECTIVE}\b
      | {_PRONOUN}\b
      | {_SUBORDINATE}\ {_PRONOUN}\b
      | {_OTHERS}\b(?!\ (?:the|houses|chambers)\b)
      | the\ (?:\w+\ )?{_KNOWN}\b
        (?!['\u2019]s|\ (?:of|in|at|on|by|that|which|who|from|between|against|for)\b)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_EARLY: Final = re.compile(
    r"^(?:\S+\s+){1,4}(?:also|too|then|therefore|however|since|nevertheless|meanwhile)\b(?! the\b)",
    re.IGNORECASE,
)
_HE_SAID: Final = re.compile(
    rf"[,?!][\"\u201d\u2019']\s*(?:(?:he|she|they|it)\s+{_SPEAKS}|{_SPEAKS}\s+(?:he|she|they))\b",
    re.IGNORECASE,
)
_ONLY_QUOTED: Final = re.compile(r"^[\"\u201c][^\"\u201d]*[\"\u201d]?$")
_SPEAKS_OF_SELF: Final = re.compile(r"^(?:I|We|You)(?:['\u2019]\w+)?\b|^(?:My|Our|Your)\b")


def leans(sentence: str, language: str = "en") -> bool:
    """Whether a sentence needs the one before it to be understood.

    It opens with a pronoun, a connective or a noun known from before ("The move is..."), is a quotation
    without its speaker, or names its speaker by a pronoun.
    """
    if base_language(language) != "en":
        return False
    return any(rule.search(sentence) for rule in (_LEANS, _EARLY, _HE_SAID, _ONLY_QUOTED, _SPEAKS_OF_SELF))
