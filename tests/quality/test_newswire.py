"""Sixty-four feeds of real articles on loopback, read as an operator reads them."""

from __future__ import annotations

import re
import resource
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import feedparser
import pytest
from pydantic import TypeAdapter
from wired import configure, dateline, fetched, rows, table

from summaries import Brief

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.exhaustive

# What the newswire puts around its articles.
AROUND = (
    "use cookies to give you",
    "Sign up for our newsletter and never miss",
    "Ten things you did not know",
    "Most read today",
    "All rights reserved. Terms of use",
)
FAULTS = ("404", "410", "429", "500", "slow", "drop", "truncate", "html", "hang")
SAID = {
    "404": "404",
    "410": "410",
    "429": "429",
    "500": "500",
    "drop": "dropped",
    "truncate": "short",
    "html": "web page",
    "hang": "timed out",
}
FAULTY = 20


def listed(wire: dict[str, Any]) -> int:
    return sum(len(feedparser.parse(fetched(url)).entries) for url in wire["feeds"])


def is_verbatim(folder: Path) -> int:
    """How many sentences the briefs of all stories hold: each stands in its article, to the letter."""
    texts = dict(rows(folder, "SELECT id, text FROM articles"))
    briefs = [
        TypeAdapter(Brief).validate_json(brief) for (brief,) in rows(folder, "SELECT brief FROM stories")
    ]
    sentences = [sentence for brief in briefs for sentence in brief.sentences]
    assert all(texts[s.article_id][s.start : s.end] == s.text for s in sentences)
    return len(sentences)


def test_every_entry_is_stored_once_and_a_second_run_stores_nothing(
    newswire: dict[str, Any], tmp_path: Path
) -> None:
    configure(tmp_path, newswire)
    dateline(tmp_path, "collect")
    assert rows(tmp_path, "SELECT count(*) FROM articles") == [(listed(newswire),)]
    assert is_verbatim(tmp_path) > 1_000

    again = dateline(tmp_path, "collect")
    assert "0 new articles from 64 sources; 64 unchanged, 0 failed." in again

    for words in AROUND:
        found = rows(tmp_path, f"SELECT count(*) FROM articles WHERE text LIKE '%{words}%'")
        assert found == [(0,)], words
    for topic in ("travel ban", "supreme court"):
        assert "http://127.0." in dateline(tmp_path, "ask", topic)


def test_twenty_faulty_feeds_cost_the_others_nothing(newswire: dict[str, Any], tmp_path: Path) -> None:
    """The slow ones and the other 44 are collected, each failure is named, in under a minute of the
    processor: how long that takes by the clock hangs on what else the machine does.
    """
    configure(tmp_path, newswire)
    kinds = {url: FAULTS[n % len(FAULTS)] for n, url in enumerate(newswire["feeds"][:FAULTY])}
    for url, kind in kinds.items():
        control = f"{newswire['url']}/control/fault?path={urlsplit(url).path}&kind={kind}&times=99"
        assert fetched(control) == b"ok"
    before = processor()
    said = table(dateline(tmp_path, "collect", timeout=240))
    assert processor() - before < 60
    for url in newswire["feeds"]:
        _, new, _, _, _, why = said[url]
        kind = kinds.get(url, "slow")
        if kind == "slow":
            assert int(new) > 0, (url, said[url])
        else:
            assert int(new) == 0
            assert SAID[kind] in why, (url, kind, why)


def processor() -> float:
    """Seconds of the processor that processes of ours have used that are over."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_each_day_of_a_fortnight_has_its_own_digest(newswire: dict[str, Any], tmp_path: Path) -> None:
    """Seen from 08:00 of fourteen days in a row, every story shown has news of the day before it."""
    configure(tmp_path, newswire)
    dateline(tmp_path, "collect")
    published = {
        urlsplit(url).path: datetime.fromisoformat(dated)
        for url, dated in rows(tmp_path, "SELECT url, dated FROM articles WHERE dated IS NOT NULL")
    }
    today = datetime.fromisoformat(newswire["until"])
    stories: list[str] = []
    for ago in range(13, -1, -1):
        at = today - timedelta(days=ago)
        said = dateline(tmp_path, "digest", "--print", "--at", at.isoformat())
        paths = re.findall(r"<http://[^/]+(/article/[^#>]+)", said)
        assert paths, said
        wrong = {
            path: published[path] for path in paths if not at - timedelta(days=1) < published[path] <= at
        }
        assert not wrong, (at, wrong, said)
        stories += set(paths)
    assert len(stories) == len(set(stories)), "an article was shown on two days"
