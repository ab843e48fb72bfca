"""What a page read again comes to for the sentences that were shown, and what is remembered of it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model import Look, PageNow, PageSeen, PageState, Standing, StoredArticle
from bot.rereading import last_looks, looks, outcome, remembered, said_in
from summaries import Article, Sentence, fingerprint, shown_spans

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
DAM = (
    "Heavy rain burst a dam above the Chadian town of Sarh on Sunday and flooded 4,000 homes.",
    "The regional governor, Hawa Mahamat, declared a state of emergency until 30 November.",
    "Engineers began to fill the breach with 20,000 sandbags brought from N'Djamena by rail.",
)
TEXT = "\n".join(DAM)
WORSE = DAM[0].replace("4,000", "6,000")


def stored(text: str = TEXT) -> StoredArticle:
    article = Article(
        id="a1",
        title="Dam bursts",
        text=text,
        published=NOW,
        publisher="Lake Chad Post",
        url="https://news.example/dam",
        language="en",
    )
    return StoredArticle(
        article=article,
        source="https://news.example/feed",
        collected=NOW,
        dated=NOW,
        fingerprint=fingerprint(text),
        spans=shown_spans(article),
    )


def sentence(at: int = 0) -> Sentence:
    start = TEXT.index(DAM[at])
    return Sentence(article_id="a1", start=start, end=start + len(DAM[at]), text=DAM[at])


def read(text: str, *, whole: str = "", teaser: bool = False) -> PageNow:
    return PageNow(
        state=PageState.READ, text=text, whole=whole, etag='"e"', last_modified="then", teaser=teaser
    )


def look(page: PageNow, seen: PageSeen | None = None, at: int = 0) -> Look:
    (found,) = looks(stored(), [sentence(at)], page, seen, NOW)
    return found


def test_a_page_that_says_the_same_needs_no_copy_of_itself() -> None:
    """Its sentences stand; what is kept are the validators for the next look."""
    page = read(TEXT)
    assert look(page) == Look(standing=Standing.STANDS, at=NOW)
    kept = remembered(stored(), page, None, NOW)
    assert kept == PageSeen(article_id="a1", checked=NOW, text="", etag='"e"', last_modified="then")


def test_a_page_that_changed_is_kept_as_it_was_read() -> None:
    """The new text goes beside the stored one, and says the same when it is asked again later."""
    page = read(TEXT.replace(DAM[0], WORSE))
    assert look(page) == Look(standing=Standing.CHANGED, at=NOW, now=WORSE)
    kept = remembered(stored(), page, None, NOW)
    assert kept.text == page.text
    (last,) = last_looks(stored(), [sentence()], kept)
    assert last == Look(standing=Standing.CHANGED, at=NOW, now=WORSE)


def test_nothing_changed_since_is_judged_by_what_was_seen_then() -> None:
    """After a 304 the last text speaks, with the time of this look; without one, what is stored."""
    later = NOW + timedelta(hours=1)
    unchanged = PageNow(state=PageState.UNCHANGED)
    seen = remembered(stored(), read(TEXT.replace(DAM[0], WORSE)), None, NOW)
    (found,) = looks(stored(), [sentence()], unchanged, seen, later)
    assert found == Look(standing=Standing.CHANGED, at=later, now=WORSE)
    assert look(unchanged).standing is Standing.STANDS
    assert remembered(stored(), unchanged, seen, later) == replace(seen, checked=later)


def test_what_stands_elsewhere_on_the_page_goes_on_standing_without_that_page() -> None:
    """A sentence in a summary box is remembered with the text, so that a 304 makes no correction of it."""
    page = read("\n".join([WORSE, DAM[2]]), whole=f"In short\n{DAM[1]}\n{WORSE}\n{DAM[2]}")
    assert look(page, at=1).standing is Standing.STANDS
    kept = remembered(stored(), page, None, NOW)
    assert look(PageNow(state=PageState.UNCHANGED), kept, at=1).standing is Standing.STANDS


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (PageState.GONE, Standing.GONE),
        (PageState.CLOSED, Standing.CLOSED),
        (PageState.UNREAD, Standing.UNREAD),
    ],
)
def test_a_page_that_was_not_read_changes_nothing_that_is_known(state: PageState, standing: Standing) -> None:
    """It says why, counts the failure, keeps the last text, and claims nothing of it."""
    seen = PageSeen(article_id="a1", checked=NOW - timedelta(hours=1), text="As it was.", etag='"old"')
    page = PageNow(state=state, why="because")
    assert look(page, seen) == Look(standing=standing, at=NOW, why="because")
    kept = remembered(stored(), page, seen, NOW)
    assert (kept.text, kept.etag, kept.failures, kept.checked) == ("As it was.", '"old"', 1, NOW)
    assert last_looks(stored(), [sentence()], kept) == (None,)
    assert remembered(stored(), read(TEXT), kept, NOW).failures == 0


def test_a_page_that_calls_itself_a_teaser_was_not_rewritten() -> None:
    """Other text under a subscriber's mark is a closed page's; without the mark, another text."""
    offer = "Join 40,000 readers. Plans begin at 3 euros a month, and end when you like."
    assert look(read(offer, teaser=True)).standing is Standing.PART
    assert look(read(offer)).standing is Standing.REWRITTEN
    assert not look(read(offer)).sure


def test_a_page_is_settled_as_it_was_at_intake() -> None:
    """Line ends, control and bidi characters of the page make no change of a sentence."""
    assert look(read(TEXT.replace("\n", "\r\n").replace("dam", "d\u202eam"))).standing is Standing.STANDS


def test_a_fault_in_reading_costs_that_page_alone() -> None:
    failed: Future[PageNow] = Future()
    failed.set_exception(ValueError("an address"))
    found = outcome(failed)
    assert (found.state, found.why) == (PageState.UNREAD, "a fault of ours, ValueError")
    done: Future[PageNow] = Future()
    done.set_result(read(TEXT))
    assert outcome(done).state is PageState.READ


def test_what_was_said_in_messages_is_every_text_of_their_rich_text() -> None:
    """Sentences in lists, quotes and folds are found; headers and buttons are none."""
    inner = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Said."}]}
    block = {"type": "rich_text", "elements": [{"type": "rich_text_list", "elements": [inner]}]}
    header = {"type": "header", "text": {"type": "plain_text", "text": "Not said."}}
    assert said_in([("fallback", [header, {"type": "anything", "children": [block]}])]) == {"Said."}
