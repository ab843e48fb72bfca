"""A newsroom into which a test hands articles, and people who follow and mute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.config import load
from bot.model import Incoming, Preference, Reader, Subject, Wish
from bot.store import deliveries, readers, stories
from bot.wiring import House

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.model import Delivery, Notice

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANNA = "U1ANNA"
DM = "D1ANNA"
RIVER = (
    "The Marli river burst its banks in Sudan on Monday.",
    "Two villages near Kassala stand under water, the governor said.",
)
HELP = (
    "Aid convoys reached the flooded villages near Kassala in Sudan at noon, the Red Crescent said.",
    "Five hundred tents were handed out along the Marli river, which burst its banks on Monday.",
)
ARMY = (
    "Soldiers began to mend the broken dyke of the Marli river near Kassala in Sudan, a minister said.",
    "The flood that drowned two villages began when the river burst its banks on Monday.",
)
RATES = (
    "The central bank of Norway kept its interest rate at four per cent on Monday.",
    "Economists in Oslo had expected a cut before the winter.",
)


@dataclass
class MovingClock:
    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return (self.at - NOON).total_seconds()

    def on(self, **span: float) -> None:
        self.at += timedelta(**span)


class Newsroom:
    """A house whose clock moves by hand; Anna is known, in London."""

    def __init__(self, folder: Path, database: str, settings: str = "") -> None:
        text = f"database: {database}\n{settings}"
        (folder / "config.yaml").write_text(text, encoding="utf-8")
        self.clock = MovingClock()
        self.house = House(load(folder / "config.yaml", {}), self.clock)
        self._count = 0
        with self.house.store.write() as db:
            readers.keep(db, Reader(id=ANNA, dm=DM, zone="Europe/London"))

    def tell(self, publisher: str, title: str, sentences: tuple[str, ...], *, ago: float = 2) -> None:
        """Hand in an article that was published some minutes ago."""
        self._count += 1
        told = Incoming(
            source=f"https://{publisher.replace(' ', '')}.example/feed",
            key=str(self._count),
            url=f"https://{publisher.replace(' ', '')}.example/{self._count}",
            title=title,
            text="\n".join(sentences),
            published=self.clock.now() - timedelta(minutes=ago),
            publisher=publisher,
            language="en",
        )
        list(self.house.intake.take([told]))

    def wish(
        self, wish: Wish, value: str, subject: Subject = Subject.TOPIC, *, owner: str = ANNA, label: str = ""
    ) -> None:
        made = self.clock.now()
        one = Preference(
            owner=owner, wish=wish, subject=subject, value=value, label=label, by=ANNA, made=made
        )
        with self.house.store.write() as db:
            readers.prefer(db, one)
        self.clock.on(minutes=1)

    def follow(self, value: str, subject: Subject = Subject.TOPIC, *, owner: str = ANNA) -> None:
        self.wish(Wish.FOLLOW, value, subject, owner=owner)

    def alerts(self) -> list[str]:
        """Look once; the fallback texts of the alerts that this opened."""
        return self._opened("alert/", self.house.alerts.steps())

    def breaking(self) -> list[str]:
        return self._opened("breaking/", self.house.breaking_news.steps())

    def _opened(self, prefix: str, steps: Iterator[object]) -> list[str]:
        before = len(self.notices(prefix))
        for step in steps:
            assert callable(step)
            step()
        return [notice.text for _, notice in self.notices(prefix)[before:]]

    def notices(self, prefix: str) -> list[tuple[Delivery, Notice]]:
        with self.house.store.read() as db:
            return deliveries.notices(db, prefix, NOON - timedelta(days=9))

    def story_id(self) -> str:
        """The id of the story that most publishers tell."""
        now = self.clock.now()
        with self.house.store.read() as db:
            return stories.alive_between(db, now - timedelta(days=1), now, limit=1)[0].id
