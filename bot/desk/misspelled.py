"""Words that stand nowhere in the store, taken for the nearest that does; the answer says so."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.store import search
from summaries import variants
from summaries.spelling import nearest_stems, nearest_word, steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from summaries import Topic

_WRITTEN = re.compile(r"[^\W\d_]+")
# Of a question with more unknown words than these the first are looked at.
MOST = 3


def mended(db: Connection, topic: Topic, counts: Sequence[int]) -> tuple[Topic, tuple[tuple[str, str], ...]]:
    """The topic with unknown words replaced, and (asked, searched instead) for each. Quoted words stay."""
    quoted = {word for phrase in topic.phrases for word in phrase.split()}
    unknown = [
        term
        for term, count in zip(topic.terms, counts, strict=False)
        if not count and term not in quoted and steps(term)
    ]
    instead = {term: word for term in unknown[:MOST] if (word := _nearest(db, term))}
    if not instead:
        return topic, ()
    terms = tuple(dict.fromkeys(instead.get(term, term).lower() for term in topic.terms))
    names = frozenset(instead[term].lower() if term in instead else term for term in topic.names)
    return replace(topic, terms=terms, names=names), tuple(instead.items())


def _nearest(db: Connection, term: str) -> str:
    """The nearest word as an article writes it; empty where there is none."""
    for one in nearest_stems(term, search.known(db, term)):
        for hit in search.holding(db, one):
            word = nearest_word(term, _WRITTEN.findall(hit))
            if word and any(search.frequencies(db, [variants(word.lower())])):
                return word
    return ""
