"""Reasons in an editor's words: every feature has some, and they are true of the sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pytest

from bot.cli.reasons import MOST, WORDS, in_words, weightiest
from bot.demo.sample_files import load
from summaries import Article, Reason, shown_spans
from summaries.ranking.features import FEATURES
from summaries.ranking.weights import score

if TYPE_CHECKING:
    from collections.abc import Callable

Values: TypeAlias = dict[str, float]


def test_every_feature_has_words_for_and_against() -> None:
    """No feature, nor the title, is without words, and none but the title's say the same for and against."""
    assert set(WORDS) == {*FEATURES, "title"}
    assert [name for name, (plus, minus) in WORDS.items() if plus == minus] == ["title"]
    said = [words for pair in WORDS.values() for words in set(pair)]
    assert len(set(said)) == len(said)


def test_a_share_s_sign_chooses_the_words() -> None:
    """Above zero what speaks for the sentence, below it what speaks against."""
    told = [in_words(Reason(feature="figures", share=share)) for share in (0.4, -0.4)]
    assert told == ["holds figures", "holds no figures"]


def test_what_tells_nothing_is_not_shown() -> None:
    """At most five; none that rounds to nothing, none that speaks of the article and not the sentence."""
    why = [Reason(feature=name, share=1.0) for name in FEATURES]
    assert len(weightiest(why)) == MOST
    assert "article" not in {one.feature for one in weightiest(why)}
    assert weightiest([Reason(feature="place", share=-0.004)]) == ()


@pytest.fixture(scope="module")
def shown() -> list[tuple[Values, Reason]]:
    """Each reason that the sample news would be shown with, beside what was measured of the sentence."""
    found: list[tuple[Values, Reason]] = []
    for sample in load(datetime(2026, 3, 4, 8, tzinfo=UTC)).articles:
        one = Article(
            id=sample.id,
            title=sample.title,
            text="\n\n".join(sample.paragraphs),
            published=None,
            publisher="",
            url="",
            language=sample.language,
        )
        scored = score(one, shown_spans(one))
        for i, values in enumerate(scored.measured.values):
            measured = dict(zip(FEATURES, values.tolist(), strict=True))
            found += [(measured, reason) for reason in weightiest(scored.why(i))]
    return found


@pytest.mark.parametrize(
    ("feature", "sign", "true"),
    [
        ("place", 1, lambda one: one["place"] < 10),
        ("figures", 1, lambda one: one["figures"] > 0),
        ("figures", -1, lambda one: one["figures"] == 0),
        ("names", 1, lambda one: one["names"] >= 2),
        ("names", -1, lambda one: one["names"] <= 3),
        ("pronouns", 1, lambda one: one["pronouns"] == 0),
        ("pronouns", -1, lambda one: one["pronouns"] > 0),
        ("depth", 1, lambda one: one["depth"] < 0.5),
        ("depth", -1, lambda one: one["depth"] > 0.2),
        ("speaks of self", 1, lambda one: one["speaks of self"] > 0),
        ("speaks of self", -1, lambda one: one["speaks of self"] == 0),
    ],
)
def test_words_are_true_of_the_sentence(
    shown: list[tuple[Values, Reason]], feature: str, sign: int, true: Callable[[Values], bool]
) -> None:
    """Where a refit turns what a feature says, the words must be turned with it."""
    mine = [values for values, reason in shown if reason.feature == feature and reason.share * sign > 0]
    assert [values for values in mine if not true(values)] == []


def test_likenesses_are_said_the_right_way_round(shown: list[tuple[Values, Reason]]) -> None:
    """What is shown as high is higher on average than what is shown as low."""
    rising = ("centrality", "headline", "headline words", "terms", "after", "taken up", "known")
    for feature in rising:
        plus, minus = (
            [
                values[feature]
                for values, reason in shown
                if reason.feature == feature and reason.share * s > 0
            ]
            for s in (1, -1)
        )
        if plus and minus:
            assert np.mean(plus) > np.mean(minus), feature
