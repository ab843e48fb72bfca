"""An edition goes by what its channel or its reader wishes, says so, and comes out of the store again."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from newsroom_days import DAY, MORNING, ORDER, change, collect, dateline, furnish, house, sent, slot

from bot.model import Preference, Subject, Subscription, Wish
from bot.store import articles, editions, readers, stories, subscriptions
from bot.store.codec import pack
from bot.store.tenants import mine
from summaries.newsrooms import newsroom

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.model import PlannedEdition, Posting, StoredStory
    from summaries import EditionStory

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time


WIDE = replace(ORDER, stories=12)
PERSONAL = replace(WIDE, id="personal", channel="D7", owner="U7")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory, home: str) -> Path:
    """The sample news, collected at the morning's time."""
    folder = tmp_path_factory.mktemp("collected")
    furnish(folder, home)
    collect(folder)
    return folder


@pytest.fixture(scope="module")
def usual(collected: Path) -> PlannedEdition:
    """The morning's edition as it is where nobody wishes anything."""
    return preview(collected, WIDE)


@pytest.fixture
def folder(collected: Path, copied: Callable[[Path], Path]) -> Path:
    """A newsroom of the test's own."""
    return copied(collected)


def preview(folder: Path, order: Subscription) -> PlannedEdition:
    with house(folder) as built:
        return built.editions.preview(order)


def planned(folder: Path, order: Subscription = WIDE) -> PlannedEdition:
    """The morning's edition, which must come out of the store again as it was made."""
    with house(folder) as built:
        with built.store.write() as db:
            subscriptions.add(db, order, MORNING)
        made = built.editions.plan(order, slot())
        found = built.replays.replay(made.id)
    assert found.same, found.words
    return made


def wish(
    folder: Path, what: Wish, subject: Subject, value: str, *, owner: str = "C1", label: str = ""
) -> None:
    one = Preference(
        owner=owner, wish=what, subject=subject, value=value, label=label, by="U1", made=MORNING - DAY / 24
    )
    with house(folder) as built, built.store.write() as db:
        assert readers.prefer(db, one)


def stored(folder: Path, story_id: str) -> StoredStory:
    with house(folder) as built, built.store.read() as db:
        return stories.get(db, [story_id])[story_id]


def shown(made: PlannedEdition) -> list[str]:
    return [one.story_id for one in made.edition.stories]


def why_not(made: PlannedEdition, story_id: str) -> tuple[str, str]:
    return next((one.rule, one.reason) for one in made.edition.left_out if one.story_id == story_id)


def entry(made: PlannedEdition, story_id: str) -> EditionStory:
    return next(one for one in made.edition.stories if one.story_id == story_id)


def test_a_story_that_is_muted_in_a_channel_is_left_out_and_why_not_says_so(
    folder: Path, usual: PlannedEdition
) -> None:
    lead = usual.edition.stories[0]
    wish(folder, Wish.MUTE, Subject.STORY, lead.story_id, label=lead.brief.headline)
    made = planned(folder)
    words = f"“{lead.brief.headline}” is muted in this channel"
    assert lead.story_id not in shown(made)
    assert why_not(made, lead.story_id) == ("muted", words)
    with house(folder) as built:
        assert [one.reasons for one in built.edition_desk.why_not(made.id, lead.story_id)] == [(words,)]


def test_what_another_channel_mutes_is_nothing_to_this_one(folder: Path, usual: PlannedEdition) -> None:
    wish(folder, Wish.MUTE, Subject.STORY, shown(usual)[0], owner="C2")
    assert shown(planned(folder)) == shown(usual)


def test_a_mute_holds_when_its_story_was_merged_into_another(folder: Path, usual: PlannedEdition) -> None:
    """The id that was muted is gone; the story that its first article is in now is muted instead."""
    first, second, *_ = shown(usual)
    wish(folder, Wish.MUTE, Subject.STORY, second, label="the second")
    change(folder, "UPDATE articles SET story_id = ? WHERE story_id = ?", first, second)
    change(folder, "DELETE FROM stories WHERE id = ?", second)
    assert why_not(planned(folder), first) == ("muted", "“the second” is muted in this channel")


