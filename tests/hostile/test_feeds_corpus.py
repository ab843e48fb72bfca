"""Feeds made by us and public ones, each with its verdict: what was found and told, and what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from corpus import cases, mis_encoded
from limits import in_child
from roads import URL, Verdict, feed_road
from verdicts import kept

from bot.collect.feeds import parse

if TYPE_CHECKING:
    from pathlib import Path

    from written import Case

OWN = cases()
QUICK = [
    one
    for one in OWN
    if one.name.split("-")[0] in ("good", "other", "slip") and one.name != "good-five-thousand"
]
STATED = [one for one in OWN if one.entries is not None or one.said]


def test_the_corpus_is_as_large_as_it_says() -> None:
    """400 feeds and more, none named twice, none without a verdict, and none twice to the letter."""
    assert len(OWN) >= 400
    assert {one.name for one in OWN} == set(kept("own"))
    assert len({(one.body, tuple(one.headers.items())) for one in OWN}) >= 0.9 * len(OWN)


@pytest.mark.parametrize("case", STATED, ids=lambda case: case.name)
def test_the_table_says_what_each_feed_was_made_for(case: Case) -> None:
    """The verdicts that were kept are those that the makers of the feeds state, where they state one."""
    verdict = kept("own")[case.name]
    assert case.entries is None or verdict.entries == case.entries
    assert case.said in verdict.said
    assert bool(case.said) <= (verdict.entries == 0)


@pytest.mark.exhaustive
@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_each_feed_has_its_verdict(case: Case) -> None:
    """Those that are quick: as many entries as the table says, the same refusal, and every promise kept."""
    assert feed_road(case.body, case.headers) == kept("own")[case.name]


# A label of eight bits over other eight bits: nothing in the bytes says that it lies.
UNDECIDABLE = {
    f"coded-cp1252-{by}-{label}" for by in ("as", "by-header") for label in ("koi8-r", "shift_jis")
}


@pytest.mark.parametrize("case", [*mis_encoded()], ids=lambda case: case.name)
def test_a_label_that_lies_about_the_encoding_does_no_harm(case: Case) -> None:
    """Whatever HTTP and the feed itself say, the title comes out as it was written."""
    found = [entry.title for entry in parse(case.body, URL, case.headers).entries]
    assert len(found) == 1
    assert (found == ["Côte d’Ivoire vote"]) == (case.name not in UNDECIDABLE)


@pytest.mark.exhaustive
def test_all_of_our_feeds_have_their_verdicts_within_limits() -> None:
    """All of them, bombs too, none over ten seconds, and all together below 600 MiB."""
    assert differing(in_child("own"), kept("own")) == {}


@pytest.mark.exhaustive
def test_all_public_feeds_have_their_verdicts_within_limits(eval_data: Path) -> None:
    """584 odd and hostile feeds and 29 real ones, under the same limits."""
    found = in_child("public", eval_data)
    assert len(found) >= 600
    assert differing(found, kept("public")) == {}


def differing(
    found: dict[str, Verdict], known: dict[str, Verdict]
) -> dict[str, tuple[Verdict | None, Verdict | None]]:
    """By name: what was found, and what is in the table."""
    names = [*found, *(name for name in known if name not in found)]
    return {name: (found.get(name), known.get(name)) for name in names if found.get(name) != known.get(name)}
