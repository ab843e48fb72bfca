"""RSS, Atom and JSON Feed to entries, from bytes that the guarded client fetched: never by address."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import feedparser

from bot.collect.dates import parse_date, utc
from bot.collect.discovery import discover
from bot.collect.encodings import sound
from bot.collect.markup import decode, plain, tidy
from bot.collect.urls import absolute, canonical_url
from bot.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAX_ENTRIES = 500
_LONGEST_KEY = 500
_CLOSED = re.compile(rb"</(?:\w+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)  # it ends: empty, not cut short
_UNTYPED: Any = feedparser  # it has no types
_BROKEN = "is cut short or broken: no entry could be read"
# What feedparser's loose reader raises of itself on documents that are broken in unlucky places.
_ITS_OWN = (AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_ATTRIBUTES = 1_000
_NESTED = re.compile(rb"<!ENTITY[^>]{0,2000}?&(?!#)")  # no feed's: a dozen of them make gigabytes
_ATTRIBUTE = re.compile(rb"""[\s"'][\w:.-]+\s*=""")
_SPACE = b"\xef\xbb\xbf \t\r\n"
_HTML = (b"<!doctype html", b"<html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as plain text. `key` names it within its feed; `url` is canonical, "" where it has none.

    `summary` is the teaser, `content` the full text where the feed carries it ("" else). `position` is its
    place in the feed, from 1.
    """

    key: str
    url: str
    title: str
    summary: str
    content: str
    published: datetime | None
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed's own words on itself, and its entries in its own order: the newest 500, where it has more."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    guid: str
    url: str
    title: str
    summary: str
    content: str
    published: datetime | None


def is_feed(body: bytes) -> bool:
    """Does this look like a feed? Judged by what it holds: the label that servers put on it often lies."""
    head = sound(body[:4096], "")[0].lstrip(_SPACE).lower()
    if head.startswith(b"{"):
        return b"jsonfeed.org" in body
    return not head.startswith(_HTML) and any(root in head for root in (b"<rss", b"<feed", b"<rdf:rdf"))


def parse(body: bytes, url: str, headers: Mapping[str, str]) -> ParsedFeed:
    """Read a feed. `headers` are those of its HTTP answer, names in lower case.

    Raises UnreadableError for a web page, for XML that breaks off before its first entry, for anything else.
    """
    body, kind = sound(body, headers.get("content-type", ""))
    headers = {**headers, "content-type": kind}
    head = body[:1024].lstrip(_SPACE).lower()
    if head.startswith(b"{"):
        return _json_feed(body, url)
    if head.startswith(_HTML):
        raise _a_page(body, url, headers)
    return _xml_feed(body, url, headers)


# ---- RSS and Atom ----


def _xml_feed(body: bytes, url: str, headers: Mapping[str, str]) -> ParsedFeed:
    document: Any = _feedparser(body, url, headers)
    entries = _newest(document.entries)
    if not entries and not (document.get("version") and _CLOSED.search(body[-1024:])):
        why = _why_nothing(body, document)
        raise UnreadableError(url, why) if why else _a_page(body, url, headers)
    base = str(document.feed.get("link") or url)
    raws = [_from_feedparser(entry, absolute(url, base) or url) for entry in entries]
    title = _plain_detail(document.feed.get("title_detail"), document.feed.get("title"))
    return ParsedFeed(title=_line(title), entries=tuple(_entries(raws)))


def _newest(entries: list[Any]) -> list[Any]:
    """Some feeds list their oldest entry first, and never drop one."""
    if len(entries) <= MAX_ENTRIES:
        return entries
    dates: list[tuple[Any, ...]] = [tuple(entry.get("published_parsed") or ()) for entry in entries]
    ranked = sorted(range(len(entries)), key=lambda at: (dates[at], -at), reverse=True)
    return [entries[at] for at in sorted(ranked[:MAX_ENTRIES])]


def _feedparser(body: bytes, url: str, headers: Mapping[str, str]) -> Any:
    """Hand the bytes over as a stream: a str or bytes would be tried as an address and a file name first.

    Its sanitiser and its rewriting of links inside HTML are off: plain text is all we take, and both can be
    made to burn minutes of CPU by a small feed.
    """
    if _is_crowded(body):
        raise UnreadableError(url, "is made to take long: an element has over 1,000 attributes")
    if _NESTED.search(body):
        raise UnreadableError(url, "is made to take long: its entities are made of one another")
    told = {"content-location": url}
    if kind := headers.get("content-type"):
        told["content-type"] = kind
    try:
        return _UNTYPED.parse(
            io.BytesIO(body), response_headers=told, sanitize_html=False, resolve_relative_uris=False
        )
    except _ITS_OWN:
        raise UnreadableError(url, _BROKEN) from None


def _is_crowded(body: bytes) -> bool:
    """Whether an element has more attributes than any feed's: feedparser takes the square of them."""
    tags = (part.partition(b">")[0] for part in body.split(b"<"))
    return any(tag.count(b"=") > _ATTRIBUTES and len(_ATTRIBUTE.findall(tag)) > _ATTRIBUTES for tag in tags)


def _a_page(body: bytes, url: str, headers: Mapping[str, str]) -> UnreadableError:
    """Say that it is a page, and which feed that names: sites that move leave a page in the feed's place."""
    found = next(iter(discover(body, url, headers.get("content-type", ""))), None)
    feed = found.url if found and found.url != url else ""
    named = f"; it names {feed} as its feed" if feed else ""
    return UnreadableError(url, f"is a web page, not a feed{named}", feed=feed)


def _why_nothing(body: bytes, document: Any) -> str:
    if b"<html" in body[:4096].lower():
        return ""
    if document.get("version") or body.lstrip().startswith(b"<"):
        return _BROKEN
    return "is not a feed"


def _from_feedparser(entry: Any, base: str) -> _Raw:
    contents = [_plain_detail(content, "") for content in entry.get("content", ())]
    content = max(contents, key=len, default="")
    summary = _plain_detail(entry.get("summary_detail"), entry.get("summary"))
    return _Raw(
        guid=str(entry.get("id") or "").strip(),
        url=absolute(base, str(entry.get("link") or "")),
        title=_line(_plain_detail(entry.get("title_detail"), entry.get("title"))),
        summary=summary,
        content=content,
        published=_moment(entry),
    )


def _plain_detail(detail: Any, value: object) -> str:
    """Return a text construct as plain text: only what is marked as HTML is read as HTML."""
    text = _text(detail.get("value") if detail else value)
    is_html = detail is not None and "html" in str(detail.get("type"))
    return plain(text) if is_html else tidy(text)


def _moment(entry: Any) -> datetime | None:
    for name in ("published", "updated", "created"):
        if name not in set(entry.keys()):  # feedparser's own "in" lets one name stand for another
            continue
        written = str(entry.get(name) or "")
        parsed = (
            entry.get(f"{name}_parsed") if not written.strip().isdecimal() else None
        )  # it guesses at those
        try:
            moment = parse_date(written) or (utc(datetime(*parsed[:6], tzinfo=UTC)) if parsed else None)
        except ValueError:  # leap seconds and other numbers that no calendar knows
            moment = None
        if moment is not None:
            return moment
    return None


# ---- JSON Feed ----


def _json_feed(body: bytes, url: str) -> ParsedFeed:
    try:
        found = as_object(json.loads(decode(body)))
    except (ValueError, RecursionError):
        raise UnreadableError(url, _BROKEN) from None
    if found is None or "jsonfeed.org" not in str(found.get("version")):
        raise UnreadableError(url, "is JSON, but not a feed")
    items = found.get("items")
    objects = map(as_object, cast("list[object]", items) if isinstance(items, list) else ())
    base = absolute(url, _text(found.get("home_page_url"))) or url
    raws = [_from_json(item, base) for item in islice(filter(None, objects), MAX_ENTRIES)]
    return ParsedFeed(title=_line(_text(found.get("title"))), entries=tuple(_entries(raws)))


def as_object(value: object) -> dict[str, object] | None:
    """Return a JSON object as what it is; None for every other kind of value."""
    return cast("dict[str, object]", value) if isinstance(value, dict) else None


def _from_json(item: dict[str, object], base: str) -> _Raw:
    html = _text(item.get("content_html"))
    return _Raw(
        guid=_text(item.get("id")).strip(),
        url=absolute(base, _text(item.get("url")) or _text(item.get("external_url"))),
        title=_line(_text(item.get("title"))),
        summary=_text(item.get("summary")),
        content=plain(html) if html else _text(item.get("content_text")),
        published=parse_date(item.get("date_published")) or parse_date(item.get("date_modified")),
    )


# ---- both ----


def _text(value: object) -> str:
    """Return a string that can be stored: JSON and broken encodings bring halves of surrogate pairs."""
    text = value if isinstance(value, str) else "" if value is None else str(value)
    return text.encode("utf-8", "replace").decode("utf-8")


def _line(text: str) -> str:
    return " ".join(text.split())


def _entries(raws: Sequence[_Raw]) -> Iterator[Entry]:
    """Name each entry by its guid, unless others bear the same; else by its link; else by what it says."""
    uses = Counter(raw.guid for raw in raws)
    seen: set[str] = set()
    for raw in raws:
        url = canonical_url(raw.url) if raw.url else ""
        key = raw.guid if raw.guid and uses[raw.guid] == 1 else url or _hash(raw)
        key = key if len(key) <= _LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()
        if key not in seen and (raw.title or raw.summary or raw.content):
            seen.add(key)
            yield Entry(
                key=key,
                url=url,
                title=raw.title,
                summary=raw.summary,
                content=raw.content,
                published=raw.published,
                position=len(seen),
            )


def _hash(raw: _Raw) -> str:
    said = f"{raw.title}\n{raw.published.isoformat() if raw.published else raw.summary}"
    return hashlib.sha256(said.encode()).hexdigest()
