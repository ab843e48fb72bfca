"""How English sentences open that lean on the one before: looked up by their first word, then by rules."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from summaries.words.wordlists import listed

_SPEAKS: Final = (
    "(?:said|says|added|adds|told|wrote|tweeted|asked|explained|continued|noted|argued|recalled|warned|insisted"
    "|concluded|stated)"
)
_WORDS: Final = dict(listed("leaning.en"))
_ANY: Final = frozenset(_WORDS["any"].split())
# Words that lean only in some company: a word of _ANY that stands after all, or another that leans.
_STANDS: Final[dict[str, str]] = {
    "this": r"this\ (?:week|month|year|morning|afternoon|evening|summer|winter|spring|autumn|fall|weekend)\b",
    "these": r"these\ days\b",
    "it": r"""it\ ?(?:['\u2019]s|is|was|wasn['\u2019]t|isn['\u2019]t)\ (?:not\ )?(?:until|only|during)\b
        | it\ ?(?:['\u2019]s|has)\ been\ .{3,40}\ since\b
        | it\ ?(?:['\u2019]s|is|was|isn['\u2019]t|remains|is\ still)\ (?:\w+ly\ )?(?:unclear|unknown|hard
        |difficult|easy|clear|unlikely|likely|possible)\ (?:to|that|whether|how|why|who|what|if|when)\b""",
    "so": r"so\ (?:far|many|much|few)\b",
    "now": r"now\ (?:\d|in\ its)|now-",
    "later": r"later\ (?:this|next)\b",
    "that": r"that\ (?-i:[A-Z])",
    "others": r"others\ in\b",
    "other": r"other\ than\b",
    "such": r"such\ as\b",
    "both": r"both\ (?:the\ |houses|chambers|of\ the|(?-i:[A-Z]))|both\b.{1,40}\band\b",
    "neither": r"neither\b.{1,40}\bnor\b",
    "either": r"either\b.{1,40}\bor\b",
    "soon": r"soon\ after\ (?!this|that)\w",
    "again": r"again\ and\b",
    "still": r"still-",
}
_PRONOUN: Final = r"(?:he|she|it|they|him|her|them|his|hers|its|their|theirs|this|that|these|those)"
# "The move is..." is known from before; "The move by Norway..." says which
_KNOWN: Final = rf"(?:{_WORDS['known']})"
_OF: Final = r"""(?:['\u2019]s|\ (?:of|in|at|on|by|that|which|who|from|between|against|for|to|with|over
    |behind)|,\ (?:a|an|the|who|which))\b"""
_FLAGS: Final = re.IGNORECASE | re.VERBOSE
_SUBORDINATE: Final = _WORDS["subordinate"].split()
_LEADING: Final = frozenset(_WORDS["leading"].split())
_TO_WHOM: Final = (
    "despite",
    "due",
    "given",
    "following",
    "amid",
    "with",
    "under",
    "like",
    "unlike",
    "to",
    "among",
)
_LEANS: Final[dict[str, str]] = {
    "the": rf"""the\ (?:(?-i:[a-z])\w*\ )?{_KNOWN}\b(?!{_OF})
        | the\ (?:same|following|next)\ (?:day|week|month|year|morning|evening)\b
        | the\ \d+[ -]year[ -]old\b(?!(?:\ [a-z]+){{0,3}}\ (?-i:[A-Z]))""",
    "in": r"""in\ (?:response|addition|turn|fact|contrast|return|reply|other\ words
        |the\ (?:meantime|end|process)|that\ case|any\ case|particular
        |(?:this|that|these|those|his|her|its|their)\b(?!\ White\ House))\b""",
    "as": r"as\ (?:a\ (?:result|consequence)|well|such|it\ (?:turned|turns|happens))\b",
    "by": r"by\ (?:contrast|then|comparison|that)\b",
    "for": r"for\ (?:example|instance|this|that|his|her|their|its|now|one(?:\ thing)?,)",
    "on": r"on\ (?:the\ (?:other\ hand|contrary)|top\ of\ that|(?:that|those|these|his|her|their)\b)",
    "at": r"at\ (?:the\ (?:same\ )?time|that|this|first|one\ point)\b(?!\ of\b)",
    "since": r"since\ (?:then|that)\b",
    "after": r"after\ (?:that|this|which|his|her|their)\b",
    "before": r"before\ (?:that|this)\b",
    "even": r"even\ (?:so|then|though|as\ he|as\ she)\b",
    "that": r"that\ (?:said|is\ why)\b",
    "more": r"more\ (?:recently|importantly)\b",
    "of": r"of\ (?:course|those|these|them)\b",
    "to": r"to\ (?:be\ sure|that\ end|this\ day|the\ contrary)\b",
    "not": r"not\ (?:surprisingly|everyone\ agrees)\b",
    "shortly": r"shortly\ (?:after|before)wards?\b",
    "some": r"some\ (?:of\ (?:them|those|these|his|her|their|its)\b|have|are|were|said|say)\b",
    "one": r"one\ of\ (?:them|those|these|his|her|their|its)\b|one\ (?:was|is|said)\b",
    "many": r"many\ (?:of\ (?:them|those|these)|have|are|were|said|say)\b",
    "most": r"most\ (?:of\ (?:them|those|these)|have|are|were)\b",
    "all": r"all\ (?:of\ (?:them|this|that|those|these|which)|the\ while|three|four|this|that|these|those)\b",
    "rather": r"rather\b(?!\ than)",
    "no": r"no,|no\ doubt\b",
    "yes": r"yes\b",
    "well": r"well,",
    "too": r"too,",
    "earlier": r"earlier,|earlier\ in\ the\ (?:day|week|month|year)\b",
    "previously": r"previously,",
    "hours": r"hours\ (?:later|earlier)\b",
    "days": r"days\ (?:later|earlier|before)\b,?",
    "weeks": r"weeks\ (?:later|earlier)\b",
    "months": r"months\ (?:later|earlier)\b",
    "years": r"years\ (?:later|earlier)\b",
    "asked": r"asked\ (?:about\ (?:that|this|it|the)|if\ (?:he|she|they|it)|whether\ (?:he|she|they|it))\b",
}
_THE_KNOWN_FIRST: Final = rf"\w+\ the\ (?:\w+\ )?{_KNOWN},"
_CALENDAR: Final = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|(?:Septem|Octo|Novem|Decem)ber|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
)
_THEN_PRONOUN: Final = re.compile(r"[^,\"“]{2,60}, (?:he|she|they|it|his|her|their)\b")
_CAPITAL: Final = re.compile(r"[A-Z]\w*")
_EARLY: Final = re.compile(
    r"""^(?:\S+\s+){1,5}(?:also|too|then|therefore|however|nevertheless|meanwhile)\b(?!\ the\b)
    | ^[^,]{3,60},\ (?:\S+\ ){1,4}also\b
    | ^(?:\S+\s+){1,3}(?:these|those)\b(?!\ (?:who|with|of|in|from|that))
    | ^(?:[A-Z]\S+\ ){1,3}[a-z]+\ (?:him|them)\b
    | ^[^,]{1,40},\ (?:though|too|however|meanwhile|in\ turn),""",
    re.VERBOSE,
)
_HE_SAID: Final = re.compile(
    rf"[,?!][\"\u201d\u2019']\s*(?:(?:he|she|they|it)\s+{_SPEAKS}|{_SPEAKS}\s+(?:he|she|they))\b",
    re.IGNORECASE,
)
_FIRST: Final = re.compile(r"[(\[\u2013\u2014\s-]*([A-Za-z]+)")


def _by_first_word() -> dict[str, str]:
    leans = {word: [rule] for word, rule in _LEANS.items()}
    for word in _SUBORDINATE:
        leans.setdefault(word, []).append(rf"{word}\ (?:if\ |though\ |when\ |as\ )?{_PRONOUN}\b")
    for word in _TO_WHOM:
        rule = rf"{word}\ (?:all\ )?(?:this|that|these|those|him|her|it|them)\b"
        leans.setdefault(word, []).append(rule)
    return {word: "|".join(rules) for word, rules in leans.items()}


_LEANS_BY_WORD: Final = _by_first_word()


@cache
def _compiled(rule: str) -> re.Pattern[str]:
    """Compiled when a sentence first asks for it: all of them at once would double the time to import."""
    return re.compile(rule, _FLAGS)


def leans_in_english(sentence: str) -> bool:
    """Whether a sentence opens on something known from before, or names its speaker by a pronoun."""
    first = _FIRST.match(sentence)
    if first is not None and _opens_on_known(sentence, first.group(1).lower(), first.start(1)):
        return True
    if _EARLY.match(sentence):
        return True
    return _quotes(sentence) and _HE_SAID.search(sentence) is not None


def _quotes(sentence: str) -> bool:
    return '"' in sentence or "\u201d" in sentence or "\u2019" in sentence or "'" in sentence


def _opens_on_known(sentence: str, word: str, at: int) -> bool:
    if word in _ANY:
        stands = _STANDS.get(word)
        return stands is None or _compiled(stands).match(sentence, at) is None
    rule = _LEANS_BY_WORD.get(word)
    if rule is not None and _compiled(rule).match(sentence, at):
        return True
    if word not in _LEADING:
        return False
    return _compiled(_THE_KNOWN_FIRST).match(sentence, at) is not None or _speaks_of_someone(sentence)


def _speaks_of_someone(sentence: str) -> bool:
    """A pronoun after words that name nobody: "On Sunday, he said"."""
    found = _THEN_PRONOUN.match(sentence)
    return found is not None and not _CAPITAL.search(_CALENDAR.sub("", found.group()), 1)
