"""Socket Mode's server side: hello, envelopes, acknowledgements with their latency, disconnect messages."""

from __future__ import annotations

import json
import secrets
import socket
import threading
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from bot.demo.slack.sending import Ack, Delivery, Sent, told
from bot.demo.slack.shapes import Json, as_object, as_text
from bot.demo.slack.workspace import APP, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from websockets.sync.server import Server, ServerConnection

    from bot.clock import Clock

MOST_CONNECTIONS = 10
SECONDS_OF_A_CONNECTION = 18_060
CONNECT_SECONDS = 5.0
PING_SECONDS = 0.2  # slack_sdk closes between two frames: the more there are, the sooner it has closed


@dataclass(slots=True, kw_only=True)
class Envelope:
    delivery: Delivery
    settle: Callable[[Delivery, Ack], None] = field(repr=False)
    sent: float
    ack: Ack | None = None


class SocketMode:
    """The connections of one app. Started by the first apps.connections.open; `close` ends all of it."""

    def __init__(self, clock: Clock, changed: threading.Condition) -> None:
        self._clock = clock
        self._changed = changed
        self._tickets: set[str] = set()
        self._connections: list[ServerConnection] = []
        self._envelopes: dict[str, Envelope] = {}
        self._turn = 0
        self.opened = 0
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def connections(self) -> int:
        with self._changed:
            return len(self._connections)

    def open(self) -> str:
        """The address for one new connection; its ticket is good once."""
        with self._changed:
            server = self._server or self._start()
            ticket = secrets.token_urlsafe(12)
            self._tickets.add(ticket)
        port = server.socket.getsockname()[1]
        return f"ws://127.0.0.1:{port}/link/?ticket={ticket}&app_id={APP}"

    def _start(self) -> Server:
        from websockets.sync.server import serve  # noqa: PLC0415 - needed for Socket Mode alone

        self._server = serve(self._talk, "127.0.0.1", 0, ping_interval=PING_SECONDS, compression=None)
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="slack-socket-mode", daemon=True
        )
        self._thread.start()
        return self._server

    def close(self) -> None:
        if self._server is not None:
            self._server.shutdown()
        if self._thread is not None:
            self._thread.join()

    # ---- one connection ----

    def _talk(self, connection: ServerConnection) -> None:
        ticket = parse_qs(urlsplit(connection.request.path if connection.request else "").query).get(
            "ticket", [""]
        )
        with self._changed:
            if ticket[0] not in self._tickets or len(self._connections) >= MOST_CONNECTIONS:
                return
            self._tickets.remove(ticket[0])
            connection.send(json.dumps(self._hello()))
            self._connections.append(connection)
            self.opened += 1
            self._changed.notify_all()
        try:
            self._listen(connection)
        finally:
            with self._changed:
                if connection in self._connections:
                    self._connections.remove(connection)
                self._changed.notify_all()

    def _listen(self, connection: ServerConnection) -> None:
        from websockets.exceptions import ConnectionClosed  # noqa: PLC0415 - needed for Socket Mode alone

        with suppress(ConnectionClosed):  # slack_sdk hangs up without the protocol's goodbye
            for text in connection:
                self._heard(as_object(json.loads(text)))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections) + 1,
            "connection_info": {"app_id": APP},
            "debug_info": {"host": "stand-in", "approximate_connection_time": SECONDS_OF_A_CONNECTION},
        }

    def _heard(self, message: Json) -> None:
        envelope = self._envelopes.get(as_text(message.get("envelope_id")))
        if envelope is None or envelope.ack is not None:
            return
        body = told(message.get("payload"))
        envelope.ack = Ack(status=200, body=body, seconds=self._clock.monotonic() - envelope.sent)
        envelope.settle(envelope.delivery, envelope.ack)

    # ---- what goes out ----

    def send(self, delivery: Delivery, settle: Callable[[Delivery, Ack], None]) -> Sent:
        """To one of the connections, each in its turn: a payload may reach any of them.

        A connection that is on its way is waited for. Raises WorkspaceError where none is.
        """
        name = str(uuid.uuid4())
        with self._changed:
            if self._server is not None:
                self._changed.wait_for(lambda: self._connections, CONNECT_SECONDS)
            if not self._connections:
                raise WorkspaceError("no Socket Mode connection is open")
            self._turn += 1
            connection = self._connections[self._turn % len(self._connections)]
            self._envelopes[name] = Envelope(delivery=delivery, settle=settle, sent=self._clock.monotonic())
        connection.send(json.dumps(enveloped(name, delivery)))
        return Sent(delivery=delivery, envelope_id=name, waiter=lambda timeout: self.ack(name, timeout))

    def ack(self, envelope_id: str, timeout: float = 3.0) -> Ack:
        """Raises TimeoutError where the app does not acknowledge in time."""
        envelope = self._envelopes[envelope_id]
        with self._changed:
            self._changed.wait_for(lambda: envelope.ack is not None, timeout)
        if envelope.ack is None:
            raise TimeoutError(f"no acknowledgement of {envelope.delivery.kind} in {timeout:g} s")
        return envelope.ack

    def drop(self) -> None:
        """Cut the connection that had the last payload, without a word, as a network does."""
        with self._changed:
            connection = self._connections[self._turn % len(self._connections)]
        connection.socket.shutdown(socket.SHUT_RDWR)

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to go; only "warning" leaves it open for the ten seconds that Slack gives."""
        message = {"type": "disconnect", "reason": reason, "debug_info": {"host": "stand-in"}}
        with self._changed:
            connections = tuple(self._connections)
        for connection in connections:
            connection.send(json.dumps(message))
            if reason != "warning":
                connection.close()


def enveloped(name: str, delivery: Delivery) -> Json:
    envelope: Json = {
        "envelope_id": name,
        "type": delivery.kind,
        "payload": delivery.payload,
        "accepts_response_payload": delivery.kind != "events_api",
    }
    if delivery.attempt:
        envelope |= {"retry_attempt": delivery.attempt, "retry_reason": delivery.reason}
    elif delivery.kind == "events_api":
        envelope |= {"retry_attempt": 0, "retry_reason": ""}
    return envelope
