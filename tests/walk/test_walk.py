"""A newcomer's walk: what tutorial and how-tos print is typed as it stands, and shows what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shell import Shell
from walk_pages import blocks, walked
from walk_world import another, checkout, newsroom
from walker import Walker

from bot.clock import SystemClock
from bot.demo.show import last_morning
from bot.demo.slack import SlackStandIn
from bot.demo.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from walk_world import Place

pytestmark = pytest.mark.exhaustive  # whole processes, and a digest that comes in two minutes

TUTORIAL = [path for path in walked() if path.parent.name == "tutorial"]
HOW_TO = [path for path in walked() if path.parent.name == "how-to"]


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    with Wire(last_morning(SystemClock().now())) as serving:
        yield serving


@pytest.fixture(scope="module")
def slack() -> Iterator[SlackStandIn]:
    with SlackStandIn() as serving:
        yield serving


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, wire: Wire, slack: SlackStandIn) -> Place:
    """Where a reader of the how-tos stands."""
    return newsroom(tmp_path_factory.mktemp("running"), wire, slack)


@pytest.mark.parametrize("page", TUTORIAL, ids=lambda path: path.stem)
def test_a_newcomer_gets_a_digest(page: Path, tmp_path: Path, wire: Wire, slack: SlackStandIn) -> None:
    """From a clean checkout, with an empty home and by the page alone, to the digest in the channel."""
    place = checkout(tmp_path, wire, slack)
    with Shell(place.folder, place.environment, tmp_path) as shell:
        Walker(shell, slack, slack.elsewhere).walk(blocks(page.read_text("utf-8")))
    assert not list((tmp_path / "home").iterdir()), "something was left in the home"


@pytest.mark.parametrize("page", HOW_TO, ids=lambda path: path.stem)
def test_a_recipe_does_what_it_says(page: Path, tmp_path: Path, running: Place, slack: SlackStandIn) -> None:
    """On a store with news in it and a digest posted, each command of the page goes as the page shows."""
    place = another(running, tmp_path)
    steps = blocks(page.read_text("utf-8"))
    with Shell(place.folder, place.environment, tmp_path) as shell:
        if any(step.kind == "slack" for step in steps):  # somebody must hear what is typed there
            shell.begin(("dateline run",)).said("run.connected")
        Walker(shell, slack, slack.channel).walk(steps)
