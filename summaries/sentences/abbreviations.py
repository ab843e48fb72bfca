"""Abbreviations after which a sentence goes on, by language: what sentencex 1.0 doesn't know or weigh.

They stand in data/abbreviations.txt, a language to a line, in lower case and without the last full stop: only
such as are hardly ever the last word of a sentence.
"""

from __future__ import annotations

from typing import Final

from summaries.words.wordlists import listed

_LISTS: Final = {key: frozenset(entries.split()) for key, entries in listed("abbreviations")}
# In any language, where a figure follows: "No. 10", "kl. 8", "S. 14".
BEFORE_FIGURES: Final = _LISTS.pop("figures")
ABBREVIATIONS: Final[dict[str, frozenset[str]]] = _LISTS
# A numeral with a full stop is an ordinal in these: "der 2. Weltkrieg".
ORDINAL_LANGUAGES: Final = frozenset(
    {
        *("bg", "cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv"),
        *("nb", "nn", "no", "pl", "sk", "sl", "sr", "sv", "tr"),
    }
)
