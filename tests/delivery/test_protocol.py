"""How a delivery's row moves on: every state against every event."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deliver import events as e
from bot.deliver import protocol as p
from bot.model import Delivery, DeliveryState

S = DeliveryState
DUE = datetime(2026, 5, 4, 8, tzinfo=UTC)
NOW = DUE + timedelta(minutes=1)
TERMS = p.Terms(
    deadline=timedelta(hours=3), lease=timedelta(seconds=40), longest_flight=timedelta(seconds=30)
)

EVENTS: tuple[e.Event, ...] = (
    e.Rendered(edition_id="e1"),
    e.NothingToPost(why="quiet day"),
    e.DeadlinePassed(why="too late"),
    e.Claimed(),
    e.GivenBack(),
    e.Posted(ts="1.0"),
    e.Refused(why="not_in_channel"),
    e.Busy(retry_after=60),
    e.Unsure(why="timeout"),
    e.Found(posts=("2.0",)),
    e.NotFound(),
    e.Unreadable(why="missing_scope"),
    e.Ordered(until=NOW + timedelta(hours=1)),
)
# What each event makes of each state; every pair that is not here can't happen.
TABLE: dict[tuple[S, type], S] = {
    (S.PLANNED, e.Rendered): S.RENDERED,
    (S.PLANNED, e.NothingToPost): S.WITHHELD,
    (S.PLANNED, e.DeadlinePassed): S.MISSED,
    (S.RENDERED, e.DeadlinePassed): S.MISSED,
    (S.RENDERED, e.Claimed): S.SENDING,
    (S.SENDING, e.Claimed): S.SETTLING,
    (S.SENDING, e.GivenBack): S.RENDERED,
    (S.SENDING, e.Posted): S.SENT,
    (S.SENDING, e.Refused): S.FAILED,
    (S.SENDING, e.Busy): S.RENDERED,
    (S.SENDING, e.Unsure): S.SETTLING,
    (S.SETTLING, e.Claimed): S.SETTLING,
    (S.SETTLING, e.Busy): S.SETTLING,
    (S.SETTLING, e.Unsure): S.SETTLING,
    (S.SETTLING, e.Found): S.SENT,
    (S.SETTLING, e.NotFound): S.RENDERED,
    (S.SETTLING, e.Unreadable): S.UNCERTAIN,
    (S.UNCERTAIN, e.Ordered): S.RENDERED,
    (S.MISSED, e.Ordered): S.RENDERED,
    (S.FAILED, e.Ordered): S.RENDERED,
}


def row(state: DeliveryState, attempt: int = 1) -> Delivery:
    return Delivery(
        id="d1",
        subscription_id="s1",
        channel="C1",
        local_date=date(2026, 5, 4),
        slot="08:00",
        due=DUE,
        state=state,
        edition_id="e1",
        attempt=attempt,
    )


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_every_event_is_answered_or_refused_in_every_state(state: DeliveryState, event: e.Event) -> None:
    """Each pair of state and event leads where the table says, and any other is a fault of the driver's."""
    then = TABLE.get((state, type(event)))
    if then is None:
        with pytest.raises(p.ProtocolError, match="can't happen"):
            p.after(row(state), event, NOW, TERMS)
    else:
        assert p.after(row(state), event, NOW, TERMS).state is then


@given(st.lists(st.sampled_from(EVENTS), max_size=30), st.integers(0, 6 * 3600))
def test_no_second_post_without_a_look_into_the_history(events: list[e.Event], seconds: int) -> None:
    """Whatever happens, between an unsure post and the next one the history has been read in full."""
    one, unsettled = row(S.PLANNED, attempt=0), False
    for event in events:
        try:
            moved = p.after(one, event, DUE + timedelta(seconds=seconds), TERMS)
        except p.ProtocolError:
            continue
        if moved.state is S.SENDING:
            assert not unsettled
        if isinstance(event, e.Unsure) or (isinstance(event, e.Claimed) and one.state is S.SENDING):
            unsettled = True
        if isinstance(event, (e.NotFound, e.Ordered)):  # the history was read, or a person has looked
            unsettled = False
        assert moved.id == one.id
        assert moved.attempt == one.attempt + isinstance(event, e.Claimed)
        one = moved


def test_a_claim_counts_the_attempt_and_bears_a_lease() -> None:
    """A claimed row is fenced by its attempt and leased from the time of the claim."""
    claimed = p.after(replace(row(S.RENDERED, attempt=2), not_before=NOW), e.Claimed(), NOW, TERMS)
    assert (claimed.attempt, claimed.lease_until, claimed.not_before) == (3, NOW + TERMS.lease, None)


def test_after_429_it_waits_as_long_as_slack_asks() -> None:
    """A 429 puts the row back, not to be claimed before Retry-After has passed."""
    waiting = p.after(row(S.SENDING), e.Busy(retry_after=60), NOW, TERMS)
    assert waiting.not_before == NOW + timedelta(seconds=60)
    assert not p.claimable(waiting, NOW + timedelta(seconds=59))
    assert p.claimable(waiting, NOW + timedelta(seconds=60))


def test_a_429_past_the_deadline_is_missed_at_once() -> None:
    """Where Slack asks to wait until after the deadline, the digest is missed, and the row says why."""
    missed = p.after(row(S.SENDING), e.Busy(retry_after=3600 * 3), NOW, TERMS)
    assert missed.state is S.MISSED
    assert missed.why == "Slack asked to wait 10800 s, which is past the deadline"


