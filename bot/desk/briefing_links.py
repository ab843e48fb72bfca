"""Pages and texts that a reader points at, briefed in their own sentences. Nothing of them is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import tenancy
from bot.collect.urls import canonical_url
from bot.errors import FetchError, UnreadableError
from bot.model import Briefing, PageBrief
from bot.store import articles, stories
from bot.text import one_line, web_url
from summaries import Article, brief, settle, shown_spans

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.briefing import BriefSettings
    from bot.clock import Clock
    from bot.model import Incoming, StoredArticle
    from bot.store.store import Store
    from summaries import Brief, Span

MOST_PAGES = 3
LONG_WORDS = 60
"""A text of so many words is briefed; a shorter one is a question."""


class LinkDesk:
    """`read` fetches an article's page through the guarded client: FetchError, UnreadableError."""

    def __init__(
        self, store: Store, clock: Clock, read: Callable[[str], Incoming], settings: BriefSettings
    ) -> None:
        self._store = store
        self._clock = clock
        self._read = read
        self._settings = settings

    def of_links(self, urls: Sequence[str], reading: Callable[[int], object]) -> Briefing:
        """The first pages of these: from the store where they are in it, else read now.

        `reading` is told how many must be read before that begins. It takes as long as the slowest page.
        """
        named = list(dict.fromkeys(plain for url in urls if (plain := web_url(url.partition("#")[0]))))
        wanted = named[:MOST_PAGES]
        stored = {url: found for url in wanted if (found := self._stored(url))}
        missing = [url for url in wanted if url not in stored]
        told = {url: self._of_stored(url, article) for url, article in stored.items()}
        if missing:
            reading(len(missing))
            with tenancy.Pool(MOST_PAGES, thread_name_prefix="page") as pool:
                told |= dict(zip(missing, pool.map(self._of_page, missing), strict=True))
        return Briefing(
            pages=tuple(told[url] for url in wanted), left=len(named) - len(wanted), now=self._clock.now()
        )

    def of_text(self, text: str) -> Brief | None:
        """A long text in its own sentences; None for one so short that it is a question."""
        if len(text.split()) < LONG_WORDS:
            return None
        article = Article(
            id="message",
            title="",
            text=settle(text),
            published=None,
            publisher="",
            url="",
            language="",
        )
        if not shown_spans(article):
            return None
        ours = self._settings
        return brief([article], sentences=ours.sentences, method=ours.method, max_words=ours.max_words)

    def _stored(self, url: str) -> StoredArticle | None:
        with self._store.read() as db:
            return articles.at_address(db, url) or articles.at_address(db, canonical_url(url))

    def _of_stored(self, url: str, stored: StoredArticle) -> PageBrief:
        told = self._brief(stored.article, stored.spans)
        with self._store.read() as db:
            story = stories.get(db, [stored.story_id]).get(stored.story_id)
        if story is None:
            return PageBrief(url=url, brief=told)
        publishers = len(story.brief.publishers)
        return PageBrief(url=url, brief=told, story_id=story.id, publishers=publishers)

    def _of_page(self, url: str) -> PageBrief:
        try:
            page = self._read(url)
        except (FetchError, UnreadableError) as error:
            return PageBrief(url=url, why=error.why)
        article = Article(
            id=url,
            title=one_line(settle(page.title)),
            text=settle(page.text),
            published=page.published,
            publisher=one_line(settle(page.publisher)),
            url=page.url,
            language=page.language,
        )
        spans = shown_spans(article)
        if not spans:
            return PageBrief(url=url, why="no sentence of an article was found in it")
        return PageBrief(url=url, brief=self._brief(article, spans))

    def _brief(self, article: Article, spans: Sequence[Span]) -> Brief:
        """One article, within what rights allow of it."""
        ours = self._settings
        return brief(
            [article],
            sentences=ours.sentences,
            method=ours.method,
            spans={article.id: spans},
            max_words=ours.max_words,
            max_share=ours.max_share,
        )
