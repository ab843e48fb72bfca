"""What holds for the summary of any article: any text, language, budget and method."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summaries_made import NEWS, TEXTS, articles
from summaries_samples import article

from summaries import METHODS, Article, shown_spans, summarize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from summaries import Sentence

SUMY = [method for method in METHODS if method != "dateline"]
BUDGETS = st.one_of(st.none(), st.integers(1, 6))
WORDS = st.one_of(st.none(), st.integers(1, 60))
CHARACTERS = st.integers(1, 600)
HERE = Path(__file__).parent
TOLD_TWICE = """
import sys
from summaries import METHODS, brief, summarize
from summaries_samples import QUAKE, RECOGNITION, STRIKE
for method in METHODS:
    print([summarize(one, sentences=2, method=method) for one in (RECOGNITION, *QUAKE)])
    print(brief([*QUAKE, *STRIKE], sentences=4, method=method))
"""


def check(one: Article, found: Sequence[Sentence], most: int | None, words: int | None) -> None:
    """Verbatim, whole sentences of the article, in reading order, once each, within the budget."""
    assert all(one.text[s.start : s.end] == s.text and s.article_id == one.id for s in found)
    assert {(s.start, s.end) for s in found} <= {(span.start, span.end) for span in shown_spans(one)}
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len(found) <= (3 if most is None and words is None else most or len(found))
    assert words is None or sum(len(s.text.split()) for s in found) <= words or len(found) == 1


@given(articles(), BUDGETS, WORDS)
def test_a_summary_is_whole_sentences_in_order_within_its_budget(
    one: Article, most: int | None, words: int | None
) -> None:
    """Whatever the text, title and language tag; there is a sentence wherever the article shows one."""
    found = summarize(one, sentences=most, words=words).sentences
    check(one, found, most, words)
    assert bool(found) == bool(shown_spans(one))


@given(articles(), CHARACTERS, BUDGETS)
def test_a_budget_of_characters_is_kept_whatever_the_script(
    one: Article, characters: int, most: int | None
) -> None:
    """The sentences and one character for each gap between them; a lone sentence may be longer."""
    found = summarize(one, characters=characters, sentences=most).sentences
    check(one, found, most or len(found), None)
    assert len(" ".join(s.text for s in found)) <= characters or len(found) == 1
    assert bool(found) == bool(shown_spans(one))


@given(articles(), st.integers(1, 4))
def test_every_chosen_sentence_says_why(one: Article, most: int) -> None:
    """Reasons stand beside each sentence, in the sentences' order; they are finite numbers."""
    found = summarize(one, sentences=most)
    assert len(found.why) == len(found.sentences)
    assert all(isfinite(reason.share) for reasons in found.why for reason in reasons)


@pytest.mark.parametrize("method", SUMY)
@given(TEXTS, st.sampled_from(["en", "fr", "ar", "hi", "zh"]), BUDGETS, WORDS)
@settings(max_examples=15)
def test_other_methods_keep_the_same_promises(
    method: str, text: str, language: str, most: int | None, words: int | None
) -> None:
    """sumy's methods too are verbatim, in order and within the budget."""
    one = article(1, text=text, language=language)
    found = summarize(one, sentences=most, words=words, method=method).sentences
    check(one, found, most, words)
    assert bool(found) == bool(shown_spans(one))


@pytest.mark.exhaustive
@given(articles())
def test_a_budget_that_no_sentence_fits_gives_the_shortest(one: Article) -> None:
    """One word is less than most sentences have: the one that comes is no longer than any other."""
    spans = shown_spans(one)
    sizes = [len(one.text[span.start : span.end].split()) for span in spans]
    found = summarize(one, words=1).sentences
    assert [len(s.text.split()) for s in found] == sorted(sizes)[: len(found)]


@pytest.mark.exhaustive
@given(articles(), st.integers(1, 4))
def test_a_summary_is_of_the_text_and_not_of_its_id_or_address(one: Article, most: int) -> None:
    """Another id, address and publisher: the same spans. Said twice, or with stored spans: the same."""
    found = summarize(one, sentences=most)
    assert found == summarize(one, sentences=most) == summarize(one, sentences=most, spans=shown_spans(one))
    other = summarize(replace(one, id="zz", url="https://else.example/", publisher="Other"), sentences=most)
    assert [(s.start, s.end) for s in other.sentences] == [(s.start, s.end) for s in found.sentences]


@pytest.mark.exhaustive
@pytest.mark.parametrize("method", METHODS)
@given(NEWS, st.integers(1, 6))
@settings(max_examples=25)
def test_a_summary_of_a_summary_is_itself(method: str, told: list[str], most: int) -> None:
    """An article that consists of a summary's sentences is summarised, by the same budget, as they are."""
    once = [
        s.text for s in summarize(article(1, text="\n".join(told)), sentences=most, method=method).sentences
    ]
    words = sum(len(text.split()) for text in once)
    assert len(once) == min(most, len(told))
    again = article(2, text="\n".join(once))
    for budget in ({"sentences": most}, {"words": words}, {"sentences": most, "words": words}):
        assert [s.text for s in summarize(again, method=method, **budget).sentences] == once


@pytest.mark.exhaustive
def test_neither_a_new_process_nor_its_hash_seed_changes_a_byte() -> None:
    """Summaries and briefs by every method print the same under three seeds of Python's hash."""

    def told(seed: str) -> str:
        paths = os.pathsep.join([str(HERE), str(HERE.parents[1]), os.environ.get("PYTHONPATH", "")])
        environ = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        line = [sys.executable, "-c", TOLD_TWICE]
        return subprocess.run(line, env=environ, capture_output=True, text=True, check=True).stdout

    first = told("0")
    assert first.count("Sentence(") > 20
    assert told("1") == first
    assert told("4242") == first
