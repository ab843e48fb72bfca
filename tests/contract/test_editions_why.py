"""Why a story is in an edition and another is not: asked by words, by an address, by an id."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from newsroom_days import DAY, MORNING, ORDER, collect, dateline, furnish, house, plan, sent, slot

from bot.errors import NotFoundError
from bot.model import DeliveryState, EditionInputs
from bot.store import articles, editions
from summaries.edition import GATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.desk.editions import Verdict
    from bot.model import PlannedEdition, StoredArticle


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, home: str) -> Path:
    """The sample news, with one edition that was sent the day before and one of the morning."""
    folder = tmp_path_factory.mktemp("kept")
    furnish(folder, home)
    collect(folder)
    sent(folder, plan(folder, MORNING - DAY))
    plan(folder)
    return folder


@pytest.fixture(scope="module")
def morning(kept: Path) -> PlannedEdition:
    return plan(kept)


@pytest.fixture(scope="module")
def inputs(kept: Path, morning: PlannedEdition) -> EditionInputs:
    with house(kept) as built, built.store.read() as db:
        found = editions.inputs(db, morning.id)
    assert found is not None
    return found


def asked(folder: Path, morning: PlannedEdition, what: str) -> list[Verdict]:
    with house(folder) as built:
        return built.edition_desk.why_not(morning.id, what)


def stored(folder: Path, article_id: str) -> StoredArticle:
    with house(folder) as built, built.store.read() as db:
        return articles.get(db, [article_id])[article_id]


@pytest.mark.exhaustive
def test_every_candidate_is_answered_for(morning: PlannedEdition, inputs: EditionInputs, kept: Path) -> None:
    """Each is in the edition or left out, with a reason, and found again by its id."""
    for one in inputs.candidates:
        (found,) = asked(kept, morning, one.story_id)
        assert found.reasons
        assert all(reason.strip() for reason in found.reasons)
    considered = {one.story_id for one in (*morning.edition.stories, *morning.edition.left_out)}
    assert considered == {one.story_id for one in inputs.candidates}
    assert {one.rule for one in morning.edition.left_out} <= set(GATES)


def test_a_story_is_found_by_words_of_its_title_in_any_case(kept: Path, morning: PlannedEdition) -> None:
    """One that was left out with its reason, one that is in with its place."""
    out, lead = morning.edition.left_out[0], morning.edition.stories[0]
    found = asked(kept, morning, out.headline.upper())
    assert (out.story_id, (out.reason,)) in {(one.story_id, one.reasons) for one in found}
    (first, *_) = asked(kept, morning, lead.brief.headline)
    assert (first.story_id, first.place, first.reasons) == (lead.story_id, 1, lead.reasons)


def test_a_story_is_found_by_another_articles_title(kept: Path, morning: PlannedEdition) -> None:
    """The reader may have seen it under a headline that the edition does not show."""
    lead = morning.edition.stories[0]
    other = next(one for one in lead.brief.sources if one.title != lead.brief.headline)
    assert lead.story_id in {one.story_id for one in asked(kept, morning, other.title)}


def test_a_story_is_found_by_its_articles_address(kept: Path, morning: PlannedEdition) -> None:
    """As it is, and with the fragment that leads to a sentence."""
    lead = morning.edition.stories[0]
    url = lead.brief.sources[-1].url
    for address in (url, f"{url}#:~:text=so%20it%20was"):
        assert [one.story_id for one in asked(kept, morning, address)] == [lead.story_id]


@pytest.mark.exhaustive
def test_a_column_within_a_news_story_is_answered_for(
    kept: Path, morning: PlannedEdition, inputs: EditionInputs
) -> None:
    """It stands with the news that it is about; asked for by its address, it is called what it is."""
    told = [stored(kept, key) for one in inputs.candidates for key, _ in one.articles]
    columns = [one.article for one in told if one.article.title.startswith("Opinion:")]
    assert columns
    for column in columns:
        (verdict,) = asked(kept, morning, column.url)
        assert "opinion, not news" in verdict.reasons[0]


def test_what_was_never_considered_is_answered_too(
    kept: Path, morning: PlannedEdition, inputs: EditionInputs
) -> None:
    """Nothing of that name, nothing at that address, and an article of other hours: each in its words."""
    with pytest.raises(NotFoundError, match=f"None of the {len(inputs.candidates)} stories .* “zeppelin”"):
        asked(kept, morning, "zeppelin")
    with pytest.raises(NotFoundError, match="it was never collected"):
        asked(kept, morning, "https://nobody.example/a")
    with house(kept) as built, built.store.read() as db:
        old = articles.news_between(db, MORNING - 4 * DAY, morning.since - DAY / 4, late=DAY * 0)
    with pytest.raises(NotFoundError, match="before the edition's hours"):
        asked(kept, morning, old[0].article.url)


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("dated = NULL", "never news"),
        ("dated = '2026-11-24T09:00:00.000000+00:00'", "after the edition's hours"),
        ("story_id = 'elsewhere'", "had not come in, or the channel had been told"),
    ],
)
def test_an_article_beside_the_edition_says_why(
    kept: Path, copied: Callable[[Path], Path], change: str, why: str
) -> None:
    """Undated, of the day after, and come in too late."""
    folder = copied(kept)
    late = folder / "late.jsonl"
    late.write_text(
        '{"title": "Kite festival opens", "text": "Kites rose over the bay on Monday morning, 400 of them.", '
        '"url": "https://late.example/kites", "publisher": "Late", "published": "2026-11-23T07:30:00Z"}',
        encoding="utf-8",
    )
    collect(folder, "late.jsonl", MORNING + DAY / 24)
    with house(folder) as built, built.store.write() as db:
        db.exec_driver_sql(f"UPDATE articles SET {change} WHERE url = 'https://late.example/kites'")
    with pytest.raises(NotFoundError, match=f"“Kite festival opens” was not considered: .*{why}"):
        asked(folder, plan(folder), "https://late.example/kites")


def test_the_list_names_each_edition_and_how_its_delivery_stands(kept: Path, morning: PlannedEdition) -> None:
    """Newest first; one that was planned and not delivered yet has no state."""
    with house(kept) as built:
        rows = built.edition_desk.latest()
    assert [(one.id, one.state) for one in rows] == [
        (morning.id, None),
        (rows[1].id, DeliveryState.SENT),
    ]
    assert (rows[1].channel, rows[1].slot, rows[0].stories) == ("C1", "08:00", len(morning.edition.stories))


@pytest.mark.exhaustive
def test_the_command_lists_shows_and_explains(kept: Path, morning: PlannedEdition) -> None:
    """Without an id the list, with one the message as it was sent, its reasons, and one story's."""
    lead, out = morning.edition.stories[0], morning.edition.left_out[0]
    said = {
        name: dateline(kept, "edition", *arguments)
        for name, arguments in {
            "list": (),
            "shown": (morning.id,),
            "why": (morning.id, "--why"),
            "why not": (morning.id, "--why-not", out.story_id),
            "no id": ("--why",),
            "not there": ("nowhere",),
        }.items()
    }
    assert {name: status for name, (status, _) in said.items() if status} == {"no id": 1, "not there": 1}
    assert f"{morning.id}\t\t2026-11-23\t08:00\t{len(morning.edition.stories)}\t" in said["list"][1]
    assert lead.brief.sentences[0].text in said["shown"][1]
    why = said["why"][1]
    assert all(reason in why for story in morning.edition.stories for reason in story.reasons)
    assert all(other.reason in why for other in morning.edition.left_out)
    assert out.reason in said["why not"][1]
    assert "`dateline edition` lists them" in said["no id"][1]


@pytest.mark.exhaustive
def test_the_preview_explains_itself_as_well(kept: Path) -> None:
    """`dateline digest --print --why`: the digest of this moment, and below it every reason."""
    at = MORNING.isoformat()
    status, said = dateline(kept, "digest", "--print", "--why", "--stories", "2", "--at", at)
    with house(kept) as built:
        order = replace(ORDER, id="preview", channel="", stories=2)
        planned = built.editions.preview(order)
    assert status == 0, said
    assert all(one.reason in said for one in planned.edition.left_out)
    assert dateline(kept, "digest", "--why")[0] == 1


def test_a_slot_is_planned_once_even_with_other_wishes(kept: Path, morning: PlannedEdition) -> None:
    """Who changes an order gets the change with the next edition, not a second plan of this one."""
    with house(kept) as built:
        assert built.editions.plan(replace(ORDER, stories=1), slot()) == morning
