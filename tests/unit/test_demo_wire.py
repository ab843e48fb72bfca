"""The invented newsrooms are served as real ones serve: feeds, pages and conditional requests."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import feedparser
import httpx2
import pytest
import trafilatura

from bot.demo.press import stub
from bot.demo.sample_files import Kind, load
from bot.demo.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.demo.sample_files import Sample

pytestmark = pytest.mark.exhaustive

NOW = datetime(2026, 3, 4, 8, 0, 30, 250, tzinfo=UTC)
# Names of formats, which nobody fetches.
NAMESPACES = {
    "http://www.w3.org/2005/Atom",
    "http://purl.org/rss/1.0/modules/content/",
    "https://jsonfeed.org/version/1.1",
}


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    with Wire(NOW) as serving:
        yield serving


@pytest.fixture(scope="module")
def client() -> Iterator[httpx2.Client]:
    with httpx2.Client(trust_env=False) as opened:
        yield opened


def listed(body: bytes, url: str) -> list[tuple[str, str, str]]:
    """(guid, link, title) of each entry."""
    if url.endswith(".json"):
        return [(item["id"], item["url"], item["title"]) for item in json.loads(body)["items"]]
    parsed = feedparser.parse(body)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return [(entry.id, entry.link, entry.title) for entry in parsed.entries]


def test_every_feed_parses_and_every_article_is_listed_once(wire: Wire, client: httpx2.Client) -> None:
    """The feeds are well-formed and list all samples, each with its guid, page and headline."""
    found = [row for feed in wire.feeds for row in listed(client.get(feed.url).content, feed.url)]
    assert sorted(found) == sorted((a.guid, wire.url + a.path, a.title) for a in wire.world.articles)


def test_feeds_name_their_publisher_and_section(wire: Wire) -> None:
    """Every feed is ready for a configuration: on this server, of a named publisher and section."""
    assert len(wire.feeds) == len({feed.url for feed in wire.feeds})
    for feed in wire.feeds:
        assert feed.url.startswith(wire.url + "/")
        assert feed.publisher
        assert feed.section


def test_dates_are_real_and_newest_first(wire: Wire, client: httpx2.Client) -> None:
    """A feed dates its entries by now less their age, newest first."""
    ages = {a.guid: a.published.replace(microsecond=0) for a in wire.world.articles}
    for feed in wire.feeds:
        if feed.url.endswith(".json"):
            items = json.loads(client.get(feed.url).content)["items"]
            dates = [(item["id"], datetime.fromisoformat(item["date_published"])) for item in items]
        else:
            entries = feedparser.parse(client.get(feed.url).content).entries
            dates = [(e.id, datetime(*e.published_parsed[:6], tzinfo=UTC)) for e in entries]
        assert dates == [(guid, ages[guid]) for guid, _ in dates]
        assert [when for _, when in dates] == sorted((when for _, when in dates), reverse=True)


def test_most_feeds_hold_stubs_and_some_hold_it_all(wire: Wire, client: httpx2.Client) -> None:
    """The text of full-text publishers is in their feeds; the others' readers must open the page."""
    bodies = {feed.url: unescape(unescape(client.get(feed.url).text)) for feed in wire.feeds}
    printed = "\n".join(bodies.values()).replace('\\"', '"')
    for article in wire.world.articles:
        if article.kind == Kind.LIVE:
            continue
        assert stub(article).endswith("…")
        assert (article.paragraphs[1] in printed) is article.publisher.full_text, article.id


def reading(wire: Wire, client: httpx2.Client, article: Sample) -> str:
    extracted = trafilatura.extract(client.get(wire.url + article.path).content, include_comments=False)
    assert extracted is not None, article.id
    return extracted


def test_pages_hold_their_text_among_what_surrounds_it(wire: Wire, client: httpx2.Client) -> None:
    """A page extractor finds every paragraph, and none of the cookies, newsletters and links."""
    for article in wire.world.articles:
        if article.kind == Kind.LIVE:
            continue
        text = reading(wire, client, article)
        for paragraph in article.paragraphs:
            assert paragraph in text, article.id
        assert not re.search("cookie|newsletter|invented newsroom", text, re.IGNORECASE), article.id


def test_pages_carry_language_direction_and_anchors(wire: Wire, client: httpx2.Client) -> None:
    """An Arabic page is marked as such, has a name for each paragraph, and gives its own address."""
    page = client.get(wire.page("marfa-sudan-qafila")).text
    assert '<html lang="ar" dir="rtl">' in page
    assert '<p id="p1">وصلت' in page
    assert f'<link rel="canonical" href="{wire.page("marfa-sudan-qafila")}">' in page
    assert 'class="newsletter"' in page


def test_headlines_are_escaped_on_pages(wire: Wire, client: httpx2.Client) -> None:
    """Quotation marks and ampersands in the samples can't break the markup around them."""
    page = client.get(wire.page("carrow-broken-rail")).text
    assert "Palliser &amp; Western" in page


