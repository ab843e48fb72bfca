"""The learned weights: read and written without loss, attributed without rest, and others can be given."""

from __future__ import annotations

import gzip
import json
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from summaries_samples import QUAKE, RECOGNITION

from summaries import METHODS, Weights, shown_spans, summarize
from summaries.ranking.features import FEATURES, measure
from summaries.ranking.weights import score, shipped

SUMY = [method for method in METHODS if method != "dateline"]
LEFT, RIGHT = 1, 2
NODES = 15
ROWS = st.lists(
    st.lists(st.floats(-50, 500, width=32), min_size=len(FEATURES), max_size=len(FEATURES)),
    min_size=1,
    max_size=8,
)


def made(*trees: tuple[dict[int, tuple[str, float]], dict[int, float]], title: float = 0.0) -> Weights:
    """Weights of trees, each as {inner node: (feature, threshold)} and {node: value}."""
    feature = [[FEATURES.index(asks.get(n, ("place", 0))[0]) for n in range(7)] for asks, _ in trees]
    threshold = [[asks.get(n, ("", np.inf))[1] for n in range(7)] for asks, _ in trees]
    value = [[says.get(n, 0.0) for n in range(NODES)] for _, says in trees]
    return Weights(
        feature=np.array(feature, dtype=np.intp),
        threshold=np.array(threshold, dtype=np.float32),
        value=np.array(value, dtype=np.float64),
        base=2.0,
        headline=(0.0,) * 7,
        title=title,
        length=20.0,
    )


def below(node: int, value: float) -> dict[int, float]:
    """A value for a node and all under it."""
    if node >= NODES:
        return {}
    return {node: value} | below(2 * node + 1, value) | below(2 * node + 2, value)


# Root 1: does it hold figures? If so, is it later than third? Then the worth falls from 5 to 4.
BY_HAND = made(
    (
        {0: ("figures", 0.5), RIGHT: ("place", 2.5)},
        {0: 1.0} | below(LEFT, -1.0) | below(RIGHT, 5.0) | below(6, 4.0),
    )
)


def row(**features: float) -> np.ndarray:
    return np.array([features.get(name, 0.0) for name in FEATURES], dtype=np.float32)


def test_what_is_written_is_read_without_loss() -> None:
    """text() and read() undo each other to the last bit, for the shipped weights too."""
    raw = gzip.decompress((files("summaries") / "data" / "ranking.json.gz").read_bytes()).decode()
    assert shipped().text().strip() == raw.strip()
    again = Weights.read(shipped().text())
    for name in ("feature", "threshold", "value"):
        assert np.array_equal(getattr(again, name), getattr(shipped(), name))
        assert getattr(again, name).dtype == getattr(shipped(), name).dtype
    assert (again.base, again.headline, again.title, again.length) == (
        shipped().base,
        shipped().headline,
        shipped().title,
        shipped().length,
    )


@pytest.mark.parametrize("features", [[], list(FEATURES[:-1]), list(reversed(FEATURES))])
def test_weights_for_other_features_are_refused(features: list[str]) -> None:
    """Fewer, or in another order: they would be read as something else. The error says what to do."""
    told = json.loads(shipped().text()) | {"features": features}
    with pytest.raises(ValueError, match="made for other features: make them again"):
        Weights.read(json.dumps(told))


def test_a_question_s_change_is_its_feature_s_share() -> None:
    """By hand: figures take the sentence from 1 to 5, being late takes it to 4; without figures, to -1."""
    early, late, bare = row(figures=2, place=0), row(figures=2, place=7), row(place=7)
    assert BY_HAND.worth(np.array([early, late, bare])).tolist() == [7.0, 6.0, 1.0]
    named = [
        {name: share for name, share in zip(FEATURES, BY_HAND.shares(one).tolist(), strict=True) if share}
        for one in (early, late, bare)
    ]
    assert named == [{"figures": 4.0}, {"figures": 4.0, "place": -1.0}, {"figures": -2.0}]


def test_a_question_is_whether_it_is_above() -> None:
    """At the threshold itself the answer is no."""
    on, above = row(figures=0.5), row(figures=np.nextafter(np.float32(0.5), np.float32(1)))
    assert BY_HAND.worth(np.array([on, above])).tolist() == [1.0, 7.0]


