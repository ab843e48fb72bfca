"""A Home tab and its feeds, as the desks behind them behave, over stories that stand still."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from bot.errors import BadRequestError, DatelineError, NotFoundError
from bot.model import (
    Change,
    Feed,
    FeedHealth,
    FeedStanding,
    HomeTab,
    Outcome,
    Preference,
    Reader,
    Subject,
    Wish,
)

if TYPE_CHECKING:
    from datetime import datetime

    from bot.model import Answer, Delivery


class Top(Protocol):
    def top(self, reader: str = "") -> Answer: ...


class FakeHome:
    """Top stories and followed topics; no administrators."""

    def __init__(self, desk: Top, now: datetime) -> None:
        self._desk = desk
        self._now = now
        self.wishes: dict[tuple[str, str], Preference] = {}

    def tab(self, reader: Reader) -> HomeTab:
        try:
            top = self._desk.top(reader.id)
        except DatelineError:
            top = None
        mine = tuple(one for (user, _), one in self.wishes.items() if user == reader.id)
        return HomeTab(reader=reader, now=self._now, top=top, wishes=mine)

    def follow(self, user: str, words: str) -> Change:
        if not words.strip():
            raise BadRequestError("Name a topic.")
        wished = Preference(
            owner=user,
            wish=Wish.FOLLOW,
            subject=Subject.TOPIC,
            value=words,
            label=words,
            by=user,
            made=self._now,
        )
        known = self.wishes.setdefault((user, wished.key), wished)
        return Change(wished=known, outcome=Outcome.NOTED if known is wished else Outcome.ALREADY)

    def take_back(self, user: str, key: str) -> Preference:
        if (user, key) not in self.wishes:
            raise NotFoundError("That was taken off your list already.")
        return self.wishes.pop((user, key))


class FakeHealth:
    """One feed, which is well wherever it is said to be."""

    def __init__(self) -> None:
        feed = Feed(url="https://news.example/feed", publisher="The Ledger")
        self.one = FeedHealth(feed=feed, standing=FeedStanding.WELL, publisher="The Ledger")

    def line(self) -> str:
        return "1 of 1 feed is well."

    def feed(self, key: str) -> FeedHealth:
        if key != self.one.key:
            raise NotFoundError("This feed is not in config.yaml any more.")
        return self.one

    def check(self, key: str) -> FeedHealth:
        return self.feed(key)

    def move(self, key: str, address: str, *, by: str) -> FeedHealth:
        feed = replace(self.feed(key).feed, moved_to=address)
        self.one = replace(self.one, feed=feed, by=by)
        return self.one

    def leave_out(self, key: str, *, by: str) -> FeedHealth:
        self.one = replace(self.feed(key), standing=FeedStanding.LEFT_OUT, by=by)
        return self.one

    def bring_back(self, key: str, *, by: str) -> FeedHealth:
        self.one = replace(self.feed(key), standing=FeedStanding.WELL, by=by)
        return self.one


class FakeUndelivered:
    """Nothing is undelivered."""

    def post_now(self, delivery_id: str) -> Delivery:
        raise NotFoundError(f"That was dealt with already, or is too long ago ({delivery_id}).")
