"""Old news goes and the indexes are put in order while others read and write: nobody stops."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from threading import Condition
from typing import TYPE_CHECKING

import pytest
from stored import NOW, article, story

from bot.clock import FixedClock
from bot.operate import retention
from bot.operate.retention import Bounds, Retention
from bot.store import articles, search, stories

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from bot.store.store import Store

OLD, FRESH = range(300), 10_000
PATIENCE = 60
DAYS = 24.0


class Round:
    """Something that is done again and again on a thread of its own; how often it has been done."""

    def __init__(self, do: Callable[[int], object]) -> None:
        self.done = 0
        self._do = do
        self._changed = Condition()
        self._ended = False

    def run(self) -> None:
        for number in count():
            if self._ended:
                return
            try:
                self._do(number)
            except BaseException:
                self._ended = True
                raise
            finally:
                with self._changed:
                    self.done += 1
                    self._changed.notify_all()

    def goes_on(self, times: int = 2) -> None:
        """Come back once it has been done so often from now on: the last time it was begun later than now."""
        with self._changed:
            until = self.done + times
            assert self._changed.wait_for(lambda: self._ended or self.done >= until, PATIENCE)
            assert not self._ended

    def end(self) -> None:
        self._ended = True


@contextmanager
def beside(*rounds: Round) -> Generator[None]:
    with ThreadPoolExecutor(len(rounds)) as pool:
        running = [pool.submit(one.run) for one in rounds]
        try:
            yield
        finally:
            for one in rounds:
                one.end()
            for one in running:
                one.result()


@pytest.mark.exhaustive
def test_readers_and_writers_go_on(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers while something is being taken away or put in order, writers between any two steps of it."""
    words = " ".join(f"word{n}" for n in range(200))
    with store.write() as db:
        made = [
            article(n, f"Rain{n} fell, {words}.", story_id=f"s{n}", hours_ago=400 * DAYS + n) for n in OLD
        ]
        articles.add(db, made)
        stories.save(
            db, [replace(story(f"s{n}", hours_ago=400 * DAYS + n), articles=1, publishers=1) for n in OLD]
        )

    def wrote(number: int) -> None:
        with store.write() as db:
            articles.add(db, [article(FRESH + number, f"Snow{number} fell in Oslo.", story_id="fresh")])

    def read(_: int) -> None:
        """What an old story says and what the index knows of it are of one moment: both there, or neither."""
        with store.read() as db:
            stored = articles.count(db, NOW - 500 * retention.FRESH, NOW)[0]
            assert search.frequencies(db, [("fell",)]) == [stored]
            found = search.find(db, [("rain7",)], since=None, until=NOW, limit=9)
            assert len(found) == len(articles.get(db, ["a7"]))

    reader, writer = Round(read), Round(wrote)

    def amid(does: Callable[..., object]) -> Callable[..., object]:
        """A reader is served while the transaction that did this is still open."""

        def did(*given: object, **named: object) -> object:
            came_of_it = does(*given, **named)
            reader.goes_on()
            return came_of_it

        return did

    monkeypatch.setattr(retention, "ARTICLES", 60)
    monkeypatch.setattr(retention.retention, "remove", amid(retention.retention.remove))
    monkeypatch.setattr(store.kind, "tidy", amid(store.kind.tidy))
    steps = 0
    with beside(reader, writer):
        for step in Retention(store, FixedClock(NOW), Bounds(days=365, gigabytes=0)).steps():
            writer.goes_on()
            step()
            steps += 1
    assert steps > 8
    with store.read() as db:
        left = articles.get(db, [f"a{n}" for n in (*OLD, *range(FRESH, FRESH + writer.done))])
        assert set(left) == {f"a{FRESH + n}" for n in range(writer.done)}
        assert search.frequencies(db, [("rain7",), ("fell",)]) == [0, writer.done]