def test_a_mute_holds_for_what_follows_the_story(folder: Path, usual: PlannedEdition) -> None:
    """A later story that names the muted one among those before it is muted as well."""
    first, second, *_ = shown(usual)
    wish(folder, Wish.MUTE, Subject.STORY, second, label="the second")
    change(folder, "UPDATE stories SET previous = ? WHERE id = ?", json.dumps([second]), first)
    assert why_not(planned(folder), first) == ("muted", "“the second” is muted in this channel")


def test_a_mute_holds_when_the_story_goes_on_under_another_name(folder: Path, usual: PlannedEdition) -> None:
    """What says much the same as the muted story is that story, whatever its id."""
    lead = shown(usual)[0]
    wish(folder, Wish.MUTE, Subject.STORY, lead, label="the lead")
    change(folder, "UPDATE articles SET story_id = 'renamed' WHERE story_id = ?", lead)
    assert why_not(planned(folder), "renamed") == ("muted", "“the lead” is muted in this channel")


def test_a_publisher_that_is_muted_is_not_shown_and_its_articles_say_why(
    folder: Path, usual: PlannedEdition
) -> None:
    name = usual.edition.stories[0].brief.publishers[0]
    wish(folder, Wish.MUTE, Subject.PUBLISHER, name)
    made = planned(folder)
    assert newsroom(name) not in {newsroom(one) for s in made.edition.stories for one in s.brief.publishers}
    assert made.coverage.publishers < usual.coverage.publishers
    url = next(one.url for s in usual.edition.stories for one in s.brief.sources if one.publisher == name)
    with house(folder) as built:
        (verdict,) = built.edition_desk.why_not(made.id, url)
    assert verdict.reasons[0] == f"{name} is muted in this channel"


def test_an_order_for_some_sources_shows_these_alone(folder: Path, usual: PlannedEdition) -> None:
    """A copy counts where its publisher was asked for and that of the first print was not."""
    names = usual.edition.stories[0].brief.publishers[:2]
    made = planned(folder, replace(WIDE, sources=names))
    who = {one for story in made.edition.stories for one in story.brief.publishers}
    assert made.edition.stories
    assert who <= set(names)
    assert {one.rule for one in made.edition.left_out} >= {"source"}


def test_topics_that_are_kept_out_by_the_order_or_muted_by_its_owner_stay_out(
    folder: Path, usual: PlannedEdition
) -> None:
    wish(folder, Wish.MUTE, Subject.TOPIC, "miners")
    made = planned(folder, replace(WIDE, without=("ocean plastics",)))
    gone = set(shown(usual)) - set(shown(made))
    words = {why_not(made, one) for one in gone}
    assert ("without", "on miners, which is kept out of this channel's digest") in words
    assert ("without", "on ocean plastics, which is kept out of this channel's digest") in words


def test_a_readers_digest_goes_by_the_readers_wishes_and_what_the_reader_was_told(
    folder: Path, usual: PlannedEdition
) -> None:
    """Follows pull, thumbs weigh; the direct message's digests, not the channel's, say what was told."""
    last = usual.edition.stories[-1]
    wish(folder, Wish.FOLLOW, Subject.TOPIC, last.brief.headline, owner="U7", label="that")
    wish(folder, Wish.LESS, Subject.STORY, shown(usual)[0], owner="U7")
    wish(folder, Wish.FOLLOW, Subject.TOPIC, "breaking", owner="U7")
    made = planned(folder, PERSONAL)
    assert "you follow that" in entry(made, last.story_id).reasons
    assert shown(made).index(last.story_id) < shown(usual).index(last.story_id)
    assert shown(made)[0] != shown(usual)[0]
    sent(folder, made)  # to C1, as ORDER says: nothing of the reader's
    assert shown(preview(folder, PERSONAL)) == shown(made)
    change(folder, "UPDATE deliveries SET channel = 'D7'")
    assert not set(shown(preview(folder, PERSONAL))) & set(shown(made))


