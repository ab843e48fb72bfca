"""Words for people and links to a sentence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import text

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
LONG = "The council voted on Tuesday, after two days of talks, to reopen the well-known bridge over the Sava."


def test_a_short_sentence_is_named_whole() -> None:
    """A short sentence stands whole in the fragment, with everything but letters, digits, . _ ~ encoded."""
    url = text.sentence_url("https://example.org/a", "Rain, wind & a-b: ~1.5_m.")
    assert url == "https://example.org/a#:~:text=Rain%2C%20wind%20%26%20a%2Db%3A%20~1.5_m."


def test_a_long_sentence_is_named_by_its_ends() -> None:
    """A long sentence is named by its first and last words, each found in it as they stand."""
    url = text.sentence_url("https://example.org/a", LONG)
    assert url is not None
    start, end = (unquote(part) for part in url.partition(":~:text=")[2].split(","))
    assert LONG.startswith(start)
    assert LONG.endswith(end)
    assert LONG.index(end) >= len(start)


@pytest.mark.parametrize(
    ("page", "opened"),
    [
        ("https://e.org/a#part", "https://e.org/a#part:~:text=Hi."),
        ("https://e.org/a#:~:text=old", "https://e.org/a#:~:text=Hi."),
        ("https://e.org/a#part:~:text=old", "https://e.org/a#part:~:text=Hi."),
        ("http://e.org/?q=1&r=2", "http://e.org/?q=1&r=2#:~:text=Hi."),
    ],
)
def test_the_pages_own_fragment_is_kept(page: str, opened: str) -> None:
    """The page's own fragment stays before :~:, and an older text directive gives way."""
    assert text.sentence_url(page, "Hi.") == opened


@pytest.mark.parametrize(
    "url",
    [
        "Https://example.org/a",  # canonical addresses are of small letters: nobody tried this on Slack
        *(
            "javascript:alert(1)",
            "file:///tmp/a.txt",
            "ftp://e.org/a",
            "//e.org/a",
            "",
            "https://",
            "http://[",
        ),
        *(
            "https://e.org/a b",
            "https://e.org/<a",
            "https://e.org/a>",
            "https://e.org/a|b",
            "https://e.org/a\n",
        ),
        *("https://e.org/\u202eexe", "https://e.org/\u200ba", "https://e.org/" + "a" * 3000),
    ],
)
def test_what_may_not_be_linked_has_no_link(url: str) -> None:
    """Anything but a clean http(s) URL gives no link at all."""
    assert text.sentence_url(url, "Hi.") is None


@given(st.text())
def test_any_sentence_makes_a_link_that_slack_can_hold(sentence: str) -> None:
    """Whatever the sentence, the link is short enough and its directive holds no character that is syntax."""
    url = text.sentence_url("https://example.org/a", sentence)
    assert url is not None
    assert len(url) < 700
    directive = url.partition(":~:text=")[2]
    assert directive.count(",") <= 1
    assert set(directive) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~%,")


def test_escape_touches_three_characters() -> None:
    """Exactly &, < and > are escaped, & first."""
    assert text.escape("<!channel> & <@U1> *b* _i_ `c`") == "&lt;!channel&gt; &amp; &lt;@U1&gt; *b* _i_ `c`"


def test_one_line_removes_what_cannot_be_seen() -> None:
    """Line breaks become spaces; control, bidi and zero-width characters go; joiners stay."""
    assert text.one_line(" a\r\n\tb\u2028c\x00\x07 ") == "a b c"
    assert text.one_line("pay\u202egpj.exe\u2066 x\u200b\ufeff") == "paygpj.exe x"
    assert text.one_line("می\u200cخواهم 👩\u200d🚀") == "می\u200cخواهم 👩\u200d🚀"


@given(st.text())
def test_one_line_settles(words: str) -> None:
    """A title that went through once does not change when it goes through again."""
    once = text.one_line(words)
    assert text.one_line(once) == once
    assert "\n" not in once


