"""Editions as JSON Lines, as Markdown and as an Atom feed. Pure: the same editions give the same bytes."""

from __future__ import annotations

import json
import re
import uuid
import xml.etree.ElementTree as ET
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from bot.text import long_date, one_line, plural, web_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime

    from bot.model.exported import Exported, ExportedSentence

ATOM: Final = "http://www.w3.org/2005/Atom"
_NAMES: Final = uuid.UUID("1b1d0c1e-7c2e-5a55-9c5e-0d7e11ae0001")  # ours, drawn once: ids grow out of it
_SYNTAX: Final = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&$:=^\"'])")
# What XML 1.0 can't hold, whatever stands in a text (https://www.w3.org/TR/xml/#charsets).
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def json_lines(found: Iterable[Exported]) -> Iterator[str]:
    """One object a line: the fields of bot.model.exported, times in ISO 8601."""
    for one in found:
        yield json.dumps(asdict(one), ensure_ascii=False, default=_time) + "\n"


def _time(value: date) -> str:
    return value.isoformat()


def markdown(found: Iterable[Exported]) -> Iterator[str]:
    """Each edition under a heading of its own, each sentence on a line with its source."""
    for one in found:
        yield f"## {_plain(_title(one))}\n\n"
        for story in one.stories:
            yield f"### {_plain(one_line(story.headline))}\n\n"
            yield from (_quoted(said) for said in story.sentences)


def atom(found: Sequence[Exported], *, name: str, channel: str, tenant: str, now: datetime) -> str:
    """A feed of a channel's editions, newest first (RFC 4287). `now` counts where there is none.

    An edition's id stays, wherever and how often it is made; so does the feed's.
    """
    newest = sorted(found, key=lambda one: (one.posted, one.id), reverse=True)
    feed = ET.Element("feed", xmlns=ATOM)
    _put(feed, "id", _id(tenant, "channel", channel))
    _put(feed, "title", f"{name}, {channel}")
    _put(feed, "updated", (newest[0].posted if newest else now).isoformat())
    _put(ET.SubElement(feed, "author"), "name", name)
    _put(feed, "generator", "Dateline")
    for one in newest:
        feed.append(_entry(one, tenant))
    ET.indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(feed, encoding="unicode")}\n'


def _entry(one: Exported, tenant: str) -> ET.Element:
    entry = ET.Element("entry")
    _put(entry, "id", _id(tenant, "edition", one.id))
    _put(entry, "title", _title(one))
    _put(entry, "updated", one.posted.isoformat())
    _put(entry, "published", one.posted.isoformat())
    _put(entry, "summary", "; ".join(one_line(story.headline) for story in one.stories))
    _put(entry, "content", _html(one)).set("type", "html")
    return entry


def _html(one: Exported) -> str:
    body = ET.Element("div")
    for story in one.stories:
        _put(body, "h2", one_line(story.headline))
        for said in story.sentences:
            line = _put(body, "p", f"{said.text} ")
            link = _put(line, "a" if said.url else "cite", one_line(said.publisher))
            if said.url:
                link.set("href", said.url)
    return ET.tostring(body, encoding="unicode", method="html")


def _put(parent: ET.Element, tag: str, text: str) -> ET.Element:
    made = ET.SubElement(parent, tag)
    made.text = _NOT_XML.sub("", text)
    return made


def _id(*named: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_NAMES, json.dumps(named))}"


def _title(one: Exported) -> str:
    count = plural(len(one.stories), "story", "stories")
    return f"{long_date(one.local_date)}, {one.slot}, {one.channel}: {count}"


def _quoted(said: ExportedSentence) -> str:
    who = _plain(one_line(said.publisher)) or "unknown publisher"
    url = web_url(said.url)
    return f"> {_plain(said.text)}\n> — {f'[{who}](<{url}>)' if url else who}\n\n"


def _plain(text: str) -> str:
    """On one line, with nothing in it that Markdown would read as more than text."""
    return _SYNTAX.sub(r"\\\1", " ".join(text.split()))
