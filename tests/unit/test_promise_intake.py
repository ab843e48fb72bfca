"""What becomes of what comes in: one publisher's text once, another's marked, undated entries no news."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.clock import FixedClock
from bot.config import Config
from bot.model import AnswerKind, CollectionRow, Incoming, StoredArticle, Subscription
from bot.store import articles, stories
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TEXT = (
    "A ferry with 212 people aboard ran aground off the island of Gaua on Sunday evening.\n"
    "Fishing boats brought all of them ashore before midnight, the harbour master Ruth Tari said.\n"
    "The ferry's owner, Banks Line, has stopped its two other ships until they have been inspected."
)
ENTRY = Incoming(
    source="https://post.example/world.xml",
    key="urn:1",
    url="https://post.example/ferry",
    title="Ferry runs aground off Gaua",
    text=TEXT,
    published=NOW - timedelta(hours=3),
    publisher="Island Post",
    section="Oceania",
)
SECOND_FEED = replace(ENTRY, source="https://post.example/oceania.xml")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(Config(database=f"sqlite:///{tmp_path / 'intake.db'}"), FixedClock(NOW)) as built:
        yield built


def take(house: House, *items: Incoming) -> list[CollectionRow]:
    return list(house.intake.take(items))


def stored(house: House) -> list[StoredArticle]:
    with house.store.read() as db:
        ids = db.execute(articles.articles.select().with_only_columns(articles.articles.c.id)).scalars()
        return sorted(articles.get(db, list(ids)).values(), key=lambda one: one.article.publisher)


def digest(house: House) -> list[str]:
    """The headlines of a digest of this moment."""
    order = Subscription(id="now", channel="", at=time(8), zone="UTC")
    return [story.brief.headline for story in house.editions.preview(order).edition.stories]


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    "again",
    [
        replace(SECOND_FEED, key="urn:2"),
        replace(SECOND_FEED, key="urn:2", url="https://post.example/ferry-again"),
        replace(
            SECOND_FEED, key="urn:2", url="https://post.example/b", text=TEXT.replace("Fishing", "Small")
        ),
        replace(SECOND_FEED, key="urn:2", url="https://post.example/b", title="Ferry aground, all are safe"),
    ],
)
@pytest.mark.parametrize("together", [True, False])
def test_a_publishers_reissue_is_stored_once(house: House, again: Incoming, *, together: bool) -> None:
    """By address or by text, under a new guid and in another feed, at once or later: one article."""
    rounds = [(ENTRY, again)] if together else [(ENTRY,), (again,)]
    rows = [row for items in rounds for row in take(house, *items)]
    assert (sum(row.new for row in rows), sum(row.known for row in rows)) == (1, 1)
    (kept,) = stored(house)
    assert kept.article.url in {ENTRY.url, again.url} if together else kept.article.url == ENTRY.url
    assert house.memory.known(again.source, ["urn:2"]) == {"urn:2"}  # and is not asked for again


@pytest.mark.exhaustive
@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("edit", ["", "\nReporting by the Gaua Agency."])
def test_another_publishers_copy_is_stored_and_marked(house: House, edit: str, *, together: bool) -> None:
    """It is an article of its own, says whose text it is, counts as a copy, and is no second witness."""
    copy = replace(
        ENTRY,
        source="https://mail.example/feed",
        key="urn:9",
        url="https://mail.example/gaua",
        publisher="Lagoon Mail",
        text=TEXT + edit,
        published=NOW - timedelta(hours=2),
    )
    rounds = [(ENTRY, copy)] if together else [(ENTRY,), (copy,)]
    rows = [row for items in rounds for row in take(house, *items)]
    assert (sum(row.new for row in rows), sum(row.copies for row in rows)) == (2, 1)
    first, second = stored(house)
    assert (first.copy_of, second.copy_of) == ("", first.article.id)
    assert first.story_id == second.story_id
    (story,) = house.desk.top().stories
    assert {source.publisher for source in story.brief.sources} == {"Island Post"}


def test_a_copy_of_a_copy_is_no_second_witness(house: House) -> None:
    """Reprinted with a line of its own, and that reprinted again: one newsroom says so, not two."""
    lagoon = replace(ENTRY, url="https://mail.example/gaua", publisher="Lagoon Mail")
    lagoon = replace(lagoon, key="urn:9", text=f"{TEXT}\nReporting by the Gaua Agency.")
    atoll = replace(lagoon, key="urn:10", url="https://atoll.example/gaua", publisher="Atoll Herald")
    for item in (ENTRY, lagoon, atoll):
        take(house, item)
    (story,) = house.desk.top().stories
    assert {source.publisher for source in story.brief.sources} == {"Island Post"}


@pytest.mark.exhaustive
def test_an_old_archive_forms_stories_whatever_lies_between(house: House) -> None:
    """Two papers tell of one event half a day apart, with a hundred other articles between them, long ago."""
    old = replace(ENTRY, published=NOW - timedelta(days=200))
    other = replace(
        old,
        key="urn:9",
        url="https://mail.example/gaua",
        title="All 212 saved as ferry runs aground off Gaua",
        text="All 212 people aboard a ferry that ran aground off Gaua were brought ashore by fishing boats. "
        "Harbour master Ruth Tari said that Banks Line must have its ships inspected.",
        publisher="Lagoon Mail",
        published=NOW - timedelta(days=199.5),
    )
    between = [
        replace(
            old,
            key=f"urn:other:{number}",
            url=f"https://post.example/{number}",
            title=" ".join(words),
            text=f"{' '.join(reversed(words)).capitalize()}.",
            published=NOW - timedelta(days=199.9) + timedelta(minutes=number),
        )
        for number in range(100)
        if (words := [hashlib.sha256(f"{number}/{at}".encode()).hexdigest()[:8] for at in range(8)])
    ]
    take(house, old, *between, other)
    told = {one.article.publisher: one.story_id for one in stored(house) if "Gaua" in one.article.title}
    assert told["Island Post"] == told["Lagoon Mail"]


def test_an_undated_entry_of_a_feed_is_never_news(house: House) -> None:
    """It is stored and answers a question, but no digest ever holds it."""
    assert [row.new for row in take(house, replace(ENTRY, published=None))] == [1]
    assert [one.dated for one in stored(house)] == [None]
    assert digest(house) == []
    assert house.desk.top().stories == ()
    assert house.desk.ask("ferry").kind is AnswerKind.FOUND


@pytest.mark.exhaustive
@pytest.mark.parametrize("source", ["file:///inbox/ferry.txt", ENTRY.url])
def test_what_is_handed_in_without_a_date_counts_from_now(house: House, source: str) -> None:
    """A file, and a page by its address: news of this moment."""
    take(house, replace(ENTRY, source=source, published=None, by_hand=True))
    assert [one.dated for one in stored(house)] == [NOW]
    assert digest(house) == [ENTRY.title]


def test_entries_that_share_the_front_page_as_their_address_are_all_kept(house: House) -> None:
    """A feed whose links all lead to the front page, and a site whose canonical address is that page."""
    one = replace(ENTRY, url="https://post.example/")
    other = replace(
        one, key="urn:2", title="Quake off Vanuatu", text="The sea bed shook near Efate on Sunday."
    )
    assert [row.new for row in take(house, one, other)] == [2]


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("ahead", "counts_from"),
    [(timedelta(hours=5), NOW), (timedelta(days=9), NOW + timedelta(days=9)), (-timedelta(days=2), None)],
)
def test_a_date_ahead_is_a_wrong_zone_or_no_news_yet(
    house: House, ahead: timedelta, counts_from: datetime | None
) -> None:
    """Hours ahead it is news now, days ahead it waits; what lies behind keeps its own time."""
    take(house, replace(ENTRY, published=NOW + ahead))
    assert [one.dated for one in stored(house)] == [counts_from or NOW + ahead]
    assert bool(digest(house)) is (counts_from == NOW)


@pytest.mark.exhaustive
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        st.characters(exclude_categories=["Cs"]) | st.sampled_from(".!?\n\r\u2028\u202e\u200d\x00 "),
        max_size=300,
    )
)
def test_whatever_comes_in_every_stored_brief_is_verbatim(house: House, text: str) -> None:
    """Arbitrary Unicode through intake and the store: each sentence stands in its article, to the letter."""
    url = f"https://post.example/{hashlib.sha256(text.encode()).hexdigest()}"
    take(house, replace(ENTRY, key=text, url=url, text=text))
    texts = {one.article.id: one.article.text for one in stored(house)}
    with house.store.read() as db:
        told = stories.get(db, {one.story_id for one in stored(house)})
    shown = [sentence for story in told.values() for sentence in story.brief.sentences]
    assert all(texts[s.article_id][s.start : s.end] == s.text for s in shown)
    assert bool(shown) is bool(texts)
