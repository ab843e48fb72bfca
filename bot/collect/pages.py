"""An article's page to its text, by trafilatura on bytes that the guarded client fetched."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003  (pydantic reads the types when a child hands a page over)
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

from bot.collect import markup, noise, walls
from bot.collect.dates import parse_date
from bot.collect.urls import absolute, canonical_url, host_of
from bot.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from configparser import ConfigParser

NO_SNIPPET = "its publisher asks not to be quoted (nosnippet)"
NO_ARCHIVE = "its publisher asks that no copy be kept (noarchive)"
_SHORTEST = 60  # letters and figures: less than a sentence or two is a teaser, a notice, a player
_QUOTABLE = 750  # characters, about our 120 words: a page that allows a shorter snippet can't be quoted by us
_ROBOTS = "translate(@name,'ROBTSDAELIN','robtsdaelin')"
_JSON_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
# Where it finds less than 250 characters, trafilatura takes the whole page's text in one heap. The flashes of
# agencies are that short: they are taken as found, unless the heap says several times as much.
_FLASH = "60"
_SHORT = 250
_TIMES = 3
_DATES = (
    "//meta[@property='article:published_time' or @property='og:published_time']/@content",
    "//*[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
)
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
_LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article as its page tells it. `text` has its paragraphs on lines of their own.

    `language` is two or three letters, "" where unsaid; `canonical_url` is of the page's own host.
    `nosnippet` says that the publisher allows no quotation, or a shorter one than we show; `noarchive`, that
    no copy of the page may be shown (none ever is). `closed` says why the page holds no article for us though
    it was sent (a paywall, a login, a question of consent), "" where it does; `paid`, that its publisher
    calls the article paid for.
    """

    title: str
    text: str
    publisher: str
    published: datetime | None
    language: str
    canonical_url: str
    nosnippet: bool
    noarchive: bool
    closed: str = ""
    paid: bool = False


def extract(body: bytes, url: str, headers: Mapping[str, str]) -> Page:
    """Read an article's page. `headers` are those of its HTTP answer, names in lower case.

    Raises UnreadableError where it is no web page, or holds no article text. A page that is closed to us is
    returned all the same, with whatever text it has: it is for the caller not to use that.
    """
    kind = headers.get("content-type", "")
    if kind and "html" not in kind.lower() and "xml" not in kind.lower() and "text/plain" not in kind.lower():
        raise UnreadableError(url, f"is {kind.partition(';')[0].strip()[:60]}, not a web page")
    tree = markup.document(markup.decode(body, kind))
    if tree is None:
        raise UnreadableError(url, "no article text found")
    return _read(tree, url, headers.get("x-robots-tag", ""))


def _read(tree: markup.Tree, url: str, robots_header: str) -> Page:
    title = markup.first(tree, "//meta[@property='og:title']/@content", "//h1", "//title")
    robots = _robots(tree, robots_header)
    whole, paid = markup.text_of(tree), _paid(tree)
    password = bool(tree.xpath("//input[@type='password']"))
    text = _text(tree, title)
    page = Page(
        title=title,
        publisher=markup.first(tree, "//meta[@property='og:site_name']/@content"),
        published=_published(tree),
        language=_language(markup.first(tree, "/html/@lang", "/html/@xml:lang")),
        canonical_url=_canonical(tree, url),
        nosnippet=_no_snippet(robots),
        noarchive="noarchive" in robots,
        text=text,
        closed=walls.wall(title, text, whole, paid=paid, password=password),
        paid=paid,
    )
    if not page.closed and len(re.findall(r"\w", page.text)) < _SHORTEST:
        raise UnreadableError(url, "no article text found")
    return page


def _paid(tree: markup.Tree) -> bool:
    tier = "//meta[@property='article:content_tier' or @name='article:content_tier']/@content"
    if markup.first(tree, tier).lower() == "locked":
        return True
    scripts = markup.every(tree, "//script[@type='application/ld+json']/text()")
    return any(walls.PAID.search(str(script)) for script in scripts)


def _text(tree: markup.Tree, title: str) -> str:
    noise.strip(tree)
    shown = str(tree.text_content())
    text = _main_text(tree, _FLASH)
    if len(text) < _SHORT:
        whole = _main_text(tree)
        text = whole if len(whole) > _TIMES * len(text) else text
    return noise.without_page_lines(_as_shown(text, shown), title)


def _as_shown(text: str, shown: str) -> str:
    """Entities that the page shows nowhere come from its data for search engines, which has them escaped."""
    escaped = _ENTITY.search(text)
    return unescape(text) if escaped and escaped.group() not in shown else text


@cache
def _config(least: str) -> ConfigParser:
    """Settings of trafilatura; with `least`, the characters that it takes for an article."""
    from trafilatura.settings import DEFAULT_CONFIG  # noqa: PLC0415  (late, as below)

    if not least:
        return DEFAULT_CONFIG
    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = least
    return config


def _main_text(tree: markup.Tree, least: str = "") -> str:
    """Let trafilatura find the article. Its tree is taken: its text is unescaped twice and lacks joiners."""
    import trafilatura  # noqa: PLC0415  (late: 0.3 s and 10 MB that only the children who read pages need)

    config = _config(least)
    found: Any = trafilatura.bare_extraction(
        tree, output_format="txt", include_comments=False, include_tables=False, config=config
    )
    return "" if found is None else markup.text_of(found.body)


def _published(tree: markup.Tree) -> datetime | None:
    """Return the first date that can be read, from the plainest statement to the vaguest."""
    scripts = markup.every(tree, "//script[@type='application/ld+json']/text()")
    found = (_JSON_LD_DATE.search(str(script)) for script in scripts)
    named = [
        *(markup.first(tree, path) for path in _DATES),
        *(match.group(1) for match in found if match),
        markup.first(tree, "//article//time/@datetime"),
    ]
    return next(filter(None, map(parse_date, named)), None)


def _language(said: str) -> str:
    found = _LANGUAGE.match(said)
    return found.group().lower() if found else ""


def _canonical(tree: markup.Tree, url: str) -> str:
    """Follow rel=canonical only within the page's own host: no page may speak as one of another host."""
    named = absolute(url, markup.first(tree, "//link[@rel='canonical']/@href"))
    return canonical_url(named if named and host_of(named) == host_of(url) else url)


def _robots(tree: markup.Tree, header: str) -> str:
    contents = tree.xpath(f"//meta[{_ROBOTS}='robots' or {_ROBOTS}='dateline']/@content")
    return ",".join([*map(str, contents), header]).lower()


def _no_snippet(robots: str) -> bool:
    longest = [int(number) for number in re.findall(r"max-snippet\s*:\s*(\d{1,9})", robots)]
    return "nosnippet" in robots or any(number < _QUOTABLE for number in longest)
