"""When a digest is due, in every zone of the world."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.deliver.slots import due, latest, next_due
from bot.model import WEEKDAYS, Slot, Subscription

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
DAY = timedelta(days=1)

instants = st.integers(0, 27 * 365 * 24 * 60).map(
    lambda minutes: datetime(2010, 1, 2, tzinfo=UTC) + timedelta(minutes=minutes)
)
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
some_days = st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(tuple)


def order(
    zone: str, at: time, days: tuple[str, ...] = WEEKDAYS, since: datetime | None = None
) -> Subscription:
    return Subscription(id="s", channel="C1", at=at, zone=zone, days=days, since=since)


def on(zone: str, local: date, at: time) -> list[str]:
    """The due instants of that local date, in UTC."""
    noon = datetime.combine(local, time(12), UTC)
    found = due(order(zone, at), noon - 3 * DAY, noon + 3 * DAY)
    return [f"{slot.due:%Y-%m-%dT%H:%M}" for slot in found if slot.local_date == local]


def occurrences(naive: datetime, zone: ZoneInfo) -> list[datetime]:
    """Every instant at which that zone's clocks show that time, by trying each offset used around it."""
    hours = [naive.replace(tzinfo=UTC) + timedelta(hours=h) for h in range(-50, 51)]
    offsets = {hour.astimezone(zone).utcoffset() for hour in hours}
    tried = {(naive - offset).replace(tzinfo=UTC) for offset in offsets if offset is not None}
    return sorted(one for one in tried if one.astimezone(zone).replace(tzinfo=None) == naive)


def shown(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)


def assert_right(slot: Slot, zone: ZoneInfo) -> None:
    naive = datetime.combine(slot.local_date, slot.at)
    if found := occurrences(naive, zone):
        assert slot.due == found[0]
        return
    # In a gap: find it (shown(low) < naive < shown(high) all the way), and measure it.
    low, high = slot.due - 2 * DAY, slot.due
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if shown(middle, zone) < naive else (low, middle)
    gap = shown(high, zone) - shown(low, zone)
    assert abs(shown(slot.due, zone) - naive - gap) < timedelta(seconds=2)


@pytest.mark.exhaustive
@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ZONES), times, instants)
def test_each_slot_is_where_the_clocks_first_show_it_or_moved_by_the_gap(
    name: str, at: time, start: datetime
) -> None:
    """In any zone a slot is the first instant that shows its time; where none does, it moved by the gap."""
    zone = ZoneInfo(name)
    for slot in due(order(name, at), start, start + 3 * DAY):
        assert_right(slot, zone)


@pytest.mark.exhaustive
def test_every_zones_changes_of_the_next_ten_years_are_met() -> None:
    """In every zone of tzdata, around each change of its offset, each date has one slot, rightly placed."""
    for name in ZONES:
        zone, instant = ZoneInfo(name), datetime(2026, 1, 1, tzinfo=UTC)
        end = instant + 3660 * DAY
        while instant < end:
            after = instant + 7 * DAY
            if instant.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset():
                change = _change(instant, after, zone)
                at = shown(change - timedelta(minutes=1), zone).time().replace(second=0, microsecond=0)
                moved = (datetime.combine(date(2026, 1, 1), at) + timedelta(minutes=20)).time()
                found = due(order(name, moved), change - 2 * DAY, change + 2 * DAY)
                dates = [slot.local_date for slot in found]
                assert len(dates) == len(set(dates)) >= 3, name
                for slot in found:
                    assert_right(slot, zone)
            instant = after


def _change(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == before else (low, middle)
    return high


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ZONES), times, instants, st.integers(0, 9 * 24 * 60), st.integers(0, 9 * 24 * 60))
def test_windows_that_meet_leave_nothing_out_and_nothing_twice(
    name: str, at: time, start: datetime, first: int, second: int
) -> None:
    """Looking often and looking seldom finds the same slots: (a, b] and (b, c] are (a, c]."""
    middle, end = start + timedelta(minutes=first), start + timedelta(minutes=first + second)
    one = order(name, at)
    whole = due(one, start, end)
    assert due(one, start, middle) + due(one, middle, end) == whole
    assert list(whole) == sorted(whole, key=lambda slot: slot.due)
    assert len({slot.local_date for slot in whole}) == len(whole)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ZONES), times, some_days, instants)
