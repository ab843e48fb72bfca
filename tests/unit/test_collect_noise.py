"""What stands within an article's page and is not of the article is left behind; what is of it stays."""

from __future__ import annotations

import pytest

from bot.collect.pages import extract

URL = "https://news.example/world/1"
FIRST = "The river rose by two metres in the night, and 4,000 people left their homes before the dawn came."
SECOND = (
    "Officials said that the dam upstream holds, but that nobody should go back before the weekend is over."
)
BOTH = f"{FIRST}\n{SECOND}"
OTHER = '<a href="/b">Ten rivers that you should see this summer</a>'


def text(body: str) -> str:
    page = f"<html><body><article><h1>Floods in the south</h1>{body}</article></body></html>"
    return extract(page.encode(), URL, {}).text


@pytest.mark.parametrize(
    "between",
    [
        f"<p>{OTHER}</p>",
        f"<p><strong>{OTHER}</strong> [VIDEO]</p>",
        '<a href="/b"><h3>Ten rivers that you should see this summer</h3></a>',
        f"<ul class='related'><li>{OTHER}</li><li>{OTHER}</li></ul>",
        '<div style="display: none;"><div>2026-03-01T08:00:00</div><div>river,flood,dam upstream</div></div>',
        "<p hidden>This paragraph is for printers alone, and nobody sees it.</p>",
        '<div id="notification">Get our magazine by post every month, for half a year.</div>',
        '<div class="story-cta"><p>If you liked this article, we have a proposition for you.</p></div>',
        "<p>Have The Example delivered to your door every morning.</p>",
        "<p>Sign up for our newsletter and never miss a story.</p>",
        "<p>RELATED: Ten rivers that you should see this summer</p>",
    ],
)
def test_what_stands_between_paragraphs_is_left_behind(between: str) -> None:
    """Related pieces, hidden parts, notices and invitations."""
    assert text(f"<p>{FIRST}</p>{between}<p>{SECOND}</p>") == BOTH


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (f'<p>{FIRST}</p><div style="display:block"><p>{SECOND}</p></div>', BOTH),
        (f'<p>{FIRST} See <a href="/b">the map of all dams</a>.</p>', f"{FIRST} See the map of all dams."),
        (f"<p>{FIRST}</p><h2>What officials say of it now</h2><p>{SECOND}</p>", None),
    ],
)
def test_what_is_of_the_article_stays(body: str, kept: str | None) -> None:
    """Links within sentences, headings between paragraphs, styles that hide nothing."""
    heading = f"{FIRST}\nWhat officials say of it now\n{SECOND}"
    assert text(body) == (kept or heading)


def test_what_opens_over_a_name_goes_and_the_name_stays() -> None:
    """A card that a mouse calls up over a name is no part of the sentence around it."""
    card = '<span class="rollover-people-block"><span>Mayor Lie Ten things to know of her</span></span>'
    name = f'<span class="rollover-people"><a href="/lie">Kari Lie</a>{card}</span>'
    assert text(f"<p>{FIRST}</p><p>Mayor {name} (R) said that the dam upstream holds for now.</p>") == (
        f"{FIRST}\nMayor Kari Lie (R) said that the dam upstream holds for now."
    )


def test_a_subtitle_in_the_pages_header_is_no_sentence_of_its_article() -> None:
    """What editors wrote between headline and article stands outside the article."""
    header = "<header><h1>Floods</h1><h2>Thousands had to leave in one night.</h2></header>"
    page = f"<article>{header}<p>{FIRST}</p><p>{SECOND}</p></article>"
    assert extract(page.encode(), URL, {}).text == BOTH


def test_a_page_made_of_links_keeps_them() -> None:
    """Where most paragraphs are links they are what the page says."""
    links = "".join(
        f'<p><a href="/{n}">River number {n} rose by two metres in this one night</a></p>' for n in range(9)
    )
    assert text(f"{links}<p>{FIRST}</p>").count("River number") == 9


def test_text_from_data_for_search_engines_is_shown_as_the_page_shows_it() -> None:
    """An article that only the page's JSON has whole comes without the escapes of that JSON."""
    quoted = (
        "&quot;The dam holds,&quot; officials said on Tuesday, and nobody should go back before Friday. " * 6
    )
    data = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{quoted}"}}</script>'
    )
    page = f"<html><head>{data}</head><body><div>The dam.</div></body></html>"
    assert extract(page.encode(), URL, {}).text.startswith('"The dam holds," officials said on Tuesday')
