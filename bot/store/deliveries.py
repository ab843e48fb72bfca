"""Deliveries: the rows that keep every digest single. Fills bot.deliver.ports.Deliveries."""

from __future__ import annotations

import hashlib
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, literal, or_, select, update

from bot.errors import NotFoundError
from bot.model import DIRECT, NOTICE, NOTICE_KEPT, Delivery, DeliveryState, Notice, Told
from bot.store import cited, databases, subscriptions
from bot.store.codec import pack, unpack
from bot.store.columns import Moment
from bot.store.databases import Queue
from bot.store.inserting import insert
from bot.store.schema import deliveries
from bot.store.tenants import mine, own

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from typing import Any

    from sqlalchemy import ColumnElement, Connection, RowMapping, Select

    from bot.store.store import Store

_RENDERED, _SENDING, _SETTLING = DeliveryState.RENDERED, DeliveryState.SENDING, DeliveryState.SETTLING
UNSETTLED = (DeliveryState.PLANNED, _RENDERED, _SENDING, _SETTLING)
_LATEST = 100  # rows of a channel: more than a week of as many orders as it may have
_MISSING = (DeliveryState.FAILED, DeliveryState.MISSED, DeliveryState.UNCERTAIN, DeliveryState.WITHHELD)
_SAVED = ("state", "edition_id", "lease_until", "not_before", "ts", "why", "until", "sweep")


