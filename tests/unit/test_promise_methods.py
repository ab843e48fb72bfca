"""sumy's methods, chosen by one word in config.yaml, with nothing downloaded."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, get_args

import pytest

from bot.clock import FixedClock
from bot.config import load
from bot.config_parts import SummariesConfig
from bot.model import Incoming, Subscription
from bot.wiring import House
from summaries import METHODS, Article, brief

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
TEXT = """\
Rain that fell for six days burst a dam above the Chadian town of Sarh on Sunday, officials said.
The water flooded 4,000 homes and the town's only hospital, whose patients were taken to Moundou.
Governor Hawa Mahamat declared a state of emergency and asked the army for boats and tents.
Engineers filled the breach in the dam with 20,000 sandbags brought from N'Djamena by rail.
Farmers near Sarh have lost most of the sorghum that they were to bring in this week.
Aid groups in N'Djamena said that clean water for the flooded town would last for three days.
The dam was built in 1978, and engineers had warned of cracks in it since the spring.
Schools in Sarh stay closed until December, and lessons move to tents on higher ground.
Chad's president is expected in Sarh on Tuesday to see the flooded town and the broken dam.
Neighbouring Cameroon offered two helicopters and forty boats, the foreign ministry said.
Forecasters expect no more rain above Sarh before the end of the week.
The river Chari stood two metres above its usual height on Monday morning and was falling."""
ENTRY = Incoming(
    source="https://post.example/feed",
    key="1",
    url="https://post.example/1",
    title="Dam bursts above Sarh",
    text=TEXT,
    published=NOW,
    publisher="Lake Post",
    language="en",
)


def sentences_by(method: str, folder: Path) -> list[tuple[str, ...]]:
    """What the desk and a digest show of the article where config.yaml names that method."""
    path = folder / f"{method}.yaml"
    path.write_text(f"database: sqlite:///{method}.db\nsummaries: {{method: {method}}}\n", encoding="utf-8")
    with House(load(path, {}), FixedClock(NOW)) as house:
        list(house.intake.take([ENTRY]))
        (top,) = house.desk.top().stories
        order = Subscription(id="now", channel="", at=time(8), zone="UTC")
        (story,) = house.editions.preview(order).edition.stories
    return [tuple(s.text for s in shown.brief.sentences) for shown in (top, story)]


def test_every_method_can_be_named_in_the_configuration() -> None:
    """What `summaries` offers and what config.yaml takes are the same names."""
    assert set(get_args(SummariesConfig.model_fields["method"].annotation)) == set(METHODS)


@pytest.mark.exhaustive
@pytest.mark.parametrize("method", METHODS)
def test_the_method_of_config_yaml_chooses_the_sentences(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk and a digest show what that method chooses, and no socket is opened for it."""

    def no_network(*_: object) -> None:
        raise AssertionError("a summariser went to the network")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    top, digest = sentences_by(method, tmp_path)
    article = Article(
        id="x", title=ENTRY.title, text=TEXT, published=NOW, publisher="", url="", language="en"
    )
    rights = {"max_words": 120, "max_share": 0.25}
    assert top == tuple(s.text for s in brief([article], sentences=3, method=method, **rights).sentences)
    assert digest
    assert set(digest) <= set(TEXT.split("\n"))


@pytest.mark.exhaustive
def test_methods_differ(tmp_path: Path) -> None:
    """The setting reaches the ranking: not all of the methods show the same sentences."""
    assert len({tuple(sentences_by(method, tmp_path)[0]) for method in METHODS}) > 1
