"""A stored article's page is asked for again: over real sockets, and whatever the server does."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from collect_server import RawServer, answer

from bot.collect.again import Rereader
from bot.collect.http import GuardedClient
from bot.model import PageNow, PageSeen, PageState, StoredArticle
from summaries import Article, Span, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
FIRST = "Heavy rain burst a dam above the Chadian town of Sarh on Sunday and flooded 4,000 homes."
SECOND = "The regional governor, Hawa Mahamat, declared a state of emergency until 30 November."
HTML = "Content-Type: text/html; charset=utf-8"


@pytest.fixture
def server() -> Iterator[RawServer]:
    with RawServer() as raw:
        yield raw


def printed(*paragraphs: str, head: str = "", encoding: str = "utf-8") -> bytes:
    body = "".join(f"<p>{one}</p>" for one in paragraphs or (FIRST, SECOND))
    page = f"""<!doctype html><html><head><meta charset="{encoding}"><title>Dam</title>{head}</head><body>
    <nav><a href="/">Home</a></nav><main><article><h1>Dam bursts</h1>{body}</article></main>
    <aside><p>In brief: the ferry to Moundou sails again.</p></aside></body></html>"""
    return page.encode(encoding)


def stored(
    url: str, *, source: str = "https://news.example/feed", title: str = "Dam bursts"
) -> StoredArticle:
    text = f"{FIRST}\n{SECOND}"
    return StoredArticle(
        article=Article(
            id="a1",
            title=title,
            text=text,
            published=NOW,
            publisher="Lake Chad Post",
            url=url,
            language="en",
        ),
        source=source,
        collected=NOW,
        dated=NOW,
        fingerprint=fingerprint(text),
        spans=(Span(0, len(FIRST), 0),),
    )


def read(
    server: RawServer, path: str = "/world/dam", *, seen: PageSeen | None = None, loopback: bool = True
) -> PageNow:
    with GuardedClient(allow_networks=["127.0.0.0/8"] if loopback else [], timeout=5) as client:
        return Rereader(client).read(stored(server.url + path), seen)


def test_a_page_comes_with_its_text_all_that_is_on_it_and_its_validators(server: RawServer) -> None:
    server.answers["/world/dam"] = answer(printed(), "200 OK", HTML, 'ETag: "1"', "Last-Modified: then")
    found = read(server)
    assert (found.state, found.text) == (PageState.READ, f"{FIRST}\n{SECOND}")
    assert "the ferry to Moundou sails again" in found.whole
    assert (found.etag, found.last_modified, found.teaser) == ('"1"', "then", False)


def test_what_was_seen_goes_with_the_question(server: RawServer) -> None:
    """Its publisher may answer that nothing changed; without it, the page is asked for whole."""
    server.answers["/world/dam"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    seen = PageSeen(article_id="a1", checked=NOW, etag='W/"1"', last_modified="then")
    assert read(server, seen=seen) == PageNow(state=PageState.UNCHANGED)
    assert 'if-none-match: w/"1"' in server.requests[0].lower()
    assert "if-modified-since: then" in server.requests[0].lower()


def test_a_page_in_another_encoding_is_read_as_its_readers_see_it(server: RawServer) -> None:
    text = "Сильный дождь прорвал плотину над городом Сарх в воскресенье и затопил 4000 домов. Погибших нет."
    page = printed(text, encoding="windows-1251")
    server.answers["/world/dam"] = answer(page, "200 OK", "Content-Type: text/html; charset=windows-1251")
    assert read(server).text == text


@pytest.mark.parametrize(
    ("status", "state", "why"),
    [
        ("404 Not Found", PageState.GONE, "404 not found"),
        ("410 Gone", PageState.GONE, "410 gone"),
        ("401 Unauthorized", PageState.CLOSED, "401 wants a login"),
        ("402 Payment Required", PageState.CLOSED, "402 wants payment"),
        ("403 Forbidden", PageState.CLOSED, "403 forbidden"),
        ("429 Too Many Requests", PageState.UNREAD, "429 too many requests"),
        ("500 Internal Server Error", PageState.UNREAD, "500 server error"),
    ],
)
def test_an_answer_without_a_page_says_what_it_means(
    server: RawServer, status: str, state: PageState, why: str
) -> None:
    server.answers["/world/dam"] = answer(b"", status)
    assert read(server) == PageNow(state=state, why=why)


@pytest.mark.parametrize(
    ("to", "state", "why"),
    [
        ("/", PageState.UNREAD, "its address leads to a front page now"),
        ("/login?next=/world/dam", PageState.CLOSED, "its address leads to a login"),
        ("/account/sign-in", PageState.CLOSED, "its address leads to a login"),
    ],
)
def test_a_redirect_away_from_the_article_is_no_page_of_it(
    server: RawServer, to: str, state: PageState, why: str
) -> None:
    server.answers["/world/dam"] = answer(b"", "302 Found", f"Location: {to}")
    for path in ("/", "/login", "/account/sign-in"):
        server.answers[path] = answer(printed("Welcome to the newspaper of all of the lake's shores. " * 3))
    assert read(server) == PageNow(state=state, why=why)


def test_an_article_that_moved_is_read_where_it_is(server: RawServer) -> None:
    server.answers["/world/dam"] = answer(b"", "301 Moved Permanently", "Location: /2026/dam-bursts")
    server.answers["/2026/dam-bursts"] = answer(printed(), "200 OK", HTML)
    assert read(server).state is PageState.READ


@pytest.mark.parametrize(
    ("asks", "why"),
    [
        ("nosnippet", "its publisher asks not to be quoted (nosnippet)"),
        ("noarchive", "its publisher asks that no copy be kept (noarchive)"),
    ],
)
def test_what_a_publisher_asks_for_holds_for_a_second_look_too(
    server: RawServer, asks: str, why: str
) -> None:
    page = printed(head=f'<meta name="robots" content="{asks}">')
    server.answers["/world/dam"] = answer(page, "200 OK", HTML)
    assert read(server) == PageNow(state=PageState.CLOSED, why=why)


def test_a_page_that_names_itself_a_paid_articles_beginning_is_a_teaser(server: RawServer) -> None:
    head = '<script type="application/ld+json">{"isAccessibleForFree": "False"}</script>'
    server.answers["/world/dam"] = answer(printed(head=head), "200 OK", HTML)
    assert read(server).teaser


def test_what_is_no_page_and_who_is_not_reachable_are_said_in_words(server: RawServer) -> None:
    """A document of another kind, an address that the guard refuses, an article without an address."""
    server.answers["/world/dam"] = answer(b"%PDF-1.4", "200 OK", "Content-Type: application/pdf")
    assert read(server) == PageNow(state=PageState.UNREAD, why="is application/pdf, not a web page")
    assert read(server, loopback=False).state is PageState.UNREAD
    assert len(server.requests) == 1, "what is refused is not asked"
    with GuardedClient() as client:
        found = Rereader(client).read(stored(""))
    assert found == PageNow(state=PageState.UNREAD, why="it has no address of its own")


def test_an_article_from_a_file_is_read_there(tmp_path: Path) -> None:
    """By its title among several; gone where the file does not hold it, or is not there."""
    path = tmp_path / "all.jsonl"
    rows = [{"title": "Dam bursts", "text": FIRST}, {"title": "Strike ends", "text": SECOND}]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    one = stored(path.as_uri(), source=path.as_uri())
    with GuardedClient() as client:
        again = Rereader(client)
        assert again.read(one) == PageNow(state=PageState.READ, text=FIRST)
        other = replace(one, article=replace(one.article, title="Neither"))
        assert again.read(other).why == "its file does not hold it any more"
        path.unlink()
        assert again.read(one) == PageNow(state=PageState.GONE, why="its file is not there any more")
