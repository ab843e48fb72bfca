"""Feeds as newsrooms, players, agencies and blogs write them, with dates of every form; made by us."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Final

from payloads import NEWS

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION: Final = "https://jsonfeed.org/version/1.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A feed by name. `entries`: how many must be found; `said`: words of the refusal."""

    name: str
    body: bytes
    entries: int | None = None
    said: str = ""
    headers: dict[str, str] = field(default_factory=dict[str, str])


# ---- how feeds are written ----


def rss(*items: str, head: str = "<title>The Example</title><link>https://news.example/</link>") -> str:
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    joined = "".join(f"<item>{one}</item>" for one in items)
    return f'<?xml version="1.0"?><rss version="2.0" {spaces}><channel>{head}{joined}</channel></rss>'


def atom(*entries: str) -> str:
    joined = "".join(f"<entry>{one}</entry>" for one in entries)
    spaces = (
        'xmlns="http://www.w3.org/2005/Atom" xmlns:yt="http://www.youtube.com/xml/schemas/2015" '
        'xmlns:media="http://search.yahoo.com/mrss/"'
    )
    return f'<?xml version="1.0"?><feed {spaces}><title>The Example</title>{joined}</feed>'


def rdf(*items: str) -> str:
    joined = "".join(f'<item rdf:about="urn:{at}">{one}</item>' for at, one in enumerate(items))
    spaces = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
    return f'<rdf:RDF {spaces}><channel rdf:about="x"><title>The Example</title></channel>{joined}</rdf:RDF>'


def json_feed(*items: object) -> str:
    return json.dumps({"version": VERSION, "title": "The Example", "items": list(items)})


def item(name: str = "a", title: str = "Floods", summary: str = NEWS[0], more: str = "") -> str:
    link = f"<link>https://news.example/{name}</link><guid>urn:{name}</guid>"
    return f"<title>{title}</title>{link}<description>{summary}</description>{more}"


def entry(name: str = "a", title: str = "Floods", summary: str = NEWS[0], more: str = "") -> str:
    link = f'<link href="https://news.example/{name}"/><id>urn:{name}</id>'
    return f"<title>{title}</title>{link}<summary>{summary}</summary>{more}"


# ---- what they hold ----


def well_formed() -> Iterator[Case]:
    """The shapes that newsrooms, players and blogs really give their feeds."""
    for name, (text, entries) in {**identities(), **players(), **markups()}.items():
        yield Case(name=f"good-{name}", body=text.encode(), entries=entries)


MANY: Final = tuple(f"n{at}" for at in range(30))


def identities() -> dict[str, tuple[str, int]]:
    """The formats, and the ways in which entries are named, or are not. Name -> feed, its entries."""
    return {
        "rss": (rss(item("a"), item("b")), 2),
        "atom": (atom(entry("a"), entry("b")), 2),
        "rdf": (rdf(item("a"), item("b")), 2),
        "json": (json_feed({"id": "1", "title": "Floods", "content_text": NEWS[0]}), 1),
        "empty-rss": (rss(), 0),
        "empty-atom": (atom(), 0),
        "empty-json": (json_feed(), 0),
        "thirty": (rss(*map(item, MANY)), 30),
        "five-thousand": (rss(*(item(f"n{at}") for at in range(5_000))), 500),
        "one-guid-for-all": (rss(*(item(n).replace(f"urn:{n}", "same") for n in MANY)), 30),
        "no-guids": (rss(*(item(n).replace(f"<guid>urn:{n}</guid>", "") for n in MANY)), 30),
        "no-links": (rss(*(f"<title>Story {n}</title><guid>urn:{n}</guid>" for n in MANY)), 30),
        "neither": (rss(*(f"<title>Story {n}</title>" for n in MANY)), 30),
        "same-twice": (rss(item(), item()), 1),
        "only-summaries": (rss(*(f"<description>{line}</description>" for line in NEWS)), 4),
        "nothing-in-items": (rss("", "<title/>", "<title> </title>"), 0),
        "relative-links": (rss("<title>A</title><link>/a</link>", "<title>B</title><link>b?x=1</link>"), 2),
        "tracked-links": (rss(*(item().replace("/a<", f"/a?utm_source={n}<") for n in MANY[:3])), 1),
    }


