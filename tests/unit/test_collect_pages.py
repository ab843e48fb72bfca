"""Articles' pages to their text, and what their publishers say about them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.collect.pages import Page, extract
from bot.errors import UnreadableError

URL = "https://news.example/world/1?utm_source=feed"
FIRST = "The river rose by two metres in the night, and 4,000 people left their homes before the dawn came."
SECOND = (
    "Officials said that the dam upstream holds, but that nobody should go back before the weekend is over."
)
HTML = {"content-type": "text/html; charset=utf-8"}


def page(
    body: str = f"<p>{FIRST}</p><p>{SECOND}</p>", head: str = "", headers: dict[str, str] = HTML
) -> Page:
    document = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
    <title>Floods | Example</title>
    {head}</head><body><nav><ul><li><a href="/">Home</a></li></ul></nav>
    <div class="cookie-banner"><p>We and our partners use cookies to give you the best experience.</p></div>
    <main><article><h1>Floods</h1><p class="byline">By Example staff</p>{body}
    <aside class="newsletter"><p>Sign up for our newsletter and never miss a story.</p></aside></article>
    </main>
    <section class="related"><h2>Read more</h2><ul><li><a href="/b">Most read today</a></li></ul></section>
    <footer><p>© Example. All rights reserved.</p></footer></body></html>"""
    return extract(document.encode(), URL, headers)


def test_the_text_is_the_article_and_nothing_else() -> None:
    """Navigation, cookie notice, headline, byline, newsletter and related links are left behind."""
    assert page().text == f"{FIRST}\n{SECOND}"


def test_a_page_says_who_published_it_and_when() -> None:
    """Title, publisher, date, language and the page's own address come from its metadata."""
    found = page(
        head='<meta property="og:title" content="Floods in the south">'
        '<meta property="og:site_name" content="Example">'
        '<meta property="article:published_time" content="2026-03-01T10:00:00+02:00">'
        '<link rel="canonical" href="/world/1">'
    )
    assert (found.title, found.publisher, found.language) == ("Floods in the south", "Example", "en")
    assert found.published == datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert found.canonical_url == "https://news.example/world/1"


def test_no_page_speaks_as_one_of_another_host() -> None:
    """rel=canonical towards another host is not followed."""
    head = '<link rel="canonical" href="https://bank.example/story">'
    assert page(head=head).canonical_url == "https://news.example/world/1"


@pytest.mark.parametrize(
    "head",
    [
        (
            '<meta property="article:published_time" content="0001-01-01T00:00:00Z">'
            '<script type="application/ld+json">{"datePublished": "2026-03-01T08:00:00Z"}</script>'
        ),
        '<meta itemprop="datePublished" content="2026-03-01 08:00">',
    ],
)
def test_a_date_is_looked_for_until_one_is_found(head: str) -> None:
    """A date that is none doesn't hide the one in the next place."""
    assert page(head=head).published == datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("robots", "header", "forbidden"),
    [
        ("nosnippet", "", True),
        ("noarchive, max-snippet:0", "", True),
        ("max-snippet:160", "", True),
        ("", "nosnippet", True),
        ("max-snippet:-1, max-image-preview:large", "", False),
        ("max-snippet:5000", "", False),
        ("noarchive", "", False),
    ],
)
def test_a_publisher_who_wants_no_quotation_is_heard(robots: str, header: str, forbidden: bool) -> None:  # noqa: FBT001 - a table's column
    """nosnippet, and a snippet shorter than what we show, in the page or in HTTP, are seen."""
    found = page(head=f'<meta name="ROBOTS" content="{robots}">', headers={**HTML, "x-robots-tag": header})
    assert found.nosnippet is forbidden


def test_another_robots_rules_are_not_ours() -> None:
    """What is said to Googlebot alone binds Googlebot alone."""
    assert not page(head='<meta name="googlebot" content="nosnippet">').nosnippet


def test_parts_that_must_not_be_quoted_are_not_in_the_text() -> None:
    """data-nosnippet keeps its part of a page out."""
    found = page(f"<p>{FIRST}</p><p data-nosnippet>Not for quotation, this sentence here.</p><p>{SECOND}</p>")
    assert found.text == f"{FIRST}\n{SECOND}"


def test_joiners_stay_and_entities_are_decoded_once() -> None:
    """Persian keeps its zero-width non-joiners; markup that is written about stays as it was written."""
    persian = "او می\u200cخواهد به خانه برود و کتاب\u200cهای خود را بخواند، اما شب نزدیک می\u200cشود."
    found = page(
        f"<p>{persian}</p><p>{SECOND}</p><p>The tag &amp;lt;b&amp;gt; makes letters bold, he said.</p>"
    )
    assert found.text == f"{persian}\n{SECOND}\nThe tag &lt;b&gt; makes letters bold, he said."


def test_tables_and_comments_are_no_text() -> None:
    """A league table and readers' comments stay out."""
    table = "<table><tr><td>Arsenal</td><td>3</td></tr><tr><td>Leeds</td><td>1</td></tr></table>"
    comments = (
        '<div id="comments" class="comments"><p>I was there and it was not so at all, believe me.</p></div>'
    )
    assert page(f"<p>{FIRST}</p>{table}<p>{SECOND}</p>{comments}").text == f"{FIRST}\n{SECOND}"


@pytest.mark.parametrize("label", ["", "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_labels_that_lie_about_the_encoding_do_no_harm(label: str, encoding: str) -> None:
    """“Côte d’Ivoire” comes out right whatever the header says."""
    text = "Le président de la Côte d’Ivoire a dit qu’il partirait à l’été, et que rien n’y changerait."
    body = f"<html><body><article><p>{text}</p></article></body></html>"
    found = extract(body.encode(encoding), URL, {"content-type": label})
    assert found.text == text


@pytest.mark.parametrize(
    ("body", "kind", "why"),
    [
        (b"", "text/html", "no article text"),
        (b"<html><body><p>Please log in.</p></body></html>", "text/html", "no article text"),
        (b"%PDF-1.7", "application/pdf", "is application/pdf, not a web page"),
        (b"\x00\x01\x02" * 50, "text/html", "no article text"),
        (b"<div>" * 50_000, "text/html", "no article text"),
    ],
)
def test_what_holds_no_article_is_named(body: bytes, kind: str, why: str) -> None:
    """An empty page, a login, a PDF, noise and nesting without end are refused with the cause."""
    with pytest.raises(UnreadableError, match=why):
        extract(body, URL, {"content-type": kind})
