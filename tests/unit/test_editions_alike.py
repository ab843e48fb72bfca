"""Orders that want the same at one time get the same, planned once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.model import Coverage, EditionInputs
from bot.newsroom.making import Alike, Material, make, named, planned
from summaries import RULES_VERSION, Article, Candidate, Rules, Sentence

if TYPE_CHECKING:
    from typing import Any

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TEXT = "The harbour of Praia opened its new lighthouse on Monday. Two keepers handed over 14 keys."


def candidate(name: str, **changed: Any) -> Candidate:
    found = Article(
        id=name,
        title=f"Lighthouse {name} opens in Praia",
        text=TEXT,
        published=NOW - timedelta(hours=1),
        publisher=f"Publisher {name}",
        url=f"https://{name}.example/",
        language="en",
    )
    asked: dict[str, Any] = {"story_id": name, "section": "", "last_seen": NOW, "articles": (found,)}
    return Candidate(**asked | changed)


def material(order: str, *candidates: Candidate, **changed: Any) -> Material:
    inputs = EditionInputs(
        id=f"edition of {order}",
        subscription_id=order,
        local_date=date(2026, 11, 23),
        slot="09:00",
        zone="UTC",
        since=NOW - timedelta(days=1),
        until=NOW,
        next_due=None,
        coverage=Coverage(articles=1, publishers=1, feeds=1),
        heard=True,
        name="Dateline",
        rules=Rules(),
        rules_version=RULES_VERSION,
        candidates=tuple(map(named, candidates)),
    )
    return Material(inputs=replace(inputs, **changed), candidates=candidates, spans={})


def test_what_is_wished_by_many_is_planned_once_and_stays_each_ones_own() -> None:
    """One plan in each one's edition, with its own id and order."""
    alike = Alike()
    one, other = (make(material(order, candidate("a")), alike) for order in ("one", "other"))
    assert one.edition is other.edition
    assert (one.subscription_id, other.subscription_id) == ("one", "other")
    assert one == make(material("one", candidate("a")))


@pytest.mark.parametrize(
    "other",
    [
        material("other", candidate("a"), candidate("b")),
        material("other", candidate("a"), rules=Rules(stories=3)),
        material("other", candidate("a"), until=NOW + timedelta(hours=1)),
        material(
            "other",
            candidate("a", told=frozenset({Sentence(article_id="a", start=0, end=57, text=TEXT[:57])})),
        ),
    ],
    ids=["other news", "other wishes", "another time", "told before"],
)
def test_what_differs_is_planned_for_itself(other: Material) -> None:
    """And comes out as if nobody had asked before."""
    alike = Alike()
    first = alike(material("one", candidate("a")))
    assert alike(other) is not first
    assert alike(other) == planned(other)


def test_it_remembers_the_last_few() -> None:
    """What was asked for longest ago goes first, so that memory has a bound."""
    alike = Alike(most=2)
    a, b, c = (material("one", candidate(name)) for name in "abc")
    of_a, of_b = alike(a), alike(b)
    assert alike(a) is of_a
    alike(c)
    assert alike(a) is of_a
    assert alike(b) is not of_b
