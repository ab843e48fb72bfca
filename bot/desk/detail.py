"""What is behind a story: its life, where it is, what went before, and who tells it in other languages."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from babel import Locale

from bot.briefing import spans_of, witnesses
from bot.desk.views import as_of
from bot.model import Mention, StoryDetail
from bot.store import articles, stories
from summaries import attached, life, quotations, summarize
from summaries.attach import WITHIN
from summaries.tokens import base_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.briefing import BriefSettings
    from bot.model import StoredArticle, StoredStory
    from summaries import Article, Life, Sentence

MOST_EARLIER: Final = 4
MOST_ELSEWHERE: Final = 3
_LOOKED_AT: Final = 400  # articles in other languages, and of ours: of a busier time the newest
_LANGUAGES: Final = cast("Mapping[str, str]", Locale("en").languages)


def behind(
    db: Connection, story: StoredStory, told: Sequence[StoredArticle], now: datetime, settings: BriefSettings
) -> StoryDetail:
    """A story's detail as it is now; `told` are its articles up to now, oldest first, at least one."""
    heard = witnesses(told)
    newest = {stored.article.publisher: stored for stored in heard}
    return StoryDetail(
        view=as_of(story, told, now, settings),
        key_sentences=tuple(best for stored in newest.values() for best in _best_sentence(stored)),
        life=life_of(told, now),
        place=story.place,
        earlier=_mentions(db, story.previous[:MOST_EARLIER]),
        elsewhere=_elsewhere(db, story, told),
        quotations=quotations([stored.article for stored in reversed(heard)], spans_of(heard)),
        now=now,
    )


def life_of(told: Sequence[StoredArticle], now: datetime) -> Life:
    """The life of a story, by the times that count for news and the sentences that intake marked."""
    found = witnesses(told)
    return life([stored.news for stored in found], now, spans_of(found))


def _best_sentence(stored: StoredArticle) -> tuple[Sentence, ...]:
    return summarize(stored.news, sentences=1, spans=stored.spans).sentences


def _elsewhere(db: Connection, story: StoredStory, told: Sequence[StoredArticle]) -> tuple[Mention, ...]:
    """The stories of other languages that certainly tell the same, and rather than another of ours does."""
    language = base_language(story.language)
    look = partial(
        articles.openings,
        db,
        language,
        since=told[0].when - WITHIN,
        until=told[-1].when + WITHIN,
        limit=_LOOKED_AT,
    )
    ours = {story.id: [stored.news for stored in witnesses(told)]}
    theirs = _by_story(look(others=True))
    found = _partners(story.id, ours | theirs)
    if not found:
        return ()
    rivals = _by_story(look(others=False))
    certain = _partners(story.id, rivals | ours | {one: theirs[one] for one in found})
    return _mentions(db, certain[:MOST_ELSEWHERE])


def _by_story(openings: Iterable[tuple[str, Article]]) -> dict[str, list[Article]]:
    found: dict[str, list[Article]] = defaultdict(list)
    for story_id, article in openings:
        found[story_id].append(article)
    return dict(found)


def _partners(story_id: str, told: Mapping[str, Sequence[Article]]) -> list[str]:
    """The stories among these that are attached to that one."""
    pairs = attached(list(told.items()))
    return [a if b == story_id else b for a, b in pairs if story_id in {a, b}]


def _mentions(db: Connection, ids: Sequence[str]) -> tuple[Mention, ...]:
    """Those of the stories that are stored, in the order given."""
    known = stories.get(db, ids)
    return tuple(_mention(known[one]) for one in ids if one in known and _named(known[one]))


def _named(story: StoredStory) -> bool:
    return any(source.article_id == story.brief.headline_id for source in story.brief.sources)


def _mention(story: StoredStory) -> Mention:
    return Mention(
        story_id=story.id,
        source=story.brief.source(story.brief.headline_id),
        language=language_name(story.language),
    )


def language_name(language: str) -> str:
    """A language's name in English: "es-419" is "Spanish"; the code itself where it has none."""
    code = base_language(language)
    return _LANGUAGES.get(code, code)
