"""The feeds of a site are found by its address, and each is tried."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from collect_server import RawServer, answer

from bot.cli import main
from bot.collect.finding import MOST, SiteFeed, feeds_of
from bot.collect.http import Response
from bot.collect.parsing import Here
from bot.errors import FetchError

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://coast.example/"
FEED = (
    b"<rss version='2.0'><channel><title>Coast Weekly</title><item><guid>1</guid><title>Ferry back</title>"
    b"<description>The ferry sails again.</description></item></channel></rss>"
)


def page(*feeds: str) -> bytes:
    links = "".join(
        f"<link rel=alternate type=application/rss+xml title='T {one}' href='{one}'>" for one in feeds
    )
    return f"<!doctype html><html><head><title>Coast</title>{links}</head><body>Hello</body></html>".encode()


class World:
    """Documents at addresses, and nothing elsewhere; what is asked for is counted."""

    def __init__(self, documents: dict[str, bytes]) -> None:
        self.documents = documents
        self.asked: list[str] = []

    def get(self, url: str) -> Response:
        self.asked.append(url)
        if url not in self.documents:
            raise FetchError(url, "404 not found", status=404)
        return Response(url=url, status=200, headers={}, body=self.documents[url])


def test_a_feed_s_own_address_is_its_answer() -> None:
    found = feeds_of(f"{SITE}rss", World({f"{SITE}rss": FEED}), Here())
    assert found == (SiteFeed(url=f"{SITE}rss", title="Coast Weekly", entries=1),)


def test_what_a_page_names_is_tried_and_what_can_be_read_comes_first() -> None:
    world = World({SITE: page("/gone", "/rss"), f"{SITE}rss": FEED})
    assert feeds_of(SITE, world, Here()) == (
        SiteFeed(url=f"{SITE}rss", title="Coast Weekly", entries=1),
        SiteFeed(url=f"{SITE}gone", title="T /gone", why="404 not found"),
    )


def test_a_page_that_names_many_is_not_followed_without_end() -> None:
    """Nor one that names none, nor what is neither page nor feed."""
    world = World({SITE: page(*(f"/{n}.rss" for n in range(19)))})
    assert len(feeds_of(SITE, world, Here())) == MOST
    assert len(world.asked) == 1 + MOST
    assert feeds_of(SITE, World({SITE: page()}), Here()) == ()
    assert feeds_of(SITE, World({SITE: b"\x00\x01\x02"}), Here()) == ()
    with pytest.raises(FetchError):
        feeds_of(SITE, World({}), Here())


@pytest.mark.exhaustive
def test_the_command_shows_them_and_goes_nowhere_that_feeds_may_not(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    logging_left_as_it_was: None,
) -> None:
    """By the guarded client, read in a child; a private address is refused where it is not allowed."""
    del logging_left_as_it_was
    monkeypatch.chdir(tmp_path)

    def said(config: str, address: str) -> tuple[int, str, str]:
        (tmp_path / "config.yaml").write_text(config, encoding="utf-8")
        monkeypatch.setattr(sys, "argv", ["dateline", "feeds", "find", address])
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        heard = capsys.readouterr()
        return status, heard.out, heard.err

    allowed = "collect: {allow_networks: [127.0.0.0/8], pause_seconds: 0}\n"
    with RawServer() as site:
        site.answers |= {"/": answer(page("/rss")), "/rss": answer(FEED), "/none": answer(page())}
        status, out, _ = said(allowed, f"{site.url}/")
        assert (status, out.splitlines()[-1]) == (0, f"{site.url}/rss\tCoast Weekly\t1\t")
        status, _, err = said(allowed, f"{site.url}/none")
        assert (status, "names no feed" in err) == (1, True)
        status, _, err = said("", f"{site.url}/")
        assert (status, "is refused" in err) == (1, True)
