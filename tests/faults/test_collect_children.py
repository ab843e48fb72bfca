"""Documents are read in children that can be killed: real processes, and documents made to do harm."""

from __future__ import annotations

import json
import os
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.collect import child
from bot.collect.children import Children, Limits
from bot.collect.orders import Order
from bot.collect.parsing import Here
from bot.errors import FetchError, UnreadableError
from bot.model import EntryFailure, Incoming

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "https://news.example/feed"
FEED = (
    b"<rss version='2.0'><channel><title>Caf\xc3\xa9</title><item><guid>1</guid><title>A</title>"
    b"<pubDate>Sun, 01 Mar 2026 12:00:00 GMT</pubDate><description>B</description></item></channel></rss>"
)
TEXT = "The river rose by two metres in the night, and 4,000 people left their homes before the dawn came. "
NAMING = b"<html><head><link rel='alternate' type='application/rss+xml' title='A' href='/rss'></head></html>"
PAGE = f"<html><title>Flood</title><body><article><p>{TEXT * 4}</p></article></body></html>".encode()


@pytest.fixture(scope="module")
def children() -> Iterator[Children]:
    with closing(Children(Limits(cpu=1), most=1)) as made:
        yield made


def pid(children: Children) -> int:
    (one,) = children._idle
    return one._process.pid


@pytest.mark.exhaustive
def test_a_child_reads_as_this_process_would(children: Children, tmp_path: Path) -> None:
    """Feeds, pages, pages again and files come over whole, with dates, accents and unions of kinds."""
    path = tmp_path / "two.jsonl"
    path.write_text(json.dumps({"title": "Título", "text": TEXT, "date": "2026-03-01"}) + "\n{broken\n")
    here = Here()
    assert children.feed(FEED, URL, {}) == here.feed(FEED, URL, {})
    assert children.named(NAMING, URL, {}) == here.named(NAMING, URL, {}) != ()
    assert children.page(PAGE, URL, {}) == here.page(PAGE, URL, {})
    assert children.again(PAGE, URL, {}) == here.again(PAGE, URL, {})
    assert list(children.file(path, "P", "S")) == list(here.file(path, "P", "S"))
    assert [type(one) for one in children.file(path)] == [Incoming, EntryFailure]


@pytest.mark.exhaustive
def test_a_child_that_nobody_needs_is_ended_and_another_reads_when_there_is_more() -> None:
    """An idle process costs no memory for readers; a look at who is idle spares those that just worked."""
    with closing(Children(most=1, rest=3_600)) as children:
        assert children.feed(FEED, URL, {}).title == "Café"
        (first,) = children._idle
        children._look_who_is_idle()
        assert children._idle == [first]
        assert children.feed(FEED, URL, {}).title == "Café"
        assert children._idle == [first]
        for _ in range(2):
            children._look_who_is_idle()
        assert children._idle == []
        assert first._process.returncode is not None
        assert children.feed(FEED, URL, {}).title == "Café"


@pytest.mark.exhaustive
def test_the_look_at_who_is_idle_comes_by_itself() -> None:
    """With nobody calling, the child of a pool is gone soon after its rest."""
    alone = threading.Event()

    class Told(Children):
        def _look_who_is_idle(self) -> None:
            super()._look_who_is_idle()
            if not self._idle and not self._busy:
                alone.set()

    with closing(Told(most=1, rest=0.01)) as children:
        assert children.feed(FEED, URL, {}).title == "Café"
        assert alone.wait(60)


@pytest.mark.exhaustive
def test_a_large_process_has_children_that_read_too() -> None:
    """Linux hands down the peak of memory to a child: it does not make the child old at birth."""
    filling = bytearray(400_000_000)
    filling[::4096] = b"x" * len(filling[::4096])
    with closing(Children(most=1)) as children:
        assert children.feed(FEED, URL, {}).title == "Café"
        first = pid(children)
        assert children.feed(FEED, URL, {}).title == "Café"
        assert pid(children) == first


def test_what_makes_no_sense_is_said_in_the_same_words(children: Children) -> None:
    """UnreadableError comes through with its source and its cause."""
    with pytest.raises(UnreadableError) as caught:
        children.feed(b"<html>", URL, {})
    assert (caught.value.source, caught.value.why) == (URL, "is a web page, not a feed")


def test_the_feed_that_a_page_names_comes_through_too(children: Children) -> None:
    """A site that moves its feed leaves a page in its place: the new address is proposed."""
    link = b'<link rel="alternate" type="application/rss+xml" href="/new.xml">'
    with pytest.raises(UnreadableError) as caught:
        children.feed(
            b"<!doctype html><html><head>" + link + b"</head></html>", URL, {"content-type": "text/html"}
        )
    assert caught.value.feed.endswith("/new.xml")


def test_one_child_reads_many_documents(children: Children) -> None:
    """It is started once, not for each document."""
    children.feed(FEED, URL, {})
    first = pid(children)
    for _ in range(20):
        children.page(PAGE, URL, {})
    assert pid(children) == first


@pytest.mark.exhaustive
def test_a_document_that_burns_the_processor_is_given_up(children: Children) -> None:
    """The system ends the child; the next document is read by a fresh one."""
    with pytest.raises(UnreadableError, match="takes more than 1 s of the processor to read"):
        children.again(b"<p>" * 900_000, URL, {})
    assert children.feed(FEED, URL, {}).title == "Café"


