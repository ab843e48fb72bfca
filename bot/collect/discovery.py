"""The feeds that a site's page names (autodiscovery, by the HTML standard's link types). Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bot.collect import markup
from bot.collect.urls import absolute, host_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS: Final = re.compile(
    r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)|application/(?:json|xml)|text/xml", re.IGNORECASE
)
# Those that say nothing of a feed by themselves: data of other kinds goes by them too.
_VAGUE: Final = re.compile(r"application/(?:json|xml)|text/xml", re.IGNORECASE)
_LOOKS: Final = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:[/._?-]|$)|\.(?:rss|atom|rdf)(?:\?|$)", re.IGNORECASE
)
_COMMENTS: Final = re.compile(r"\bcomments?\b|\bkommentare?\b|\bcommentaires?\b|/comments/", re.IGNORECASE)
MOST: Final = 20
_LARGEST: Final = 1_000_000  # bytes: links to feeds stand at a page's beginning, or in its footer
_LONGEST: Final = 500  # characters of an address


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed's address, absolute http(s), with the title that the page gives it ("" where none)."""

    url: str
    title: str


def discover(body: bytes, url: str, content_type: str = "") -> tuple[FoundFeed, ...]:
    """Return the feeds that a page at `url` names, the best first, 20 at most, none twice.

    First those that it declares, in its own order; feeds of readers' comments behind the others. Only where
    it declares none, links within its own site that look like feeds'.
    """
    tree = markup.document(markup.decode(body[:_LARGEST], content_type))
    if tree is None:
        return ()
    base = absolute(url, markup.first(tree, "//base/@href")) or url
    found = list(_declared(tree, base)) or list(_linked(tree, base))
    first: dict[str, FoundFeed] = {}
    for one in sorted(found, key=_is_of_comments):
        first.setdefault(one.url, one)
    return tuple(first.values())[:MOST]


def _is_of_comments(one: FoundFeed) -> bool:
    return bool(_COMMENTS.search(f"{one.title} {one.url}"))


def _declared(tree: markup.Tree, base: str) -> Iterator[FoundFeed]:
    for link in markup.every(tree, "//link[@rel and @href]"):
        words = str(link.get("rel")).lower().split()
        kind = str(link.get("type") or "").partition(";")[0].strip()
        if not {"alternate", "feed"} & set(words) or not (_KINDS.fullmatch(kind) or "feed" in words):
            continue
        if not _VAGUE.fullmatch(kind) or _LOOKS.search(str(link.get("href"))):
            yield from _feed(base, str(link.get("href")), str(link.get("title") or ""))


def _linked(tree: markup.Tree, base: str) -> Iterator[FoundFeed]:
    for link in markup.every(tree, "//a[@href]"):
        href = str(link.get("href"))
        if _LOOKS.search(href) and host_of(absolute(base, href)) == host_of(base):
            yield from _feed(base, href, str(link.text_content()))


def _feed(base: str, href: str, title: str) -> Iterator[FoundFeed]:
    address = absolute(base, href)
    if address and len(address) <= _LONGEST:
        yield FoundFeed(url=address, title=" ".join(title.split())[:200])
