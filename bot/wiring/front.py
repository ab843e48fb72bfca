"""The whole behind an HTTP server. Apart from the house: it needs the extra `web`."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Final

from bot.errors import ConfigError
from bot.operate.ready import readiness
from bot.slack.connection import known
from bot.web.app import Site
from bot.web.gate import Gate
from bot.web.server import GRACE_SECONDS, Server
from bot.web.signing import Signatures
from bot.web.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.wiring.house import House

# From the end of draining to the end of the last answer; closing the house may then take 2 s more.
ENDING_SECONDS: Final = 5.5


class Front:
    """Listens from `start` on, takes Slack's requests from `take` on, and ends well with `drain`."""

    def __init__(self, house: House, host: str = "", port: int | None = None) -> None:
        """`host` and `port` instead of the configuration's. ConfigError where it can't listen there."""
        ours, secret = house.config.web, house.config.slack.signing_secret
        if secret is None:
            raise ConfigError("HTTP needs the signing secret in the environment: SLACK_SIGNING_SECRET.")
        house.measured |= ours.metrics
        self._house = house
        self._drain_seconds = ours.drain_seconds
        self._gate = Gate()
        self.standing = Standing(readiness(house.store), house.wall)
        self.site = Site(
            standing=self.standing,
            gate=self._gate,
            signatures=Signatures(secret.get_secret_value(), house.wall),
            clock=house.wall,
            most=ours.max_bytes,
            metrics=house.figures if ours.metrics else None,
            meter=house.meter,
        )
        self.server = Server(
            self.site.asgi(), host or ours.host, ours.port if port is None else port, ours.proxies
        )

    def start(self, on_end: Callable[[], object] = lambda: None) -> None:
        """`on_end` is called when serving has ended, by itself too."""
        self.server.start(on_end)

    def take(self) -> None:
        """Requests are answered from now on. SlackError, SlackUnsureError where Slack does not know us."""
        self.standing.app = known(lambda: self._house.app)

    def drain(self) -> bool:
        """Say that we end, answer what is in hand, and make what was promised; False where time ran out."""
        self.standing.draining.set()
        taking = self.standing.app is not None
        if taking:
            Event().wait(self._drain_seconds)  # a balancer must see it before we close the door
        until = self._house.wall.monotonic() + ENDING_SECONDS
        self.server.stop(GRACE_SECONDS + 0.5)
        done = not taking or self._house.finish_answers(max(0.0, until - self._house.wall.monotonic()))
        self._gate.close()
        self.standing.close()
        return done
