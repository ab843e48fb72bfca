"""Segmentation, boilerplate, and sentences that stand alone."""

from __future__ import annotations

from itertools import pairwise

import pytest
from summaries_samples import RECOGNITION, article

from summaries import METHODS, shown_spans, split, summarize
from summaries.sentences.leaning import leans


def cut(text: str, language: str = "en") -> list[str]:
    return [text[s.start : s.end] for s in split(text, language)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Gen. Mark A. Milley met U.S. President Biden at 5 p.m. on Jan. 6. He left.", 2),
        ('"Is it over?" asked Ms. Lee. "No!" she said.', 2),
        ("The talks start at 5 p.m. ET. Nobody came.", 2),
        ("Line one\nLine two", 2),
        ("你好。世界。", 2),
        ("Он ушёл. Она осталась.", 2),
        ("पहला वाक्य। दूसरा वाक्य।", 2),
        ("Prices rose 3.5 percent in the U.S. last year.", 1),
    ],
)
def test_sentences_are_cut_where_a_reader_would(text: str, sentences: int) -> None:
    """Abbreviations, titles, clock times and figures cut nothing; other scripts end their own way."""
    assert len(cut(text)) == sentences


def test_paragraphs_are_numbered_by_line() -> None:
    """Each span says which line of the text it stands in."""
    assert [s.paragraph for s in split("One is here. Two is here.\n\nThree is here.", "en")] == [0, 0, 1]


NEWS = "The parliament of Norway passed the budget on Tuesday by 90 votes to 79."


@pytest.mark.parametrize(
    "junk",
    [
        "By Kari Nordmann, Staff Writer",
        "By AFP staff",
        "Sign up for our daily newsletter to get the news first.",
        "We use cookies to improve your experience on this site.",
        "Read more: Norway's oil fund explained.",
        "Copyright 2026 The Post. All rights reserved.",
        "Image caption: The parliament building in Oslo.",
        "The minister arrives in Oslo. (Photo: Ola/Reuters)",
        "The opposition leader said that the government had failed to…",
        "BREAKING NEWS",
        "Follow us on Twitter",
        "Related",
        "Advertisement",
    ],
)
def test_boilerplate_is_never_shown_beside_news(junk: str) -> None:
    """Bylines, invitations, captions, notices, labels and cut stubs are left out."""
    one = article(1, text=f"{junk}\n{NEWS}\n{junk}")
    shown = [one.text[s.start : s.end] for s in shown_spans(one)]
    assert NEWS in shown
    assert not [s for s in shown if s in junk and s not in NEWS and not s.startswith("The minister")]


@pytest.mark.parametrize(
    "news",
    [
        "Share prices fell in Tokyo.",
        "By Tuesday the flood had reached the town of Lund.",
        "Subscribers of the bank lost $3 million, police said.",
        "Reading a bill twice, the house passed it.",
        "Watchdogs fined the bank.",
        "Comments by the president angered France.",
    ],
)
def test_news_that_opens_like_boilerplate_is_kept(news: str) -> None:
    """Sentences of news that begin with a suspicious word are still shown."""
    one = article(1, text=f"{NEWS} {news}")
    assert news in [one.text[s.start : s.end] for s in shown_spans(one)]


def test_where_all_is_boilerplate_it_is_kept() -> None:
    """An article of nothing but stubs still has something to show."""
    assert shown_spans(article(1, text="Read more here…"))


@pytest.mark.parametrize(
    "sentence",
    [
        "He said it was over.",
        "But the vote failed.",
        "However, several nations have sent envoys.",
        "In response, the ministry said nothing.",
        "That war ended in 1989.",
        "Since then, trade has grown.",
        "Though it had once banned the party, Oslo relented.",
        "The move was welcomed.",
        '"We won. We did it."',
        '"It is overdue," she said.',
        "The ministry also named an envoy.",
        "This growing trade is driven by cobalt.",
    ],
)
def test_sentences_that_lean_are_known(sentence: str) -> None:
    """Pronouns, connectives, known nouns and quotations without a speaker lean on what came before."""
    assert leans(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway recognised the government of Zamunda on Tuesday.",
        "The attack in Paris killed 12 people.",
        "The United States froze its assets.",
        "Since the coup four years ago, no country has recognised Zamunda.",
        '"It is overdue," Foreign Minister Kari Lie said in Oslo.',
    ],
)
def test_sentences_that_stand_are_left_alone(sentence: str) -> None:
    """A sentence that names what it speaks of stands by itself."""
    assert not leans(sentence)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_summary_stands_alone(count: int) -> None:
    """No chosen sentence leans on one that isn't there."""
    spans = shown_spans(RECOGNITION)
    before = {later.start: earlier.start for earlier, later in pairwise(spans)}
    chosen = summarize(RECOGNITION, sentences=count).sentences
    starts = {s.start for s in chosen}
    assert len(chosen) == count
    assert [s.text for s in chosen if leans(s.text) and before.get(s.start) not in starts] == []


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh", "hi"])
def test_every_method_works_in_languages_with_stop_words(method: str, language: str) -> None:
    """A method gives as many verbatim sentences as asked for, be the stop words sumy's or ours."""
    one = article(1, text=RECOGNITION.text, language=language)
    found = summarize(one, sentences=2, method=method).sentences
    assert [one.text[s.start : s.end] for s in found] == [s.text for s in found]
    assert len(found) == 2


@pytest.mark.exhaustive
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("text", ["1 2 3.", "?!", "One word.", "a " * 50])
def test_methods_survive_degenerate_texts(method: str, text: str) -> None:
    """A text without words, or of one word over and over, is still summarised."""
    assert len(summarize(article(1, text=text), method=method).sentences) == 1


def test_what_cannot_be_is_refused() -> None:
    """An unknown method or a budget below one is a ValueError that names it."""
    with pytest.raises(ValueError, match="neural"):
        summarize(RECOGNITION, method="neural")
    with pytest.raises(ValueError, match="sentences is 0"):
        summarize(RECOGNITION, sentences=0)
    with pytest.raises(ValueError, match="words is -1"):
        summarize(RECOGNITION, words=-1)


def test_an_empty_article_has_an_empty_summary() -> None:
    """Nothing in, nothing out."""
    assert summarize(article(1, text=" \n ")).sentences == ()
