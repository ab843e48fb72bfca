"""Initials and diacritics in questions: US is no pronoun, and Erdogan is Erdoğan."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from summaries_samples import article

from summaries import brief, judge, means_nothing, parse, variants
from summaries.tokens import fold

NOW = datetime(2026, 3, 11, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("US", ("US",)),
        ("u.s.", ("US",)),
        ("what did the US's Senate do this week?", ("US", "senate")),
        ("U.S. NEWS", ("US",)),
        ("U.S.A. trade", ("usa", "trade")),
        ("The U.K. and the U.N.", ("uk", "un")),
        ("WHO on measles", ("WHO", "measles")),
        ("jobs in IT", ("jobs", "IT")),
        ("us", ()),
        ("tell us about Sudan, it is at war", ("sudan", "war")),
        ("WHO SAVED US IN SUDAN", ("saved", "sudan")),
        ('"tell us more"', ("tell", "us", "more")),
    ],
)
def test_initials_are_told_from_everyday_words(question: str, terms: tuple[str, ...]) -> None:
    """Capitals or dots make a name of us, who and it, unless the whole question is in capitals."""
    assert parse(question, NOW, UTC).terms == terms


@pytest.mark.parametrize(
    ("term", "others"),
    [
        ("US", {"united states", "u.s.", "american"}),
        ("un", {"un", "united nations", "u.n."}),
        ("uk", {"uk", "united kingdom", "u.k.", "british", "britain"}),
        ("eu", {"eu", "european union"}),
        ("WHO", {"world health organization", "world health organisation"}),
    ],
)
def test_initials_are_spelled_out(term: str, others: set[str]) -> None:
    """They match what they stand for; those that are everyday words, never these."""
    assert others <= set(variants(term))
    assert not {"us", "who", "it"} & set(variants(term))


@pytest.mark.parametrize(
    ("question", "title", "found"),
    [
        ("US", "US and China talk", True),
        ("US", "U.S. Senate votes", True),
        ("US", "United States of America votes", True),
        ("US", "Tell us a story", False),
        ("US", "Manchester United visits island states", False),
        ("UK", "Britain votes", True),
        ("EU", "The European Union votes", True),
        ("WHO", "Who votes?", False),
        ('"US troops"', "More U.S. troops leave", True),
        ('"us troops"', "More US troops leave", True),
        ("Erdogan", "Erdoğan visits Baku", True),
        ("Erdoğan", "Erdogan visits Baku", True),
        ("Erdogan", "Erdoğan’s visit", True),
        ("Sao Paulo", "São Paulo floods", True),
        ('"sao paulo"', "Sa\u0303o Paulo floods", True),
        ("Lodz", "Łódź votes", True),
        ("turkiye", "Turkish voters", True),
    ],
)
def test_a_title_answers_however_it_is_spelled(question: str, title: str, *, found: bool) -> None:
    """Names of several words count as a whole; case tells the US from us; diacritics tell nothing apart."""
    topic = parse(question, NOW, UTC)
    weights = {term: 1 / len(topic.terms) for term in topic.terms}
    assert judge(topic, title=title, text="", weights=weights) == pytest.approx(1.0 if found else 0.0)


def test_folding_leaves_other_scripts_alone() -> None:
    """Latin letters lose their marks; marks that tell words apart in other scripts stay."""
    assert [fold(word) for word in ("erdoğan", "ısı", "ærø", "straße", "đà")] == [
        "erdogan",
        "isi",
        "aero",
        "strasse",
        "da",
    ]
    assert fold("が") != fold("か")
    assert fold("한국") == "한국"
    assert fold("हिन्दी") == "हिन्दी"


def test_a_brief_is_focused_without_regard_to_diacritics() -> None:
    """The sentence that holds the asked name is shown, however it is spelled."""
    text = (
        "The council met in Baku on Tuesday. Roads were the first matter. Trade followed in the afternoon. "
        "Erdoğan left early."
    )
    asked = article("a", "The council met in Baku", text)
    found = [
        {said.text for said in brief([asked], sentences=2, focus=focus).sentences}
        for focus in ((), ("erdogan",), ("erdoğan",))
    ]
    assert ["Erdoğan left early." in said for said in found] == [False, True, True]


@pytest.mark.parametrize(
    ("topic", "nothing"),
    [
        ("the", True),
        ("news today", True),
        ("last week", True),
        ("???", True),
        ("US", False),
        ("chile", False),
    ],
)
def test_a_topic_may_mean_nothing(topic: str, *, nothing: bool) -> None:
    """Stop words, words of asking and words of time alone are no topic."""
    assert means_nothing(topic) is nothing
