"""What the desk knows behind a story: its life and place, what went before, who tells it elsewhere."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest
from stored import NOW, article

from bot.briefing import BriefSettings
from bot.clock import FixedClock
from bot.desk.ask import Desk
from bot.desk.detail import language_name
from bot.desk.matching import AskSettings
from bot.errors import NotFoundError
from bot.newsroom.briefs import make_story
from bot.store import articles, stories

if TYPE_CHECKING:
    from bot.model import StoredArticle, StoryDetail
    from bot.store.store import Store

BRIEFS = BriefSettings(method="dateline", sentences=3, max_words=120, max_share=1.0)
SETTINGS = AskSettings(window=timedelta(days=30), stories=3, brief=BRIEFS)

QUAKE = article(
    1,
    "At least 143 people died when an earthquake of magnitude 6.3 shook Arequipa in Peru on Sunday.",
    title="Earthquake kills 143 in Arequipa",
    hours_ago=20,
    story_id="quake",
)
SISMO = article(
    2,
    "Un terremoto de magnitud 6,3 dejó 143 muertos en Arequipa, en el sur de Perú.",
    title="Terremoto en Arequipa deja 143 muertos",
    publisher="La Voz",
    hours_ago=19,
    story_id="sismo",
)
FERIA = article(
    3, "Arequipa, en Perú, abre su feria.", title="Feria en Arequipa", publisher="La Voz", story_id="feria"
)


def spanish(stored: StoredArticle) -> StoredArticle:
    return replace(stored, article=replace(stored.article, language="es-PE"))


def hold(store: Store, *told: StoredArticle, previous: tuple[str, ...] = ()) -> None:
    """Store them, and their stories as the newsroom would."""
    by_story: dict[str, list[StoredArticle]] = defaultdict(list)
    for one in sorted(told, key=lambda one: one.when):
        by_story[one.story_id].append(one)
    made = [
        replace(make_story(name, found, BRIEFS), place="Peru", previous=previous)
        for name, found in by_story.items()
    ]
    with store.write() as db:
        articles.add(db, told)
        stories.save(db, made)


def detail(store: Store, story_id: str = "quake") -> StoryDetail:
    return Desk(store, FixedClock(NOW), SETTINGS, UTC).detail(story_id)


def test_a_story_comes_with_its_life_and_its_place(store: Store) -> None:
    """Its status and its turns, of its articles up to now."""
    arrest = article(
        4,
        "Police in Arequipa arrested on Monday the builder of a school that the earthquake toppled.",
        title="Builder of toppled school arrested",
        publisher="Isle Mail",
        hours_ago=1,
        story_id="quake",
    )
    late = replace(arrest, article=replace(arrest.article, id="a9"), dated=NOW + timedelta(hours=1))
    hold(store, QUAKE, arrest, late)
    found = detail(store)
    assert found.life is not None
    assert (found.life.status, found.life.articles, found.place) == ("developing", 2, "Peru")
    assert [turn.sentence.article_id for turn in found.life.timeline] == ["a1", "a4"]


def test_a_copy_adds_nothing_to_a_life(store: Store) -> None:
    """Who reprints an agency's text is no second publisher."""
    copy = replace(QUAKE, article=replace(QUAKE.article, id="a5", publisher="Copyist"), copy_of="a1")
    hold(store, QUAKE, copy)
    life = detail(store).life
    assert life is not None
    assert (life.articles, life.publishers) == (1, ("Fjord Times",))


def test_stories_in_other_languages_are_named_with_their_language(store: Store) -> None:
    """The one that certainly tells the same, and from either side."""
    hold(store, QUAKE, spanish(SISMO), spanish(FERIA))
    (told,) = detail(store).elsewhere
    assert (told.story_id, told.language) == ("sismo", "Spanish")
    assert (told.source.title, told.source.publisher) == (SISMO.article.title, "La Voz")
    assert [one.language for one in detail(store, "sismo").elsewhere] == ["English"]
    assert detail(store, "feria").elsewhere == ()


def test_where_another_of_ours_fits_as_well_none_is_named(store: Store) -> None:
    """A story in another language is told beside one of ours, or beside none."""
    twin = replace(QUAKE, article=replace(QUAKE.article, id="a6"), story_id="twin")
    hold(store, QUAKE, twin, spanish(SISMO))
    assert detail(store).elsewhere == ()


def test_earlier_stories_of_the_affair_are_named_newest_first(store: Store) -> None:
    """In the order in which they are stored; one that is gone is passed over."""
    hold(store, article(7, title="Older", story_id="old"), article(8, title="Newer", story_id="newer"))
    hold(store, QUAKE, previous=("newer", "gone", "old"))
    assert [one.source.title for one in detail(store).earlier] == ["Newer", "Older"]


def test_a_story_that_is_gone_is_not_found(store: Store) -> None:
    """Also where its articles are gone and its row still stands."""
    hold(store, QUAKE)
    with pytest.raises(NotFoundError):
        detail(store, "nowhere")
    with store.write() as db:
        articles.move(db, {"a1": "elsewhere"})
    with pytest.raises(NotFoundError):
        detail(store)


def test_a_language_without_an_english_name_goes_by_its_code() -> None:
    """Names are of languages, not of their variants."""
    assert [language_name(code) for code in ("es-419", "ar", "qqx")] == ["Spanish", "Arabic", "qqx"]


def test_of_one_text_the_article_that_told_it_first_is_quoted(store: Store) -> None:
    """As among the sources, though its original is the one that came in first: what is quoted is a source."""
    first = article(
        4, QUAKE.article.text, title=QUAKE.article.title, publisher="Wire", hours_ago=21, story_id="quake"
    )
    hold(store, QUAKE, replace(first, copy_of=QUAKE.article.id))
    found = detail(store)
    assert [one.article_id for one in found.view.brief.sources] == ["a4"]
    assert {one.article_id for one in found.key_sentences} == {"a4"}
