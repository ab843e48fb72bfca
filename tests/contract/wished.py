"""A store with a few stories, the desks over it, and readers who wish something."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from stored import NOW, article

from bot.briefing import BriefSettings
from bot.clock import FixedClock
from bot.desk.ask import Desk
from bot.desk.matching import AskSettings
from bot.desk.readers import ReaderDesk
from bot.newsroom.briefs import make_story
from bot.store import articles, stories

if TYPE_CHECKING:
    from bot.model import StoredArticle
    from bot.store.store import Store

BRIEFS = BriefSettings(method="dateline", sentences=3, max_words=120, max_share=1.0)
SETTINGS = AskSettings(window=timedelta(days=30), stories=3, brief=BRIEFS)
ADA, BEN = "U1ADA", "U2BEN"


def told(number: int, story_id: str, title: str, publisher: str, said: str) -> StoredArticle:
    return article(
        number, f"{said} It was reported on Monday.", title=title, publisher=publisher, story_id=story_id
    )


# The flood is told by three publishers, the strike by two, the others by one each.
NEWS = (
    told(1, "flood", "Flood in Peru", "Andes Mail", "A river rose in Peru by two metres."),
    told(2, "flood", "Peru river rises", "Daily Wire", "Hundreds left their homes in Peru."),
    told(3, "flood", "Peru under water", "Reef Post", "Schools stay closed in Lima."),
    told(4, "strike", "Dock strike ends", "Andes Mail", "Dockers in Rotterdam went back to work."),
    told(5, "strike", "Dockers back at work", "Reef Post", "The dockers' pay rises by six percent."),
    told(6, "match", "Late goal wins cup", "Daily Wire", "A late goal won the football cup in Accra."),
    told(7, "vote", "Chad votes", "Isle Mail", "Polling stations opened in Chad at dawn."),
)


def hold(store: Store, *found: StoredArticle) -> None:
    """Store them, and their stories as the newsroom would."""
    by_story: dict[str, list[StoredArticle]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.when):
        by_story[one.story_id].append(one)
    with store.write() as db:
        articles.add(db, found)
        stories.save(db, [make_story(name, group, BRIEFS) for name, group in by_story.items()])


def desks(store: Store) -> tuple[Desk, ReaderDesk]:
    clock = FixedClock(NOW)
    return Desk(store, clock, SETTINGS, UTC), ReaderDesk(store, clock)
