"""Old news goes, and nothing of it that somebody may come back to; searching and feeds stay in step."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from databases import at_revision
from newsroom_days import DAY, MORNING, collect, dateline, furnish, house, plan, sent
from sqlalchemy import text
from stored import NOW, article, story
from tenants_world import INPUTS, PLAN, WISH

from bot import tenancy
from bot.clock import FixedClock
from bot.model import Notice, Subject, Told, Wish
from bot.newsroom.memory import FeedMemory
from bot.operate import retention
from bot.operate.retention import Bounds, Pruned, Retention
from bot.store import articles, cited, deliveries, editions, feeds, readers, search, stories
from bot.store.codec import encode, pack
from bot.store.store import Store
from summaries import EditionStory
from summaries.stories import story_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from databases import Server
    from sqlalchemy import Engine

FEED = "https://example.org/feed"
DAYS = 24.0
# Story -> its articles' numbers, and how many days old it is.
OLD = {"plain": ((1, 2), 400), "edition": ((3, 4), 400), "alert": ((5,), 399), "saved": ((6,), 398)}
REST = {"followed": ((7,), 398), "muted": ((8,), 397), "young": ((9, 10), 29), "new": ((11,), 0)}


def hold(store: Store, told: dict[str, tuple[Sequence[int], int]]) -> None:
    for name, (numbers, days) in told.items():
        found = [
            article(n, f"Rain{n} fell in Łódź, said {name}.", story_id=name, hours_ago=days * DAYS)
            for n in numbers
        ]
        with store.write() as db:
            articles.add(db, found)
            stories.save(db, [replace(story(name, hours_ago=days * DAYS), articles=len(found))])
            feeds.remember(db, [(FEED, f"urn:{n}", f"a{n}") for n in numbers])


def cite(store: Store) -> None:
    """An edition of one workspace, an alert of another, wishes of readers: one of a story that was merged."""
    said = [replace(story("any").brief.sentences[0], article_id=one) for one in ("a4", "a5")]
    brief = replace(story("edition").brief, sentences=(said[0],), headline_id="a4")
    shown = EditionStory(story_id="edition", brief=brief, section="World", reasons=())
    alert = Notice(key="alert/U1/1", channel="D1", text="", blocks=[], due=NOW, until=NOW)
    with tenancy.of("T1"), store.write() as db:
        editions.add(db, replace(PLAN, edition=replace(PLAN.edition, stories=(shown,))), ("", [], []), INPUTS)
        of_story = replace(WISH, subject=Subject.STORY)
        readers.prefer(db, replace(of_story, wish=Wish.SAVE, value=story_id("a6")))
        readers.prefer(db, replace(of_story, wish=Wish.FOLLOW, value="followed"))
        readers.prefer(db, replace(of_story, wish=Wish.MUTE, value="muted"))
    with tenancy.of("T2"), store.write() as db:
        deliveries.open_notice(db, replace(alert, told=(Told(story_id="alert", sentences=(said[1],)),)))


def left(store: Store) -> tuple[set[str], set[str]]:
    with store.read() as db:
        every = [f"a{n}" for n in range(1, 2000)]
        return set(stories.get(db, [*OLD, *REST])), set(articles.get(db, every))


def pruned(store: Store, *, days: int = 0, gigabytes: float = 0, dry: bool = False) -> Pruned:
    return Retention(store, FixedClock(NOW), Bounds(days=days, gigabytes=gigabytes)).prune(dry=dry)


def test_what_is_old_goes_and_what_is_cited_saved_or_followed_stays(store: Store) -> None:
    """A story goes whole or stays whole, whoever's wish it is; before anything goes it is told what would."""
    hold(store, OLD | REST)
    cite(store)
    before = left(store)
    told = pruned(store, days=365, dry=True)
    assert left(store) == before
    assert pruned(store, days=365) == told
    assert (told.stories, told.articles, told.kept, told.over) == (2, 3, 2, 0)
    assert told.oldest == NOW - timedelta(days=400)
    assert told.newest == NOW - timedelta(days=397)
    assert left(store) == (
        {"edition", "alert", "saved", "followed", "young", "new"},
        {"a3", "a4", "a5", "a6", "a7", "a9", "a10", "a11"},
    )
    assert pruned(store, days=365) == Pruned(kept=2)
    with store.read() as db:
        assert search.find(db, [("rain1",)], since=None, until=NOW, limit=9) == []
        assert len(search.find(db, [("rain4",)], since=None, until=NOW, limit=9)) == 1
        assert search.frequencies(db, [("lodz",), ("rain2",), ("rain3",)]) == [8, 0, 1]
    # No page of what went is fetched again, however long its feed goes on to list it.
    keys = [f"urn:{n}" for n in (*range(1, 12), 99)]
    assert FeedMemory(store).known(FEED, keys) == {*keys} - {"urn:99"}


