"""How common words are in news at large: document frequencies of stems, shipped with the package.

The table of English is made by `benchmarks/background.py` from 6,000 articles of 2012-2018. Other languages
have none: there a collection's own frequencies must do.
"""

from __future__ import annotations

import gzip
import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from summaries.tokens import base_language

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """`counts` maps a stem to how many of the `articles` hold it; rare stems are not listed."""

    articles: int
    counts: Mapping[str, int]

    def idf(self, stem: str) -> float:
        """The inverse document frequency, natural logarithm; highest for stems that are not listed."""
        return math.log((self.articles + 1) / (self.counts.get(stem, 0) + 0.5))


_NONE = Background(articles=0, counts={})


@lru_cache(maxsize=8)
def background(language: str) -> Background:
    """The table of a language; one without articles where we have none."""
    resource = files("summaries") / "data" / f"background.{base_language(language)}.txt.gz"
    return read(gzip.decompress(resource.read_bytes()).decode()) if resource.is_file() else _NONE


def read(table: str) -> Background:
    """Read a table: the number of articles on the first line, then a stem and its count on each."""
    first, *rest = table.splitlines()
    pairs = (line.rsplit(" ", 1) for line in rest)
    return Background(articles=int(first), counts={stem: int(count) for stem, count in pairs})
