"""Why sentences were chosen, also where articles are purged between two reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete
from stored import NOW, article

from bot.briefing import BriefSettings
from bot.clock import FixedClock
from bot.desk.ask import Desk
from bot.desk.matching import AskSettings
from bot.desk.reasons import Reasons
from bot.errors import BadRequestError, NotFoundError
from bot.newsroom.briefs import make_story
from bot.store import articles, stories
from bot.store.schema import articles as table

if TYPE_CHECKING:
    from bot.model import StoredArticle, StoryDetail
    from bot.store.store import Store

BRIEFS = BriefSettings(method="dateline", sentences=3, max_words=120, max_share=1.0)
TOLD = (
    article(1, "Ash rose six kilometres over Gaua on Sunday.", title="Volcano erupts on Gaua", hours_ago=9),
    article(2, "Boats took 3,300 people off the island.", title="Gaua is emptied", publisher="Isle Mail"),
)


class Purging(Desk):
    """A desk behind whose back articles are purged as soon as it has told of a story."""

    def __init__(self, store: Store, *gone: str) -> None:
        super().__init__(
            store,
            FixedClock(NOW),
            AskSettings(window=timedelta(days=30), stories=3, brief=BRIEFS),
            UTC,
        )
        self._gone = gone
        self._kept = store

    def detail(self, story_id: str) -> StoryDetail:
        found = super().detail(story_id)
        with self._kept.write() as db:
            db.execute(delete(table).where(table.c.id.in_(self._gone)))
        return found


def reasons(store: Store, *gone: str, told: tuple[StoredArticle, ...] = TOLD) -> Reasons:
    with store.write() as db:
        articles.add(db, told)
        stories.save(db, [make_story("s1", list(told), BRIEFS)])
    return Reasons(store, Purging(store, *gone), BRIEFS)


def test_a_story_comes_with_its_life(store: Store) -> None:
    """Its sentences with their reasons, and what is behind it."""
    found = reasons(store).explain("s1")
    assert [one.article.id for one in found.chosen] == ["a1", "a2"]
    assert found.detail is not None
    assert found.detail.life is not None
    assert found.detail.now == NOW


def test_a_sentence_whose_article_was_purged_is_passed_over(store: Store) -> None:
    """The others still say why."""
    assert [one.article.id for one in reasons(store, "a1").explain("s1").chosen] == ["a2"]


def test_a_story_all_of_whose_articles_were_purged_is_not_found(store: Store) -> None:
    """An error with its sentence, and no crash."""
    with pytest.raises(NotFoundError, match="not in the store any more"):
        reasons(store, "a1", "a2").explain("s1")


def test_a_sentence_that_its_article_no_longer_shows_has_no_reasons(store: Store) -> None:
    """Where the spans were found anew since the brief was made it is still shown."""
    told = reasons(store)
    with store.write() as db:
        db.execute(delete(table))
        articles.add(db, [replace(one, spans=()) for one in TOLD])
    assert [one.why for one in told.explain("s1").chosen] == [(), ()]


@pytest.mark.parametrize("asked", ["\udcff", "rain\udcff", "https://example.org/\udcff"])
def test_bytes_that_are_no_text_are_refused_in_words(store: Store, asked: str) -> None:
    """As a terminal hands on a file's name in an encoding of long ago: no crash, in any command."""
    with pytest.raises(BadRequestError, match="no text"):
        reasons(store).explain(asked)
