"""A small web server on loopback that answers with raw bytes, so that it can misbehave in every way."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    Answer = bytes | Callable[[socket.socket], None]


def answer(body: bytes = b"", status: str = "200 OK", *headers: str) -> bytes:
    """A whole HTTP answer with its length, after which the connection is closed."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


class RawServer:
    """Answers each path from a table; whatever is asked is kept in `requests`."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[str] = []
        self.greet: Callable[[socket.socket], None] | None = None  # instead of listening to a request
        self.ended = threading.Event()  # what hangs, hangs until the server ends
        self._tls = tls
        self._listener = socket.create_server((host, port), backlog=128)
        self._open: set[socket.socket] = set()
        self.host, self.port = self._listener.getsockname()[:2]
        self.url = f"http://{self.host}:{self.port}"
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()

    def hang(self, connection: socket.socket) -> None:
        """Never answer."""
        del connection
        self.ended.wait(30)

    def drip(self, connection: socket.socket) -> None:
        """Send a byte now and then, for ever."""
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not self.ended.wait(0.05):
            connection.sendall(b"x")

    def _accept(self) -> None:
        workers: list[threading.Thread] = []
        with suppress(OSError):  # the listener was closed: that's all
            while True:
                connection, _ = self._listener.accept()
                workers.append(threading.Thread(target=self._serve, args=(connection,), daemon=True))
                workers[-1].start()
        for worker in workers:
            worker.join()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            if self.greet is not None:
                self.greet(connection)
                return
            whole = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
            with whole:
                request = b""
                while b"\r\n\r\n" not in request:
                    received = whole.recv(65536)
                    if not received:
                        return
                    request += received
                self._reply(whole, request.decode())

    def _reply(self, connection: socket.socket, request: str) -> None:
        self.requests.append(request)
        path = request.split(" ")[1].partition("?")[0]
        reply = self.answers.get(path, answer(status="404 Not Found"))
        if callable(reply):
            reply(connection)
        else:
            connection.sendall(reply)
