"""uvicorn with what it lacks: connections on which no request comes about are closed in time."""

from __future__ import annotations

import logging
import socket
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, cast

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.errors import ConfigError
from bot.logs import Sparing

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Sequence
    from ipaddress import IPv4Network, IPv6Network

    from starlette.types import ASGIApp
    from uvicorn.protocols.http.h11_impl import RequestResponseCycle

# A request's head must be here so long after the connection, or after the answer before it.
HEAD_SECONDS: Final = 5
HEAD_BYTES: Final = 16_384
CONNECTIONS: Final = 512
# Told to end, we wait so long for requests in hand: Slack waits no longer for any.
GRACE_SECONDS: Final = 3
_SPARING: Final = Sparing()


class ImpatientProtocol(H11Protocol):
    """uvicorn's time for keep-alive ends with the next byte that comes, and begins only with an answer."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]  # as uvicorn has it
        super().connection_made(transport)
        self._await_head()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._late)

    def _late(self) -> None:
        """Nothing is being answered: the head is not here yet, or the body goes on after its answer."""
        cycle = cast("RequestResponseCycle | None", self.cycle)
        if cycle is None or cycle.response_complete:
            self.timeout_keep_alive_handler()


class Server:
    """Serves in a thread of its own, from `start` to `stop`."""

    def __init__(
        self, site: ASGIApp, host: str, port: int, proxies: Sequence[IPv4Network | IPv6Network] = ()
    ) -> None:
        """ConfigError where it can't listen there; port 0 takes a free one."""
        self._socket = _listening(host, port)
        logging.getLogger("uvicorn.error").addFilter(_SPARING)
        settings = uvicorn.Config(
            site,
            http=ImpatientProtocol,
            interface="asgi3",
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            workers=1,
            proxy_headers=bool(proxies),
            forwarded_allow_ips=[str(network) for network in proxies],
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=HEAD_SECONDS,
            timeout_graceful_shutdown=GRACE_SECONDS,
            h11_max_incomplete_event_size=HEAD_BYTES,
        )
        self._server = uvicorn.Server(settings)
        self._thread = Thread(target=self._serve, name="web", daemon=True)
        self.ended = Event()

    @property
    def port(self) -> int:
        return self._socket.getsockname()[1]

    def start(self, on_end: Callable[[], object] = lambda: None) -> None:
        """`on_end` is called when it has ended, by itself too."""
        self._on_end = on_end
        self._thread.start()

    def _serve(self) -> None:
        try:
            self._server.run([self._socket])
        finally:
            self.ended.set()
            self._on_end()

    def stop(self, timeout: float) -> None:
        """Take no more, answer what is in hand, for at most `timeout` seconds."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(timeout)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise ConfigError(
            f"{host}:{port} can't be listened on ({why}); set web.host to an address of this "
            "machine and web.port to a free port"
        ) from None
