"""What a reader follows, mutes and thumbs has an effect on what that reader is told, and it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wished import ADA, BEN, NEWS, desks, hold, told

from bot.model import AnswerKind, Wish

if TYPE_CHECKING:
    from bot.desk.ask import Desk
    from bot.desk.readers import ReaderDesk
    from bot.model import Answer
    from bot.store.store import Store


@pytest.fixture
def there(store: Store) -> tuple[Desk, ReaderDesk]:
    hold(store, *NEWS)
    return desks(store)


def ids(answer: Answer) -> list[str]:
    return [view.story_id for view in answer.stories]


def test_who_wishes_nothing_is_told_what_all_are_told(there: tuple[Desk, ReaderDesk]) -> None:
    """The answer is the very same, word for word."""
    desk, readers = there
    readers.on_story(ADA, Wish.SAVE, "vote", by=ADA)
    assert desk.top(ADA) == desk.top() == desk.top(BEN)
    assert desk.ask("Peru", ADA) == desk.ask("Peru")
    assert ids(desk.top()) == ["flood", "strike", "match"]


def test_a_muted_story_makes_room_for_the_next(there: tuple[Desk, ReaderDesk]) -> None:
    """It is left out of the reader's top stories alone, and the answer says why."""
    desk, readers = there
    readers.on_story(ADA, Wish.MUTE, "strike", by=ADA)
    found = desk.top(ADA)
    assert ids(found) == ["flood", "match", "vote"]
    assert found.notes == ("1 story left out: you muted “Dockers back at work”.",)
    assert ids(desk.top(BEN)) == ["flood", "strike", "match"]


def test_a_muted_publisher_is_heard_no_more(there: tuple[Desk, ReaderDesk]) -> None:
    """Its own stories are left out; in the others not a sentence and not a source is of it."""
    desk, readers = there
    readers.on_words(ADA, Wish.MUTE, "daily wire", by=ADA)
    found = desk.top(ADA)
    assert ids(found) == ["flood", "strike", "vote"]
    assert found.notes == ("1 story left out: you muted Daily Wire.",)
    heard = {source.publisher for view in found.stories for source in view.brief.sources}
    assert heard == {"Andes Mail", "Reef Post", "Isle Mail"}
    flood = desk.ask("Peru river", ADA).stories[0].brief
    assert "Daily Wire" not in flood.publishers
    assert "Daily Wire" in desk.ask("Peru river").stories[0].brief.publishers


def test_a_muted_publisher_is_muted_under_all_its_names(store: Store) -> None:
    """Its other feeds write its name in other ways."""
    others = ("Daily Wire Online", "The Daily Wire", "Daily Wire - World")
    hold(
        store,
        *NEWS,
        *(told(20 + n, f"w{n}", f"Wire tells {n}", name, "So it is.") for n, name in enumerate(others)),
    )
    desk, readers = desks(store)
    readers.on_words(ADA, Wish.MUTE, "Daily Wire", by=ADA)
    found = desk.top(ADA)
    assert not {one for one in ids(found) if one.startswith("w")}
    heard = {source.publisher for view in found.stories for source in view.brief.sources}
    assert not [name for name in heard if "Wire" in name]


def test_a_muted_topic_is_left_out(there: tuple[Desk, ReaderDesk]) -> None:
    """Whichever story is on it, in any spelling."""
    desk, readers = there
    readers.on_words(ADA, Wish.MUTE, "football", by=ADA)
    found = desk.top(ADA)
    assert "match" not in ids(found)
    assert found.notes == ("1 story left out: you muted “football”.",)


@pytest.mark.parametrize(
    ("mute", "question", "story"),
    [
        ("football", "who won the football cup", "match"),
        ("Daily Wire", "late goal wins the cup", "match"),
        ("Chad", "chad", "vote"),
    ],
)
def test_a_question_on_the_muted_thing_itself_is_answered(
    there: tuple[Desk, ReaderDesk], mute: str, question: str, story: str
) -> None:
    """Who asks for it by name gets it, and is told that it is muted."""
    desk, readers = there
    readers.on_words(ADA, Wish.MUTE, mute, by=ADA)
    found = desk.ask(question, ADA)
    assert (found.kind, ids(found)) == (AnswerKind.FOUND, [story])
    assert len(found.notes) == 1
    assert found.notes[0].startswith("You muted ")
    assert found.notes[0].endswith("you asked for it, so here it is.")


def test_a_question_whose_only_story_is_muted_is_answered(there: tuple[Desk, ReaderDesk]) -> None:
    """Better shown and called muted than denied."""
    desk, readers = there
    readers.on_story(ADA, Wish.MUTE, "vote", by=ADA)
    found = desk.ask("polling stations in Chad", ADA)
    assert ids(found) == ["vote"]
    assert found.notes == ("You muted “Chad votes”; you asked for it, so here it is.",)


def test_of_several_answers_the_muted_one_is_left_out(there: tuple[Desk, ReaderDesk]) -> None:
    """The others answer, and the answer says how many it leaves out."""
    desk, readers = there
    assert ids(desk.ask("reported")) == ["flood", "strike", "match"]
    readers.on_story(ADA, Wish.MUTE, "strike", by=ADA)
    found = desk.ask("reported", ADA)
    assert ids(found) == ["flood", "match", "vote"]
    assert found.notes == ("1 story left out: you muted “Dockers back at work”.",)


def test_a_thumb_moves_stories_of_its_kind(there: tuple[Desk, ReaderDesk]) -> None:
    """Down: what follows it comes later. Up: it comes sooner. Both are said."""
    desk, readers = there
    readers.on_story(ADA, Wish.LESS, "flood", by=ADA)
    lower = desk.top(ADA)
    assert ids(lower)[0] != "flood"
    assert any("lower" in note for note in lower.notes) or "flood" not in ids(lower)
    readers.on_story(BEN, Wish.MORE, "vote", by=BEN)
    higher = desk.top(BEN)
    assert "vote" in ids(higher)
    assert higher.notes == ("By what you follow and your thumbs: 1 story higher.",)


def test_a_followed_topic_comes_sooner(there: tuple[Desk, ReaderDesk]) -> None:
    """Among the top stories it stands before others of its size."""
    desk, readers = there
    readers.on_words(ADA, Wish.FOLLOW, "Chad", by=ADA)
    assert "vote" in ids(desk.top(ADA))
    assert "vote" not in ids(desk.top())


def test_all_may_be_muted(there: tuple[Desk, ReaderDesk]) -> None:
    """Then nothing is shown, and the answer says that it is the reader's own wish."""
    desk, readers = there
    for publisher in ("Andes Mail", "Daily Wire", "Reef Post", "Isle Mail"):
        readers.on_words(ADA, Wish.MUTE, publisher, by=ADA)
    found = desk.top(ADA)
    assert found.kind is AnswerKind.TOP
    assert found.stories == ()
    assert found.notes[0].startswith("4 stories left out: you muted ")
