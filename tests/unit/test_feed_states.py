"""How a feed stands follows from its readings alone: a table of cases, each with its reason and proposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from feed_pasts import (
    ELSEWHERE,
    HOUR,
    NOW,
    cut,
    days,
    failed,
    missing,
    past,
    read,
    unchanged,
)

from bot.model import FeedOutcome, FeedReading, FeedSign, FeedStanding, Proposal
from bot.model.judging import daily, judge, recent
from bot.model.telling_feeds import readings_line, sparkline

WEEKDAYS = (4, 0, 0, 5, 3, 6, 4, 5, 0, 0)  # from a Friday on
DAILY = (3,) * 12
WEEKLY = (2, 0, 0, 0, 0, 0, 0)

CASES = {
    "never tried": (past(), FeedStanding.UNREAD, "", Proposal.NOTHING),
    "left out, whatever it does": (
        past(failed(1), dropped=True),
        FeedStanding.LEFT_OUT,
        "it is not read",
        Proposal.NOTHING,
    ),
    "read an hour ago": (past(read(1)), FeedStanding.WELL, "read 1 h ago", Proposal.NOTHING),
    "one miss": (past(read(1), failed(0)), FeedStanding.FAILING, "500 server error", Proposal.WAIT),
    "it asks to wait": (
        past(failed(0, why="429 asks to wait 60 s"), wait_until=NOW + HOUR),
        FeedStanding.FAILING,
        "429 asks to wait 60 s",
        Proposal.WAIT,
    ),
    "a login": (past(failed(0, why="401 wants a login")), FeedStanding.FAILING, "401", Proposal.REMOVE),
    "failing for a week": (
        past(*(failed(h) for h in range(200, 0, -10))),
        FeedStanding.FAILING,
        "500 server error, 20 times in a row",
        Proposal.REMOVE,
    ),
    "404 since this morning": (
        past(missing(3), missing(2), missing(1)),
        FeedStanding.FAILING,
        "404 not found, 3 times in a row",
        Proposal.NEW_ADDRESS,
    ),
    "404 for a day": (
        past(read(30), missing(26), missing(13), missing(1)),
        FeedStanding.GONE,
        "its server has said for 1 day that it is not there (404 not found)",
        Proposal.REMOVE,
    ),
    "404 for a day, but twice only": (
        past(read(30), missing(26), missing(1)),
        FeedStanding.FAILING,
        "404 not found, 2 times in a row",
        Proposal.NEW_ADDRESS,
    ),
    "404, of a feed that is read so often that no day of it is kept": (
        past(*(missing(m / 12) for m in range(60, 0, -1)), failing=NOW - HOUR * 30),
        FeedStanding.GONE,
        "404 not found",
        Proposal.REMOVE,
    ),
    "410": (
        past(failed(0, FeedSign.GONE, "410 gone"), gone=True),
        FeedStanding.GONE,
        "its server says for good that it is not there (410 gone)",
        Proposal.REMOVE,
    ),
    "it became a page": (
        past(read(2), failed(1, FeedSign.PAGE, "is a web page, not a feed")),
        FeedStanding.FAILING,
        "is a web page, not a feed",
        Proposal.NEW_ADDRESS,
    ),
    "a redirect once": (
        past(read(1), read(0, moved_to=ELSEWHERE)),
        FeedStanding.WELL,
        "read",
        Proposal.NOTHING,
    ),
    "redirects for a day": (
        past(read(30, moved_to=ELSEWHERE), unchanged(15, moved_to=ELSEWHERE), read(0, moved_to=ELSEWHERE)),
        FeedStanding.MOVED,
        f"its server sends on to {ELSEWHERE} for good",
        Proposal.NEW_ADDRESS,
    ),
    "redirects that came to an end": (
        past(
            read(50, moved_to=ELSEWHERE), read(30, moved_to=ELSEWHERE), read(15, moved_to=ELSEWHERE), read(0)
        ),
        FeedStanding.WELL,
        "read",
        Proposal.NOTHING,
    ),
    "redirects to here and there": (
        past(*(read(h, moved_to=f"{ELSEWHERE}?{h}") for h in (50, 30, 15, 0))),
        FeedStanding.WELL,
        "read",
        Proposal.NOTHING,
    ),
    "nothing in it": (
        past(read(2), read(1, entries=0)),
        FeedStanding.EMPTY,
        "nothing in it",
        Proposal.REMOVE,
    ),
    "nothing in it, and unchanged since": (
        past(read(2, entries=0), unchanged(1)),
        FeedStanding.EMPTY,
        "nothing in it",
        Proposal.REMOVE,
    ),
    "nothing in it once": (past(read(2, entries=0), read(1)), FeedStanding.WELL, "read", Proposal.NOTHING),
    "pages for subscribers": (
        past(read(9, new=2), read(5, closed=3), read(1, new=1, closed=2)),
        FeedStanding.PAYWALLED,
        "the pages of 5 of its latest articles are for subscribers alone",
        Proposal.REMOVE,
    ),
    "some pages for subscribers": (
        past(read(9, new=20, closed=3)),
        FeedStanding.WELL,
        "read",
        Proposal.NOTHING,
    ),
    "news every day, then three days without": (
        past(read(0), news=days(*DAILY, 0, 0, 0)),
        FeedStanding.STALE,
        "nothing new for 3 days, where it used to have news every day",
        Proposal.REMOVE,
    ),
    "news every day, then two days without": (
        past(read(0), news=days(*DAILY, 0, 0)),
        FeedStanding.WELL,
        "read",
        Proposal.NOTHING,
    ),
    "a paper of weekdays, after its weekend": (
        past(read(0), news=days(*WEEKDAYS, *WEEKDAYS[3:], 0)),
        FeedStanding.WELL,
        "read",
        Proposal.NOTHING,
    ),
    "a weekly, eight days after its last": (
        past(read(0), news=days(*WEEKLY * 5, 2, *[0] * 8)),
        FeedStanding.WELL,
        "read",
        Proposal.NOTHING,
    ),
    "a weekly, fifteen days after its last": (
        past(read(0), news=days(*WEEKLY * 5, 2, *[0] * 15)),
        FeedStanding.STALE,
        "nothing new for 15 days, where it used to have news every 7 days",
        Proposal.REMOVE,
    ),
    "Dateline itself was off for a week": (
        past(read(0), news=days(*DAILY, *[None] * 7, 0)),
        FeedStanding.WELL,
        "read",
        Proposal.NOTHING,
    ),
    "silent, and nobody knows how it used to be": (
        past(read(0), news=days(9, *[0] * 20)),
        FeedStanding.WELL,
        "read",
        Proposal.NOTHING,
    ),
    "silent for so long that no rhythm explains it": (
        past(read(0), news=days(9, *[0] * 46)),
        FeedStanding.STALE,
        "nothing new for 46 days",
        Proposal.REMOVE,
    ),
    "slow as a rule": (
        past(*(read(h, milliseconds=9_000) for h in (3, 2, 1))),
        FeedStanding.SLOW,
        "it takes 9 s to answer",
        Proposal.WAIT,
    ),
    "slow once": (
        past(read(3), read(2), read(1, milliseconds=19_000)),
        FeedStanding.WELL,
        "read",
        Proposal.NOTHING,
    ),
    "well before an outage": (
        past(read(3), cut(2), cut(1), outage=NOW - HOUR * 2),
        FeedStanding.WELL,
        "read 3 h ago",
        Proposal.NOTHING,
    ),
    "failing before an outage": (
        past(failed(9), failed(5), cut(1), outage=NOW - HOUR * 2),
        FeedStanding.FAILING,
        "3 times in a row",
        Proposal.WAIT,
    ),
    "first tried in an outage": (
        past(cut(1), outage=NOW - HOUR),
        FeedStanding.UNREAD,
        "",
        Proposal.NOTHING,
    ),
    "what lies in the future": (
        past(read(1), failed(-5), error=""),
        FeedStanding.WELL,
        "read",
        Proposal.NOTHING,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_feed_stands_as_its_readings_say(name: str) -> None:
    known, standing, reason, proposal = CASES[name]
    found = judge(known)
    assert (found.standing, found.proposal) == (standing, proposal), found
    assert reason in found.reason
    assert found.standing is FeedStanding.UNREAD or found.reason
    assert found.cure


def test_every_state_is_in_the_table() -> None:
    assert {standing for _, standing, _, _ in CASES.values()} == set(FeedStanding)


@pytest.mark.parametrize("sign", [FeedSign.PAGE, FeedSign.GONE])
def test_an_address_that_was_found_is_what_is_proposed(sign: FeedSign) -> None:
    """By autodiscovery on the page that came in the feed's place, or by a redirect that stays."""
    lost = failed(0, sign, "is a web page, not a feed", found=ELSEWHERE)
    found = judge(past(read(3), lost))
    assert (found.proposal, found.address) == (Proposal.NEW_ADDRESS, ELSEWHERE)
    assert ELSEWHERE in found.cure
    sent_on = judge(past(*(read(h, moved_to=ELSEWHERE) for h in (40, 20, 0))))
    assert sent_on.address == ELSEWHERE


