"""The worker's side of the harness: at named points it reports, and waits for leave.

The collaborators of the product are wrapped; nothing in the product knows of it.
"""

from __future__ import annotations

import json
import socket
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from httpcore2._backends.anyio import AnyIOStream
from sqlalchemy import event

from bot.model import Delivery, DeliveryState
from bot.slack.posting import PostingClient

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine

HEAD, REPLY = "head", "reply"

# Whose post or commit this is, for the points deep inside libraries; empty where it is none of ours.
_posting: ContextVar[str] = ContextVar("posting", default="")
_saving: ContextVar[str] = ContextVar("saving", default="")


class Gate:
    """A connection to the harness. At the armed point, once, it waits for leave."""

    def __init__(self, port: int, name: str, armed: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._lines = self._socket.makefile("r", encoding="utf-8")
        self._armed = armed
        self.tell(hello=name)

    def tell(self, **said: object) -> None:
        self._socket.sendall(json.dumps(said).encode() + b"\n")

    def at(self, point: str, kind: str) -> None:
        """Pass a point with a message of that kind ("head", "reply")."""
        if self._armed == f"{kind} {point}":
            self._armed = ""
            self.tell(at=point, kind=kind)
            if not self._lines.readline():
                raise SystemExit


def kind_of(row: Delivery) -> str:
    return REPLY if row.parent else HEAD


class Gated:
    """Stands before another object, and hands on all that it does not name itself."""

    def __init__(self, inner: Any, gate: Gate) -> None:
        self._inner = inner
        self._gate = gate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


class GatedEditions(Gated):
    def plan(self, *args: Any, **named: Any) -> Any:
        self._gate.at("before-plan", HEAD)
        planned = self._inner.plan(*args, **named)
        self._gate.at("after-plan", HEAD)
        return planned


class GatedDeliveries(Gated):
    def claim(self, seen: Delivery, *args: Any, **named: Any) -> Delivery | None:
        kind = kind_of(seen)
        if seen.state not in (DeliveryState.SENDING, DeliveryState.SETTLING):
            self._gate.at("before-claim", kind)
        claimed = self._inner.claim(seen, *args, **named)
        if claimed is not None and claimed.state is DeliveryState.SENDING:
            self._gate.at("after-claim", kind)
        return claimed

    def save(self, delivery: Delivery, *args: Any, **named: Any) -> bool:
        sent = delivery.state is DeliveryState.SENT
        token = _saving.set(kind_of(delivery) if sent else "")
        try:
            kept = self._inner.save(delivery, *args, **named)
        finally:
            _saving.reset(token)
        if sent:
            self._gate.at("after-commit", kind_of(delivery))
        return kept


class GatedMessenger(Gated):
    def post(self, channel: str, *, thread_ts: str | None = None, **named: Any) -> str:
        kind = REPLY if thread_ts else HEAD
        self._gate.at("before-post", kind)
        self._gate.tell(posting=kind)
        token = _posting.set(kind)
        try:
            ts = self._inner.post(channel, thread_ts=thread_ts, **named)
        finally:
            _posting.reset(token)
            self._gate.tell(posting="")
        return ts

    def find(self, *args: Any, thread_ts: str | None = None, **named: Any) -> str | None:
        kind = REPLY if thread_ts else HEAD
        self._gate.at("before-history", kind)
        found = self._inner.find(*args, thread_ts=thread_ts, **named)
        self._gate.at("after-history", kind)
        return found


def gate_client(gate: Gate) -> None:
    """Points inside one post: connected, and nothing written; half written; answered, and nothing judged."""
    write, send = AnyIOStream.write, PostingClient._send

    async def gated_write(self: AnyIOStream, buffer: bytes, *args: Any, **named: Any) -> None:
        kind = _posting.get()
        if kind:
            gate.at("before-write", kind)
            if b"HTTP/1.1" not in buffer[:400]:  # the head is out, and the body is not
                gate.at("amid-write", kind)
        await write(self, buffer, *args, **named)

    async def gated_send(self: PostingClient, *args: Any) -> Any:
        response = await send(self, *args)
        kind = _posting.get()
        if kind:
            gate.at("response", kind)
        return response

    AnyIOStream.write = gated_write
    PostingClient._send = gated_send


def gate_commits(engine: Engine, gate: Gate) -> None:
    """The point inside the transaction that marks a message sent: all is written, nothing committed."""

    def before_commit(_connection: object) -> None:
        kind = _saving.get()
        if kind:
            gate.at("before-commit", kind)

    event.listen(engine, "commit", before_commit)


def fill_disk(engine: Engine, full: Any) -> None:
    """While `full()` says so, SQLite may not add a page to the database."""

    def pages(connection: Any, _record: object, _proxy: object) -> None:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA max_page_count={1 if full() else 1_073_741_823}")
        cursor.close()

    event.listen(engine, "checkout", pages)


def quiet(events: Sequence[str], gate: Gate) -> Any:
    """A structlog processor that sends the lines of these events to the harness, and none anywhere else."""
    import structlog  # noqa: PLC0415  (only a worker needs it)

    def processor(_logger: object, _method: str, said: Any) -> Any:
        if said.get("event") in events:
            gate.tell(log={name: str(value) for name, value in said.items()})
        raise structlog.DropEvent

    return processor