class DeliveryRows:
    """Each method is one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(
        self, *, subscription_id: str, channel: str, local_date: date, slot: str, due: datetime
    ) -> Delivery:
        """The row of that local date, made where there is none; NotFoundError: a reader's order that went."""
        c = deliveries.c
        values = {
            "id": _delivery_id(subscription_id, local_date, slot),
            "subscription_id": subscription_id,
            "channel": channel,
            "local_date": local_date,
            "slot": slot,
            "due": due,
            "state": DeliveryState.PLANNED,
            "edition_id": "",
            "attempt": 0,
            "ts": "",
            "why": "",
            "parent": "",
        }
        here = and_(c.subscription_id == subscription_id, c.local_date == local_date)
        with self._store.write(Queue.ROWS) as db:
            if channel.startswith(DIRECT):
                subscriptions.hold(db, subscription_id)
            db.execute(insert(db, deliveries).values(values).on_conflict_do_nothing())
            return _one(db, here)

    def notice(
        self,
        key: str,
        channel: str,
        message: tuple[str, list[dict[str, Any]]],
        *,
        due: datetime,
        parent: str = "",
        deadline: datetime | None = None,
        told: Sequence[Told] = (),
    ) -> Delivery:
        """The row of that key, made where there is none with the very message that will be sent."""
        text, blocks = message
        asked = Notice(
            key=key,
            channel=channel,
            text=text,
            blocks=blocks,
            due=due,
            until=deadline or due + NOTICE_KEPT,
            parent=parent,
            told=tuple(told),
        )
        with self._store.write(Queue.ROWS) as db:
            open_notice(db, asked)
            return _one(db, deliveries.c.id == notice_id(key))

    def get(self, delivery_id: str) -> Delivery | None:
        return self._one(deliveries.c.id == delivery_id)

    def message(self, delivery_id: str) -> tuple[str, list[dict[str, Any]]]:
        """A notice's frozen (text, blocks); NotFoundError."""
        query = select(deliveries.c.message).where(deliveries.c.id == delivery_id)
        with self._store.read() as db:
            packed = db.execute(query.where(mine(db, deliveries))).scalar()
        if packed is None:
            raise NotFoundError(f"There is no notice {delivery_id}.")
        kept = unpack(Notice, packed)
        return kept.text, kept.blocks

    def waits(self, delivery: Delivery) -> bool:
        """Whether an earlier row under the same parent is still under way."""
        c = deliveries.c
        before = (c.parent == delivery.parent, c.parent != "", c.due < delivery.due, c.state.in_(UNSETTLED))
        with self._store.read() as db:
            query = select(c.id).where(mine(db, deliveries), *before)
            return db.execute(query.limit(1)).first() is not None

    def last(self, subscription_id: str) -> Delivery | None:
        """The row of that subscription that was due last."""
        return self._one(deliveries.c.subscription_id == subscription_id)

    def claim(self, seen: Delivery, now: datetime, lease: timedelta) -> Delivery | None:
        """Take the row, as it was seen, for one attempt; with a lease that has run out for looking only."""
        c = deliveries.c
        with self._store.write(Queue.ROWS) as db:
            clock, until = (databases.of(db).clock(now, plus) for plus in (timedelta(), lease))
            is_fresh = c.state == _RENDERED
            fresh = and_(is_fresh, or_(c.not_before.is_(None), c.not_before <= clock))
            lapsed = and_(
                c.state.in_((_SENDING, _SETTLING)), or_(c.lease_until.is_(None), c.lease_until <= clock)
            )
            # A row that another program is just writing is passed over: it will be looked at again.
            here = and_(mine(db, deliveries), c.id == seen.id)
            free = select(c.id).where(here, c.attempt == seen.attempt, or_(fresh, lapsed))
            change = (
                update(deliveries)
                .where(mine(db, deliveries), c.id == free.with_for_update(skip_locked=True).scalar_subquery())
                .values(
                    state=case((is_fresh, _SENDING), else_=_SETTLING),
                    tried=case((is_fresh, clock), else_=c.tried),
                    attempt=c.attempt + 1,
                    lease_until=until,
                    not_before=None,
                )
            )
            row = db.execute(change.returning(*c)).mappings().first()
        return _delivery(row) if row else None

    def save(self, delivery: Delivery, expected_attempt: int, then: Sequence[Notice] = ()) -> bool:
        """Write what an attempt came to, and open the notices that follow from it, both or neither.

        False where a later claim holds the row, or it has ended.
        """
        c = deliveries.c
        held = and_(c.id == delivery.id, c.attempt == expected_attempt, c.state.in_(UNSETTLED))
        # Who suspected a second copy meanwhile is not overruled by who did not know of it.
        sweep = func.coalesce(literal(delivery.sweep, Moment()), c.sweep)
        return self._write(delivery, held, then, sweep=sweep)

    def amend(self, delivery: Delivery, seen: Delivery, then: Sequence[Notice] = ()) -> bool:
        """Write what becomes of a row that had ended; False where it is not as it was `seen` any more."""
        c = deliveries.c
        as_seen = and_(
            c.id == seen.id,
            c.attempt == seen.attempt,
            c.state == seen.state,
            c.sweep.is_(None) if seen.sweep is None else c.sweep == seen.sweep,
        )
        return self._write(delivery, as_seen, then)

    def _write(
        self, delivery: Delivery, condition: ColumnElement[bool], then: Sequence[Notice], **other: object
    ) -> bool:
        values = {name: getattr(delivery, name) for name in _SAVED} | other
        with self._store.write(Queue.ROWS) as db:
            change = update(deliveries).where(mine(db, deliveries), condition)
            if db.execute(change.values(values)).rowcount != 1:
                return False
            for one in then:
                open_notice(db, one)
            return True

    def suspect(self, delivery_id: str, now: datetime) -> None:
        """Have the row's history read for a second copy: one was posted that nobody waited for."""
        with self._store.write(Queue.ROWS) as db:
            here = and_(mine(db, deliveries), deliveries.c.id == delivery_id)
            db.execute(update(deliveries).where(here).values(sweep=now))

    def to_sweep(self, now: datetime) -> list[Delivery]:
        """The rows that have ended and whose history is to be read for a second copy by now."""
        c = deliveries.c
        query = select(deliveries).where(c.sweep <= now, c.state.not_in(UNSETTLED)).order_by(c.sweep, c.id)
        return self._all(query)

    def unsettled(self) -> list[Delivery]:
        """Every row that is under way, those due first first."""
        query = select(deliveries).where(deliveries.c.state.in_(UNSETTLED))
        return self._all(query.order_by(deliveries.c.due, deliveries.c.id))

    def _one(self, condition: ColumnElement[bool]) -> Delivery | None:
        query = select(deliveries).where(condition).order_by(deliveries.c.due.desc()).limit(1)
        return next(iter(self._all(query)), None)

    def _all(self, query: Select[Any]) -> list[Delivery]:
        with self._store.read() as db:
            return [_delivery(row) for row in db.execute(query.where(mine(db, deliveries))).mappings()]


