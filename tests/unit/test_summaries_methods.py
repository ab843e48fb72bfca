"""sumy's methods behind our signature: what a language lacks is said, and no story breaks on it."""

from __future__ import annotations

import pytest
from summaries_samples import QUAKE, article

from summaries import METHODS, MethodError, brief, summarize
from summaries.methods import MOST_SENTENCES, lacks, order

SUMY = [method for method in METHODS if method != "dateline"]
LATVIAN = article(
    "lv",
    "Zemestrīce Čīlē",
    "Spēcīga zemestrīce satricināja Čīles ziemeļus. Gāja bojā vismaz 12 cilvēki. Osta tika slēgta.",
    language="qlv",  # a tag of no language, so that nobody's list of stop words ever holds it
    publisher="Rīgas Ziņas",
)


@pytest.mark.parametrize("method", SUMY)
def test_a_language_without_stop_words_is_refused_with_the_way_out(method: str) -> None:
    """The error names the method, the language and what to do instead; ours works in any language."""
    with pytest.raises(MethodError, match=rf'"{method}".*"qlv".*method="dateline"'):
        summarize(LATVIAN, method=method)
    assert len(summarize(LATVIAN, sentences=2).sentences) == 2


@pytest.mark.parametrize("method", SUMY)
def test_a_story_in_several_languages_is_briefed_whatever_the_method_lacks(method: str) -> None:
    """An article of a language that a method lacks is ranked by ours; the brief holds it as any other."""
    alone = brief([LATVIAN], sentences=2, method=method)
    assert alone.sentences == brief([LATVIAN], sentences=2).sentences
    mixed = brief([LATVIAN, *QUAKE], sentences=8, method=method)
    assert {"lv", "q1"} <= {sentence.article_id for sentence in mixed.sentences}


@pytest.mark.parametrize("language", ["en", "en-GB", "", "fr", "hi", "tr", "th"])
def test_what_sumy_or_we_have_stop_words_for_is_not_refused(language: str) -> None:
    """sumy's own lists, ours where it has none (Hindi, Turkish), and English where no language is said."""
    assert [lacks(method, language) for method in SUMY] == [""] * len(SUMY)


@pytest.mark.exhaustive
@pytest.mark.parametrize("method", SUMY)
def test_past_the_bound_sentences_follow_in_reading_order(method: str) -> None:
    """sumy ranks the first MOST_SENTENCES; every later sentence comes after them, as it stands."""
    texts = [
        f"The council of town {number} voted on budget {number % 7}." for number in range(MOST_SENTENCES)
    ]
    ranked = order(method, [*texts, "Later.", "Last."], "en")
    assert sorted(ranked[:-2]) == list(range(MOST_SENTENCES))
    assert ranked[-2:] == [MOST_SENTENCES, MOST_SENTENCES + 1]


def test_an_unknown_method_is_no_matter_of_language() -> None:
    """A method that there isn't is a plain ValueError."""
    with pytest.raises(ValueError, match="neural") as caught:
        order("neural", ["A."], "en")
    assert not isinstance(caught.value, MethodError)
