"""What kind of story answers a question: news first, and no quiz to who asks for none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest
from stored import NOW, article

from bot.briefing import BriefSettings
from bot.clock import FixedClock
from bot.desk.ask import Desk
from bot.desk.matching import AskSettings
from bot.model import AnswerKind
from bot.newsroom.briefs import make_story
from bot.store import articles, stories

if TYPE_CHECKING:
    from bot.store.store import Store

BRIEFS = BriefSettings(method="dateline", sentences=3, max_words=120, max_share=1.0)
SETTINGS = AskSettings(window=timedelta(days=30), stories=3, brief=BRIEFS)
SAID = "Voters in Portugal went to an election on Sunday."


def hold(store: Store, *kinds: str) -> None:
    """Store one story of each kind, all told in the same words, the first the newest."""
    with store.write() as db:
        for at, kind in enumerate(kinds, 1):
            one = article(at, SAID, title="Portugal election", story_id=kind, hours_ago=at)
            articles.add(db, [one])
            stories.save(db, [replace(make_story(kind, [one], BRIEFS), kind=kind)])


def asked(store: Store, question: str) -> tuple[AnswerKind, list[str]]:
    answer = Desk(store, FixedClock(NOW), SETTINGS, UTC).ask(question)
    return answer.kind, [view.story_id for view in answer.stories]


@pytest.mark.parametrize("kind", ["quiz", "shopping", "horoscope"])
def test_what_tells_no_news_is_no_answer_unless_it_is_asked_for(store: Store, kind: str) -> None:
    """Neither an answer nor among the nearest; who names the kind gets it."""
    hold(store, kind)
    assert asked(store, "who won the election in Portugal?") == (AnswerKind.NOTHING, [])
    assert asked(store, "Portugal lighthouse") == (AnswerKind.NOTHING, [])
    assert asked(store, f"Portugal election {kind}")[1] == [kind]


def test_news_comes_before_a_column_that_answers_as_well(store: Store) -> None:
    """Columns and live pages may answer, even where they are a little newer, behind the news."""
    hold(store, "opinion", "live", "quiz", "news")
    kind, found = asked(store, "election in Portugal")
    assert (kind, found) == (AnswerKind.FOUND, ["news", "opinion", "live"])
