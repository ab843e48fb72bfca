"""What needs the evaluation data: a newsroom's own article, real news, tables that can be made again."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from summaries import ANSWERS, METHODS, Article, brief, judge, parse, shown_spans, split, summarize, weigh
from summaries.sentences.leaning import leans

DATA = Path(os.environ.get("DATELINE_EVAL_DATA", ""))
ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    not (DATA / "stored-article.txt").is_file(), reason="DATELINE_EVAL_DATA names no folder with the data"
)
NOW = datetime(2025, 7, 5, 8, tzinfo=UTC)


def stored() -> Article:
    section, title, text = (DATA / "stored-article.txt").read_text("utf-8").split("\n", 2)
    return Article(
        id="stored",
        title=title,
        text=text.strip(),
        published=NOW,
        publisher="Newsroom",
        url="",
        language="en",
        section=section,
    )


def rows(name: str) -> list[dict[str, str]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def news(count: int) -> list[Article]:
    return [
        Article(
            id=r["id"], title=r["title"], text=r["text"], published=None, publisher="", url="", language="en"
        )
        for r in rows("stream.dev.jsonl.gz")[:count]
    ]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_stored_article_is_told_in_sentences_that_stand_alone(count: int) -> None:
    """Summary and brief open no sentence with what isn't there, within the ceilings of rights."""
    one = stored()
    for found in (
        summarize(one, sentences=count).sentences,
        brief([one], sentences=count, max_words=120, max_share=0.25).sentences,
    ):
        assert len(found) == count
        assert [s.text for s in found if leans(s.text)] == []
        assert sum(len(s.text.split()) for s in found) <= 120


@pytest.mark.parametrize("question", ["who has recognised the Taliban?", "afghanistan", "Afghan ambassador"])
def test_the_stored_article_answers_its_questions(question: str) -> None:
    """British spelling and the country's name find it."""
    one, topic = stored(), parse(question, NOW, UTC)
    weights = weigh(topic, dict.fromkeys(topic.terms, 1), 1)
    assert judge(topic, title=one.title, text=one.text, weights=weights) >= ANSWERS


def test_real_news_stays_verbatim_and_shown_sentences_are_most_of_it() -> None:
    """On 200 real articles spans are exact, and cleaning takes out little."""
    kept = total = 0
    for one in news(200):
        every, shown = split(one.text, "en"), shown_spans(one)
        assert set(shown) <= set(every)
        assert all(one.text[s.start : s.end] == s.text for s in brief([one]).sentences)
        kept, total = kept + len(shown), total + len(every)
    assert 0.9 < kept / total < 1.0


@pytest.mark.parametrize("method", METHODS)
def test_naughty_strings_are_summarised_by_every_method(method: str) -> None:
    """None of the naughty strings breaks a method."""
    for raw in json.loads((DATA / "naughty-strings.json").read_text("utf-8")):
        text = raw.encode("utf-8", "ignore").decode()
        one = Article(
            id="n", title=text, text=f"{text} {text}.", published=None, publisher="", url="", language="en"
        )
        found = summarize(one, method=method).sentences
        assert all(one.text[s.start : s.end] == s.text for s in found)


@pytest.mark.exhaustive
@pytest.mark.parametrize("script", ["background.py", "fit_sentences.py", "fit_stories.py"])
def test_shipped_tables_are_made_again_bit_for_bit(script: str) -> None:
    """Document frequencies, weights of sentences and of pairs are what their scripts make from the data."""
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    line = [sys.executable, str(ROOT / "benchmarks" / script), "--check"]
    assert subprocess.run(line, env=os.environ | {"PYTHONPATH": paths}, check=False).returncode == 0
