"""Everything that the store does with rows that are a tenant's, so that each can be tried for two of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from stored import NOW
from tenants_world import (
    DAY,
    ENDED,
    INPUTS,
    LATER,
    LEASE,
    LONG_AGO,
    ONE,
    ORDER,
    PLAN,
    SAID,
    TALKED,
    UNDER_WAY,
    WISH,
)

from bot import tenancy
from bot.clock import FixedClock
from bot.model import DeliveryState, Notice, Reader, Wish
from bot.store import (
    about,
    conversations,
    delivered,
    deliveries,
    editions,
    readers,
    retention,
    revisions,
    shown,
    subscriptions,
)
from bot.store.deliveries import DeliveryRows, notice_id
from bot.store.events import Seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.model import Delivery
    from bot.store.store import Store


class Looks(NamedTuple):
    """A function that reads: how it is asked, and what it says where there is nothing."""

    look: Callable[[Store, Connection], object]
    nothing: object


def _row(store: Store, owner: str, delivery_id: str) -> Delivery:
    """The row of the tenant who has one, as somebody else may have got hold of it."""
    with tenancy.of(owner):
        found = DeliveryRows(store).get(delivery_id)
    assert found
    return found


def _held(store: Store, _: Connection) -> str:
    with store.write() as db:
        subscriptions.hold(db, "one")
    return "held"


READ = {
    "about.about": Looks(
        lambda _, db: any(about.rows(db, one) for one in about.about(db, "U1")), nothing=False
    ),
    "about.rows": Looks(
        lambda _, db: [row for one in about.about(db, "U1") for row in about.rows(db, one)], []
    ),
    "subscriptions.hold": Looks(_held, "NotFoundError"),
    "subscriptions.last_date": Looks(lambda _, db: subscriptions.last_date(db, "one"), None),
    "subscriptions.get": Looks(lambda _, db: subscriptions.get(db, "one"), None),
    "subscriptions.every": Looks(lambda _, db: subscriptions.every(db), ()),
    "editions.get": Looks(lambda _, db: editions.get(db, "e1"), None),
    "editions.message": Looks(lambda _, db: editions.message(db, "e1"), None),
    "editions.thread": Looks(lambda _, db: editions.thread(db, "e1"), []),
    "editions.inputs": Looks(lambda _, db: editions.inputs(db, "e1"), None),
    "editions.latest": Looks(lambda _, db: editions.latest(db, 9), []),
    "editions.told": Looks(lambda _, db: editions.told(db, "C1", 9), []),
    "editions.lost": Looks(lambda _, db: editions.lost(db, "C1"), {}),
    "delivered.digests": Looks(lambda _, db: delivered.digests(db), []),
    "delivered.postings": Looks(
        lambda _, db: delivered.postings(
            db, delivered.Delivered(id="d1", edition_id="e1", channel="C1", posted=NOW)
        ),
        [],
    ),
    "editions.posted_at": Looks(lambda _, db: editions.posted_at(db, "C1", "1.2"), None),
    "deliveries.DeliveryRows.get": Looks(lambda store, _: DeliveryRows(store).get(UNDER_WAY), None),
    "deliveries.DeliveryRows.message": Looks(
        lambda store, _: DeliveryRows(store).message(UNDER_WAY), "NotFoundError"
    ),
    "deliveries.DeliveryRows.waits": Looks(
        lambda store, _: DeliveryRows(store).waits(_row(store, ONE, notice_id("after"))), False
    ),
    "deliveries.DeliveryRows.last": Looks(lambda store, _: DeliveryRows(store).last("one"), None),
    "deliveries.DeliveryRows.to_sweep": Looks(lambda store, _: DeliveryRows(store).to_sweep(LATER), []),
    "deliveries.DeliveryRows.unsettled": Looks(lambda store, _: DeliveryRows(store).unsettled(), []),
    "deliveries.notices": Looks(lambda _, db: deliveries.notices(db, "", LONG_AGO), []),
    "deliveries.troubled": Looks(lambda _, db: deliveries.troubled(db, LONG_AGO), []),
    "deliveries.untold": Looks(lambda _, db: deliveries.untold(db, [DeliveryState.FAILED], LONG_AGO), []),
    "deliveries.missing": Looks(lambda _, db: deliveries.missing(db, "C1"), {}),
    "readers.reader": Looks(lambda _, db: readers.reader(db, "U1"), Reader(id="U1")),
    "readers.admins": Looks(lambda _, db: readers.admins(db), ()),
    "readers.wishes_of": Looks(lambda _, db: readers.wishes_of(db, "U1"), ()),
    "readers.every_wish": Looks(lambda _, db: readers.every_wish(db, list(Wish)), ()),
    "shown.sentences": Looks(lambda _, db: shown.sentences(db, "U1"), frozenset()),
    "shown.last": Looks(lambda _, db: shown.last(db, "U1"), None),
    "shown.since": Looks(lambda _, db: shown.since(db, "U1", LONG_AGO), []),
    "conversations.last": Looks(lambda _, db: conversations.last(db, "C1", "", "U1", since=LONG_AGO), None),
    "conversations.last_of_all": Looks(
        lambda _, db: conversations.last_of_all(db, "C1", "", since=LONG_AGO), None
    ),
    "revisions.digests_since": Looks(lambda _, db: revisions.digests_since(db, LONG_AGO), []),
    "revisions.told_of": Looks(lambda _, db: revisions.told_of(db, "under"), 0),
}


def _keep_talk(db: Connection) -> None:
    conversations.keep(db, replace(TALKED, asked="snow"), channel="C1", threads=[""], reader="U1", at=LATER)


AS_STORED = replace(ORDER, since=LONG_AGO - timedelta(microseconds=1))


# Each changes rows of the tenant who has them; done for another one, it leaves them as they are.
WRITE: dict[str, Callable[[Connection], object]] = {
    "about.erase": lambda db: [about.erase(db, one) for one in about.about(db, "U1")],
    "subscriptions.add": lambda db: subscriptions.add(db, replace(ORDER, channel="C9"), NOW),
    "subscriptions.change": lambda db: subscriptions.change(db, replace(ORDER, channel="C9"), LATER),
    "subscriptions.pause": lambda db: subscriptions.pause(db, "one", "why"),
    "subscriptions.resume": lambda db: subscriptions.resume(db, "resting", NOW),
    "subscriptions.remove": lambda db: subscriptions.remove(db, "one"),
    "subscriptions.follow_config": lambda db: subscriptions.follow_config(db, [], NOW),
    "subscriptions.look_later": lambda db: subscriptions.look_later(db, [(AS_STORED, LATER)], NOW),
    "editions.add": lambda db: editions.add(
        db, replace(PLAN, id="e2", slot="09:00"), ("words", [], []), INPUTS
    ),
    "deliveries.open_notice": lambda db: deliveries.open_notice(
        db, Notice(key="new", channel="C1", text="", blocks=[], due=NOW, until=LATER)
    ),
    "deliveries.mark_told": lambda db: deliveries.mark_told(db, [UNDER_WAY]),
    "readers.keep": lambda db: readers.keep(db, Reader(id="U1", dm="D2")),
    "readers.prefer": lambda db: readers.prefer(db, replace(WISH, value="snow")),
    "readers.unprefer": lambda db: readers.unprefer(db, "U1", WISH.wish, WISH.subject, WISH.value),
    "shown.note": lambda db: shown.note(db, "U1", [("s1", SAID)], LATER),
    "conversations.keep": _keep_talk,
}


def _saved(store: Store, owner: str) -> object:
    row = _row(store, owner, UNDER_WAY)
    return DeliveryRows(store).save(replace(row, why="changed"), row.attempt)


def _amended(store: Store, owner: str) -> object:
    row = _row(store, owner, ENDED)
    return DeliveryRows(store).amend(replace(row, why="changed"), row)


def _opened(store: Store, _: str) -> object:
    tomorrow = DAY + timedelta(days=1)
    return DeliveryRows(store).open(
        subscription_id="one", channel="C1", local_date=tomorrow, slot="08:00", due=LATER
    )


# The same, of what has its own transaction; with the name of the tenant who has the rows.
WRITE_ALONE: dict[str, Callable[[Store, str], object]] = {
    "deliveries.DeliveryRows.open": _opened,
    "deliveries.DeliveryRows.notice": lambda store, _: DeliveryRows(store).notice(
        "new", "C1", ("words", []), due=NOW
    ),
    "deliveries.DeliveryRows.claim": lambda store, owner: DeliveryRows(store).claim(
        _row(store, owner, UNDER_WAY), NOW, LEASE
    ),
    "deliveries.DeliveryRows.save": _saved,
    "deliveries.DeliveryRows.amend": _amended,
    "deliveries.DeliveryRows.suspect": lambda store, _: DeliveryRows(store).suspect(UNDER_WAY, NOW),
    "events.Seen.first": lambda store, _: Seen(store, FixedClock(NOW)).first("Ev2"),
}

# These have to do with everybody's rows, and their transactions say why.
CROSS: dict[str, Callable[[Connection], object]] = {
    "shown.forget": lambda db: shown.forget(db, LATER),
    "retention.wished": retention.wished,
    "conversations.forget": lambda db: conversations.forget(db, LATER),
}
CROSS_BY_THEMSELVES = {"events.Seen.forget_old", "crossing.with_work", "crossing.to_deliver", "figures.read"}

# These touch no row of a tenant's.
ASIDE = {
    *("editions.frozen", "deliveries.notice_id", "revisions.seen", "revisions.save"),
    *("retention.count", "retention.old", "retention.remove"),
}
