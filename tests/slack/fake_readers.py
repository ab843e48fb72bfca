"""Readers' wishes in a dict, and traces of fixed stories, by the same rules as the real desks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.errors import NotFoundError
from bot.model import Change, Match, Outcome, Preference, Subject, Trace, Wish, Word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from bot.model import StoryView


class FakeReaders:
    def __init__(self, stories: Mapping[str, StoryView], now: datetime) -> None:
        self.kept: dict[tuple[str, Wish, Subject, str], Preference] = {}
        self._stories = stories
        self._now = now

    def wishes(self, *owners: str) -> Sequence[Preference]:
        return [one for one in self.kept.values() if one.owner in owners]

    def on_story(self, owner: str, wish: Wish, story_id: str, *, by: str) -> Change:
        if story_id not in self._stories:
            raise NotFoundError("This story is not in the store any more, so nothing was changed.")
        label = self._stories[story_id].brief.headline
        return self._note(self._made(owner, wish, (Subject.STORY, story_id, label), by))

    def on_words(self, owner: str, wish: Wish, words: str, *, by: str) -> Change:
        known = {name for view in self._stories.values() for name in view.brief.publishers}
        subject = Subject.PUBLISHER if words in known else Subject.TOPIC
        return self._note(self._made(owner, wish, (subject, words, words), by))

    def forget(
        self, owner: str, wish: Wish, subject: Subject, value: str, *, by: str, was: Wish | None = None
    ) -> Change:
        gone = self.kept.pop((owner, wish, subject, value), None)
        if gone is None:
            missing = self._made(owner, wish, (subject, value, ""), by)
            return Change(wished=missing, outcome=Outcome.GONE)
        if was:
            self._note(replace(gone, wish=was))
        return Change(wished=gone, outcome=Outcome.UNDONE, was=was)

    def forget_words(self, owner: str, wish: Wish, words: str, *, by: str) -> Change:
        for one in self.wishes(owner):
            if one.wish is wish and one.label == words:
                return self.forget(owner, wish, one.subject, one.value, by=by)
        raise NotFoundError(f"“{words}” is not on the list.")

    def _made(self, owner: str, wish: Wish, thing: tuple[Subject, str, str], by: str) -> Preference:
        subject, value, label = thing
        return Preference(
            owner=owner, wish=wish, subject=subject, value=value, label=label, by=by, made=self._now
        )

    def _note(self, one: Preference) -> Change:
        key = (one.owner, one.wish, one.subject, one.value)
        new = key not in self.kept
        self.kept.setdefault(key, one)
        return Change(wished=one, outcome=Outcome.NOTED if new else Outcome.ALREADY)


class FakeWhy:
    """Knows one edition, "e1", in which every story stands."""

    def __init__(self, stories: Mapping[str, StoryView], now: datetime) -> None:
        self._stories = stories
        self._now = now

    def in_edition(self, story_id: str, edition_id: str) -> Trace:
        if edition_id != "e1" or story_id not in self._stories:
            raise NotFoundError("The plan of that digest is not kept any more, so there is no trace of it.")
        return Trace(
            story_id=story_id,
            headline=self._stories[story_id].brief.headline,
            place=1,
            of=3,
            considered=5,
            rank=2,
            reasons=("2 publishers tell it, in 3 articles",),
            shares=(1.5,),
            after=(("Rain in Oslo", "one of its publishers has its share already"),),
            local_date=self._now.date(),
            slot="08:00",
        )

    def in_answer(self, story_id: str, asked: str = "") -> Match:
        view = self._stories[story_id]
        return Match(
            story_id=story_id,
            headline=view.brief.headline,
            asked=asked,
            words=tuple(Word(said=word, where="headline", weight=0.5) for word in asked.split()),
            publishers=2,
            articles=3,
            first_seen=self._now - timedelta(hours=3),
            last_seen=self._now,
            place=0 if asked else 1,
            now=self._now,
        )

    def why_not(self, channel: Sequence[str], what: str) -> Sequence[Trace]:
        if not channel or what == "zeppelin":
            raise NotFoundError("Nothing of that in the last digest here.")
        return [replace(self.in_edition("s1", "e1"), place=0)]
