"""An article's page, read again -> how its sentences stand there, and what to remember of it. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from bot.model import Look, PageNow, PageSeen, PageState, Standing
from summaries import Sentence, revised, settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from datetime import datetime

    from bot.model import Posting, StoredArticle
    from summaries import Revised, Revision

_STATES = {
    PageState.GONE: Standing.GONE,
    PageState.CLOSED: Standing.CLOSED,
    PageState.UNREAD: Standing.UNREAD,
}


def looks(
    stored: StoredArticle, sentences: Sequence[Sentence], page: PageNow, seen: PageSeen | None, at: datetime
) -> tuple[Look, ...]:
    """How each of the sentences stands on that page; `seen` is what was remembered before it was read."""
    if page.state in _STATES:
        return tuple(Look(standing=_STATES[page.state], at=at, why=page.why) for _ in sentences)
    if page.state is PageState.UNCHANGED:
        return tuple(replace(one, at=at) for one in _as_seen(stored, sentences, seen, at))
    found = revised(stored.article, sentences, settle(page.text), settle(page.whole))
    return tuple(_look(one, found, at, teaser=page.teaser) for one in found.sentences)


def last_looks(
    stored: StoredArticle, sentences: Sequence[Sentence], seen: PageSeen | None
) -> tuple[Look | None, ...]:
    """The same by what was seen last; None where the page was never read again, or could not be lately."""
    if seen is None or seen.failures:
        return tuple(None for _ in sentences)
    return _as_seen(stored, sentences, seen, seen.checked)


def remembered(stored: StoredArticle, page: PageNow, seen: PageSeen | None, at: datetime) -> PageSeen:
    """What to keep of that look."""
    before = seen or PageSeen(article_id=stored.article.id, checked=at)
    if page.state is PageState.UNCHANGED:
        return replace(before, checked=at, failures=0)
    if page.state is not PageState.READ:
        return replace(before, checked=at, failures=before.failures + 1)
    return PageSeen(
        article_id=stored.article.id,
        checked=at,
        text=_text_to_keep(stored, page),
        etag=page.etag,
        last_modified=page.last_modified,
    )


def outcome(reading: Future[PageNow]) -> PageNow:
    """The page that was read; what nobody foresaw in reading one costs that page alone."""
    error = reading.exception()
    if error is None:
        return reading.result()
    return PageNow(state=PageState.UNREAD, why=f"a fault of ours, {type(error).__name__}")


def said_in(messages: Iterable[Posting]) -> frozenset[str]:
    """Every text of the messages' rich text: a sentence that was shown is one of them, whole."""
    return frozenset(text for _, blocks in messages for text in _texts(blocks))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for part in cast("list[object]", value):
            yield from _texts(part)
    elif isinstance(value, dict):
        element = cast("dict[str, Any]", value)
        if element.get("type") == "text" and isinstance(element.get("text"), str):
            yield element["text"]
        for part in element.values():
            yield from _texts(part)


def _as_seen(
    stored: StoredArticle, sentences: Sequence[Sentence], seen: PageSeen | None, at: datetime
) -> tuple[Look, ...]:
    if seen is None or not seen.text:
        return tuple(Look(standing=Standing.STANDS, at=at) for _ in sentences)
    found = revised(stored.article, sentences, seen.text)
    return tuple(_look(one, found, at) for one in found.sentences)


def _look(one: Revision, found: Revised, at: datetime, *, teaser: bool = False) -> Look:
    if one.became == "stands":
        return Look(standing=Standing.STANDS, at=at)
    if one.became == "changed":
        return Look(standing=Standing.CHANGED, at=at, now=one.now)
    if found.holds == "article":
        return Look(standing=Standing.ABSENT, at=at, sure=one.sure)
    part = found.holds == "beginning" or teaser
    return Look(standing=Standing.PART if part else Standing.REWRITTEN, at=at, sure=False)


def _text_to_keep(stored: StoredArticle, page: PageNow) -> str:
    """The page's text, below it our sentences that stand elsewhere on the page; empty where all stand."""
    text, whole = settle(page.text), settle(page.whole)
    ours = [
        Sentence(article_id=stored.article.id, start=start, end=end, text=stored.article.text[start:end])
        for start, end, _ in stored.spans
    ]
    inside = revised(stored.article, ours, text).sentences
    around = revised(stored.article, ours, text, whole).sentences
    if all(one.became == "stands" for one in around):
        return ""
    beside = [
        one.text
        for one, in_text, on_page in zip(ours, inside, around, strict=True)
        if on_page.became == "stands" and in_text.became != "stands"
    ]
    return "\n".join([text, *beside])
