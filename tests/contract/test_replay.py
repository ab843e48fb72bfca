"""An edition comes out of the store again to the byte, whatever has happened since."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from newsroom_days import DAY, MORNING, ORDER, change, collect, dateline, furnish, house, plan, sent, slot

from bot.errors import NotFoundError
from bot.model import Preference, Subject, Wish
from bot.newsroom import replay as replaying
from bot.store import articles, editions, readers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.model import PlannedEdition
    from bot.newsroom.replay import Replay

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, home: str) -> Path:
    """The sample news, collected at the morning's time."""
    folder = tmp_path_factory.mktemp("collected")
    furnish(folder, home)
    collect(folder)
    return folder


@pytest.fixture
def folder(collected: Path, copied: Callable[[Path], Path]) -> Path:
    """A newsroom of the test's own."""
    return copied(collected)


def message(folder: Path, edition_id: str) -> str:
    with house(folder) as built:
        return json.dumps(built.editions.rendered(edition_id))


def replayed(folder: Path, edition_id: str) -> Replay:
    with house(folder) as built:
        return built.replays.replay(edition_id)


def second_morning(folder: Path) -> PlannedEdition:
    """The edition of a channel that was told another the day before."""
    sent(folder, plan(folder, MORNING - DAY))
    return plan(folder)


@pytest.mark.parametrize("seed", [0, 1, 4242])
def test_an_edition_comes_out_the_same_in_another_process_with_another_hash_seed(
    folder: Path, seed: int
) -> None:
    planned = second_morning(folder)
    assert len(planned.edition.stories) > 2
    status, said = dateline(folder, "edition", planned.id, "--replay", seed=seed)
    assert (status, planned.id in said, "the same" in said) == (0, True, True), said


@pytest.mark.parametrize("seed", [0, 4242])
def test_an_edition_by_wish_comes_out_the_same_in_another_process(folder: Path, seed: int) -> None:
    """Whatever is followed, muted, liked and disliked, the wishes of that morning are kept with it."""
    usual = plan(folder)
    lead, *_, last = usual.edition.stories
    things = [
        (Wish.MUTE, Subject.STORY, lead.story_id),
        (Wish.MUTE, Subject.TOPIC, "plastics"),
        (Wish.MUTE, Subject.PUBLISHER, lead.brief.publishers[0]),
        (Wish.LESS, Subject.STORY, last.story_id),
        (Wish.MORE, Subject.STORY, usual.edition.stories[1].story_id),
        *((Wish.FOLLOW, Subject.TOPIC, topic) for topic in ("Vanuatu", "Sudan", "ice")),
    ]
    with house(folder) as built:
        with built.store.write() as db:
            for wish, subject, value in things:
                one = Preference(
                    owner="C9", wish=wish, subject=subject, value=value, label=value, by="U1", made=MORNING
                )
                assert readers.prefer(db, one)
        wished = built.editions.plan(replace(ORDER, id="wished", channel="C9"), slot())
    assert wished.edition != usual.edition
    change(folder, "DELETE FROM preferences")
    status, said = dateline(folder, "edition", wished.id, "--replay", seed=seed)
    assert (status, "the same" in said) == (0, True), said


def test_two_databases_of_the_same_files_plan_the_same_edition(folder: Path, tmp_path: Path) -> None:
    """The same id and the same bytes, though each was collected by a process with its own hash seed."""
    other = tmp_path / "elsewhere"
    other.mkdir()
    furnish(other)
    status, said = dateline(other, "collect", "news.jsonl", "--at", MORNING.isoformat(), seed=77)
    assert status == 0, said
    ours, theirs = second_morning(folder), second_morning(other)
    assert ours == theirs
    assert message(folder, ours.id) == message(other, theirs.id)


