"""A conversation: questions and what follows them up, remembered by channel, thread and reader."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from bot.desk.talking.prompts import prompts
from bot.desk.talking.reading import read
from bot.desk.talking.scene import KEPT, looked, sentences_shown, set_scene
from bot.desk.talking.turns import Turns
from bot.model import Answer, AnswerKind, Said, StoryDetail, Witnesses
from bot.store import articles, conversations, names, shown
from bot.store.databases import Queue
from bot.store.tenants import Across

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import tzinfo
    from typing import TypeVar

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.desk.ask import Desk
    from bot.desk.talking.scene import Scene
    from bot.model import Spoken
    from bot.store.store import Store
    from summaries import Sentence

    T = TypeVar("T")

# How long it is known what a reader was shown: no story lives longer.
SHOWN_KEPT: Final = timedelta(days=30)


class Talk:
    def __init__(self, store: Store, clock: Clock, desk: Desk, zone: tzinfo, window: timedelta) -> None:
        self._store = store
        self._clock = clock
        self._desk = desk
        self._zone = zone
        self._window = window

    def say(self, reader: str, channel: str, thread: str, text: str) -> Said:
        """What is said to a message. `thread` is empty where it stands in the channel itself.

        In a direct message ("D…") the reader's own wishes and zone count. It is remembered what was asked and
        shown; NotFoundError where the story that is meant is gone.
        """
        now = self._clock.now()
        with self._store.read() as db:
            scene = set_scene(db, reader, channel, thread, now)
        zone = scene.zone or self._zone
        meant = read(text, now, zone, self._publishers)
        turns = Turns(
            self._desk,
            scene,
            zone,
            told=partial(self._read, sentences_shown, scene),
            looked=partial(self._read, looked, scene),
            publishers=self._publishers,
        )
        spoken, talked = turns.take(meant)
        with self._store.write(Queue.TENANT) as db:
            if talked:
                conversations.keep(db, talked, channel=channel, threads=[thread], reader=reader, at=now)
            shown.note(db, reader, _sentences(spoken), now)
        return Said(what=spoken, zone=scene.reader.zone if scene.private else "")

    def hung(self, reader: str, channel: str, thread: str, *, like: str = "") -> None:
        """Of a thread that hangs on what was said: there it is known as in `like` ("": the channel)."""
        now = self._clock.now()
        with self._store.write(Queue.TENANT) as db:
            last = conversations.last(db, channel, like, reader, since=now - KEPT)
            if last:
                conversations.keep(db, last, channel=channel, threads=[thread], reader=reader, at=now)

    def saw(self, reader: str, spoken: Spoken) -> None:
        """Note what a reader was shown elsewhere: by a command."""
        with self._store.write(Queue.TENANT) as db:
            shown.note(db, reader, _sentences(spoken), self._clock.now())

    def prompts(self) -> tuple[str, ...]:
        """Questions that the store answers now, good to begin with: at most four."""
        with self._store.read() as db:
            return prompts(db, self._desk, self._clock.now())

    def searched(self) -> int:
        """How many articles a question is put to."""
        now = self._clock.now()
        with self._store.read() as db:
            return articles.count(db, now - self._window, now)[0]

    def forget_old(self) -> None:
        """What was said and shown to readers of every tenant."""
        now = self._clock.now()
        with self._store.write(across=Across.FORGETTING) as db:
            conversations.forget(db, now - KEPT)
            shown.forget(db, now - SHOWN_KEPT)

    def _publishers(self) -> Collection[str]:
        with self._store.read() as db:
            return names.publishers(db)

    def _read(self, look: Callable[[Connection, Scene], T], scene: Scene) -> T:
        with self._store.read() as db:
            return look(db, scene)


def _sentences(spoken: Spoken) -> Iterator[tuple[str, Sentence]]:
    """(story id, sentence) of all that is shown."""
    match spoken:
        case Answer(kind=AnswerKind.NOTHING):
            yield from ((one.story_id, one.sentence) for one in spoken.nearest)
        case Answer():
            yield from ((view.story_id, said) for view in spoken.stories for said in view.brief.sentences)
        case StoryDetail():
            view = spoken.view
            yield from ((view.story_id, said) for said in (*view.brief.sentences, *spoken.key_sentences))
        case Witnesses():
            voices = (voice for one in spoken.statements for voice in (one.said, *one.others))
            yield from ((spoken.story_id, voice.sentence) for voice in voices)
        case _:
            return