@pytest.mark.exhaustive
def test_a_file_that_costs_too_much_is_one_failure(tmp_path: Path) -> None:
    """As every other file that can't be read: nothing is raised, and the folder's next file is read."""
    path = tmp_path / "evil.html"
    path.write_bytes(b"<p>a</p>" * 300_000)
    with closing(Children(Limits(wall=0.01), most=1)) as hasty:
        (failure,) = hasty.file(path)
    assert isinstance(failure, EntryFailure)
    assert (failure.source, failure.key) == (path.as_uri(), "evil.html")
    assert "longer to read" in failure.why


def test_a_document_that_takes_too_long_is_given_up() -> None:
    """The time in all is bounded too, for what waits instead of burning."""
    with closing(Children(Limits(wall=0.01), most=1)) as hasty:
        with pytest.raises(UnreadableError, match=r"takes longer to read than 0\.01 s"):
            hasty.again(b"<p>a</p>" * 300_000, URL, {})
        assert hasty._idle == []


def test_a_page_that_takes_too_long_may_do_another_time() -> None:
    """A machine that is busy refuses no honest page for good."""
    with closing(Children(Limits(wall=0.01), most=1)) as hasty, pytest.raises(FetchError) as caught:
        hasty.page(b"<p>a</p>" * 300_000, URL, {})
    assert caught.value.passing


@pytest.mark.exhaustive
def test_a_document_that_eats_memory_is_given_up() -> None:
    """A child may not grow beyond its limit: its own memory is all that it can fill."""
    memory = 330 * 1024 * 1024
    with closing(Children(Limits(memory=memory), most=1)) as narrow:
        narrow.feed(FEED, URL, {})
        limits = Path(f"/proc/{pid(narrow)}/limits").read_text(encoding="ascii")
        assert str(memory) in next(line for line in limits.splitlines() if line.startswith("Max address"))
        with pytest.raises(UnreadableError) as caught:
            narrow.feed(bytes(300_000_000), URL, {})
        assert caught.value.why == "makes its reader break down (status 1)"
        assert narrow.feed(FEED, URL, {}).title == "Café"


@pytest.mark.exhaustive
def test_more_text_than_is_taken_is_refused() -> None:
    """The result is bounded as well: nothing that a document unfolds to comes over here."""
    with closing(Children(Limits(result=2_000), most=1)) as strict:
        with pytest.raises(UnreadableError, match="comes to more text than is taken"):
            strict.page(PAGE.replace(b"</p>", TEXT.encode() * 30 + b"</p>"), URL, {})
        assert strict.feed(FEED, URL, {}).title == "Café"


def test_a_child_that_was_killed_from_outside_is_replaced(children: Children) -> None:
    """The system's own killer took an idle child: the document in hand says so, the next is read."""
    children.feed(FEED, URL, {})
    children._idle[0].kill()
    with pytest.raises(UnreadableError, match=r"break down \(signal 9\)"):
        children.feed(FEED, URL, {})
    assert children.feed(FEED, URL, {}).title == "Café"


@pytest.mark.exhaustive
def test_closing_ends_what_is_being_read_and_leaves_no_process() -> None:
    """Whoever waits is told that it was stopped, and so is whoever comes later."""
    children = Children(Limits(cpu=60, wall=60), most=1)
    children.feed(FEED, URL, {})
    started = pid(children)
    told: list[str] = []

    def read() -> None:
        with pytest.raises(FetchError) as caught:
            children.again(b"<p>" * 2_000_000, URL, {})
        told.append(caught.value.why)

    waiting = threading.Thread(target=read)
    waiting.start()
    while not children._busy and waiting.is_alive():
        waiting.join(0.01)
    children.close()
    waiting.join(30)
    with pytest.raises(FetchError, match="stopped"):
        children.feed(FEED, URL, {})
    assert told == ["stopped"]
    with pytest.raises(ProcessLookupError):
        os.kill(started, 0)


@pytest.mark.exhaustive
def test_a_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment holds neither tokens nor anything else of ours."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-planted")
    with closing(Children(most=1)) as fresh:
        fresh.feed(FEED, URL, {})
        environment = Path(f"/proc/{pid(fresh)}/environ").read_bytes()
    assert b"planted" not in environment
    assert {one.partition(b"=")[0] for one in environment.split(b"\0") if one} == {
        b"PYTHONPATH",
        b"PYTHONUTF8",
        b"OPENBLAS_NUM_THREADS",
    }


def test_a_fault_of_ours_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw costs the document that brought it out, and the child goes on."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Here, "feed", broken)
    answer = child._answer(Order(job="feed", source=URL, about={}), FEED)
    assert answer.startswith(b'f["ZeroDivisionError"')


@pytest.mark.exhaustive
def test_many_quick_documents_are_read_by_one_child() -> None:
    """Another one is started only where none comes free for a while."""
    with closing(Children(most=4, patience=60)) as children:
        readers = [threading.Thread(target=children.feed, args=(FEED, URL, {})) for _ in range(20)]
        for thread in readers:
            thread.start()
        for thread in readers:
            thread.join(60)
        assert len(children._idle) == 1


@pytest.mark.exhaustive
def test_behind_a_long_document_the_others_do_not_wait_for_its_end() -> None:
    """Where the only child is busy for longer than that, a second one reads."""
    with closing(Children(Limits(cpu=60, wall=60), most=2, patience=0.01)) as children:
        children.feed(FEED, URL, {})

        def burn() -> None:
            with pytest.raises(FetchError, match="stopped"):
                children.again(b"<p>" * 2_000_000, URL, {})

        burning = threading.Thread(target=burn)
        burning.start()
        while not children._busy and burning.is_alive():
            burning.join(0.01)
        assert children.feed(FEED, URL, {}).title == "Café"
        assert len(children._busy) == 1
        children.close()
        burning.join(60)