def notice_id(key: str) -> str:
    """The id of a notice's row. Of the key alone: whenever it is asked for, it is the same row."""
    return _id_of(f"{NOTICE}{key}")


def open_notice(db: Connection, asked: Notice) -> bool:
    """Make the notice's row; False where that key has one, or the reader's message that it follows went."""
    if asked.parent and asked.channel.startswith(DIRECT):
        parent = mine(db, deliveries) & (deliveries.c.id == asked.parent)
        if db.execute(select(deliveries.c.id).where(parent)).first() is None:
            return False
    row = insert(db, deliveries).values(
        id=notice_id(asked.key),
        subscription_id=f"{NOTICE}{asked.key}",
        channel=asked.channel,
        local_date=asked.due.astimezone(UTC).date(),
        slot="",
        due=asked.due,
        state=_RENDERED,
        edition_id="",
        attempt=0,
        ts="",
        why="",
        parent=asked.parent,
        message=pack(asked),
        until=asked.until,
    )
    cited.note(db, (key for told in asked.told for key in cited.by_sentences(told.sentences)))
    return db.execute(row.on_conflict_do_nothing()).rowcount == 1


def notices(db: Connection, prefix: str, since: datetime) -> list[tuple[Delivery, Notice]]:
    """The notices whose keys begin so and that were due since then, oldest first, in whatever state."""
    c = deliveries.c
    begins = c.subscription_id.startswith(f"{NOTICE}{prefix}", autoescape=True)
    query = select(deliveries).where(mine(db, deliveries), begins, c.due >= since).order_by(c.due, c.id)
    rows = db.execute(query).mappings()
    return [(_delivery(row), unpack(Notice, row["message"])) for row in rows]


def troubled(db: Connection, since: datetime) -> list[Delivery]:
    """Those due since then that did not reach their channel, for the operator's eye."""
    c = deliveries.c
    lost = (mine(db, deliveries), c.state.in_(_MISSING), c.due > since)
    query = select(deliveries).where(*lost).order_by(c.due, c.id)
    return [_delivery(row) for row in db.execute(query).mappings()]


def untold(db: Connection, states: Sequence[DeliveryState], since: datetime) -> list[Delivery]:
    """Digests due since then that ended so, are not swept any more, and that nobody was told of."""
    c = deliveries.c
    ended = (mine(db, deliveries), c.state.in_(states), c.due > since)
    query = select(deliveries).where(*ended, c.message.is_(None), c.sweep.is_(None), ~c.told)
    return [_delivery(row) for row in db.execute(query.order_by(c.due, c.id)).mappings()]


def mark_told(db: Connection, ids: Sequence[str]) -> None:
    db.execute(update(deliveries).where(mine(db, deliveries), deliveries.c.id.in_(ids)).values(told=True))


def missing(db: Connection, channel: str) -> dict[str, Delivery]:
    """The last row of each subscription of a channel, by its id, where that did not reach the channel."""
    c = deliveries.c
    query = select(deliveries).where(mine(db, deliveries), c.channel == channel, c.message.is_(None))
    last: dict[str, RowMapping] = {}
    for row in db.execute(query.order_by(c.due.desc()).limit(_LATEST)).mappings():
        last.setdefault(row["subscription_id"], row)
    return {key: _delivery(row) for key, row in last.items() if row["state"] in _MISSING}


def _delivery_id(subscription_id: str, local_date: date, slot: str) -> str:
    return _id_of(f"{subscription_id}\0{local_date}\0{slot}")


def _id_of(named: str) -> str:
    return hashlib.sha256(named.encode()).hexdigest()[:24]


def _one(db: Connection, condition: ColumnElement[bool]) -> Delivery:
    return _delivery(db.execute(select(deliveries).where(mine(db, deliveries), condition)).mappings().one())


def _delivery(row: RowMapping) -> Delivery:
    values = own(row)
    state = DeliveryState(values.pop("state"))
    values.pop("message")  # read where it is posted
    values.pop("told")
    return Delivery(state=state, **values)
