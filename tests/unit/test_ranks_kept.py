"""How an article's sentences rank is found once and kept: a brief made with it is the same brief."""

from __future__ import annotations

import hashlib
import json

import pytest
from summaries_samples import QUAKE, RECOGNITION

from bot.store.spans import Spans, written
from summaries import METHODS, RANKED_BY, Ranked, Weights, brief, ranked, shown_spans
from summaries.choosing.ranks import RankedSpans
from summaries.ranking.weights import shipped

STORY = (RECOGNITION, *QUAKE)
PLAIN = {one.id: shown_spans(one) for one in STORY}
# Of RECOGNITION and the quake's articles, to six decimals, by RANKED_BY. Where it is another one, so must be
# that, or what older versions kept is taken for today's.
PINNED = ("1", "1838b7b126f7376e")


def kept() -> dict[str, Spans]:
    """As the store gives them back."""
    return {one.id: Spans(written(ranked(one, PLAIN[one.id]))) for one in STORY}


@pytest.mark.parametrize("method", METHODS)
def test_a_brief_is_the_same_with_them(method: str) -> None:
    """By every method, whatever is asked for."""
    for focus in ((), ("damage",)):
        made = brief(STORY, sentences=4, method=method, focus=focus, spans=PLAIN)
        assert brief(STORY, sentences=4, method=method, focus=focus, spans=kept()) == made


def test_they_are_believed() -> None:
    """Turned around they make another brief; with weights of one's own they count for nothing."""
    turned = {
        one.id: RankedSpans(
            PLAIN[one.id], [rank._replace(own=1.0 - rank.own) for rank in ranked(one, PLAIN[one.id]).ranks]
        )
        for one in STORY
    }
    made = brief(STORY, spans=PLAIN)
    assert brief(STORY, spans=turned).sentences != made.sentences
    own = Weights.read(shipped().text())
    assert brief(STORY, spans=turned, weights=own) == brief(STORY, spans=PLAIN, weights=own)


def test_a_part_of_the_sentences_has_none() -> None:
    """It ranks otherwise than all of them."""
    for spans in (ranked(RECOGNITION, PLAIN[RECOGNITION.id]), kept()[RECOGNITION.id]):
        assert isinstance(spans, Ranked)
        assert len(spans.ranks) == len(spans) > 2
        assert not isinstance(spans[:-1], Ranked)
        assert spans == PLAIN[RECOGNITION.id]


def test_those_of_another_version_say_nothing() -> None:
    """Nor those of a store that kept none; the spans are there all the same."""
    spans = PLAIN[RECOGNITION.id]
    other = written(ranked(RECOGNITION, spans)).replace(f'"by":"{RANKED_BY}"', '"by":"0"')
    for text in (other, written(spans), json.dumps(spans)):
        assert Spans(text) == spans
        assert Spans(text).ranks == ()
    assert written(Spans(written(ranked(RECOGNITION, spans)))) == written(ranked(RECOGNITION, spans))


def test_another_ranking_has_another_name() -> None:
    told = [[(round(own, 6), leans) for own, leans in ranked(one, PLAIN[one.id]).ranks] for one in STORY]
    digest = hashlib.blake2b(json.dumps(told).encode(), digest_size=8).hexdigest()
    assert (RANKED_BY, digest) == PINNED
