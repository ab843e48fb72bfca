"""Prints the samples as feeds: RSS 2.0, Atom and JSON Feed."""

from __future__ import annotations

import json
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING

from bot.demo.sample_files import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.demo.sample_files import Channel, Publisher, Sample

STUB_WORDS = 16

TYPES = {
    Format.RSS: "application/rss+xml; charset=utf-8",
    Format.ATOM: "application/atom+xml; charset=utf-8",
    Format.JSON: "application/feed+json; charset=utf-8",
}


def feed(base: str, publisher: Publisher, channel: Channel, articles: Sequence[Sample]) -> bytes:
    """The feed's bytes. `base` is the server's root without a slash at its end; articles run newest first."""
    write = {Format.RSS: _rss, Format.ATOM: _atom, Format.JSON: _json}[channel.format]
    return write(base, publisher, channel, articles).encode()


def _heading(publisher: Publisher, channel: Channel) -> str:
    return publisher.name if channel is publisher.channels[0] else f"{publisher.name} - {channel.section}"


def stub(article: Sample) -> str:
    """The first words only, as most feeds give them, so that the page must be read."""
    words = article.paragraphs[0].split()
    return " ".join(words[:STUB_WORDS]) + ("…" if len(words) > STUB_WORDS else "")


def _markup(article: Sample) -> str:
    return "".join(f"<p>{escape(paragraph)}</p>" for paragraph in article.paragraphs)


def _rss(base: str, publisher: Publisher, channel: Channel, articles: Sequence[Sample]) -> str:
    items = "\n".join(_rss_item(base, publisher, article) for article in articles)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>{escape(_heading(publisher, channel))}</title>
<link>{base}/{publisher.slug}/</link>
<description>{escape(publisher.tagline)}</description>
<language>{publisher.language}</language>
{items}
</channel>
</rss>
"""


def _rss_item(base: str, publisher: Publisher, article: Sample) -> str:
    content = ""
    if publisher.full_text:
        content = f"\n<content:encoded>{escape(_markup(article))}</content:encoded>"
    return f"""<item>
<title>{escape(article.title)}</title>
<link>{base}{article.path}</link>
<guid isPermaLink="false">{escape(article.guid)}</guid>
<pubDate>{format_datetime(article.published)}</pubDate>
<category>{escape(article.section)}</category>
<description>{escape(stub(article))}</description>{content}
</item>"""


def _atom(base: str, publisher: Publisher, channel: Channel, articles: Sequence[Sample]) -> str:
    updated = articles[0].published.isoformat(timespec="seconds") if articles else "1970-01-01T00:00:00+00:00"
    entries = "\n".join(_atom_entry(base, publisher, article) for article in articles)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{publisher.language}">
<title>{escape(_heading(publisher, channel))}</title>
<subtitle>{escape(publisher.tagline)}</subtitle>
<id>urn:{publisher.slug}:{channel.path}</id>
<link href="{base}/{publisher.slug}/"/>
<link rel="self" href="{base}/{publisher.slug}/{channel.path}"/>
<updated>{updated}</updated>
{entries}
</feed>
"""


def _atom_entry(base: str, publisher: Publisher, article: Sample) -> str:
    when = article.published.isoformat(timespec="seconds")
    content = f'\n<content type="html">{escape(_markup(article))}</content>' if publisher.full_text else ""
    return f"""<entry>
<title>{escape(article.title)}</title>
<id>{escape(article.guid)}</id>
<link href="{base}{article.path}"/>
<author><name>{escape(byline(article))}</name></author>
<published>{when}</published>
<updated>{when}</updated>
<category term="{escape(article.section)}"/>
<summary>{escape(stub(article))}</summary>{content}
</entry>"""


def _json(base: str, publisher: Publisher, channel: Channel, articles: Sequence[Sample]) -> str:
    items = [_json_item(base, publisher, article) for article in articles]
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _heading(publisher, channel),
        "home_page_url": f"{base}/{publisher.slug}/",
        "feed_url": f"{base}/{publisher.slug}/{channel.path}",
        "description": publisher.tagline,
        "language": publisher.language,
    }
    return json.dumps({**head, "items": items}, ensure_ascii=False, indent=1)


def _json_item(base: str, publisher: Publisher, article: Sample) -> dict[str, object]:
    item: dict[str, object] = {
        "id": article.guid,
        "url": f"{base}{article.path}",
        "title": article.title,
        "summary": stub(article),
        "date_published": article.published.isoformat(timespec="seconds"),
        "tags": [article.section],
    }
    # JSON Feed 1.1 asks for one of content_html and content_text in every item.
    if publisher.full_text:
        return {**item, "content_html": _markup(article)}
    return {**item, "content_text": stub(article)}


def byline(article: Sample) -> str:
    return article.byline or article.publisher.name
