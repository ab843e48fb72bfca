"""Editions given out: as JSON, as Markdown without a syntax of theirs, as a feed that readers take."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest

from bot.model.exported import Exported, ExportedSentence, ExportedStory
from bot.operate.export_forms import ATOM, atom, json_lines, markdown

NOW = datetime(2026, 11, 23, 8, 0, 1, tzinfo=UTC)
SAID = ExportedSentence(
    text="Rain fell on <b>Łódź</b> & *everywhere*.",
    publisher="Fjord [Times]",
    title="Rain",
    url="https://example.org/1?a=1&b=(2)#:~:text=Rain%20fell",
    published=NOW,
    article_id="a1",
    start=3,
    end=43,
)
STORY = ExportedStory(
    story_id="s1",
    headline="# Rain <script>alert(1)</script>",
    section="World",
    region="Europe",
    place="Poland",
    new="",
    sentences=(SAID, replace(SAID, text="It stopped.\n\nThen it went on.", url="")),
)
ONE = Exported(
    id="e1",
    channel="#news",
    local_date=date(2026, 11, 23),
    slot="08:00",
    zone="Europe/Warsaw",
    posted=NOW,
    stories=(STORY,),
)
OLDER = replace(ONE, id="e0", local_date=date(2026, 11, 22), posted=NOW - timedelta(days=1))


def fed(*found: Exported, tenant: str = "", channel: str = "#news") -> str:
    return atom(found, name="Dateline", channel=channel, tenant=tenant, now=NOW)


def test_json_lines_hold_every_field() -> None:
    first, second = (json.loads(line) for line in json_lines([OLDER, ONE]))
    assert (first["id"], second["id"]) == ("e0", "e1")
    assert second["posted"] == "2026-11-23T08:00:01+00:00"
    assert second["local_date"] == "2026-11-23"
    assert second["stories"][0]["sentences"][0]["text"] == SAID.text


def test_markdown_shows_what_was_said_and_reads_nothing_into_it() -> None:
    said = "".join(markdown([ONE]))
    assert said.startswith("## Monday 23 November 2026, 08\\:00, \\#news\\: 1 story\n")
    assert "\n### \\# Rain \\<script\\>alert\\(1\\)\\<\\/script\\>" not in said
    assert "\n### \\# Rain \\<script\\>alert\\(1\\)\\</script\\>\n" in said
    assert "\n> Rain fell on \\<b\\>Łódź\\</b\\> \\& \\*everywhere\\*\\.\n" in said
    assert "\n> — [Fjord \\[Times\\]](<https://example.org/1?a=1&b=(2)#:~:text=Rain%20fell>)\n" in said
    assert "\n> It stopped\\. Then it went on\\.\n> — Fjord \\[Times\\]\n" in said


def test_a_feed_is_read_by_readers_of_feeds() -> None:
    """Newest first, each entry with its time, and its sentences word for word with their links."""
    found = feedparser.parse(fed(OLDER, ONE))
    assert not found.bozo
    assert found.version == "atom10"
    assert found.feed.title == "Dateline, #news"
    assert found.feed.updated == "2026-11-23T08:00:01+00:00"
    assert [one.updated for one in found.entries] == [NOW.isoformat(), OLDER.posted.isoformat()]
    told = found.entries[0].content[0].value
    assert "Rain fell on &lt;b&gt;Łódź&lt;/b&gt; &amp; *everywhere*." in told
    assert 'href="https://example.org/1?a=1&amp;b=(2)#:~:text=Rain%20fell"' in told
    assert "<script" not in told


def test_an_editions_id_stays_and_is_its_own() -> None:
    """However often a feed is made; and no other workspace's or channel's."""
    alone, both = feedparser.parse(fed(ONE)), feedparser.parse(fed(OLDER, ONE))
    assert alone.entries[0].id == both.entries[0].id == "urn:uuid:fca6355b-eee1-5582-8eff-86843d990a76"
    ids = {one.id for one in both.entries} | {feedparser.parse(fed(ONE, tenant="T1")).entries[0].id}
    feeds = {alone.feed.id, feedparser.parse(fed(ONE, channel="#other")).feed.id}
    assert (len(ids), len(feeds)) == (3, 2)
    assert fed(ONE, OLDER) == fed(OLDER, ONE)


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\ufffe", "\udc80", "]]>", "<!--", "&#0;"])
def test_whatever_stands_in_a_text_a_feed_is_xml(sign: str) -> None:
    odd = replace(STORY, headline=f"a{sign}b", sentences=(replace(SAID, text=f"c{sign}d", publisher=sign),))
    root = ET.fromstring(fed(replace(ONE, stories=(odd,), channel=sign)).encode("utf-8"))
    assert root.findtext(f"{{{ATOM}}}entry/{{{ATOM}}}content")


def test_a_feed_without_editions_is_one() -> None:
    found = feedparser.parse(fed())
    assert (found.bozo, found.entries, found.feed.updated) == (False, [], NOW.isoformat())
