"""What is given out is what came into a channel: no more, nobody else's, within the ceilings of rights."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import feedparser
import pytest
from newsroom_days import DAY, MORNING, ORDER, change, collect, dateline, furnish, house, sent, slot
from stored import article, story
from tenants_world import DAY as DATE
from tenants_world import INPUTS, PLAN

from bot import tenancy
from bot.briefing import BriefSettings
from bot.deliver.threads import thread_of
from bot.errors import BadRequestError, NotFoundError
from bot.model import DeliveryState
from bot.operate.exporting import Exports
from bot.rereading import said_in
from bot.store import articles, deliveries, editions
from bot.store.deliveries import DeliveryRows
from bot.store.schema import articles as articles_table
from summaries import EditionStory, Sentence

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import PlannedEdition
    from bot.model.exported import Exported
    from bot.store.store import Store

pytestmark = pytest.mark.exhaustive  # whole processes, or many: CI has the time

WIDE = replace(ORDER, stories=12)


@pytest.fixture
def folder(tmp_path: Path, database: str) -> Path:
    furnish(tmp_path, database)
    collect(tmp_path)
    return tmp_path


def posted(folder: Path) -> PlannedEdition:
    """The morning's edition, sent, and of its thread the first message; the next day's is only planned."""
    with house(folder) as built:
        made = built.editions.plan(WIDE, slot())
    sent(folder, made)
    with house(folder, MORNING + DAY) as built:
        built.editions.plan(WIDE, slot(MORNING + DAY))
        head = built.deliveries.last(WIDE.id)
        assert head is not None
        for number, one in enumerate(thread_of(head, built.editions.thread(made.id), MORNING)):
            with built.store.write() as db:
                assert deliveries.open_notice(db, one)
            row = built.deliveries.get(deliveries.notice_id(one.key))
            assert row is not None
            state = DeliveryState.MISSED if number else DeliveryState.SENT
            assert built.deliveries.save(replace(row, state=state), row.attempt)
    return made


def told(found: Exported) -> list[str]:
    return [said.text for one in found.stories for said in one.sentences]


def test_it_is_what_came_into_the_channel(folder: Path) -> None:
    made = posted(folder)
    with house(folder) as built:
        (found,) = built.exports.editions("C1")
        assert (found.id, found.channel, found.slot) == (made.id, "C1", "08:00")
        assert list(built.exports.editions()) == [found]
        with built.store.read() as db:
            message, thread = editions.message(db, made.id), editions.thread(db, made.id)
            assert message is not None
            came = said_in([message, *thread[:1]])
            missed = said_in(thread[1:]) - came
            stored = articles.get(db, {s.article_id for st in found.stories for s in st.sentences})
    every = [one.text for story in made.edition.stories for one in story.brief.sentences]
    assert told(found) == [text for text in every if text in came]
    assert not set(told(found)) & missed
    for said in (said for one in found.stories for said in one.sentences):
        assert stored[said.article_id].article.text[said.start : said.end] == said.text
        assert said.url.startswith("https://")


def test_it_keeps_within_the_ceilings(store: Store) -> None:
    """Also those that were lowered since; one sentence of an article at least, and one of what is gone."""
    said = ["Rain fell in Oslo.", "It rained in Bergen.", "Snow fell in Narvik too."]
    text, places = " ".join([*said, *["Nobody was surprised by that."] * 20]), (0, 19, 40)
    shown = tuple(
        Sentence(article_id="a1", start=at, end=at + len(one), text=one)
        for at, one in zip(places, said, strict=True)
    )
    brief = replace(story("s1").brief, sentences=shown)
    told_of = EditionStory(story_id="s1", brief=brief, section="World", reasons=())
    planned = replace(PLAN, edition=replace(PLAN.edition, stories=(told_of,)))
    blocks = [{"type": "rich_text", "elements": [{"type": "text", "text": one} for one in said]}]
    rows = DeliveryRows(store)
    with store.write() as db:
        articles.add(db, [article(1, text)])
        editions.add(db, planned, ("text", blocks, []), INPUTS)
    row = rows.open(subscription_id="one", channel="C1", local_date=DATE, slot="08:00", due=MORNING)
    assert rows.save(replace(row, state=DeliveryState.SENT, edition_id="e1", ts="1.0"), row.attempt)

    def given(words: int, share: float) -> int:
        rights = BriefSettings(method="dateline", sentences=3, max_words=words, max_share=share)
        (found,) = Exports(store=store, rights=rights).editions("C1")
        return len(told(found))

    assert [given(120, 0.25), given(8, 0.25), given(3, 0.25), given(120, 0.08)] == [3, 2, 1, 2]
    with store.write() as db:
        db.execute(articles_table.delete())
    assert given(120, 0.25) == 1


def test_it_is_one_workspaces_and_no_readers(folder: Path) -> None:
    posted(folder)
    with house(folder) as built:
        with tenancy.of("T1"):
            assert list(built.exports.editions()) == []
            with pytest.raises(NotFoundError, match="No digest came into C1"):
                built.exports.editions("C1")
        with pytest.raises(BadRequestError, match="reader"):
            built.exports.editions("D0ANN")
        row = built.deliveries.last("order")
        assert row is not None
        built.deliveries.open(
            subscription_id="own", channel="C9", local_date=row.local_date, slot="09:00", due=row.due
        )
        own = built.deliveries.last("own")
        assert own is not None
        assert built.deliveries.save(
            replace(own, state=DeliveryState.SENT, edition_id=row.edition_id, ts="2.0"), own.attempt
        )
        assert [one.channel for one in built.exports.editions()] == ["C1", "C9"]
        assert [one.channel for one in built.exports.editions("C9", most=1)] == ["C9"]
        assert list(built.exports.editions("C9", since=MORNING + DAY)) == []
    change(folder, "UPDATE deliveries SET channel = 'D0ANN' WHERE channel = 'C9'")
    with house(folder) as built:
        assert [one.channel for one in built.exports.editions()] == ["C1"]


def test_the_command_writes_each_form(folder: Path) -> None:
    made = posted(folder)
    status, said = dateline(folder, "export")
    assert (status, json.loads(said)["id"]) == (0, made.id)
    status, said = dateline(folder, "export", "--format", "markdown", "--channel", "C1")
    assert (status, said.startswith("## Monday 23 November 2026")) == (0, True)
    for _ in range(2):  # the second replaces the first
        status, said = dateline(folder, "export", "--format", "atom", "--channel", "C1", "--to", "feed.xml")
        assert (status, "Written to feed.xml" in said) == (0, True), said
    (entry,) = feedparser.parse((folder / "feed.xml").read_bytes()).entries
    assert entry.title == f"Monday 23 November 2026, 08:00, C1: {len(made.edition.stories)} stories"
    assert [one.name for one in folder.iterdir() if one.name.startswith(".dateline-")] == []
    assert dateline(folder, "export", "--format", "atom")[0] == 1