def test_a_thumb_down_on_one_story_weighs_on_its_section_and_its_affair(
    folder: Path, usual: PlannedEdition
) -> None:
    """Business comes later, the story itself later still, and each says that less of it was asked for."""
    business = next(one for one in usual.edition.stories if one.section == "Business")
    wish(folder, Wish.LESS, Subject.STORY, business.story_id)
    made = planned(folder)
    weighed = {one.story_id: one for one in (*made.edition.stories, *made.edition.left_out) if one.parts}
    less = next(part.share for part in weighed[business.story_id].parts if part.feature == "less")
    assert less == -2.0
    others = [one for one in made.edition.stories if one.section == "Business" and one != business]
    for one in others:
        if one.story_id != business.story_id:
            assert "this channel asked for less of Business" in one.reasons


def test_an_edition_counts_what_it_leaves_out_as_told_before(folder: Path) -> None:
    """What the morning's digest told, two hours on, and a publisher that says then what another had said."""
    made = planned(folder)
    assert made.coverage.repeats == 0
    sent(folder, made)
    lead = made.edition.stories[0].brief
    late = {
        "title": lead.headline,
        "text": " ".join(one.text for one in lead.sentences),
        "publisher": "Latecomer",
        "published": (MORNING + DAY / 24).isoformat(),
    }
    (folder / "late.jsonl").write_text(json.dumps(late), encoding="utf-8")
    collect(folder, "late.jsonl", MORNING + DAY / 12)
    with house(folder, MORNING + DAY / 12) as built:
        again = built.editions.preview(replace(WIDE, topics=("relief flights",)))
    told = [one for one in again.edition.left_out if one.rule == "told"]
    assert [one.headline for one in told] == [lead.headline]
    assert again.coverage.repeats == len(made.edition.stories) + 1


def test_an_edition_has_its_other_stories_in_its_thread_kept_and_replayed(folder: Path) -> None:
    made = planned(folder)
    with house(folder) as built:
        thread = built.editions.thread(made.id)
        text, blocks, drawn = built.editions.drawn(made)
        assert built.editions.rendered(made.id) == (text, blocks)
        assert thread == drawn
        assert built.edition_desk.messages(made.id) == [(text, blocks), *thread]
        assert len(made.edition.stories) > 6
        last = made.edition.stories[-1].brief.headline
        assert last in json.dumps(thread, ensure_ascii=False)
        assert last not in json.dumps(blocks, ensure_ascii=False)
    change(folder, "UPDATE editions SET thread = NULL")
    with house(folder) as built:
        assert not built.replays.replay(made.id).same


def test_an_edition_of_the_rules_before_wishes_still_comes_out_the_same(folder: Path) -> None:
    """Where nobody wishes anything, rules 3 do as rules 2 did."""
    made = planned(folder)
    with house(folder) as built, built.store.write() as db:
        kept = editions.inputs(db, made.id)
        assert kept is not None
        older = editions.editions.update().values(inputs=pack(replace(kept, rules_version="2")))
        db.execute(older.where(mine(db, editions.editions)))
    with house(folder) as built:
        found = built.replays.replay(made.id)
    assert (found.same, "by rules 2" in found.words) == (True, True), found.words


def test_wishes_that_change_later_change_no_edition_already_planned(
    folder: Path, usual: PlannedEdition
) -> None:
    """Its inputs hold the wishes as they were."""
    lead = shown(usual)[0]
    made = planned(folder)
    wish(folder, Wish.MUTE, Subject.STORY, lead)
    with house(folder) as built, built.store.read() as db:
        assert articles.of_stories(db, [lead])
        assert built.replays.replay(made.id).same
    assert planned(folder) == made


def test_the_terminal_shows_a_digest_with_its_thread(folder: Path) -> None:
    """As it would be now, and as it was made: the same lines."""
    made = planned(folder)
    last = made.edition.stories[-1].brief.headline
    now = ("digest", "--print", "--stories", "12", "--at", MORNING.isoformat())
    for command in (now, ("edition", made.id)):
        status, said = dateline(folder, *command)
        assert (status, said.count("In its thread:")) == (0, len(thread_of(folder, made))), said
        assert last in said.partition("In its thread:")[2]


def thread_of(folder: Path, made: PlannedEdition) -> list[Posting]:
    with house(folder) as built:
        return built.editions.thread(made.id)