@given(st.text(min_size=1), st.integers(min_value=2, max_value=80))
def test_a_clipped_name_fits(name: str, longest: int) -> None:
    """A clipped name is never longer than asked and says that it was cut."""
    cut = text.clip(name, longest)
    assert len(cut) <= longest
    assert cut == name or cut.endswith("…")


@pytest.mark.parametrize(
    ("earlier", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(seconds=-90), "just now"),
        (timedelta(minutes=59), "59 min ago"),
        (timedelta(hours=2, minutes=10), "2 h ago"),
        (timedelta(hours=47), "47 h ago"),
        (timedelta(days=3), "3 days ago"),
    ],
)
def test_ago_in_words(earlier: timedelta, words: str) -> None:
    """Ages are said in minutes, hours and days; the future is now."""
    assert text.ago(NOW - earlier, NOW) == words


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=24), "24 hours"),
        (timedelta(hours=72), "72 hours"),
        (timedelta(days=30), "30 days"),
        (timedelta(hours=100), "100 hours"),
    ],
)
def test_spans_in_words(window: timedelta, words: str) -> None:
    """Windows of time are said in minutes, hours up to three days, and whole days."""
    assert text.span(window) == words


def test_counts_and_lists_read_well() -> None:
    """Counts agree with their nouns, thousands are set apart, long lists are closed with a number."""
    assert text.plural(1, "story", "stories") == "1 story"
    assert text.plural(1214, "article") == "1,214 articles"
    assert text.listed(["a"]) == "a"
    assert text.listed(["a", "b", "c"]) == "a, b and c"
    assert text.listed(list("abcdefg"), most=3) == "a, b and 5 more"
    assert text.listed([]) == ""


def test_local_times_are_said_as_people_do() -> None:
    """A time is told in the reader's zone, by today, tomorrow, weekday or date."""
    zone = ZoneInfo("America/New_York")
    assert text.when(NOW, NOW, zone) == "03:00"
    assert text.when(NOW + timedelta(days=1), NOW, zone) == "tomorrow 03:00"
    assert text.when(NOW - timedelta(hours=4), NOW, zone) == "yesterday 23:00"
    assert text.when(NOW + timedelta(days=3), NOW, zone) == "Fri 03:00"
    assert text.when(NOW - timedelta(days=20), NOW, zone) == "11 Feb 03:00"
    assert text.when(NOW - timedelta(days=200), NOW, zone) == "15 Aug 2025 04:00"
    assert text.long_date(date(2026, 3, 3)) == "Tuesday 3 March 2026"


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ((3, 3), None, "today (Tuesday 3 March)"),
        ((3, 2), None, "since yesterday (Monday 2 March)"),
        ((3, 2), (3, 3), "yesterday (Monday 2 March)"),
        ((3, 1), (3, 2), "on Sunday 1 March"),
        ((2, 16), (2, 23), "from Monday 16 to Sunday 22 February"),
        ((2, 23), (3, 2), "from Monday 23 February to Sunday 1 March"),
        ((2, 23), None, "since Monday 23 February"),
        ((2, 23, 8), None, "since Monday 23 February, 08:00"),
        ((3, 2, 18, 30), None, "since yesterday (Monday 2 March), 18:30"),
    ],
)
def test_days_are_said_by_name(since: tuple[int, ...], until: tuple[int, ...] | None, words: str) -> None:
    """A window of days is said as its reader's calendar has it."""
    zone = ZoneInfo("America/New_York")
    start, end = (datetime(2026, *day, tzinfo=zone) if day else None for day in (since, until))
    assert start
    assert text.on_days(start, end, NOW, zone) == words


def test_days_of_another_year_name_it() -> None:
    """In March a day of last December is said with its year."""
    start, end = datetime(2025, 12, 29, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC)
    assert text.on_days(start, end, NOW, UTC) == "from Monday 29 December 2025 to Sunday 4 January"


def test_a_time_just_passed_is_said_by_its_length() -> None:
    """Hours and days are counted; a single one needs no number."""
    assert text.lately(timedelta(hours=1)) == "in the last hour"
    assert text.lately(timedelta(hours=48)) == "in the last 48 hours"
    assert text.lately(timedelta(days=30)) == "in the last 30 days"
