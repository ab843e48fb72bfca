"""What is said to a message, given what it means and what was said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from bot.desk import window
from bot.desk.looking import Looking
from bot.desk.talking.reading import Act
from bot.desk.talking.scene import KEPT, PATIENCE
from bot.desk.talking.witnesses import witnesses_of
from bot.model import LATE, Answer, AnswerKind, Remark, Spoken, Talked, Whereby
from bot.text import clip, lately, listed, one_line, plural, span, when
from summaries import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime, tzinfo

    from bot.desk.ask import Desk
    from bot.desk.talking.reading import Meant
    from bot.desk.talking.scene import Scene
    from bot.model import StoryView
    from summaries import Sentence

MINUTE: Final = timedelta(minutes=1)
MOST_NAMED: Final = 8
LONGEST_NAME: Final = 60
_LOST: Final = (
    "I don't know which story you mean. Ask me something here first, such as “What is new in Sudan?”: I"
    f" remember a conversation's last question for {span(PATIENCE)}, and for {span(KEPT)} in its thread, but"
    " not what a command answered."
)


class Turn(NamedTuple):
    """What is said, and what the conversation is about from then on; None: as before."""

    spoken: Spoken
    talked: Talked | None = None


class Turns:
    """A message of a reader. `told` gives the sentences that the reader was shown, `looked` until when."""

    def __init__(
        self,
        desk: Desk,
        scene: Scene,
        zone: tzinfo,
        *,
        told: Callable[[], frozenset[Sentence]],
        looked: Callable[[], datetime],
        publishers: Callable[[], Collection[str]],
    ) -> None:
        self._desk = desk
        self._scene = scene
        self._zone = zone
        self._told = told
        self._looked = looked
        self._publishers = publishers

    def take(self, meant: Meant) -> Turn:
        last = self._scene.last
        if meant.act is Act.NEW:
            return self._new(last, on_this=meant.on_this)
        if meant.act is Act.FILTER:
            return self._filtered(last or Talked(asked="", until=self._scene.now), meant)
        if meant.act is Act.TOP:
            return self._asked(Talked(asked="", until=self._scene.now))
        if meant.act is Act.ASK or (last is None and (meant.loose or meant.act is Act.TIME)):
            return self._asked(Talked(asked=meant.text, until=self._scene.now))
        if last is None:
            return Turn(Remark(text=_LOST))
        return self._follow(last, meant)

    def _follow(self, last: Talked, meant: Meant) -> Turn:
        if meant.act is Act.TIME:
            return self._at_time(last, meant)
        if meant.act is Act.MORE:
            return self._more(last)
        return self._of_one(last, meant)

    # ---- questions ----

    def _asked(self, talked: Talked) -> Turn:
        """A question from its beginning, with its limits."""
        found = self._answer(talked)
        return Turn(found, _remembered(talked, found, until=self._scene.now))

    def _answer(self, talked: Talked, past: Collection[str] = ()) -> Answer:
        """What the store says now to a question as it stands by now."""
        look = Looking(
            only=frozenset(talked.only),
            without=frozenset(name.casefold() for name in talked.without),
            past=frozenset(past),
            zone=self._scene.zone,
        )
        if talked.came:
            return self._since(talked, talked.came, look)
        then = self._time(talked.time)
        who = self._scene.wishes_of
        if talked.asked:
            found = self._desk.ask(talked.asked, who, look=look, when=then)
        else:
            found = self._desk.top(who, look=look, when=then)
        return replace(found, limits=_limits(talked))

    def _time(self, words: str) -> window.Window | None:
        return window.named(parse(words, self._scene.now, self._zone), self._scene.now, self._zone)

    def _filtered(self, last: Talked, meant: Meant) -> Turn:
        """The last question, of these publishers alone, or without these."""
        if meant.unknown:
            return Turn(Remark(text=self._unread(meant.unknown)))
        only = meant.only or (last.only if meant.without else ())
        without = tuple(dict.fromkeys((*last.without, *meant.without))) if meant.without else ()
        return self._asked(replace(last, only=only, without=without, came=None, about=""))

    def _unread(self, names: Collection[str]) -> str:
        known = sorted(self._publishers(), key=str.casefold)
        read = listed(_called(known), most=MOST_NAMED)
        missing = listed([f"“{clip(one_line(name), 60)}”" for name in names], last="or")
        return f"I read no publisher called {missing}." + (f" I read {read}." if read else "")

    def _at_time(self, last: Talked, meant: Meant) -> Turn:
        """The last question within another time; in a thread "what happened yesterday?" is one too."""
        alone = not last.asked or parse(last.asked, self._scene.now, self._zone).empty
        if alone or (meant.asks and not self._scene.thread):
            return self._asked(
                Talked(asked=meant.text, until=self._scene.now, only=last.only, without=last.without)
                if alone
                else Talked(asked=meant.text, until=self._scene.now)
            )
        return self._asked(replace(last, time=meant.text, came=None, about=""))

    # ---- what is new ----

    def _new(self, last: Talked | None, *, on_this: bool) -> Turn:
        """In a thread, on its topic since it was told; elsewhere, the top stories since the reader looked."""
        if last and (self._scene.thread or on_this):
            return self._asked_new(replace(last, came=last.until, time="", about=""))
        turn = self._asked_new(Talked(asked="", until=self._scene.now, came=self._looked()))
        if last and isinstance(turn.spoken, Answer) and not turn.spoken.stories:
            return Turn(turn.spoken)  # nothing to talk of: what follows is on what was shown before
        return turn

    def _asked_new(self, talked: Talked) -> Turn:
        found = self._answer(talked)
        return Turn(found, _remembered(talked, found, until=self._scene.now))

    def _since(self, talked: Talked, came: datetime, look: Looking) -> Answer:
        """What came in since, less the sentences that the reader was shown."""
        now = self._scene.now
        look = replace(look, came=came, told=self._told())
        then = window.Window(since=came - LATE, until=now, words=self._words_since(came))
        who = self._scene.wishes_of
        asked = parse(talked.asked, now, self._zone)
        if asked.empty:
            found = self._desk.top(who, look=look, when=then)
        else:
            found = self._desk.ask(talked.asked, who, look=look, when=then)
        if found.kind is AnswerKind.EMPTY:
            return found
        views = () if found.kind is AnswerKind.NOTHING else found.stories
        return replace(
            found,
            kind=AnswerKind.NEW,
            asked="" if asked.empty else talked.asked,
            stories=views,
            limits=_limits(talked),
            missing=(),
            nearest=(),
            since=came,
            **_counts(views),
        )

    def _words_since(self, came: datetime) -> str:
        """Say "since 14:05" where the zone is known, else "in the last 20 minutes"."""
        now, zone = self._scene.now, self._scene.shown_zone
        return f"since {when(came, now, zone)}" if zone else lately(max(MINUTE, now - came))

    # ---- stories ----

    def _more(self, last: Talked) -> Turn:
        """The next stories; of a single story first what is behind it."""
        if len(last.listed) == 1 and not (last.opened and last.about == last.listed[0]):
            return self._detail(last, last.listed[0])
        found = self._answer(last, past=last.told)
        if found.kind is AnswerKind.NOTHING or not found.stories:
            return Turn(Remark(text=self._no_more(last, found)))
        return Turn(found, _remembered(last, found, until=last.until, before=last.told))

    def _no_more(self, last: Talked, found: Answer) -> str:
        on = f" on “{clip(one_line(last.asked), 150)}”" if last.asked else ""
        limits = f", {found.limits}," if found.limits else ""
        have = "That is all that I have" if last.told else "I have nothing"
        return f"{have}{on}{limits} {found.words}."

    def _of_one(self, last: Talked, meant: Meant) -> Turn:
        """What is behind one story, who says so, why it is here."""
        count = len(last.listed)
        place = meant.place if meant.place > 0 else count if meant.place else 0
        if place > count:
            return (
                self._asked(Talked(asked=meant.text, until=self._scene.now))
                if meant.loose
                else _beyond(count)
            )
        story_id = last.listed[place - 1] if place else last.about or next(iter(last.listed), "")
        if not story_id:
            return _beyond(0)
        if meant.act is Act.DETAIL:
            return self._detail(last, story_id)
        if meant.act is Act.WHY:
            why = Whereby(story_id=story_id, asked=last.asked, edition=last.edition)
            return Turn(why, _on(last, story_id))
        view = self._view(last, story_id)
        return Turn(witnesses_of(view, self._scene.now), _on(last, story_id))

    def _detail(self, last: Talked, story_id: str) -> Turn:
        return Turn(self._desk.detail(story_id), replace(last, about=story_id, opened=True))

    def _view(self, last: Talked, story_id: str) -> StoryView:
        """The story as it was shown for the question; NotFoundError where it is gone."""
        before = tuple(one for one in last.told if one not in last.listed)
        shown = self._answer(replace(last, came=None), past=before).stories
        found = next((view for view in shown if view.story_id == story_id), None)
        return found or self._desk.detail(story_id).view


def _on(last: Talked, story_id: str) -> Talked:
    """The talk is of this story now."""
    return replace(last, about=story_id, opened=last.opened and last.about == story_id)


def _remembered(talked: Talked, found: Answer, *, until: datetime, before: Collection[str] = ()) -> Talked:
    ids = tuple(view.story_id for view in found.stories)
    return replace(talked, until=until, listed=ids, told=(*before, *ids), about="", opened=False, edition="")


def _counts(views: Collection[StoryView]) -> dict[str, int]:
    sources = [source for view in views for source in view.brief.sources]
    return {"articles": len(sources), "publishers": len({source.publisher for source in sources})}


def _limits(talked: Talked) -> str:
    """Say whose articles count: "by Reuters alone", "without Fox News"."""
    only = f"by {listed(_called(talked.only))} alone" if talked.only else ""
    without = f"without {listed(_called(talked.without))}" if talked.without else ""
    return ", ".join(part for part in (only, without) if part)


def _called(publishers: Collection[str]) -> list[str]:
    return [clip(one_line(name), LONGEST_NAME) for name in publishers]


def _beyond(count: int) -> Turn:
    if not count:
        return Turn(Remark(text="There is no story here to tell more about. Ask me something else."))
    which = "It was one story: say “more”." if count == 1 else f"Say a number from 1 to {count}."
    return Turn(Remark(text=f"I showed you {plural(count, 'story', 'stories')} last. {which}"))
