"""Feeds of every form to entries: who an entry is, what it says, and when."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from soon import times_counting

from bot.collect import feeds
from bot.collect.expat import check_expat
from bot.collect.feeds import ParsedFeed, is_feed, parse
from bot.errors import DatelineError, UnreadableError

URL = "https://news.example/feed.xml"


def rss(items: str, title: str = "The Example") -> ParsedFeed:
    return parse(rss_body(items, title), URL, {"content-type": "application/rss+xml"})


def rss_body(items: str, title: str = "The Example") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content='
        f'"http://purl.org/rss/1.0/modules/content/"><channel><title>{title}</title>'
        f"<link>https://news.example/</link>{items}</channel></rss>"
    ).encode()


def test_rss_atom_and_json_feed_say_the_same() -> None:
    """The three formats give equal entries: key, canonical link, plain texts, the date in UTC."""
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title>'
        b'<link href="https://news.example/"/><entry><id>urn:a1</id>'
        b'<title type="html">Floods &amp;amp; storms</title>'
        b'<link href="/a?utm_source=x"/><summary type="html">&lt;p&gt;Rain.&lt;/p&gt;</summary>'
        b"<published>2026-03-01T10:00:00+02:00</published>"
        b'<content type="html">&lt;p&gt;Much rain.&lt;/p&gt;&lt;p&gt;Then more.&lt;/p&gt;</content>'
        b"</entry></feed>"
    )
    rss_feed = rss_body(
        "<item><guid>urn:a1</guid><title>Floods &amp;amp; storms</title>"
        "<link>/a?utm_source=x</link>"
        "<description>&lt;p&gt;Rain.&lt;/p&gt;</description>"
        "<pubDate>Sun, 01 Mar 2026 10:00:00 +0200</pubDate>"
        "<content:encoded>&lt;p&gt;Much rain.&lt;/p&gt;&lt;p&gt;Then more.&lt;/p&gt;</content:encoded></item>"
    )
    item = {"id": "urn:a1", "title": "Floods & storms", "url": "/a?utm_source=x", "summary": "Rain."}
    item |= {
        "date_published": "2026-03-01T10:00:00+02:00",
        "content_html": "<p>Much rain.</p><p>Then more.</p>",
    }
    version = "https://jsonfeed.org/version/1.1"
    as_json = json.dumps({"version": version, "title": "The Example", "items": [item]}).encode()
    parsed = [parse(body, URL, {}) for body in (rss_feed, atom, as_json)]
    assert parsed[0].entries == parsed[1].entries == parsed[2].entries
    assert {feed.title for feed in parsed} == {"The Example"}
    entry = parsed[0].entries[0]
    assert (entry.key, entry.url, entry.title) == ("urn:a1", "https://news.example/a", "Floods & storms")
    assert (entry.summary, entry.content) == ("Rain.", "Much rain.\nThen more.")
    assert entry.published == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert all(is_feed(body) for body in (rss_feed, atom, as_json))


def test_entities_are_decoded_once() -> None:
    """What a publisher wrote as text about markup stays that text."""
    found = rss("<item><guid>1</guid><title>Use &amp;lt;b&amp;gt; &amp;amp;amp; co</title></item>")
    assert found.entries[0].title == "Use <b> &amp; co"


def test_scripts_and_styles_are_no_text() -> None:
    """Of HTML in a summary only the words are kept, a line for each block."""
    html = (
        "&lt;style&gt;p{}&lt;/style&gt;&lt;p&gt;One&lt;br&gt;two&lt;script&gt;x()&lt;/script&gt; 3&lt;/p&gt;"
    )
    found = rss(f"<item><guid>1</guid><title>T</title><description>{html}</description></item>")
    assert found.entries[0].summary == "One\ntwo 3"


def test_one_guid_for_all_is_no_identity() -> None:
    """Where several entries bear one guid, their links tell them apart."""
    items = "".join(f"<item><guid>same</guid><link>https://news.example/{n}</link></item>" for n in "ab")
    items = items.replace("</item>", "<title>T</title></item>")
    assert [entry.key for entry in rss(items).entries] == ["https://news.example/a", "https://news.example/b"]


def test_without_guid_and_link_the_words_name_an_entry() -> None:
    """An entry with neither is named by title and date, the same in each reading."""
    items = "".join(f"<item><title>{title}</title></item>" for title in ("One", "Two", "One"))
    keys = [entry.key for entry in rss(items).entries]
    assert len(keys) == len(set(keys)) == 2
    assert keys == [entry.key for entry in rss(items).entries]


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("Sun, 01 Mar 2026 10:00:00 GMT", 10),
        ("2026-03-01T10:00:00+09:00", 1),
        ("March 1, 2026 at 5:05 pm EST", 22),
        ("1st of March 2026, 10:05", 10),
        ("Sunday, Mar 1 2026 12:00 AM", 0),
        ("1772359200", 10),
        ("1772359200000", 10),
        ("01/03/2026", None),
        ("Mon, 30 Feb 2026 10:00:00 GMT", None),
        ("9" * 400, None),
        ("yesterday", None),
        ("", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("Mon, 01 Jan 0001 00:00:00 GMT", None),
    ],
)
def test_dates_are_utc_or_none(written: str, hour: int | None) -> None:
    """A date comes out aware and in UTC; what is none, or a program's zero, is missing."""
    item = f"<item><guid>1</guid><title>T</title><pubDate>{written}</pubDate></item>"
    published = rss(item).entries[0].published
    assert (published.hour if published else None) == hour


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<!DOCTYPE html><html><body>Please log in</body></html>", "is a web page, not a feed"),
        (b'<?xml version="1.0"?><html><body>x</body></html>', "is a web page, not a feed"),
        (b'<?xml version="1.0"?><rss><channel><title>cut', "cut short or broken"),
        (b"", "is not a feed"),
        (b"/etc/passwd", "is not a feed"),
        (b"\x89PNG\r\n", "is not a feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": [', "cut short or broken"),
        (b"{" * 100_000, "cut short or broken"),
        (b'{"a": 1}', "is JSON, but not a feed"),
    ],
)
def test_what_is_no_feed_is_named(body: bytes, why: str) -> None:
    """A page, broken XML or JSON, a file's name and noise are refused with the cause."""
    with pytest.raises(UnreadableError, match=why):
        parse(body, URL, {})