def test_a_late_article_changes_no_edition_already_planned(folder: Path) -> None:
    """It is of the edition's hours and changes the biggest story; the plan stays, and so does its replay."""
    planned = second_morning(folder)
    kept = message(folder, planned.id)
    lead = planned.edition.stories[0]
    with house(folder) as built, built.store.read() as db:
        before = articles.of_stories(db, [lead.story_id])
    late = {
        "title": f"{lead.brief.headline}, officials say",
        "text": " ".join(one.text for one in lead.brief.sentences),
        "publisher": "Latecomer",
        "published": (MORNING - DAY / 24).isoformat(),
    }
    (folder / "late.jsonl").write_text(json.dumps(late), encoding="utf-8")
    collect(folder, "late.jsonl", MORNING + DAY / 24)
    with house(folder) as built, built.store.read() as db:
        assert articles.of_stories(db, [lead.story_id]) != before
    assert plan(folder) == planned
    assert message(folder, planned.id) == kept
    assert replayed(folder, planned.id).same


def test_a_second_look_that_moves_articles_changes_no_replay(folder: Path) -> None:
    """What was posted stays true: the edition knows its stories as they were."""
    planned = second_morning(folder)
    first, second, *_ = planned.edition.stories
    change(folder, "UPDATE articles SET story_id = ? WHERE story_id = ?", second.story_id, first.story_id)
    assert replayed(folder, planned.id).same


def test_a_copy_of_the_database_replays_the_same(folder: Path, copied: Callable[[Path], Path]) -> None:
    planned = second_morning(folder)
    elsewhere = copied(folder)
    assert replayed(elsewhere, planned.id).words == replayed(folder, planned.id).words
    assert replayed(elsewhere, planned.id).same


def test_settings_that_changed_since_do_not_matter(folder: Path) -> None:
    """An edition keeps the rules that it was made by, and the name that stood above it."""
    planned = second_morning(folder)
    with (folder / "config.yaml").open("a", encoding="utf-8") as settings:
        settings.write("name: Other\ndigest: {sentences: 1, max_per_region: 1}\n")
    assert replayed(folder, planned.id).same


def test_an_article_that_is_gone_is_named_and_the_status_says_so(folder: Path) -> None:
    planned = second_morning(folder)
    told = planned.edition.stories[0].brief.sources[0].article_id
    change(folder, "DELETE FROM articles WHERE id = ?", told)
    status, said = dateline(folder, "edition", planned.id, "--replay")
    assert status == 1
    assert f"1 is no longer stored ({told})" in said


def test_other_rules_are_said_to_be_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told that an edition differs where the program has only learned to plan otherwise."""
    planned = plan(folder)
    monkeypatch.setattr(replaying, "RULES_VERSION", "next")
    found = replayed(folder, planned.id)
    assert not found.same
    assert "this version of Dateline has rules next" in found.words


def test_a_text_that_was_changed_behind_its_back_comes_out_otherwise(folder: Path) -> None:
    planned = plan(folder)
    lead = planned.edition.stories[0].brief
    change(
        folder,
        "UPDATE articles SET title = ? WHERE id = ?",
        f"No {lead.headline}",
        lead.headline_id,
    )
    found = replayed(folder, planned.id)
    assert not found.same
    assert f"story 1 was “{lead.headline}” and would be" in found.words


def test_bytes_that_were_changed_behind_its_back_are_noticed(folder: Path) -> None:
    planned = plan(folder)
    change(folder, "UPDATE editions SET message = replace(message, 'stories', 'tales')")
    found = replayed(folder, planned.id)
    assert not found.same
    assert "draws it otherwise" in found.words


def test_an_edition_from_before_its_inputs_were_kept_can_be_shown_and_not_replayed(folder: Path) -> None:
    planned = plan(folder)
    change(folder, "UPDATE editions SET inputs = NULL")
    assert "before Dateline kept" in replayed(folder, planned.id).words
    assert dateline(folder, "edition", planned.id)[0] == 0


def test_an_edition_that_is_not_there_is_not_found(folder: Path) -> None:
    with pytest.raises(NotFoundError, match="no edition nowhere"):
        replayed(folder, "nowhere")


def test_a_preview_is_not_kept(folder: Path) -> None:
    with house(folder) as built:
        assert built.editions.preview(ORDER).id == "preview"
        with built.store.read() as db:
            assert editions.latest(db, 5) == []
