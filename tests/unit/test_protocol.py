"""How a delivery's row moves on: every state against every event."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deliver import protocol as p
from bot.model import Delivery, DeliveryState

S = DeliveryState
DUE = datetime(2026, 5, 4, 8, tzinfo=UTC)
NOW = DUE + timedelta(minutes=1)
TERMS = p.Terms(
    deadline=timedelta(hours=3), lease=timedelta(seconds=40), longest_flight=timedelta(seconds=30)
)

EVENTS: tuple[p.Event, ...] = (
    p.Planned(edition_id="e1"),
    p.NothingToPost(why="quiet day"),
    p.DeadlinePassed(why="too late"),
    p.Claimed(),
    p.GivenBack(),
    p.Posted(ts="1.0"),
    p.Refused(why="not_in_channel"),
    p.Busy(retry_after=60),
    p.Unsure(why="timeout"),
    p.Found(ts="2.0"),
    p.NotFound(),
    p.Unreadable(why="missing_scope"),
)
# What each event makes of each state; every pair that is not here can't happen.
TABLE: dict[tuple[S, type], S] = {
    (S.PLANNED, p.Planned): S.PLANNED,
    (S.PLANNED, p.NothingToPost): S.WITHHELD,
    (S.PLANNED, p.DeadlinePassed): S.MISSED,
    (S.PLANNED, p.Claimed): S.SENDING,
    (S.SENDING, p.Claimed): S.SETTLING,
    (S.SENDING, p.GivenBack): S.PLANNED,
    (S.SENDING, p.Posted): S.SENT,
    (S.SENDING, p.Refused): S.FAILED,
    (S.SENDING, p.Busy): S.PLANNED,
    (S.SENDING, p.Unsure): S.SETTLING,
    (S.SETTLING, p.Claimed): S.SETTLING,
    (S.SETTLING, p.Busy): S.SETTLING,
    (S.SETTLING, p.Unsure): S.SETTLING,
    (S.SETTLING, p.Found): S.SENT,
    (S.SETTLING, p.NotFound): S.PLANNED,
    (S.SETTLING, p.Unreadable): S.UNCERTAIN,
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
def test_every_event_is_answered_or_refused_in_every_state(state: DeliveryState, event: p.Event) -> None:
    """Each pair of state and event leads where the table says, and any other is a fault of the driver's."""
    then = TABLE.get((state, type(event)))
    if then is None:
        with pytest.raises(p.ProtocolError, match="can't happen"):
            p.after(row(state), event, NOW, TERMS)
    else:
        assert p.after(row(state), event, NOW, TERMS).state is then


@given(st.lists(st.sampled_from(EVENTS), max_size=30), st.integers(0, 6 * 3600))
def test_no_second_post_without_a_look_into_the_history(events: list[p.Event], seconds: int) -> None:
    """Whatever happens, between an unsure post and the next one the history has been read in full."""
    one, unsettled = row(S.PLANNED, attempt=0), False
    for event in events:
        try:
            moved = p.after(one, event, DUE + timedelta(seconds=seconds), TERMS)
        except p.ProtocolError:
            continue
        if moved.state is S.SENDING:
            assert not unsettled
        if isinstance(event, p.Unsure) or (isinstance(event, p.Claimed) and one.state is S.SENDING):
            unsettled = True
        if isinstance(event, p.NotFound):
            unsettled = False
        assert moved.id == one.id
        assert moved.attempt == one.attempt + isinstance(event, p.Claimed)
        one = moved


def test_a_claim_counts_the_attempt_and_bears_a_lease() -> None:
    """A claimed row is fenced by its attempt and leased from the time of the claim."""
    claimed = p.after(replace(row(S.PLANNED, attempt=2), not_before=NOW), p.Claimed(), NOW, TERMS)
    assert (claimed.attempt, claimed.lease_until, claimed.not_before) == (3, NOW + TERMS.lease, None)


def test_after_429_it_waits_as_long_as_slack_asks() -> None:
    """A 429 puts the row back, not to be claimed before Retry-After has passed."""
    waiting = p.after(row(S.SENDING), p.Busy(retry_after=60), NOW, TERMS)
    assert waiting.not_before == NOW + timedelta(seconds=60)
    assert not p.claimable(waiting, NOW + timedelta(seconds=59))
    assert p.claimable(waiting, NOW + timedelta(seconds=60))


def test_a_429_past_the_deadline_is_missed_at_once() -> None:
    """Where Slack asks to wait until after the deadline, the digest is missed, and the row says why."""
    missed = p.after(row(S.SENDING), p.Busy(retry_after=3600 * 3), NOW, TERMS)
    assert missed.state is S.MISSED
    assert missed.why == "Slack asked to wait 10800 s, which is past the deadline"


def test_unsure_waits_out_the_longest_flight() -> None:
    """After a timeout nobody may look before the longest flight is over."""
    unsure = p.after(row(S.SENDING), p.Unsure(why="timeout"), NOW, TERMS)
    assert not p.claimable(unsure, NOW + timedelta(seconds=29))
    assert p.claimable(unsure, NOW + TERMS.longest_flight)


def test_a_history_that_stays_unreadable_ends_uncertain() -> None:
    """Passing trouble with the history is waited out past the deadline, but not for ever."""
    patient = p.after(row(S.SETTLING), p.Unsure(why="503"), DUE + TERMS.deadline, TERMS)
    assert patient.state is S.SETTLING
    late = DUE + TERMS.deadline + TERMS.patience
    for event in (p.Unsure(why="503"), p.Busy(retry_after=60)):
        assert p.after(row(S.SETTLING), event, late, TERMS).state is S.UNCERTAIN


def test_ended_rows_hold_no_lease_and_say_why() -> None:
    """A row that has ended keeps its ts or its reason, and no lease."""
    sent = p.after(replace(row(S.SENDING), lease_until=NOW, why="old"), p.Posted(ts="1.0"), NOW, TERMS)
    assert (sent.ts, sent.lease_until, sent.why) == ("1.0", None, "")
    failed = p.after(row(S.SENDING), p.Refused(why="not_in_channel"), NOW, TERMS)
    assert failed.why == "not_in_channel"


def test_terms_that_would_double_are_refused() -> None:
    """A lease that the longest flight outlasts can't be configured."""
    for seconds in (0, 40, 60):
        with pytest.raises(ValueError, match="outlast"):
            replace(TERMS, longest_flight=timedelta(seconds=seconds))


def test_history_is_read_from_before_any_clock_could_have_been_wrong() -> None:
    """A post made by a clock that was a day ahead lies inside the history that is asked for."""
    assert p.history_from(row(S.SETTLING)) <= DUE - timedelta(days=1)