def test_unsure_waits_out_the_longest_flight() -> None:
    """After a timeout nobody may look before the longest flight is over."""
    unsure = p.after(row(S.SENDING), e.Unsure(why="timeout"), NOW, TERMS)
    assert not p.claimable(unsure, NOW + timedelta(seconds=29))
    assert p.claimable(unsure, NOW + TERMS.longest_flight)


def test_a_history_that_stays_unreadable_ends_uncertain() -> None:
    """Passing trouble with the history is waited out past the deadline, but not for ever."""
    patient = p.after(row(S.SETTLING), e.Unsure(why="503"), DUE + TERMS.deadline, TERMS)
    assert patient.state is S.SETTLING
    late = DUE + TERMS.deadline + TERMS.patience
    for event in (e.Unsure(why="503"), e.Busy(retry_after=60)):
        assert p.after(row(S.SETTLING), event, late, TERMS).state is S.UNCERTAIN


def test_ended_rows_hold_no_lease_and_say_why() -> None:
    """A row that has ended keeps its ts or its reason, and no lease."""
    sent = p.after(replace(row(S.SENDING), lease_until=NOW, why="old"), e.Posted(ts="1.0"), NOW, TERMS)
    assert (sent.ts, sent.lease_until, sent.why) == ("1.0", None, "")
    failed = p.after(row(S.SENDING), e.Refused(why="not_in_channel"), NOW, TERMS)
    assert failed.why == "not_in_channel"


def lived(*events: e.Event, at: datetime = NOW) -> Delivery:
    """What becomes of a fresh digest by these events, one a second."""
    one = row(S.PLANNED, attempt=0)
    for seconds, event in enumerate(events):
        one = p.after(one, event, at + timedelta(seconds=seconds), TERMS)
    return one


DOUBTED = (e.Rendered(edition_id="e1"), e.Claimed(), e.Unsure(why="timeout"), e.Claimed(), e.NotFound())


def test_what_was_sent_again_is_swept_twice_and_what_was_not_never() -> None:
    """A post after a doubtful one is looked for again after ten minutes and after an hour, then no more."""
    assert lived(e.Rendered(edition_id="e1"), e.Claimed(), e.Posted(ts="1.0")).sweep is None
    found = lived(*DOUBTED[:4], e.Found(posts=("1.0",)))
    assert found.sweep is None  # one attempt can't have two posts
    sent = lived(*DOUBTED, e.Claimed(), e.Posted(ts="2.0"))
    assert sent.tried is not None
    assert sent.sweep == sent.tried + timedelta(minutes=10)
    swept = p.after(sent, e.Found(posts=("2.0",)), sent.sweep, TERMS)
    assert (swept.state, swept.ts, swept.sweep) == (S.SENT, "2.0", sent.tried + timedelta(hours=1))
    assert p.after(swept, e.NotFound(), swept.sweep or NOW, TERMS).sweep is None


def test_of_two_copies_the_one_stays_that_the_row_knows() -> None:
    """Under it a thread may have grown; where the row knows neither, the older one stays."""
    sent = replace(row(S.SENT), ts="2.0", sweep=NOW)
    assert p.copies(sent, ("1.0", "2.0", "3.0")) == ("1.0", "3.0")
    missed = replace(row(S.MISSED), sweep=NOW, tried=NOW)
    assert p.copies(missed, ("1.0", "2.0")) == ("2.0",)
    assert p.after(missed, e.Found(posts=("1.0", "2.0")), NOW, TERMS).ts == "1.0"


@pytest.mark.parametrize("state", sorted(p.UNDELIVERED))
def test_a_sweep_that_finds_an_undelivered_message_marks_it_sent(state: S) -> None:
    """What came late, after its row had ended, is said to be there."""
    late = p.after(replace(row(state), sweep=NOW, tried=NOW), e.Found(posts=("1.0",)), NOW, TERMS)
    assert (late.state, late.ts) == (S.SENT, "1.0")


def test_a_sweep_is_put_off_while_slack_is_busy_and_given_up_after_a_day() -> None:
    """Neither a 429 nor a 5xx ends it, but it is not tried for ever."""
    one = replace(row(S.SENT), ts="1.0", sweep=NOW, tried=NOW)
    assert p.after(one, e.Busy(retry_after=60), NOW, TERMS).sweep == NOW + timedelta(seconds=60)
    assert p.after(one, e.Unsure(why="503"), NOW, TERMS).sweep == NOW + TERMS.longest_flight
    assert p.after(one, e.Busy(retry_after=60), NOW + TERMS.patience, TERMS).sweep is None
    assert p.after(one, e.Unreadable(why="missing_scope"), NOW, TERMS).sweep is None


def test_an_order_to_post_gives_it_new_time() -> None:
    """A missed digest that is ordered is rendered, or planned where it has no bytes yet, and not overdue."""
    late = DUE + timedelta(days=1)
    for edition, then in (("e1", S.RENDERED), ("", S.PLANNED)):
        missed = replace(row(S.MISSED), edition_id=edition, why="too late")
        ordered = p.after(missed, e.Ordered(until=late + timedelta(hours=3)), late, TERMS)
        assert (ordered.state, ordered.why) == (then, "")
        assert not p.overdue(ordered, late, TERMS)


def test_terms_that_would_double_are_refused() -> None:
    """A lease that the longest flight outlasts can't be configured."""
    for seconds in (0, 40, 60):
        with pytest.raises(ValueError, match="outlast"):
            replace(TERMS, longest_flight=timedelta(seconds=seconds))


def test_history_is_read_from_before_any_clock_could_have_been_wrong() -> None:
    """A post made by a clock that was a day ahead lies inside the history that is asked for."""
    assert p.history_from(row(S.SETTLING)) <= DUE - timedelta(days=1)