def test_the_next_slot_is_the_first_that_comes_due(
    name: str, at: time, days: tuple[str, ...], start: datetime
) -> None:
    """`next_due` is the first slot after an instant, on one of the days; `latest` finds it when it came."""
    one = order(name, at, days)
    slot = next_due(one, start)
    assert slot.due > start
    assert WEEKDAYS[slot.local_date.weekday()] in days
    assert due(one, start, slot.due) == (slot,)
    assert latest(one, slot.due, timedelta(hours=1)) == slot


@pytest.mark.parametrize(
    ("zone", "local", "at", "instant"),
    [
        ("Africa/Cairo", date(2026, 4, 24), time(0, 0), "2026-04-23T22:00"),  # the gap 00:00-01:00
        ("Africa/Cairo", date(2026, 4, 24), time(0, 30), "2026-04-23T22:30"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:45"),  # a gap of 30 minutes
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-04T14:45"),  # twice: the first
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T07:30"),  # shown as 03:30
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T05:30"),  # twice: the first
        ("Africa/Casablanca", date(2026, 2, 15), time(2, 30), "2026-02-15T01:30"),  # Ramadan: twice
        ("Africa/Casablanca", date(2026, 3, 22), time(2, 30), "2026-03-22T02:30"),  # and the gap after it
        ("America/Nuuk", date(2024, 3, 30), time(23, 30), "2024-03-31T01:30"),  # a gap that ends at midnight
        ("Pacific/Apia", date(2011, 12, 29), time(8, 0), "2011-12-29T18:00"),
        ("Pacific/Apia", date(2011, 12, 31), time(8, 0), "2011-12-30T18:00"),
    ],
)
def test_known_awkward_nights(zone: str, local: date, at: time, instant: str) -> None:
    """A time in a gap moves forward by the gap, an ambiguous one is its first occurrence, once for a date."""
    assert on(zone, local, at) == [instant]


@pytest.mark.parametrize("at", [time(0, 0), time(8, 0), time(23, 59)])
def test_apias_lost_day_has_no_slot(at: time) -> None:
    """30 December 2011 did not exist in Samoa, so nothing was due on it, and its neighbours are single."""
    assert on("Pacific/Apia", date(2011, 12, 30), at) == []
    assert len(on("Pacific/Apia", date(2011, 12, 29), at)) == 1
    assert len(on("Pacific/Apia", date(2011, 12, 31), at)) == 1


def test_a_slot_that_a_gap_carries_past_midnight_is_found_on_the_other_side() -> None:
    """Nuuk's 23:30 of 30 March 2024 is 00:30 of the 31st; a window that begins at that midnight has it."""
    midnight = datetime(2024, 3, 31, 1, 0, tzinfo=UTC)
    (slot,) = due(order("America/Nuuk", time(23, 30)), midnight, midnight + timedelta(hours=1))
    assert slot.local_date == date(2024, 3, 30)


def test_a_weekly_order_waits_past_apias_lost_friday() -> None:
    """An order for Fridays goes from 23 December 2011 straight to 6 January 2012."""
    friday = order("Pacific/Apia", time(8), ("fri",))
    first = next_due(friday, datetime(2011, 12, 20, tzinfo=UTC))
    assert first.local_date == date(2011, 12, 23)
    assert next_due(friday, first.due).local_date == date(2012, 1, 6)


def test_catching_up_is_one_slot_inside_the_deadline() -> None:
    """After an outage of days only the latest slot is caught up with, and only within its deadline."""
    one = order("UTC", time(8))
    assert latest(one, datetime(2026, 5, 4, 9, tzinfo=UTC), timedelta(hours=3)) == Slot(
        local_date=date(2026, 5, 4), at=time(8), due=datetime(2026, 5, 4, 8, tzinfo=UTC)
    )
    assert latest(one, datetime(2026, 5, 4, 11, 0, 1, tzinfo=UTC), timedelta(hours=3)) is None


def test_nothing_is_due_before_the_order_was_given() -> None:
    """An order given at 09:00 is not owed the 08:00 digest of the same morning."""
    given_at = datetime(2026, 5, 4, 9, tzinfo=UTC)
    one = order("UTC", time(8), since=given_at)
    assert latest(one, given_at + timedelta(minutes=1), timedelta(hours=3)) is None
    assert next_due(one, given_at - 7 * DAY).local_date == date(2026, 5, 5)


def test_an_order_without_days_is_refused() -> None:
    """`next_due` says so where no day of the week is named, rather than look for ever."""
    with pytest.raises(ValueError, match="no day"):
        next_due(order("UTC", time(8), ()), datetime(2026, 5, 4, tzinfo=UTC))
