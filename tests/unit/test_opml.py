"""Lists of feeds as other readers write them, and as they read ours."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.collect.opml import Listed, read, written
from bot.errors import UnreadableError
from bot.model import Feed

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
  <outline text="World">
    <outline type="rss" text="Coast &amp; Harbour" xmlUrl="https://coast.example/rss"/>
    <outline type="rss" title="Gulf  News" text="other" xmlurl=" https://gulf.example/f?a=1&amp;b=2 "/>
    <outline text="Deep"><outline text="Peak" xmlURL="feed://peak.example/f"/></outline>
  </outline>
  <outline text="Coast again" xmlUrl="https://coast.example/rss"/>
  <outline text="Alone" type="rss" xmlUrl="feed:https://alone.example/f"/>
  <outline text="No feed" htmlUrl="https://x.example/"/>
</body></opml>
"""


def test_feeds_come_with_their_names_and_folders_none_twice() -> None:
    """The attribute's name in any letters; the nearest folder; addresses of feed: as http."""
    assert read(LIST.encode(), "list.opml") == (
        Listed(url="https://coast.example/rss", name="Coast & Harbour", folder="World"),
        Listed(url="https://gulf.example/f?a=1&b=2", name="Gulf News", folder="World"),
        Listed(url="http://peak.example/f", name="Peak", folder="Deep"),
        Listed(url="https://alone.example/f", name="Alone", folder=""),
    )


def test_a_list_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    """And a bare & does not end it."""
    broken = LIST.replace("&amp; Harbour", "& Harbour").partition('<outline text="Deep">')[0]
    assert [one.url for one in read(broken.encode(), "x")] == [
        "https://coast.example/rss",
        "https://gulf.example/f?a=1&b=2",
    ]


@pytest.mark.parametrize("body", [b"", b"not XML", b"<rss/>", b"\x00\xff", b"<opml>" + b" " * 5_000_000])
def test_what_is_no_list_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"OPML|larger"):
        read(body, "x")


def test_entities_of_a_list_s_own_are_not_followed(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Neither a file's contents nor a thousand laughs come out of it."""
    secret = tmp_path_factory.mktemp("x") / "secret"
    secret.write_text("the contents", encoding="utf-8")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    list_ = (
        f'<!DOCTYPE opml [<!ENTITY file SYSTEM "{secret.as_uri()}"><!ENTITY l0 "ha">{laughs}]>'
        '<opml><body><outline text="&l8;" xmlUrl="https://a.example/f"/>'
        '<outline xmlUrl="https://b.example/f"><outline text="x">&file;</outline></outline></body></opml>'
    )
    said = str(read(list_.encode(), "x"))
    assert "the contents" not in said
    assert len(said) < 2_000


NAMES = st.text(
    st.characters(min_codepoint=32, exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=40
).map(lambda text: " ".join(text.split()))


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.from_regex(r"https://[a-z]{1,8}\.example/[a-z?&=%<>']{0,12}", fullmatch=True), NAMES, NAMES
        ),
        unique_by=lambda one: one[0],
        max_size=6,
    )
)
def test_what_is_written_is_read_again(told: list[tuple[str, str, str]]) -> None:
    """Whatever names and sections hold; feeds come section by section."""
    feeds = [Feed(url=url, publisher=name, section=section) for url, name, section in told]
    found = read(written(feeds, "All & <mine>").encode(), "x")
    assert {(one.url, one.name, one.folder) for one in found} == {
        (feed.url, feed.publisher or feed.url, feed.section) for feed in feeds
    }
