"""The feeds of a site, by its address: the address itself, or those that its page names, each tried."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.errors import FetchError, UnreadableError

if TYPE_CHECKING:
    from bot.collect.http import Response
    from bot.collect.parsing import Parser

MOST = 8
"""So many of those that a page names are tried."""


class Client(Protocol):
    def get(self, url: str) -> Response:
        """FetchError where it can't be fetched."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFeed:
    """A feed's address with its title and how many entries it has; `why` it can't be read, else empty."""

    url: str
    title: str
    entries: int = 0
    why: str = ""


def feeds_of(address: str, client: Client, parser: Parser) -> tuple[SiteFeed, ...]:
    """Those that can be read first, else in the page's order. FetchError where that fails."""
    response = client.get(address)
    try:
        parsed = parser.feed(response.body, response.url, response.headers)
    except UnreadableError:
        named = parser.named(response.body, response.url, response.headers)[:MOST]
        found = [_tried(one.url, one.title, client, parser) for one in named]
        return tuple(sorted(found, key=lambda one: bool(one.why)))
    return (SiteFeed(url=address, title=parsed.title, entries=len(parsed.entries)),)


def _tried(url: str, title: str, client: Client, parser: Parser) -> SiteFeed:
    try:
        response = client.get(url)
        parsed = parser.feed(response.body, response.url, response.headers)
    except (FetchError, UnreadableError) as error:
        return SiteFeed(url=url, title=title, why=error.why)
    return SiteFeed(url=url, title=parsed.title or title, entries=len(parsed.entries))
