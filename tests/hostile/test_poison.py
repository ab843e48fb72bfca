"""Documents made to burn whoever reads them: each has its verdict, its limits, and no effect on the next."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from poison import FEEDS, PAGES

from bot.collect.children import Children, Limits
from bot.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "https://news.example/"
WELL = b"<rss version='2.0'><channel><title>Well</title><item><title>A</title></item></channel></rss>"


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    # The processor's time is what is looked at: how long that takes hangs on what else the machine does.
    with closing(Children(Limits(cpu=2, wall=120), most=1)) as made:
        yield made


def verdict(children: Children, kind: str, body: bytes) -> str:
    try:
        (children.feed if kind == "feed" else children.page)(body, URL, {})
    except UnreadableError as error:
        return error.why
    return ""


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("kind", "name"), [*(("feed", name) for name in FEEDS), *(("page", name) for name in PAGES)]
)
def test_a_poisoned_document_costs_itself_alone(children: Children, kind: str, name: str) -> None:
    """It is read or given up within the shipped memory and two seconds of work; then the next is read."""
    make, expected = (FEEDS if kind == "feed" else PAGES)[name]
    body = make()
    assert len(body) <= 5_000_000
    why = verdict(children, kind, body)
    assert why == "" or re.search(expected, why), why
    assert children.feed(WELL, URL, {}).title == "Well"


@pytest.mark.exhaustive
def test_entities_neither_blow_up_nor_read_files(children: Children) -> None:
    """A billion laughs and a file's name in an entity: nothing of either comes out."""
    for name in ("a billion laughs", "an entity of a file"):
        try:
            found = children.feed(FEEDS[name][0](), URL, {})
        except UnreadableError:
            continue
        assert sum(len(entry.title) for entry in found.entries) < 1_000
        assert not any("root:" in entry.title for entry in found.entries)
