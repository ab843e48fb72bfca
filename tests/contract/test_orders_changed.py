"""Standing orders in the store: added, changed, kept apart, and never two digests on one local date."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.clock import FixedClock
from bot.deliver import slots
from bot.desk.subscriptions import SubscriptionDesk
from bot.desk.terms import WrongOrderError
from bot.errors import BadRequestError, NotFoundError
from bot.model import FeedState, Subscription
from bot.store import feeds, subscriptions
from bot.store.deliveries import DeliveryRows

if TYPE_CHECKING:
    from bot.model import PlannedEdition
    from bot.store.store import Store

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


class NoPreviews:
    def preview(self, subscription: Subscription) -> PlannedEdition:
        raise NotImplementedError(subscription.id)


@pytest.fixture
def orders(store: Store) -> SubscriptionDesk:
    return SubscriptionDesk(store, FixedClock(NOW), NoPreviews(), stories=7)


def wrong(orders: SubscriptionDesk, **terms: object) -> dict[str, str]:
    """What is said of each field."""
    with pytest.raises(WrongOrderError) as caught:
        orders.add("C1", **{"at": "08:00", "zone": "UTC", **terms})  # pyright: ignore[reportArgumentType]
    return caught.value.fields


def test_every_mistake_is_told_at_its_field(orders: SubscriptionDesk) -> None:
    """Wrong times, zones, days, numbers and topics are told at once with the way out; nothing is kept."""
    told = wrong(
        orders, at="25:00", zone="Londn", days=["mun"], stories=13, topics=["the"], without=["sudan"]
    )
    assert set(told) == {"at", "zone", "days", "stories", "topics"}
    assert told["zone"].endswith('Did you mean "Europe/London"?')
    assert told["stories"] == "A digest has 1 to 12 stories, not 13."
    assert "Name a place" in told["topics"]
    assert orders.list("C1") == ()


def test_a_topic_is_not_asked_for_and_kept_out(orders: SubscriptionDesk) -> None:
    """What is in both lists, in whatever case, is refused at the second."""
    assert set(wrong(orders, topics=["Sudan"], without=["chad", "sudan "])) == {"without"}


def test_two_orders_are_never_alike(orders: SubscriptionDesk) -> None:
    """The same again is refused, whatever the case and order of its words; changing into another's is too."""
    first = orders.add("C1", at="08:00", zone="UTC", topics=("sudan", "Chad"), without=("football",))
    assert "already" in wrong(orders, topics=["chad", "Sudan"], without=["Football"])["at"]
    second = orders.add("C1", at="09:00", zone="UTC", topics=("sudan", "Chad"), without=("football",))
    with pytest.raises(WrongOrderError):
        orders.change(second.id, "C1", at="08:00")
    assert orders.change(second.id, "C1", at="08:00", without=()).slot == first.slot
    assert len(orders.list("C1")) == 2


def test_an_order_asked_for_twice_is_made_once(orders: SubscriptionDesk) -> None:
    """Under the same id a re-sent order changes the one that it made."""
    for hour in ("08:00", "08:00", "09:00"):
        orders.add("C1", at=hour, zone="UTC", subscription_id="slack-1")
    (kept,) = orders.list("C1")
    assert kept.slot == "09:00"
    orders.add("C2", at="09:00", zone="UTC", subscription_id="slack-1")  # another channel, thought better of
    assert orders.list("C1") == ()
    assert [one.id for one in orders.list("C2")] == ["slack-1"]


def test_a_readers_own_digest_is_changed_by_no_form_of_a_channel(orders: SubscriptionDesk) -> None:
    """Whoever names its id, as a new order or an old one, is told that it is not there; it stays as it is."""
    own = orders.set_personal("U1", "D1", at="08:00", zone="UTC")
    with pytest.raises(NotFoundError):
        orders.change(own.id, "D1", "C1", to="C1", at="09:00")
    with pytest.raises(NotFoundError):
        orders.add("C1", at="09:00", zone="UTC", subscription_id=own.id)
    assert orders.personal("U1") == orders.get(own.id)
    assert (orders.get(own.id).slot, orders.get(own.id).channel) == ("08:00", "D1")


def test_a_change_keeps_what_it_does_not_name(orders: SubscriptionDesk) -> None:
    order = orders.add("C1", at="08:00", zone="UTC", stories=3, topics=("sudan",))
    changed = orders.change(order.id, "C1", without=("football",))
    assert (changed.stories, changed.topics, changed.without) == (3, ("sudan",), ("football",))
    assert orders.list("C1") == (orders.get(order.id),)
    assert orders.change(order.id, "C1", to="C2").channel == "C2"
    assert orders.list("C1") == ()


