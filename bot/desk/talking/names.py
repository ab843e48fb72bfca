"""Which publishers are meant by the names that people use for them: "BBC", "the Guardian", "AP". Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from summaries.newsrooms import newsroom
from summaries.tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection

_LISTED: Final = re.compile(r"\s*(?:,|&|\+|/|\b(?:and|or|nor|y|et|und|oder|ou|o)\b)\s*")
_ARTICLE: Final = re.compile(r"^(?:the|la|le|les|el|los|die|der|das|den)\s+(?=\w)")
_DRESS: Final = frozenset({
    *("news", "english", "online", "world", "international", "live", "network", "agency", "service"),
    *("newspaper", "tv", "radio", "uk", "us", "usa"),
})  # fmt: skip
_MOST: Final = 8
_FEWEST, _MOST_INITIALS = 2, 5
# Newsrooms that people may name though the store reads none of them: that is said, instead of searched for.
_FAMOUS: Final = frozenset({
    *("abc", "afp", "al jazeera", "ansa", "ap", "associated press", "axios", "bbc", "bild", "bloomberg"),
    *("cbs", "cnbc", "cnn", "daily mail", "deutsche welle", "dpa", "dw", "economist", "efe", "el pais"),
    *("financial times", "forbes", "fox", "france 24", "ft", "guardian", "huffpost", "interfax", "kyodo"),
    *("le figaro", "le monde", "los angeles times", "msnbc", "nbc", "new york times", "newsweek", "nhk"),
    *("cbc", "euronews", "npr", "nyt", "politico", "propublica", "reuters", "rt", "sky", "spiegel", "tass"),
    *("telegraph", "usa today", "wall street journal", "washington post", "wsj", "xinhua", "zeit"),
})  # fmt: skip


def several(words: str) -> tuple[str, ...]:
    """The names in a list: "reuters, the bbc and afp"; empty where it is no list of names."""
    found = [_ARTICLE.sub("", part) for part in _LISTED.split(words.strip()) if part]
    return tuple(found) if len(found) <= _MOST else ()


def meant(name: str, known: Collection[str]) -> tuple[str, ...]:
    """The known publishers that may be called so, as they write themselves."""
    asked = _tokens(name)
    return tuple(one for one in known if asked and _same(asked, _tokens(one)))


def famous(name: str) -> bool:
    """Whether that certainly is a newsroom, whoever reads it."""
    tokens = _tokens(name)
    return " ".join(tokens) in _FAMOUS or " ".join(_bare(tokens)) in _FAMOUS


def _tokens(name: str) -> tuple[str, ...]:
    words = fold(newsroom(name.replace("\u2019", "'"))).replace("'s", "").replace(".", " ").split()
    return tuple(word for word in words if word != "the")


def _bare(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Without what only dresses a name, but for its first word: "BBC World News" is "BBC"."""
    kept = len(tokens)
    while kept > 1 and tokens[kept - 1] in _DRESS:
        kept -= 1
    return tokens[:kept]


def _same(asked: tuple[str, ...], known: tuple[str, ...]) -> bool:
    if _bare(asked) == _bare(known):
        return True
    return _initials(known) == "".join(asked) or (len(known) == 1 and _initials(asked) == known[0])


def _initials(tokens: tuple[str, ...]) -> str:
    """The first letters of a name of several words; a mark that is no name's where there are too few."""
    if not _FEWEST <= len(tokens) <= _MOST_INITIALS:
        return "-"
    return "".join(token[0] for token in tokens)