def test_links_stay_on_loopback_and_lead_somewhere(wire: Wire, client: httpx2.Client) -> None:
    """No address on any page or feed points outside, and every link is answered."""
    seen: set[str] = set()
    waiting = {wire.url + "/", *(feed.url for feed in wire.feeds)}
    while waiting:
        url = waiting.pop()
        seen.add(url)
        answer = client.get(url)
        assert answer.status_code == 200, url
        links = set(re.findall(r'https?://[^\s"<>&]+', answer.text)) - NAMESPACES
        assert {urlsplit(link).hostname for link in links} <= {"127.0.0.1"}, url
        links |= {wire.url + path for path in re.findall(r'href="(/[^"]*)"', answer.text)}
        waiting |= links - seen
    assert {wire.url + a.path for a in wire.world.articles} <= seen


def test_what_is_known_is_not_sent_again(wire: Wire, client: httpx2.Client) -> None:
    """A matching ETag or a date at or after the last change is answered by 304 without a body."""
    for url in (*(feed.url for feed in wire.feeds), wire.page("gaua-evacuation")):
        first = client.get(url)
        for condition in (
            {"If-None-Match": first.headers["ETag"]},
            {"If-None-Match": f'"other", W/{first.headers["ETag"]}'},
            {"If-Modified-Since": first.headers["Last-Modified"]},
        ):
            again = client.get(url, headers=condition)
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    "condition",
    [
        {"If-None-Match": '"other"'},
        {"If-None-Match": '"other"', "If-Modified-Since": "Wed, 04 Mar 2026 09:00:00 GMT"},
        {"If-Modified-Since": "Mon, 05 Jan 2026 09:00:00 GMT"},
        {"If-Modified-Since": "yesterday, or so"},
    ],
)
def test_what_is_unknown_is_sent(wire: Wire, client: httpx2.Client, condition: dict[str, str]) -> None:
    """Another tag, an older date or a date that is none brings the whole answer; a tag outranks a date."""
    answer = client.get(wire.page("gaua-evacuation"), headers=condition)
    assert answer.status_code == 200
    assert answer.content


def test_a_feeds_tag_changes_with_its_contents(wire: Wire, client: httpx2.Client) -> None:
    """An hour later the same newsroom's feed has another tag."""
    path = urlsplit(wire.feeds[0].url).path
    with Wire(NOW + timedelta(hours=1)) as later:
        assert client.get(later.url + path).headers["ETag"] != client.get(wire.url + path).headers["ETag"]


def test_unknown_paths_are_404_and_head_has_no_body(wire: Wire, client: httpx2.Client) -> None:
    """The server says what it doesn't have, and answers HEAD with the headers alone."""
    assert client.get(wire.url + "/halyard/world/no-such-page").status_code == 404
    head = client.head(wire.page("gaua-evacuation"))
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["Content-Length"]) > 1000


def test_a_wire_serves_only_inside_its_block() -> None:
    """Outside the block there is no address, and after it nothing listens."""
    wire = Wire(NOW)
    with pytest.raises(RuntimeError, match="inside its with block"):
        _ = wire.url
    with wire:
        url = wire.url
        with pytest.raises(KeyError):
            wire.page("no-such-sample")
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(url, trust_env=False)


def test_a_port_that_is_taken_is_replaced_by_another(wire: Wire) -> None:
    """Two demonstrations at once both run."""
    with Wire(NOW, port=int(wire.url.rpartition(":")[2])) as other:
        assert other.url != wire.url
        assert httpx2.get(other.url, trust_env=False).status_code == 200


def test_a_newsroom_can_correct_itself(client: httpx2.Client) -> None:
    """The page says the new words under a new tag, to who knew the old one too."""
    with Wire(NOW) as own:
        one = own.world.articles[0]
        address, old = own.page(one.id), one.paragraphs[0]
        before = client.get(address)
        own.reprint(address, old, "It was quite otherwise.")
        after = client.get(address, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert "It was quite otherwise." in after.text
    assert old not in unescape(after.text)


def test_the_wire_goes_on_for_days(client: httpx2.Client) -> None:
    """Shown another world, it serves that one: new pages, and feeds whose validators no longer hold."""
    with Wire(NOW) as serving:
        newest = next(one for one in serving.world.articles if one.page == one.id and not one.of)
        older = [one for one in serving.world.articles if newest.id not in (one.id, one.of)]
        serving.show(replace(serving.world, articles=tuple(older)), NOW)
        feed = next(f.url for f in serving.feeds if newest.guid.encode() not in client.get(f.url).content)
        known = {"If-None-Match": client.get(feed).headers["etag"]}
        assert client.get(feed, headers=known).status_code == 304
        assert client.get(serving.url + newest.path).status_code == 404
        tomorrow = load(NOW + timedelta(days=1))
        serving.show(tomorrow, NOW + timedelta(days=1))
        assert client.get(feed, headers=known).status_code == 200
        assert client.get(serving.url + newest.path).status_code == 200
        assert serving.world is tomorrow
