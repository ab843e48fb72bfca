"""A stored article's sentences are cut out of their JSON when they are looked at, and are what they were."""

from __future__ import annotations

import pytest

from bot.store.spans import Spans
from summaries import Span

CUT = (Span(0, 12, 0), Span(13, 40, 0), Span(41, 60, 1))
WRITTEN = "[[0,12,0],[13,40,0],[41,60,1]]"


def test_they_are_the_spans_that_were_written() -> None:
    """By number, by slice, one after the other, and as a whole from either side."""
    spans = Spans(WRITTEN)
    assert (spans[1], spans[:2], len(spans)) == (CUT[1], CUT[:2], 3)
    assert list(spans) == list(CUT)
    assert spans == CUT
    assert CUT == spans  # noqa: SIM300 - a tuple asks the other side
    assert spans == Spans(WRITTEN)
    assert spans != Spans("[]")
    assert (hash(spans), repr(spans)) == (hash(CUT), repr(CUT))


def test_nothing_is_cut_before_somebody_looks() -> None:
    """What is no JSON at all shows only then."""
    spans = Spans("none")
    with pytest.raises(ValueError, match="Expecting value"):
        len(spans)
