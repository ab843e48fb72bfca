"""Which publishers' names are of one newsroom: its feeds write it in several ways."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from summaries.model import Article

UNNAMED: Final = "an unnamed publisher"
"""What stands for a name that is empty."""

_LONGEST: Final = 200  # characters of a name that are looked at
_BRACKETS: Final = re.compile(r"\([^)]*\)|\[[^]]*\]")
_APART: Final = re.compile(r"\s+[-\u2013\u2014|\u00bb:]\s+|\s*[|\u00bb]\s*|:\s+")
_DRESS: Final = frozenset(("the", "online", "digital", "web"))
_DESKS_OF_A_NEWSROOM: Final = """
news world international global home uk us usa politics opinion opinions editorial editorials comment business
money economy sport sports tech technology science health culture entertainment top stories latest headlines
breaking all rss feed edition europe africa asia americas middle east and & the
"""
_DESKS: Final = frozenset(_DESKS_OF_A_NEWSROOM.split())


@lru_cache(maxsize=10_000)
def newsroom(publisher: str) -> str:
    """A publisher's name as it is compared, lower case.

    "The Post", "Post Online", "post.com", "Post (Web)", "Post - World" and "World news | The Post" are one.
    """
    whole = " ".join(_named(publisher).casefold().split())
    name = _BRACKETS.sub(" ", whole)
    parts = [part for part in _APART.split(name) if set(part.split()) - _DESKS]
    named = [word.removesuffix(".com") for word in (parts or [name])[0].split() if word not in _DRESS]
    return " ".join(named) or whole


def newsrooms(articles: Iterable[Article]) -> tuple[str, ...]:
    """The distinct newsrooms, each by the name that came first; UNNAMED for those without."""
    found: dict[str, str] = {}
    for article in articles:
        found.setdefault(newsroom(article.publisher), _named(article.publisher))
    return tuple(found.values())


def _named(publisher: str) -> str:
    return publisher[:_LONGEST].strip() or UNNAMED
