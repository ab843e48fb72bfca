"""Deliveries in memory that behave: unique, fenced, leased; their points are passed by the world's hook."""

from __future__ import annotations

from dataclasses import replace
from threading import RLock
from typing import TYPE_CHECKING, Any

from bot.model import NOTICE, Delivery, DeliveryState, Notice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, timedelta

    from world import World

UNSETTLED = ("planned", "rendered", "sending", "settling")


class FakeDeliveries:
    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = RLock()
        self.rows: dict[tuple[str, date], Delivery] = {}
        self._keys: dict[str, tuple[str, date]] = {}
        self._open: dict[tuple[str, date], Delivery] = {}  # rows under way: an index, as a database has one
        self._doubted: dict[tuple[str, date], Delivery] = {}  # rows that have a sweep
        self._last: dict[str, Delivery] = {}
        self._children: dict[str, list[tuple[str, date]]] = {}
        self._messages: dict[str, tuple[str, list[dict[str, Any]]]] = {}

    def open(
        self, *, subscription_id: str, channel: str, local_date: date, slot: str, due: datetime
    ) -> Delivery:
        key = (subscription_id, local_date)
        self._world.hook("before open")
        with self._lock:
            fresh = Delivery(
                id=f"d-{subscription_id}-{local_date}-{slot}",
                subscription_id=subscription_id,
                channel=channel,
                local_date=local_date,
                slot=slot,
                due=due,
                state=DeliveryState.PLANNED,
            )
            row = self.rows.get(key) or self._put(key, fresh)
        self._world.hook("after open")
        return row

    def last(self, subscription_id: str) -> Delivery | None:
        return self._last.get(subscription_id)

    def _put(self, key: tuple[str, date], row: Delivery) -> Delivery:
        if key not in self.rows:
            self._keys[row.id] = key
            self._children.setdefault(row.parent, []).append(key)
        self.rows[key] = row
        last = self._last.get(row.subscription_id)
        if last is None or last.due <= row.due:
            self._last[row.subscription_id] = row
        for index, holds in ((self._open, row.state in UNSETTLED), (self._doubted, row.sweep is not None)):
            if holds:
                index[key] = row
            else:
                index.pop(key, None)
        return row

    def claim(self, seen: Delivery, now: datetime, lease: timedelta) -> Delivery | None:
        self._world.hook("before claim")
        with self._lock:
            key, row = self._by_id(seen.id)
            state = _state_after_claim(row, now)
            if state is None or row.attempt != seen.attempt:
                return None
            tried = now if state is DeliveryState.SENDING else row.tried
            row = replace(
                row,
                state=state,
                attempt=row.attempt + 1,
                lease_until=now + lease,
                not_before=None,
                tried=tried,
            )
            self._put(key, row)
        self._world.hook("after claim")
        return row

    def notice(self, asked: Notice) -> Delivery:
        self._world.hook("before open")
        with self._lock:
            row = self._open_notice(asked)
        self._world.hook("after open")
        return row

    def _open_notice(self, asked: Notice) -> Delivery:
        named = f"{NOTICE}{asked.key}"
        self._messages.setdefault(f"n-{asked.key}", (asked.text, asked.blocks))
        fresh = Delivery(
            id=f"n-{asked.key}",
            subscription_id=named,
            channel=asked.channel,
            local_date=asked.due.date(),
            slot="",
            due=asked.due,
            state=DeliveryState.RENDERED,
            parent=asked.parent,
            until=asked.until,
        )
        key = self._keys.get(fresh.id, (named, fresh.local_date))
        return self.rows.get(key) or self._put(key, fresh)

    def get(self, delivery_id: str) -> Delivery | None:
        with self._lock:
            return self._by_id(delivery_id)[1] if delivery_id in self._keys else None

    def message(self, delivery_id: str) -> tuple[str, list[dict[str, Any]]]:
        self._world.hook("before rendered")
        return self._messages[delivery_id]

    def waits(self, delivery: Delivery) -> bool:
        with self._lock:
            others = [self.rows[key] for key in self._children[delivery.parent]]
        return any(row.due < delivery.due and row.state in UNSETTLED for row in others)

    def save(self, delivery: Delivery, expected_attempt: int, then: Sequence[Notice] = ()) -> bool:
        self._world.hook(f"before save {delivery.state}")
        with self._lock:
            key, row = self._by_id(delivery.id)
            held = row.attempt == expected_attempt and row.state in UNSETTLED
            if held:
                self._write(key, replace(delivery, sweep=delivery.sweep or row.sweep), then)
        self._world.hook(f"after save {delivery.state}")
        return held

    def amend(self, delivery: Delivery, seen: Delivery, then: Sequence[Notice] = ()) -> bool:
        self._world.hook(f"before save {delivery.state}")
        with self._lock:
            key, row = self._by_id(delivery.id)
            held = (row.attempt, row.state, row.sweep) == (seen.attempt, seen.state, seen.sweep)
            if held:
                self._write(key, delivery, then)
        self._world.hook(f"after save {delivery.state}")
        return held

    def suspect(self, delivery_id: str, now: datetime) -> None:
        with self._lock:
            key, row = self._by_id(delivery_id)
            self._put(key, replace(row, sweep=now))

    def under_way(self) -> bool:
        """Whether anything is left to do: a row to be moved, or to be swept."""
        return bool(self._open or self._doubted)

    @property
    def digests(self) -> list[Delivery]:
        return [row for row in self._last.values() if not row.is_notice]

    def to_sweep(self, now: datetime) -> list[Delivery]:
        with self._lock:
            ended = [row for row in self._doubted.values() if row.state not in UNSETTLED]
        return sorted((row for row in ended if row.sweep and row.sweep <= now), key=lambda row: row.id)

    def _write(self, key: tuple[str, date], row: Delivery, then: Sequence[Notice]) -> None:
        self._put(key, row)
        for one in then:
            self._open_notice(one)

    def unsettled(self) -> list[Delivery]:
        with self._lock:
            rows = list(self._open.values())
        return sorted(rows, key=lambda row: row.due)

    def _by_id(self, delivery_id: str) -> tuple[tuple[str, date], Delivery]:
        key = self._keys[delivery_id]
        return key, self.rows[key]


def _state_after_claim(row: Delivery, now: datetime) -> DeliveryState | None:
    if row.state is DeliveryState.RENDERED and (row.not_before is None or row.not_before <= now):
        return DeliveryState.SENDING
    in_the_air = row.state in {DeliveryState.SENDING, DeliveryState.SETTLING}
    if in_the_air and (row.lease_until is None or row.lease_until <= now):
        return DeliveryState.SETTLING
    return None
