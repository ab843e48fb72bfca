"""How common words are in news at large, and how often those articles' headlines hold them.

The table of English is made by `benchmarks/background.py` from 6,000 articles of 2012-2018. Other languages
have none: there a collection's own frequencies must do.
"""

from __future__ import annotations

import gzip
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from summaries.tokens import base_language

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """`counts` maps a stem to how many of the `articles` hold it; rare stems are not listed.

    `titles` maps it to how many of these hold it in their headline, too.
    """

    articles: int
    counts: Mapping[str, int]
    titles: Mapping[str, int]

    def idf(self, stem: str) -> float:
        """The inverse document frequency, natural logarithm; highest for stems that are not listed."""
        return math.log((self.articles + 1) / (self.counts.get(stem, 0) + 0.5))

    def headlined(self, stem: str) -> float:
        """The log of how much likelier than others a stem of an article is to stand in its headline."""
        held, total = self.titles.get(stem, 0), self.counts.get(stem, 0)
        return math.log((held + _SMOOTHED * _IN_TITLE) / (total + _SMOOTHED) / _IN_TITLE)


_IN_TITLE: Final = 0.025  # of an article's distinct stems, the share that its headline holds
_SMOOTHED: Final = 5.0  # articles: as if each stem had been seen in so many more, with that share
_NONE: Final = Background(articles=0, counts={}, titles={})


@lru_cache(maxsize=8)
def background(language: str) -> Background:
    """The table of a language; one without articles where we have none."""
    resource = files("summaries") / "data" / f"background.{base_language(language)}.txt.gz"
    return read(gzip.decompress(resource.read_bytes()).decode()) if resource.is_file() else _NONE


def read(table: str) -> Background:
    """Read a table: the number of articles on the first line, then a stem and its two counts on each."""
    first, *rest = table.splitlines()
    split = [line.split(" ") for line in rest]
    return Background(
        articles=int(first),
        counts={stem: int(count) for stem, count, _ in split},
        titles={stem: int(held) for stem, _, held in split if held != "0"},
    )
