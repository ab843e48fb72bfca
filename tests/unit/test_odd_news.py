"""News as nobody should write it: it is read all the same, and soon."""

from __future__ import annotations

from datetime import UTC
from time import process_time
from typing import TYPE_CHECKING

import pytest
from summaries_samples import NOON, article

from summaries import parse, place_of

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 1.0  # seconds of CPU: a hundred times what each of these takes, a tenth of what quadratic time would


def soon(asked: Callable[[], object]) -> bool:
    start = process_time()
    asked()
    return process_time() - start < MOST


@pytest.mark.parametrize("language", ["ar", "he", "hi", "en"])
def test_marks_without_a_letter_are_no_place(language: str) -> None:
    """An accent that stands alone is a word of nothing, in languages that join words too."""
    assert place_of([article(1, "x \u0301 y", "\u0301\u0302", language=language)]) is None


def test_a_question_of_quotation_marks_is_read_soon() -> None:
    """Each of them might open a quotation that never ends."""
    assert soon(lambda: parse("«" * 40_000, NOON, UTC))
