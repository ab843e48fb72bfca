"""The web processes of a cell: people ask them all the while, and in the end both are ready and answer."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Self

import httpx2

from bot.demo.slack.people import every_element
from bot.slack import blocks
from once.proxy import Asked, Proxy, answers, wrong

if TYPE_CHECKING:
    from types import TracebackType

    from once.process import Worker
    from once.world import World

EVERY = 0.3
"""Seconds, scaled, between two questions."""
ASKED = ("dam", "strike", "election", "harbour")
CLICK_EVERY = 4
IN_HAND = 10.0
"""Seconds, scaled or not: what a killed process had acknowledged so long before may be lost with it."""
MUTE = ("token-revoked", "app-uninstalled")
"""Faults after which Slack takes no answer from us any more."""


class Front:
    """A context manager: starts them, waits until both are ready, and asks until the block ends."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._proxy = Proxy(secret=world.slack.signing_secret, addresses=self._addresses)
        self._over = threading.Event()
        self._asking = threading.Thread(target=self._ask, daemon=True)

    def __enter__(self) -> Self:
        webs = [self._world.start_web() for _ in range(self._world.cell.web)]
        if not self._world.wait_until(lambda: all(map(is_ready, webs)), self._world.terms.patience):
            raise AssertionError(f"the web processes never came up: {[web.log for web in webs]}")
        self._world.slack.transport = self._proxy
        self._asking.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._asking.join()

    @property
    def asked(self) -> list[Asked]:
        return self._proxy.asked

    def problems(self) -> list[str]:
        """What is wrong with them, or with how people were answered."""
        world, slack, proxy = self._world, self._world.slack, self._proxy
        self._over.set()
        self._asking.join()
        fell = [web for web in world.webs if web.dead.is_set() and not web.killed]
        found = [f"{web.name} ended by itself" for web in fell]
        if not world.wait_until(lambda: all(map(is_ready, self._living)), world.terms.patience):
            found.append("a web process is not ready again")
        before = len(proxy.asked)
        for _ in self._living:
            slack.command("/news", "harbour")
        last = proxy.asked[before:]
        if {one.by for one in last} != {web.name for web in self._living} or {one.status for one in last} != {
            200
        }:
            found.append(f"not every one of them takes a question in the end: {last}")
        mute = world.cell.fault in MUTE
        died = {web.name: web.killed_at for web in world.webs if web.killed}
        world.wait_until(
            lambda: mute or not wrong(slack, proxy.asked, died, IN_HAND), world.terms.patience / 4
        )
        if mute:
            return found + [f"answered twice: {one}" for one in proxy.asked if answers(slack, one) > 1]
        if not any(one.status == 200 for one in proxy.asked[:before]):
            found.append("nobody was answered meanwhile")
        return found + wrong(slack, proxy.asked, died, IN_HAND)

    def _ask(self) -> None:
        """Commands, and now and then a click on what the last one brought."""
        slack, number = self._world.slack, 0
        while not self._over.wait(EVERY * self._world.terms.scale):
            number += 1
            if not (number % CLICK_EVERY == 0 and self._click()):
                slack.command("/news", ASKED[number % len(ASKED)])

    def _click(self) -> bool:
        """False where nobody was shown a menu yet."""
        slack = self._world.slack
        for message in reversed(slack.bot_messages(user=slack.user)):
            for _, one in every_element(message.blocks):
                if one.get("action_id") == blocks.MENU and message.ephemeral_to:
                    choices = [option["value"] for option in one["options"]]
                    more = next(value for value in choices if blocks.read_choice(value).what == "more")
                    slack.click(message, blocks.MENU, value=more)
                    return True
        return False

    @property
    def _living(self) -> list[Worker]:
        return [web for web in self._world.webs if not web.killed]

    def _addresses(self) -> dict[str, str]:
        """Of all that are there, frozen and leaving ones too: a proxy can't know."""
        return {web.name: url for web in self._world.webs if (url := _url(web)) and not web.dead.is_set()}


def _url(web: Worker) -> str:
    ports = [line["port"] for line in web.log if line.get("event") == "web.listening"]
    return f"http://127.0.0.1:{ports[-1]}" if ports else ""


def is_ready(web: Worker) -> bool:
    if not any(line.get("event") == "web.ready" for line in web.log):
        return False
    try:
        return httpx2.get(f"{_url(web)}/readyz", timeout=3).status_code == 200
    except httpx2.TransportError:
        return False