def test_a_feed_that_breaks_off_keeps_its_entries() -> None:
    """Broken XML costs no entry that stands before the break."""
    whole = rss_body("<item><guid>x:1</guid><title>One</title></item><item><guid>x:2</guid><title>Two &no; ")
    assert parse(whole.partition(b"</channel>")[0], URL, {}).entries[0].key == "x:1"


def test_an_empty_feed_is_a_feed() -> None:
    """A feed without entries is well, and empty."""
    assert rss("").entries == ()


def test_half_a_surrogate_can_be_stored() -> None:
    """JSON's lone surrogates don't reach the store, which would break on them."""
    items = b'[{"id": "1", "title": "a\\ud800b"}, 7, null]'
    body = b'{"version": "https://jsonfeed.org/version/1", "items": ' + items + b"}"
    assert [entry.title.encode() for entry in parse(body, URL, {}).entries] == [b"a?b"]


@pytest.mark.exhaustive
@pytest.mark.parametrize("order", [1, -1])
def test_of_a_large_feed_the_newest_500_entries_are_read(order: int) -> None:
    """Of 5,000 entries, with the oldest first or the newest; they stay in the feed's order."""
    numbers = range(5_000)[::order]
    whens = {n: f"{datetime.fromtimestamp(10**9 + n, UTC):%a, %d %b %Y %H:%M:%S} GMT" for n in numbers}
    items = "".join(
        f"<item><guid>urn:{n}</guid><title>T</title><pubDate>{when}</pubDate></item>"
        for n, when in whens.items()
    )
    assert [int(entry.key[4:]) for entry in rss(items).entries] == [n for n in numbers if n >= 4_500]


def test_without_dates_the_first_500_entries_are_read() -> None:
    """A feed of 600 entries gives 500."""
    items = "".join(f"<item><guid>urn:{n}</guid><title>T</title></item>" for n in range(600))
    assert [int(entry.key[4:]) for entry in rss(items).entries] == list(range(500))


@pytest.mark.parametrize(("inner", "times"), [("&lt;!--", 100_000), ("&lt;a &lt;b ", 40_000)])
def test_a_small_feed_burns_no_minutes(inner: str, times: int) -> None:
    """Half a megabyte of unclosed comments, poison for feedparser's sanitiser, is read at once."""
    poison = f"<item><guid>1</guid><title>T</title><description>{inner * times}</description></item>"
    assert times_counting(lambda: rss(poison)) < 400


def test_what_breaks_the_reader_is_a_broken_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    """feedparser's own failures on broken documents are named as what they are: no defect of ours."""

    def raises(*_: object, **__: object) -> None:
        raise KeyError("links")

    monkeypatch.setattr(feeds.feedparser, "parse", raises)
    with pytest.raises(UnreadableError, match="cut short or broken"):
        rss("")


@pytest.mark.parametrize(("attributes", "entries"), [(900, 1), (1_100, 0)])
def test_an_element_of_a_thousand_attributes_is_refused(attributes: int, entries: int) -> None:
    """feedparser takes the square of them: 280 KB of attributes would burn a minute."""
    named = " ".join(f"a{n}='1'" for n in range(attributes))
    body = rss_body(f"<item><guid>urn:1</guid><title>T</title><x {named}/></item>")
    try:
        found = len(parse(body, URL, {}).entries)
    except UnreadableError as error:
        found = 0 if "over 1,000 attributes" in error.why else -1
    assert found == entries


def test_text_full_of_signs_is_no_element_of_attributes() -> None:
    """An entry may quote as much code as it likes."""
    code = "x = 1; y = 2; " * 2_000
    assert (
        len(rss(f"<item><guid>urn:1</guid><title>T</title><description>{code}</description></item>").entries)
        == 1
    )


def test_an_old_xml_parser_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Below libexpat 2.5 nothing starts; the one at hand is newer."""
    check_expat()
    monkeypatch.setattr("pyexpat.version_info", (2, 4, 9))
    with pytest.raises(DatelineError, match=r"libexpat 2\.4\.9"):
        check_expat()