def test_another_channels_order_is_not_there(orders: SubscriptionDesk) -> None:
    order = orders.add("C1", at="08:00", zone="UTC")
    with pytest.raises(NotFoundError):
        orders.change(order.id, "C2", at="09:00")


def test_an_order_of_the_file_is_changed_in_the_file(orders: SubscriptionDesk, store: Store) -> None:
    """It would come back as it was with the next start; the refusal says who can."""
    order = Subscription(id="config-1", channel="C1", at=time(8), zone="UTC", origin="config")
    with store.write() as db:
        subscriptions.add(db, order, NOW)
    with pytest.raises(BadRequestError, match="whoever runs Dateline can change it there"):
        orders.change("config-1", "C1", at="09:00")


def test_sources_are_publishers_that_are_read(orders: SubscriptionDesk, store: Store) -> None:
    """Known names are meant in any case; an unknown one is refused with the nearest."""
    assert orders.add("C1", at="07:00", zone="UTC", sources=("reuters",)).sources == ("reuters",)
    with store.write() as db:
        feeds.save(db, FeedState(url="https://a.example/feed", publisher="Reuters"))
    assert orders.publishers() == ("Reuters",)
    assert orders.add("C1", at="08:00", zone="UTC", sources=("reuters", "REUTERS")).sources == ("Reuters",)
    assert wrong(orders, at="09:00", sources=["Reutrs"])["sources"].endswith("Did you mean “Reuters”?")


def test_a_reader_has_one_personal_digest(orders: SubscriptionDesk) -> None:
    """Setting it up again changes it; no channel's list shows it."""
    first = orders.set_personal("U1", "D1", at="08:00", zone="UTC")
    again = orders.set_personal("U1", "D1", at="07:00", zone="UTC", stories=3)
    assert (again.id, again.slot, again.stories, again.owner) == (first.id, "07:00", 3, "U1")
    assert orders.personal("U1") == orders.get(first.id)
    assert orders.personal("U2") is None
    assert orders.channels() == ()
    assert [one.id for one in orders.active()] == [first.id]


def opened(store: Store, order: Subscription, day: date, due: datetime) -> None:
    DeliveryRows(store).open(subscription_id=order.id, channel="C1", local_date=day, slot=order.slot, due=due)


@pytest.mark.parametrize(
    ("at", "zone", "next_date"),
    [
        ("18:00", "UTC", date(2026, 11, 24)),  # later today: today had its digest
        ("09:30", "UTC", date(2026, 11, 24)),  # already past
        ("08:00", "America/New_York", date(2026, 11, 24)),  # today's 08:00 there is still to come
        ("23:00", "Asia/Tokyo", date(2026, 11, 24)),
    ],
)
def test_a_new_time_gives_no_second_digest_on_a_local_date(
    orders: SubscriptionDesk, store: Store, at: str, zone: str, next_date: date
) -> None:
    """Today's digest came at 08:00: whatever changes, the next is tomorrow's, and is named so."""
    order = orders.add("C1", at="08:00", zone="UTC")
    opened(store, order, NOW.date(), NOW - timedelta(hours=2))
    orders.change(order.id, "C1", at=at, zone=zone)
    changed = orders.get(order.id)
    assert slots.next_due(changed, NOW).local_date == next_date
    assert all(slot.local_date >= next_date for slot in slots.due(changed, NOW, NOW + timedelta(days=3)))


def test_a_new_time_that_has_passed_is_not_caught_up_with(orders: SubscriptionDesk, store: Store) -> None:
    """At 10:00 moved from 18:00 to 09:30: the next is tomorrow's; a change of topics moves no time."""
    order = orders.add("C1", at="18:00", zone="UTC")
    before = orders.get(order.id).since
    orders.change(order.id, "C1", topics=("sudan",))
    assert orders.get(order.id).since == before
    opened(store, order, date(2026, 11, 22), NOW - timedelta(hours=16))
    orders.change(order.id, "C1", at="09:30")
    assert slots.latest(orders.get(order.id), NOW, timedelta(hours=3)) is None
    orders.change(order.id, "C1", at="10:00")  # this minute still counts
    assert slots.latest(orders.get(order.id), NOW, timedelta(hours=3)) is not None