@pytest.mark.exhaustive
def test_above_its_size_the_oldest_go_and_never_the_last_30_days(store: Store) -> None:
    hold(store, {"young": (range(9, 20), 29)})
    hold(store, {f"old{n}": ((n,), 1500 - n) for n in range(100, 160)})
    with store.read() as db:
        used, stored = store.kind.used(db), retention.retention.count(db)
    assert stored == 71
    bound = used * 0.9 / 1e9
    told = pruned(store, gigabytes=bound, dry=True)
    assert told == pruned(store, gigabytes=bound)
    assert (told.articles, told.over) == (math.ceil(71 * 0.1 - 1e-6), 0)
    assert told.oldest == NOW - timedelta(days=1400)
    assert told.newest == told.oldest + timedelta(days=told.stories - 1)
    found = pruned(store, gigabytes=1e-9)
    assert found.articles == 60 - told.articles
    assert found.over > 0
    assert left(store)[1] == {f"a{n}" for n in range(9, 20)}
    assert pruned(store, gigabytes=99) == Pruned()


@pytest.mark.exhaustive
def test_it_is_done_once_a_day_in_small_steps(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """By whichever process comes first; what fails is left for another day, and holds up nothing."""
    monkeypatch.setattr(retention, "ARTICLES", 3)
    hold(store, {f"old{n}": ((n,), 400) for n in range(100, 109)})
    clock = FixedClock(NOW)
    one, two = (Retention(store, clock, Bounds(days=365, gigabytes=0)) for _ in range(2))
    assert list(Retention(store, clock, Bounds(days=0, gigabytes=0)).steps()) == []
    seen = []
    for step in one.steps():
        assert list(two.steps()) == []
        step()
        seen.append(len(left(store)[1]))
        with store.write() as db:  # others write in between
            articles.add(db, [article(1000 + len(seen), hours_ago=1)])
    assert [before - now for before, now in zip([9, *seen], seen, strict=False)][:4] == [0, 2, 2, 2]
    hold(store, {"again": ((500,), 400)})

    def fall(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(retention.retention, "remove", fall)
    steps = Retention(store, FixedClock(NOW + DAY), Bounds(days=365, gigabytes=0))
    monkeypatch.setattr(steps, "_today", lambda: True)
    failed = 0
    for step in steps.steps():
        try:
            step()
        except RuntimeError:
            failed += 1
    assert failed == 1


@pytest.mark.exhaustive
def test_the_file_gives_back_what_it_does_not_need(tmp_path: Path) -> None:
    """And the index of words is whole, and holds nothing of what went."""
    store = Store(f"sqlite:///{tmp_path / 'new.db'}")
    words = " ".join(f"word{n}" for n in range(700))
    for start in range(0, 600, 100):
        with store.write() as db:
            made = [article(n, f"{n} {words} end{n}.", story_id=f"s{n}") for n in range(start, start + 100)]
            made = [replace(one, dated=NOW - 400 * DAY, collected=NOW - 400 * DAY) for one in made]
            articles.add(db, made)
            stories.save(db, [story(f"s{n}", hours_ago=400 * DAYS) for n in range(start, start + 100)])
    store.close()
    store = Store(f"sqlite:///{tmp_path / 'new.db'}")
    before = (tmp_path / "new.db").stat().st_size
    assert pruned(store, days=365).articles == 600
    with store.write() as db:
        db.execute(text("INSERT INTO articles_search(articles_search, rank) VALUES ('integrity-check', 1)"))
        assert db.execute(text("SELECT count(*) FROM articles_search_words")).scalar() == 0
    store.close()
    assert (tmp_path / "new.db").stat().st_size < before / 5


@pytest.mark.exhaustive
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_an_older_program_made_is_cited_too(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    said = story("any").brief.sentences[0]
    brief = replace(story("any").brief, sentences=(replace(said, article_id="a3"),), headline_id="a4")
    shown = EditionStory(story_id="s", brief=brief, section="", reasons=())
    planned = replace(PLAN, edition=replace(PLAN.edition, stories=(shown,)))
    alert = Notice(key="k", channel="C", text="", blocks=[], due=NOW, until=NOW)
    alert = replace(alert, told=(Told(story_id="s", sentences=(replace(said, article_id="a5"),)),))

    def upgraded(url: str) -> set[str]:
        engine = at_revision(url, "0014")
        _older(engine, encode(planned), pack(alert))
        engine.dispose()
        store = Store(url)
        with store.read() as db:
            found = set(db.execute(text("SELECT article_id FROM cited")).scalars())
        store.close()
        return found

    if kind == "sqlite":
        assert upgraded(f"sqlite:///{tmp_path / 'older.db'}") == {"a3", "a4", "a5"}
        return
    server: Server = request.getfixturevalue("server")
    with server.database("template0") as url:
        assert upgraded(url) == {"a3", "a4", "a5"}


def _older(engine: Engine, plan_: str, notice: bytes) -> None:
    edition = "INSERT INTO editions (tenant, id, subscription_id, local_date, slot, plan, message) VALUES "
    row = (
        "INSERT INTO deliveries (tenant, id, subscription_id, channel, local_date, slot, due, state, "
        "edition_id, attempt, ts, why, parent, message) VALUES "
    )
    with engine.begin() as db:
        if engine.dialect.name == "postgresql":
            db.execute(text("SELECT set_config('dateline.every_tenant', 'on', true)"))
        db.execute(text(f"{edition}('T1', 'e', 'o', '2026-11-23', '08:00', :plan, '')"), {"plan": plan_})
        db.execute(
            text(f"{row}('T2', 'd', 'n', 'C', '2026-11-23', '', '2026', 'sent', '', 0, '', '', '', :notice)"),
            {"notice": notice},
        )


@pytest.mark.exhaustive
def test_editions_of_the_time_replay_and_older_ones_stay_as_they_were_sent(
    tmp_path: Path, database: str
) -> None:
    """With the command, which says beforehand what it would take away."""
    furnish(tmp_path, database)
    with (tmp_path / "config.yaml").open("a", encoding="utf-8") as file:
        file.write("retention: {days: 30}\n")
    collect(tmp_path)
    made = plan(tmp_path)
    sent(tmp_path, made)
    status, said = dateline(tmp_path, "prune", "--at", (MORNING + 20 * DAY).isoformat())
    assert (status, said.strip()) == (0, "0 stories with 0 articles went.")
    with house(tmp_path) as built:
        assert built.replays.replay(made.id).same
    later = ("--at", (MORNING + 40 * DAY).isoformat())
    status, would = dateline(tmp_path, "prune", "--dry-run", *later)
    status, did = dateline(tmp_path, "prune", *later)
    assert (status, did.replace(" went", " would go")) == (0, would), did
    shown = [one for told in made.edition.stories for one in told.brief.sentences]
    with house(tmp_path) as built:
        assert "no longer stored" in built.replays.replay(made.id).words
        assert built.edition_desk.messages(made.id)
        with built.store.read() as db:
            stored = articles.get(db, cited.by_sentences(shown))
        assert all(stored[one.article_id].article.text[one.start : one.end] == one.text for one in shown)
        for told in made.edition.stories:
            assert built.proofs.verification(told.story_id, made.id).missing == 0