@pytest.mark.exhaustive
@given(ROWS)
def test_the_shares_leave_no_rest(rows: list[list[float]]) -> None:
    """They add up to the worth, less the base and what the trees foretell before they ask anything."""
    values = np.array(rows, dtype=np.float32)
    roots = shipped().value[:, 0].sum()
    for one, worth in zip(values, shipped().worth(values), strict=True):
        assert shipped().shares(one).sum() == pytest.approx(worth - shipped().base - roots, abs=1e-9)


@pytest.mark.exhaustive
@given(ROWS)
def test_a_sentence_s_worth_is_its_own(rows: list[list[float]]) -> None:
    """Alone or among others, in any order: the same worth."""
    values = np.array(rows, dtype=np.float32)
    together = shipped().worth(values)
    assert [float(shipped().worth(one[None, :])[0]) for one in values] == together.tolist()
    assert shipped().worth(values[::-1]).tolist() == together[::-1].tolist()


def test_long_articles_are_taken_in_parts() -> None:
    """However many sentences, each has the worth, to the last bit, that it has alone; none have none."""
    values = np.random.default_rng(1).normal(5, 10, (3000, len(FEATURES))).astype(np.float32)
    whole = shipped().worth(values)
    assert len(whole) == len(values)
    for i in (0, 1, 127, 128, 129, 1023, 1024, 2047, 2999):
        assert float(shipped().worth(values[i : i + 1])[0]) == float(whole[i])
    assert shipped().worth(values[:0]).tolist() == []


def test_reasons_run_from_the_weightiest_and_leave_out_what_did_nothing() -> None:
    """Of equal weight by name; the title's share is among them."""
    found = summarize(RECOGNITION, sentences=3)
    assert len(found.why) == len(found.sentences) == 3
    for reasons in found.why:
        keys = [(-abs(one.share), one.feature) for one in reasons]
        assert keys == sorted(keys)
        assert all(one.share for one in reasons)
        assert {one.feature for one in reasons} <= {*FEATURES, "title"}
    assert "title" in {one.feature for one in found.why[0]}


def test_reasons_are_those_of_the_very_sentence() -> None:
    """What stands beside a sentence is what its own features give, each once."""
    spans = shown_spans(RECOGNITION)
    scored = score(RECOGNITION, spans)
    found = summarize(RECOGNITION, sentences=2)
    at = [[(span.start, span.end) for span in spans].index((s.start, s.end)) for s in found.sentences]
    assert found.why == tuple(scored.why(i) for i in at)
    values = measure(RECOGNITION, spans, shipped().headline).values
    for i, reasons in zip(at, found.why, strict=True):
        given = {one.feature: one.share for one in reasons}
        title = given.pop("title", 0.0)
        assert sum(given.values()) == pytest.approx(shipped().shares(values[i]).sum(), abs=0.005)
        assert title == pytest.approx(shipped().title * scored.measured.title[i], abs=1e-4)


def test_the_same_article_has_the_same_reasons_again() -> None:
    """Twice, and with the spans that an earlier call found."""
    for one in (RECOGNITION, *QUAKE):
        first = summarize(one)
        assert first == summarize(one) == summarize(one, spans=shown_spans(one))


@pytest.mark.parametrize("method", SUMY)
def test_other_methods_give_no_reasons(method: str) -> None:
    """They rank, and can't say why."""
    assert summarize(RECOGNITION, sentences=2, method=method).why == ()


def test_other_weights_choose_otherwise() -> None:
    """Weights that want figures choose a sentence with figures, those that want names another."""
    assert "4,000" in RECOGNITION.text
    wanting = made(({0: ("figures", 0.5)}, below(LEFT, -1.0) | below(RIGHT, 9.0)))
    found = summarize(RECOGNITION, sentences=1, weights=wanting)
    assert any(sign.isdigit() for sign in found.sentences[0].text)
    assert [one.feature for one in found.why[0]] == ["figures"]
    avoiding = made(({0: ("figures", 0.5)}, below(LEFT, 9.0) | below(RIGHT, -1.0)))
    other = summarize(RECOGNITION, sentences=1, weights=avoiding)
    assert not any(sign.isdigit() for sign in other.sentences[0].text)
    assert summarize(RECOGNITION, weights=shipped()) == summarize(RECOGNITION)
