"""Stop words, by two-letter language code: words too common to tell one text from another.

They stand in data/stopwords.txt, a language to a line. English is the full list; the others hold the
commonest function words, enough to keep them out of the ranking.
"""

from __future__ import annotations

from typing import Final

from summaries.words.wordlists import listed


def _read(words: str) -> frozenset[str]:
    """The words, and those with an apostrophe in its typographic form too."""
    found = words.split()
    return frozenset(found) | frozenset(word.replace("'", "\u2019") for word in found)


STOP_WORDS: Final[dict[str, frozenset[str]]] = {code: _read(words) for code, words in listed("stopwords")}