def test_it_stands_so_since_the_first_of_the_readings_that_agree() -> None:
    assert judge(past(read(9), failed(5), failed(2))).since == NOW - HOUR * 5
    assert judge(past(read(9), read(5, entries=0), read(2, entries=0))).since == NOW - HOUR * 5
    stale = judge(past(read(0), news=days(*DAILY, 0, 0, 0)))
    assert stale.since == NOW.replace(hour=0) - timedelta(days=2)  # the first day without


# ---- the last days ----


def test_a_sparkline_draws_two_weeks_of_news() -> None:
    """The highest bar is the most; a day without news is a low bar, one without a reading a dot."""
    drawn = daily(days(*[0] * 10, 8, None, 1, 4), NOW)
    assert sparkline(drawn) == "▁▁▁▁▁▁▁▁▁▁█·▂▅"
    assert sparkline(daily(days(5), NOW)) == "·············█"
    assert sparkline(daily((), NOW)) == "·" * 14


def test_charts_can_be_drawn_in_ascii_and_show_readings_that_failed() -> None:
    """As many signs as values, none beyond ASCII; a reading that failed is told from one without news."""
    counts = (0, 1, 2, 3, 4, 5, 6, 7, None)
    assert sparkline(counts) == "▁▂▃▄▅▆▇█·"
    assert sparkline(counts, plain=True) == "_.:=+*%#-"
    assert readings_line(counts) == "▁▂▃▄▅▆▇█✗"
    assert readings_line(counts, plain=True) == "_.:=+*%#x"
    readings = (reading(3), reading(0), replace(reading(0), outcome=FeedOutcome.FAILED))
    assert recent(readings) == (3, 0, None)


def reading(new: int) -> FeedReading:
    return FeedReading(at=NOW, outcome=FeedOutcome.READ, new=new)


def test_days_of_the_future_are_not_drawn() -> None:
    late = tuple(replace(one, day=one.day + timedelta(days=3)) for one in days(7, 7, 7))
    assert daily(late, NOW)[-1] is None
