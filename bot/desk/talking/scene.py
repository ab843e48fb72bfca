"""Where a message was written, and what was said there before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from bot.model import Talked
from bot.store import conversations, editions, readers, shown

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

    from sqlalchemy import Connection

    from bot.model import PlannedEdition, Reader
    from summaries import Sentence

# In a direct message without threads, what was asked longer ago is not what "more" is about.
PATIENCE: Final = timedelta(minutes=30)
KEPT: Final = timedelta(days=7)
DAY: Final = timedelta(hours=24)
DIGESTS: Final = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A message's place: `thread` is empty in the channel itself. `last` is what it may follow up."""

    reader: Reader
    channel: str
    thread: str
    now: datetime
    last: Talked | None = None

    @property
    def private(self) -> bool:
        """For the reader's eyes alone: a direct message."""
        return self.channel.startswith("D")

    @property
    def wishes_of(self) -> str:
        """Whose wishes count: a reader's own, never where others read too."""
        return self.reader.id if self.private else ""

    @property
    def zone(self) -> tzinfo | None:
        """The reader's; None where nobody knows it."""
        return ZoneInfo(self.reader.zone) if self.reader.zone else None

    @property
    def shown_zone(self) -> tzinfo | None:
        """The zone that times are told in: none where people of other zones read too."""
        return self.zone if self.private else None


def set_scene(db: Connection, reader: str, channel: str, thread: str, now: datetime) -> Scene:
    """The message's place with the last question there.

    In a channel's thread that is the reader's own, failing that anybody's, failing that the digest that the
    thread hangs on; in a direct message without a thread, what was asked not long ago.
    """
    scene = Scene(reader=readers.reader(db, reader), channel=channel, thread=thread, now=now)
    since = now - (KEPT if thread else PATIENCE)
    last = conversations.last(db, channel, thread, reader, since=since)
    if last is None and thread:
        last = _of_digest(db, channel, thread) or _of_others(db, scene)
    return replace(scene, last=last)


def _of_others(db: Connection, scene: Scene) -> Talked | None:
    """In a channel what anybody asked in the thread; in a direct message what was just asked beside it."""
    if scene.private:
        return conversations.last(db, scene.channel, "", scene.reader.id, since=scene.now - PATIENCE)
    return conversations.last_of_all(db, scene.channel, scene.thread, since=scene.now - KEPT)


def looked(db: Connection, scene: Scene) -> datetime:
    """Up to when this reader (in a channel: the channel) was told the news; a day ago where nobody knows."""
    times = [planned.until for planned in _digests(db, scene)[:1]]
    if scene.private and (last := shown.last(db, scene.reader.id)):
        times.append(last)
    return max([time for time in times if time <= scene.now], default=scene.now - DAY)


def sentences_shown(db: Connection, scene: Scene) -> frozenset[Sentence]:
    """What this reader was shown, in answers and in digests; in a channel, what its digests showed to all."""
    told = {s for planned in _digests(db, scene) for e in planned.edition.stories for s in e.brief.sentences}
    return frozenset(told | shown.sentences(db, scene.reader.id) if scene.private else told)


def _digests(db: Connection, scene: Scene) -> list[PlannedEdition]:
    """The last digests of the channel, newest first; in a direct message, the reader's own."""
    channels = dict.fromkeys(
        name for name in (scene.channel, scene.reader.dm if scene.private else "") if name
    )
    found = [planned for name in channels for planned in editions.told(db, name, DIGESTS)]
    return sorted(found, key=lambda planned: planned.until, reverse=True)


def _of_digest(db: Connection, channel: str, thread: str) -> Talked | None:
    """What a digest told, where the thread hangs on one."""
    planned = editions.posted_at(db, channel, thread)
    if planned is None:
        return None
    ids = tuple(story.story_id for story in planned.edition.stories)
    return Talked(asked="", until=planned.until, told=ids, listed=ids, edition=planned.id)
