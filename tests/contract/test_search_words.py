"""Searching by words: letters of other alphabets, misspellings, other names, bounded time."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine
from stored import NOW, article

from bot.briefing import BriefSettings
from bot.clock import FixedClock
from bot.desk.ask import Desk
from bot.desk.matching import AskSettings
from bot.desk.search import Search
from bot.model import AnswerKind
from bot.newsroom.briefs import make_story
from bot.slack import blocks
from bot.store import articles, database, search, stories
from bot.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from bot.desk.search import Found
    from bot.model import Answer, StoredArticle

BRIEFS = BriefSettings(method="dateline", sentences=3, max_words=120, max_share=1.0)
SETTINGS = AskSettings(window=timedelta(days=30), stories=3, brief=BRIEFS)
LODZ = "Trams stopped in Łódź after snow fell on Smørrebrød Street."
ERDOGAN = "President Erdoğan opened a bridge over the strait on Sunday."


def hold(store: Store, *told: StoredArticle) -> None:
    by_story: dict[str, list[StoredArticle]] = defaultdict(list)
    for one in told:
        by_story[one.story_id].append(one)
    with store.write() as db:
        articles.add(db, told)
        stories.save(db, [make_story(name, found, BRIEFS) for name, found in by_story.items()])


def found(store: Store, query: str) -> Found:
    return Search(store, FixedClock(NOW), UTC).find(query)


def urls(store: Store, query: str) -> list[str]:
    return [one.url for one in found(store, query).articles]


def asked(store: Store, question: str) -> Answer:
    return Desk(store, FixedClock(NOW), SETTINGS, UTC).ask(question)


@pytest.mark.parametrize("query", ["Lodz", "Łódź", "lódź", "LODZ", "smorrebrod", "Smørrebrød"])
def test_letters_with_strokes_are_found_with_and_without_them(store: Store, query: str) -> None:
    hold(store, article(1, LODZ, title="Trams stop in Łódź"), article(2))
    assert urls(store, query) == ["https://example.org/1"]


def test_plain_letters_in_an_article_are_found_by_those_with_strokes(store: Store) -> None:
    hold(store, article(1, "Trams stopped in Lodz after the snow.", title="Trams stop"))
    assert urls(store, "Łódź") == ["https://example.org/1"]


def test_a_database_of_before_is_indexed_anew_and_follows_what_changes(tmp_path: Path) -> None:
    """The migration brings "Łódź" of an old store under "Lodz"; what is deleted later leaves the index."""
    file = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{file}")
    config = Config()
    config.set_main_option("script_location", str(database.__file__).replace("database.py", "migrations"))
    config.attributes["engine"] = engine
    command.upgrade(config, "0002")
    engine.dispose()
    with closing(sqlite3.connect(file)) as db:
        columns = (
            "id, url, title, text, publisher, section, language, source, collected, dated, fingerprint, "
            "spans, story_id, copy_of"
        )
        row = ("a1", "u", "Łódź", LODZ, "P", "", "pl", "", "2026-11-22", "2026-11-22", "", "[]", "s", "")
        db.execute(f"INSERT INTO articles ({columns}) VALUES ({', '.join('?' * len(row))})", row)
        db.commit()
    opened = Store(f"sqlite:///{file}")
    try:
        with opened.read() as db:
            assert search.frequencies(db, [("lodz",), ("łódź",)]) == [1, 1]
    finally:
        opened.close()
    with closing(sqlite3.connect(file)) as db:
        db.execute("DELETE FROM articles")
        db.execute("INSERT INTO articles_search(articles_search) VALUES ('integrity-check')")
        assert db.execute("SELECT count(*) FROM articles_search('lodz')").fetchone() == (0,)


def test_a_misspelling_is_searched_as_the_nearest_word_and_said_so(store: Store) -> None:
    hold(store, article(1, ERDOGAN, title="Erdoğan opens a bridge"), article(2, story_id="s2"))
    answer = asked(store, "Erdogn bridge")
    assert answer.kind is AnswerKind.FOUND
    assert answer.instead == (("erdogn", "Erdoğan"),)
    assert "Nothing on “Erdogn”; searched “Erdoğan”." in str(blocks.answer(answer).blocks)
    assert found(store, "Erdogn").instead == (("erdogn", "Erdoğan"),)


def test_a_misspelling_may_begin_with_a_mark(store: Store) -> None:
    """The index has letters without their marks: what is misspelled is looked for among those."""
    hold(store, article(1, "Minister Çavuşoğlu met the envoy on Sunday.", title="Çavuşoğlu meets envoy"))
    assert found(store, "Çavuşglu").instead == (("çavuşglu", "Çavuşoğlu"),)


@pytest.mark.parametrize("question", ["Osla", '"Erdogn"', "Zzzzzz", "Brigde42"])
def test_short_quoted_and_far_words_are_taken_as_they_are(store: Store, question: str) -> None:
    hold(store, article(1, ERDOGAN, title="Erdoğan opens a bridge"), article(2, story_id="s2"))
    answer = asked(store, question)
    assert answer.kind is AnswerKind.NOTHING
    assert answer.instead == ()


def test_a_government_is_found_by_its_capital_and_ranks_behind_the_word_itself(store: Store) -> None:
    said = "Officials signed the fishing treaty on Sunday."
    hold(
        store,
        article(1, f"Colombian {said}", title="Colombia signs treaty", story_id="s1"),
        article(2, f"Bogotá {said}", title="Bogotá signs treaty", story_id="s2"),
        article(3, f"Peruvian {said}", title="Peru signs treaty", story_id="s3"),
    )
    assert [view.story_id for view in asked(store, "Bogotá").stories] == ["s2", "s1"]


def test_what_a_search_goes_through_is_bounded_and_rare_words_come_first() -> None:
    """Words that stand in more articles than may be read give way to the rarer ones; one is always asked."""
    terms = [("common",), ("rare",), ("nowhere",), ("often",)]
    most = search.MAX_ROWS
    assert search.telling(terms, [most, 5, 0, 100]) == [("rare",), ("often",)]
    assert search.telling(terms, [most, 0, 0, 0]) == [("common",)]
    assert search.telling(terms, [0, 0, 0, 0]) == []


def test_a_search_since_a_time_leaves_out_what_is_older(store: Store) -> None:
    """By the publisher's date, and by when it came in where it has none."""
    hold(
        store,
        article(1, hours_ago=1),
        article(2, hours_ago=30),
        article(3, hours_ago=2, dated=False),
        article(4, hours_ago=40, dated=False),
    )
    with store.read() as db:
        window = {"since": NOW - timedelta(hours=24), "until": NOW}
        hits = search.find(db, [("oslo",)], **window, limit=10)
    assert sorted(hit.article_id for hit in hits) == ["a1", "a3"]
