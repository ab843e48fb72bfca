"""A kind that was told once is remembered by all that it was told by, and by nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from summaries_samples import article

from summaries import kind_of

REPORT = "The ministry said on Monday that twelve people had died in the flood."


@pytest.mark.parametrize(
    "labelled",
    [
        {"title": "Opinion: The flood"},
        {"section": "Opinion"},
        {"url": "https://post.example/opinion/flood"},
        {"text": f"Opinion\n{REPORT}"},
        {"text": f"{REPORT}\nThe views expressed in this article are the author's own."},
    ],
)
def test_an_article_that_differs_in_what_tells_its_kind_is_told_anew(labelled: dict[str, str]) -> None:
    """Asked before and after, in either order: its own kind, not its neighbour's."""
    plain = article(1, "The flood", REPORT)
    other = replace(plain, **labelled)
    assert [kind_of(one) for one in (plain, other, plain, other)] == ["news", "opinion", "news", "opinion"]


def test_parts_that_run_on_into_each_other_are_two_articles() -> None:
    """The same characters, divided otherwise: a headline that begins its text is no section."""
    one = article(1, "Flood", "", section="", url="")
    assert kind_of(replace(one, title="", section="Opinion")) == "opinion"
    assert kind_of(replace(one, title="", section="", url="Opinion")) == "news"


def test_what_no_kind_is_told_by_is_no_matter() -> None:
    """Whoever prints it, whenever: the kind is the piece's."""
    one = article(1, "Opinion: The flood", REPORT)
    assert kind_of(one) == kind_of(replace(one, id="2", publisher="The Globe", published=None)) == "opinion"
