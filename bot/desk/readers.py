"""What readers and channels follow, mute, save and want more or less of: noted, listed, taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bot.errors import BadRequestError, NotFoundError
from bot.liking import words_of_liking
from bot.model import BREAKING, Change, Outcome, Preference, Subject, Wish
from bot.store import articles, readers, stories
from bot.store.databases import Queue
from bot.text import clip, listed, one_line, visible
from summaries import means_nothing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.store.store import Store

# More wishes than this are a mistake, or mischief.
MOST: Final = 200
LONGEST: Final = 80
LABEL_LONGEST: Final = 200
OPPOSITES: Final = {
    Wish.FOLLOW: Wish.MUTE,
    Wish.MUTE: Wish.FOLLOW,
    Wish.MORE: Wish.LESS,
    Wish.LESS: Wish.MORE,
}
_AROUND: Final = "\"'“”\u2018\u2019 .,"
_DONE = {Wish.FOLLOW: "follow", Wish.MUTE: "have muted", Wish.SAVE: "have saved"}


class ReaderDesk:
    """An `owner` is a reader or a channel, by Slack's ID; `by` the person who says so."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def wishes(self, *owners: str) -> tuple[Preference, ...]:
        """All that they wish, oldest first."""
        with self._store.read() as db:
            return readers.wishes_of(db, *owners)

    def on_story(self, owner: str, wish: Wish, story_id: str, *, by: str) -> Change:
        """Note a wish about a story; NotFoundError where it is gone."""
        with self._store.write(Queue.TENANT) as db:
            story = stories.get(db, [story_id]).get(story_id)
            if story is None:
                raise NotFoundError("This story is not in the store any more, so nothing was changed.")
            label = one_line(story.brief.headline)
            noted = self._note(db, self._wished(owner, wish, Subject.STORY, story_id, by=by, label=label))
            thumb = wish in {Wish.MORE, Wish.LESS}
            return replace(noted, words=words_of_liking(story, wish) if thumb else "")

    def on_words(self, owner: str, wish: Wish, words: str, *, by: str) -> Change:
        """Note a wish about what people name: a publisher whose name it is, else a topic. BadRequestError."""
        named = _sound(words, wish)
        with self._store.write(Queue.TENANT) as db:
            publisher = _publisher(db, named)
            subject, value = (Subject.PUBLISHER, publisher) if publisher else (Subject.TOPIC, named)
            return self._note(db, self._wished(owner, wish, subject, value, by=by, label=value))

    def forget(
        self, owner: str, wish: Wish, subject: Subject, value: str, *, by: str, was: Wish | None = None
    ) -> Change:
        """Take a wish back; `was` is the one that it had replaced, and stands again then."""
        with self._store.write(Queue.TENANT) as db:
            there = _there(db, owner, wish, subject, value)
            gone = there or self._wished(owner, wish, subject, value, by=by, label="")
            if there is None:
                return Change(wished=gone, outcome=Outcome.GONE)
            readers.unprefer(db, owner, wish, subject, there.value)
            if was:
                readers.prefer(db, self._wished(owner, was, subject, there.value, by=by, label=there.label))
            return Change(wished=gone, outcome=Outcome.UNDONE, was=was)

    def forget_words(self, owner: str, wish: Wish, words: str, *, by: str) -> Change:
        """Take back what people name; NotFoundError and BadRequestError say what there is to take back."""
        there = [one for one in self.wishes(owner) if one.wish is wish]
        found = _meant(there, words)
        if len(found) == 1:
            return self.forget(owner, wish, found[0].subject, found[0].value, by=by)
        named = listed([f"“{one.label}”" for one in found or there])
        if found:
            raise BadRequestError(f"Which one is meant: {named}?")
        what = f"“{clip(one_line(words), LONGEST)}”"
        known = f": {named}" if there else " nothing yet"
        raise NotFoundError(f"{what} is not among what you {_DONE[wish]}. You {_DONE[wish]}{known}.")

    def _wished(
        self, owner: str, wish: Wish, subject: Subject, value: str, *, by: str, label: str
    ) -> Preference:
        return Preference(
            owner=owner,
            wish=wish,
            subject=subject,
            value=value,
            label=clip(label if visible(label) else "", LABEL_LONGEST),
            by=by,
            made=self._clock.now(),
        )

    def _note(self, db: Connection, wished: Preference) -> Change:
        """The opposite wish about the same thing ends with it."""
        there = _there(db, wished.owner, wished.wish, wished.subject, wished.value)
        if there:
            return Change(wished=there, outcome=Outcome.ALREADY)
        if len(readers.wishes_of(db, wished.owner)) >= MOST:
            raise BadRequestError(f"That would be more than {MOST} things. Take one off the list first.")
        other = OPPOSITES.get(wished.wish)
        ended = _there(db, wished.owner, other, wished.subject, wished.value) if other else None
        if ended:
            readers.unprefer(db, ended.owner, ended.wish, ended.subject, ended.value)
        readers.prefer(db, wished)
        return Change(wished=wished, outcome=Outcome.NOTED, was=ended.wish if ended else None)


def _there(db: Connection, owner: str, wish: Wish, subject: Subject, value: str) -> Preference | None:
    """The wish as it stands, however its words are capitalised."""
    return next(
        (
            one
            for one in readers.wishes_of(db, owner)
            if (one.wish, one.subject, one.value.casefold()) == (wish, subject, value.casefold())
        ),
        None,
    )


def _sound(words: str, wish: Wish) -> str:
    """What is named, without quotation marks; BadRequestError where it names nothing."""
    named = one_line(words).strip(_AROUND)
    if not visible(named):
        what = "a topic" if wish is Wish.FOLLOW else "a topic or a publisher"
        raise BadRequestError(f"What shall I {wish.value}? Name {what}, such as: {wish.value} sudan")
    if len(named) > LONGEST:
        raise BadRequestError(f"That is very long for a topic. Name it in up to {LONGEST} characters.")
    if named.casefold() in {BREAKING, "breaking news"}:
        return BREAKING
    return named


def _publisher(db: Connection, named: str) -> str:
    """The publisher whose name that is, as it writes itself; BadRequestError where it can't be a topic."""
    found = articles.publisher_named(db, named)
    if not found and means_nothing(named):
        raise BadRequestError(
            f"“{clip(named, LONGEST)}” is no topic: it holds no word to look for. Name a place, a person or a"
            " thing, such as sudan."
        )
    return found


def _meant(there: Sequence[Preference], words: str) -> list[Preference]:
    """Those of that very name; failing that, those whose names hold all the words."""
    asked = one_line(words).strip(_AROUND).casefold()
    if not asked:
        return list(there) if len(there) == 1 else []
    exact = [one for one in there if asked in {one.value.casefold(), one.label.casefold()}]
    held = [one for one in there if all(word in one.label.casefold() for word in asked.split())]
    return exact or held