def players() -> dict[str, tuple[str, int]]:
    """Video channels, podcasts and agencies."""
    return {
        "youtube": (
            atom(
                *(
                    f"<id>yt:video:{n}</id><yt:videoId>{n}</yt:videoId><title>Clip {n}</title>"
                    f'<link rel="alternate" href="https://video.example/watch?v={n}"/><media:group>'
                    f"<media:title>Clip</media:title><media:description>{NEWS[1]}</media:description></media:group>"
                    for n in MANY[:15]
                )
            ),
            15,
        ),
        "podcast": (
            rss(
                *(
                    f"<title>Episode {n}</title><guid>{n}</guid><enclosure url='https://pod.example/{n}.mp3' "
                    f"length='1' type='audio/mpeg'/><itunes:summary>{NEWS[2]}</itunes:summary>"
                    "<itunes:duration>31:05</itunes:duration>"
                    for n in MANY[:10]
                )
            ),
            10,
        ),
        "agency": (
            rss(
                *(
                    item(
                        n,
                        f"URGENT: Flash {n}",
                        f"OSLO, Nov 30 (Norland Agency) - {line} (Reporting by K. Lie)",
                    )
                    for n, line in zip(MANY, NEWS, strict=False)
                )
            ),
            4,
        ),
    }


def markups() -> dict[str, tuple[str, int]]:
    """Where and how texts stand."""
    return {
        "html-summary": (rss(item(summary=escape(f"<p>{NEWS[0]}</p><p><b>{NEWS[1]}</b></p>"))), 1),
        "cdata": (rss(item(summary=f"<![CDATA[<p>{NEWS[0]}</p>]]>", title="<![CDATA[Floods & storms]]>")), 1),
        "full-text": (
            rss(item(more=f"<content:encoded>{escape('<p>' + NEWS[0] * 20)}</content:encoded>")),
            1,
        ),
        "xhtml": (
            atom(
                "<id>1</id><title type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
                "Floods <b>now</b></div>"
                f"</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{NEWS[0]}</div></content>"
            ),
            1,
        ),
        "unknown-elements": (rss(item(more="<x><y><z>1</z></y></x>" * 50)), 1),
        "stylesheet": ('<?xml-stylesheet href="x.xsl"?>' + rss(item()).partition("?>")[2], 1),
        "upper-case": (rss(item()).replace("<item>", "<ITEM>").replace("</item>", "</ITEM>"), 1),
        "old-version": (rss(item()).replace('version="2.0"', 'version="0.91"'), 1),
        "no-version": (rss(item()).replace(' version="2.0"', ""), 1),
        "json-odd-types": (
            json_feed({"id": 7, "title": ["x"], "content_text": {"a": 1}}, 7, None, [], "x"),
            1,
        ),
        "json-html": (json_feed({"id": "1", "title": "T", "content_html": f"<p>{NEWS[0]}<p>{NEWS[1]}"}), 1),
        "json-changing-ids": (json_feed(*({"id": str(n), "title": "T", "url": "/a"} for n in range(5))), 5),
    }


DATES: Final = (
    *(
        "Mon, 30 Nov 2026 08:00:00 GMT",
        "2026-11-30T08:00:00Z",
        "30 Nov 2026",
        "2026-11-30",
        "Nov 30, 2026 8:00 am",
    ),
    *(
        "1796025600",
        "1796025600000",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ),
    *(
        "2036-01-01",
        "tomorrow",
        "",
        "30/11/2026",
        "2026-13-45",
        "Mon, 30 Feb 2026 10:00:00 GMT",
        "2026-11-30T24:00:00",
    ),
    *(
        "2026年11月30日",
        "30 ноября 2026",
        "Montag, 30. November 2026",
        "1 hour ago",
        "٣٠ نوفمبر",
        "2026-11-30T08:00:00+99:99",
    ),
    *(
        "Mon, 30 Nov 2026 08:00:60 GMT",
        "2026-335",
        "9" * 300,
        "-1",
        "2026-11-30T08:00:00.123456789Z",
        "<b>2026</b>",
    ),
)


def dated() -> Iterator[Case]:
    """Each form of a date, in both languages of XML: the entry is there whatever its date is."""
    for at, when in enumerate(DATES):
        written = escape(when)
        yield Case(
            name=f"date-rss-{at}", body=rss(item(more=f"<pubDate>{written}</pubDate>")).encode(), entries=1
        )
        yield Case(
            name=f"date-atom-{at}", body=atom(entry(more=f"<updated>{written}</updated>")).encode(), entries=1
        )
        yield Case(
            name=f"date-json-{at}",
            body=json_feed({"id": "1", "title": "T", "date_published": when}).encode(),
            entries=1,
        )
