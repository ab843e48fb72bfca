"""A site's page names its feeds; a feed's address that answers with such a page says which."""

from __future__ import annotations

import pytest

from bot.collect.discovery import MOST, discover
from bot.collect.feeds import parse
from bot.errors import UnreadableError

URL = "https://news.example/world/"
RSS = 'type="application/rss+xml"'


def found(head: str, body: str = "") -> list[str]:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return [one.url for one in discover(page.encode(), URL)]


@pytest.mark.parametrize(
    ("head", "urls"),
    [
        (f'<link rel="alternate" {RSS} href="/feed">', ["https://news.example/feed"]),
        (f'<LINK REL="Alternate" TYPE="APPLICATION/ATOM+XML" HREF="a.xml">', [f"{URL}a.xml"]),  # noqa: F541
        (
            f'<base href="https://cdn.example/x/"><link rel=alternate {RSS} href=f>',
            ["https://cdn.example/x/f"],
        ),
        ('<link rel="alternate" type="application/feed+json" href="f.json">', [f"{URL}f.json"]),
        ('<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">', []),
        ('<link rel="alternate" type="text/xml" href="/rss/all.xml">', ["https://news.example/rss/all.xml"]),
        ('<link rel="alternate" hreflang="de" href="/de/">', []),
        ('<link rel="stylesheet" type="application/rss+xml" href="/feed">', []),
        (f'<link rel="alternate" {RSS} href="javascript:alert(1)">', []),
        (f'<link rel="alternate" {RSS} href="file:///etc/passwd">', []),
        (f'<link rel="alternate" {RSS} href="">', []),
        (f'<link rel="alternate" {RSS} href="https://[::1">', []),
        (f'<link rel="alternate" {RSS} href="/{"a" * 600}">', []),
    ],
)
def test_declared_feeds_are_found(head: str, urls: list[str]) -> None:
    """Of every type, with any spelling and base; nothing that is no feed, and no address but of the web."""
    assert found(head) == urls


def test_feeds_of_comments_stand_last_and_none_stands_twice() -> None:
    head = "".join(
        f'<link rel="alternate" {RSS} title="{title}" href="{href}">'
        for title, href in (
            ("Example » Comments", "/comments/feed/"),
            ("Example", "/feed/"),
            ("Again", "/feed/"),
        )
    )
    assert found(head) == ["https://news.example/feed/", "https://news.example/comments/feed/"]


def test_links_are_looked_at_only_where_nothing_is_declared() -> None:
    """And only those of the site itself that look like feeds'."""
    links = '<a href="/rss">RSS</a><a href="https://other.example/rss">x</a><a href="/feeding-the-poor">y</a>'
    assert found("", links) == ["https://news.example/rss"]
    assert found(f'<link rel="alternate" {RSS} href="/feed">', links) == ["https://news.example/feed"]


def test_a_page_of_a_thousand_feeds_names_a_few() -> None:
    assert len(found("".join(f'<link rel="alternate" {RSS} href="/{n}">' for n in range(1_000)))) == MOST


@pytest.mark.parametrize("body", [b"", b"\x00", b"<", b"<a href='/rss'", b"\xff\xfe<"])
def test_noise_names_no_more_than_it_holds(body: bytes) -> None:
    """Nothing is raised, whatever comes."""
    assert len(discover(body, URL)) <= 1


def test_a_feed_that_became_a_page_says_which_feed_the_page_names() -> None:
    """Sites that move leave a page where the feed was: the way to the new one stands on it."""
    page = f'<!doctype html><head><link rel="alternate" {RSS} href="/new.xml"></head><body>Moved</body>'
    with pytest.raises(UnreadableError) as error:
        parse(page.encode(), "https://news.example/old.xml", {})
    assert error.value.why == "is a web page, not a feed; it names https://news.example/new.xml as its feed"
