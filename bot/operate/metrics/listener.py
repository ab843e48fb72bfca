"""A small listener of its own, for Prometheus and for who asks whether we live: /metrics, /healthz, /readyz.

Beside `dateline run` and `dateline worker`, which have no other; the standard library's server is enough for
the few who ask. What comes from outside is a path and no more.
"""

from __future__ import annotations

import json
import socket
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING, Any, Final

from bot.errors import ConfigError
from bot.operate.metrics import CONTENT_TYPE
from bot.operate.ready import READY

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

AT_ONCE: Final = 16
SILENT: Final = 5.0
"""Seconds that a connection may be silent."""

Answer = tuple[HTTPStatus, str, bytes]


class Listener:
    """Answers from `start` to `stop`, in threads that keep no process from ending."""

    def __init__(self, host: str, port: int, *, text: Callable[[], bytes], ready: Callable[[], str]) -> None:
        """ConfigError where it can't listen there; port 0 takes a free one. `ready`: READY, or why not."""
        pages: dict[str, Callable[[], Answer]] = {
            "/metrics": lambda: (HTTPStatus.OK, CONTENT_TYPE, text()),
            "/healthz": lambda: _word("ok", HTTPStatus.OK),
            "/readyz": lambda: _readiness(ready()),
        }
        try:
            self._server = _server(host, port, pages)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise ConfigError(
                f"{host}:{port} can't be listened on for metrics ({why}); set metrics.host to an address of "
                "this machine and metrics.port to a free port, or give this process another by --metrics-port"
            ) from None
        self._thread = Thread(target=self._server.serve_forever, name="metrics", daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    block_on_close = False

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._places = BoundedSemaphore(AT_ONCE)
        super().__init__(address, handler)

    def server_bind(self) -> None:
        """Without the look at the name service that http.server's own has."""
        TCPServer.server_bind(self)

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asked has gone: nobody wants to know."""


def _server(host: str, port: int, pages: Mapping[str, Callable[[], Answer]]) -> _Server:
    class Handler(BaseHTTPRequestHandler):
        timeout = SILENT
        server_version, sys_version = "Dateline", ""

        def do_GET(self) -> None:
            page = pages.get(self.path.partition("?")[0])
            status, kind, body = page() if page else (HTTPStatus.NOT_FOUND, "text/plain", b"Not Found\n")
            self.send_response(status)
            for name, value in (("Content-Type", kind), ("Content-Length", str(len(body)))):
                self.send_header(name, value)
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Each scrape is no news."""

    kind = type("_Server6", (_Server,), {"address_family": socket.AF_INET6}) if ":" in host else _Server
    return kind((host, port), Handler)


def _word(word: str, status: HTTPStatus) -> Answer:
    return status, "application/json", json.dumps({"status": word}).encode()


def _readiness(word: str) -> Answer:
    return _word(word, HTTPStatus.OK if word == READY else HTTPStatus.SERVICE_UNAVAILABLE)
