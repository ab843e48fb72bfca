"""What isn't news is told from news, kind by kind, and hearsay from reports: the gold sets of our own."""

from __future__ import annotations

import gold
import pytest
from summaries_samples import article

from summaries import KINDS, kind_of, rumour

KINDS_SETS = ["kinds_dev", "kinds_heldout", "kinds_heldout2", "kinds_heldout3"]
HARD_SETS = ["kinds_hard_dev", "kinds_hard_heldout"]
RUMOUR_SETS = ["rumours_dev", "rumours_heldout"]
FLOOR = 0.95


def judged(
    title: str, text: str = "", section: str = "", path: str = "", language: str = "en"
) -> tuple[str, str]:
    """What we call the piece, and the same in capitals."""
    pieces = [
        article(1, line, text, section=section, url=f"https://paper.example{path}", language=language)
        for line in (title, title.upper())
    ]
    return kind_of(pieces[0]), kind_of(pieces[1])


def figures(pairs: list[tuple[bool, bool]]) -> tuple[float, float]:
    """Precision and recall of (is, called)."""
    both = sum(is_so and called for is_so, called in pairs)
    return both / max(1, sum(called for _, called in pairs)), both / max(1, sum(is_so for is_so, _ in pairs))


@pytest.mark.parametrize("name", KINDS_SETS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_told_from_the_others(name: str, kind: str) -> None:
    """Of what is called a kind at least 95 in 100 are of it, and of those of it 95 in 100 are called so."""
    pairs = [(label == kind, judged(*row)[0] == kind) for label, *row in gold.rows(name)]
    assert min(figures(pairs)) >= FLOOR


@pytest.mark.parametrize("name", KINDS_SETS)
def test_news_is_told_from_all_else(name: str) -> None:
    """And of all kinds together."""
    pairs = [(label != "news", judged(*row)[0] != "news") for label, *row in gold.rows(name)]
    assert min(figures(pairs)) >= FLOOR


@pytest.mark.parametrize("name", HARD_SETS)
def test_wording_alone_tells_most(name: str) -> None:
    """Without labels, sections and addresses: no report is taken for anything else, and 9 in 10 are found."""
    pairs = [(label != "news", judged(*row)[0] != "news") for label, *row in gold.rows(name)]
    precision, recall = figures(pairs)
    assert precision == 1.0
    assert recall >= 0.9


@pytest.mark.parametrize("name", KINDS_SETS)
def test_capitals_in_a_headline_make_no_difference(name: str) -> None:
    """Some desks shout."""
    kinds = [(row[0], judged(*row)) for _, *row in gold.rows(name)]
    assert [title for title, (one, other) in kinds if one != other] == []


def test_the_sets_are_as_large_as_they_say() -> None:
    """120 and more in each, no headline twice, every kind ten times and more in each."""
    titles: list[str] = []
    for name in KINDS_SETS:
        rows = gold.rows(name)
        titles += [row[1] for row in rows]
        assert len(rows) >= 120
        assert min(sum(row[0] == kind for row in rows) for kind in KINDS) >= 10
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("name", RUMOUR_SETS)
def test_hearsay_is_told_from_reports(name: str) -> None:
    """No report is called a rumour, and nine rumours in ten are found."""
    pairs = [(label == "rumour", rumour(article(1, title, text))) for label, title, text in gold.rows(name)]
    precision, recall = figures(pairs)
    assert precision == 1.0
    assert recall >= 0.9


def test_the_rumours_are_sixty_and_more() -> None:
    """No headline twice."""
    titles = [row[1] for name in RUMOUR_SETS for row in gold.rows(name)]
    assert len(set(titles)) == len(titles) >= 60
