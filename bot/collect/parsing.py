"""How documents are read: in this very process, or in children that can be killed (bot.collect.children)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.collect import discovery, feeds, markup, pages
from bot.collect.pages import Page  # noqa: TC001  (pydantic reads the types when a child hands it over)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from bot.collect.discovery import FoundFeed
    from bot.collect.feeds import ParsedFeed
    from bot.model import EntryFailure, Incoming


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A page that is read once more: as an article, and the whole of its text."""

    page: Page
    whole: str


class Parser(Protocol):
    """Reads what strangers wrote. Raises UnreadableError for what makes no sense, or costs too much.

    `headers` are those of the HTTP answer, names in lower case.
    """

    def feed(self, body: bytes, url: str, headers: Mapping[str, str]) -> ParsedFeed: ...

    def named(self, body: bytes, url: str, headers: Mapping[str, str]) -> Sequence[FoundFeed]:
        """The feeds that a page names, the best first."""
        ...

    def page(self, body: bytes, url: str, headers: Mapping[str, str]) -> Page: ...

    def again(self, body: bytes, url: str, headers: Mapping[str, str]) -> Reread: ...

    def file(self, path: Path, publisher: str = "", section: str = "") -> Sequence[Incoming | EntryFailure]:
        """Read one file. What can't be read is an EntryFailure."""
        ...


class Here:
    """Reads in this process: quick to begin, but a document that burns time or memory burns ours."""

    def feed(self, body: bytes, url: str, headers: Mapping[str, str]) -> ParsedFeed:
        return feeds.parse(body, url, headers)

    def named(self, body: bytes, url: str, headers: Mapping[str, str]) -> Sequence[FoundFeed]:
        return discovery.discover(body, url, headers.get("content-type", ""))

    def page(self, body: bytes, url: str, headers: Mapping[str, str]) -> Page:
        return pages.extract(body, url, headers)

    def again(self, body: bytes, url: str, headers: Mapping[str, str]) -> Reread:
        page = pages.extract(body, url, headers)
        tree = markup.document(markup.decode(body, headers.get("content-type", "")))
        return Reread(page=page, whole="" if tree is None else markup.text_of(tree))

    def file(self, path: Path, publisher: str = "", section: str = "") -> Sequence[Incoming | EntryFailure]:
        from bot.collect.files import read  # noqa: PLC0415  (late: it takes a second that feeds don't need)

        return list(read(path, publisher, section))
