"""What is under way to a reader who is erased is dropped, wherever it is, and comes not back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from alerts_world import ANNA, DM, HELP, RIVER, Newsroom
from readers_world import standing
from test_breaking import quake

from bot.deliver.delivery import Delivering
from bot.model import BREAKING, Wish
from bot.operate.one_reader import erase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.wiring import House

pytestmark = pytest.mark.exhaustive
FLOOD = "Flood in Sudan drowns two villages near Kassala"


class Midway:
    """Stands before another object: at the call of that name, once, something happens first."""

    def __init__(self, inner: Any, name: str, happens: Callable[[], object]) -> None:
        self._inner = inner
        self._name = name
        self._happens = happens

    def __getattr__(self, name: str) -> Any:
        if name == self._name:
            self._name = ""
            self._happens()
        return getattr(self._inner, name)


class Posts:
    """A messenger that takes all it is given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def post(self, _channel: str, *, text: str, **_: object) -> str:
        self.texts.append(text)
        return f"{len(self.texts)}.0"


@pytest.fixture
def room(tmp_path: Path, database: str) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path, database)
    made.tell("Nile Post", FLOOD, RIVER, ago=60)
    made.tell("Kassala Times", FLOOD, HELP, ago=50)
    with made.house:
        yield made


def _delivering(house: House, posts: Posts, where: str, name: str, happens: Callable[[], object]) -> Any:
    joined: dict[str, Any] = {
        "deliveries": house.deliveries,
        "editions": house.editions,
        "messenger": posts,
        "clock": house.clock,
    }
    joined[where] = Midway(joined[where], name, happens)
    terms = {"deadline": timedelta(hours=3), "lease": timedelta(seconds=40)}
    return Delivering(
        subscriptions=house.orders.active, longest_flight=timedelta(seconds=20), **terms, **joined
    )


POINTS = [
    ("deliveries", "open"),
    ("deliveries", "unsettled"),
    ("editions", "plan"),
    ("deliveries", "save"),
    ("editions", "rendered"),
    ("deliveries", "claim"),
]


@pytest.mark.parametrize(("where", "name"), POINTS)
def test_a_personal_digest_under_way_is_dropped(room: Newsroom, where: str, name: str) -> None:
    """Erased between any two of its steps, its reader is posted nothing, and nothing is stored again."""
    house, posts, erased = room.house, Posts(), list[object]()
    house.orders.set_personal(ANNA, DM, at="12:00", zone="UTC")
    driver = _delivering(house, posts, where, name, lambda: erased.extend(erase(house.store, ANNA)))
    for _ in range(3):
        driver.tick()
        room.clock.on(minutes=1)
    assert erased
    assert posts.texts == []
    assert list(standing(house.store, ANNA, DM)) == []


def test_nothing_is_kept_of_an_edition_that_was_being_made(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It tells what its reader follows and mutes, though it names nobody."""
    house, posts = room.house, Posts()
    house.orders.set_personal(ANNA, DM, at="12:00", zone="UTC", topics=("narwhals", "sudan"))
    drawn = house.editions.drawn

    def erased_meanwhile(planned: Any) -> Any:
        erase(house.store, ANNA)
        return drawn(planned)

    monkeypatch.setattr(house.editions, "drawn", erased_meanwhile)
    driver = _delivering(house, posts, "messenger", "", lambda: None)
    happened = driver.tick()
    assert [one.problem for one in happened] == ["This digest is not there any more."]
    assert (driver.tick(), posts.texts) == ((), [])
    assert list(standing(house.store, ANNA, DM, "narwhals")) == []


def test_a_digest_that_is_just_being_posted_leaves_nothing_behind(room: Newsroom) -> None:
    """It can't be held back any more: it is in Slack; its row, its edition and its thread are not here."""
    house, posts = room.house, Posts()
    house.orders.set_personal(ANNA, DM, at="12:00", zone="UTC")
    driver = _delivering(house, posts, "messenger", "post", lambda: erase(house.store, ANNA))
    for _ in range(3):
        driver.tick()
        room.clock.on(minutes=1)
    assert len(posts.texts) == 1
    assert list(standing(house.store, ANNA, DM)) == []


def test_a_digest_that_nobody_erases_is_posted(room: Newsroom) -> None:
    """So the tests above could fail."""
    posts = Posts()
    room.house.orders.set_personal(ANNA, DM, at="12:00", zone="UTC")
    _delivering(room.house, posts, "messenger", "", lambda: None).tick()
    assert len(posts.texts) == 1
    assert list(standing(room.house.store, ANNA)) != []


@pytest.mark.parametrize("erased", [True, False], ids=["erased", "not erased"])
def test_an_alert_that_was_being_looked_for_is_not_told(room: Newsroom, *, erased: bool) -> None:
    """Nor is breaking news: the wish was read before its reader was erased, and is looked for once more."""
    room.follow("valmora")
    room.wish(Wish.FOLLOW, BREAKING)
    quake(room)
    steps = [*room.house.alerts.steps(), *room.house.breaking_news.steps()]
    assert len(steps) == 2
    if erased:
        erase(room.house.store, ANNA)
    for step in steps:
        step()
    opened = [len(room.notices(prefix)) for prefix in ("alert/", "breaking/")]
    assert opened == ([0, 0] if erased else [1, 1])
    assert erased != bool(list(standing(room.house.store, ANNA, DM)))
