"""Readers' wishes: noted once, taken back, the opposite restored; each refusal says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from wished import ADA, BEN, NEWS, desks, hold

from bot.desk.readers import MOST
from bot.errors import BadRequestError, NotFoundError
from bot.model import BREAKING, Outcome, Subject, Wish

if TYPE_CHECKING:
    from bot.desk.readers import ReaderDesk
    from bot.store.store import Store


@pytest.fixture
def readers(store: Store) -> ReaderDesk:
    hold(store, *NEWS)
    return desks(store)[1]


def wished(readers: ReaderDesk, owner: str = ADA) -> list[tuple[Wish, Subject, str]]:
    return [(one.wish, one.subject, one.label) for one in readers.wishes(owner)]


def test_a_wish_is_noted_once(readers: ReaderDesk) -> None:
    """Saying it again changes nothing and says so, however it is written."""
    first = readers.on_words(ADA, Wish.FOLLOW, "Sudan", by=ADA)
    again = readers.on_words(ADA, Wish.FOLLOW, " “sudan”. ", by=ADA)
    assert (first.outcome, again.outcome) == (Outcome.NOTED, Outcome.ALREADY)
    assert wished(readers) == [(Wish.FOLLOW, Subject.TOPIC, "Sudan")]
    assert wished(readers, BEN) == []


def test_a_publisher_is_known_by_its_name(readers: ReaderDesk) -> None:
    """In any case, with its article or without; what no publisher is called is a topic."""
    for number, name in enumerate(("daily wire", "The Daily Wire", "DAILY  WIRE")):
        change = readers.on_words(ADA, Wish.MUTE, name, by=ADA)
        assert (change.wished.subject, change.wished.label) == (Subject.PUBLISHER, "Daily Wire")
        assert change.outcome is (Outcome.ALREADY if number else Outcome.NOTED)
    assert readers.on_words(ADA, Wish.MUTE, "wire", by=ADA).wished.subject is Subject.TOPIC


def test_the_opposite_wish_gives_way_and_comes_back(readers: ReaderDesk) -> None:
    """Muting ends following; taking the mute back lets it be followed again."""
    readers.on_story(ADA, Wish.FOLLOW, "flood", by=ADA)
    muted = readers.on_story(ADA, Wish.MUTE, "flood", by=ADA)
    assert muted.was is Wish.FOLLOW
    assert [wish for wish, *_ in wished(readers)] == [Wish.MUTE]
    back = readers.forget(ADA, Wish.MUTE, Subject.STORY, "flood", by=ADA, was=muted.was)
    assert back.outcome is Outcome.UNDONE
    assert [wish for wish, *_ in wished(readers)] == [Wish.FOLLOW]


def test_taking_back_twice_says_so(readers: ReaderDesk) -> None:
    """The second click finds nothing, and restores nothing a second time."""
    readers.on_story(ADA, Wish.MORE, "flood", by=ADA)
    readers.on_story(ADA, Wish.LESS, "flood", by=ADA)
    done = [
        readers.forget(ADA, Wish.LESS, Subject.STORY, "flood", by=ADA, was=Wish.MORE).outcome
        for _ in range(2)
    ]
    assert done == [Outcome.UNDONE, Outcome.GONE]
    assert [wish for wish, *_ in wished(readers)] == [Wish.MORE]


def test_a_thumb_says_what_it_does(readers: ReaderDesk) -> None:
    """In a sentence that names the kind of story."""
    change = readers.on_story(ADA, Wish.LESS, "match", by=ADA)
    assert change.words.startswith("You'll see less of ")
    assert "Late goal wins cup" in change.words


def test_a_wish_about_a_story_that_is_gone_is_refused(readers: ReaderDesk) -> None:
    """Nothing is noted."""
    with pytest.raises(NotFoundError, match="not in the store any more"):
        readers.on_story(ADA, Wish.FOLLOW, "gone", by=ADA)
    assert wished(readers) == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "What shall I follow"),
        (" “” ", "What shall I follow"),
        ("the of and", "is no topic: it holds no word"),
        ("x" * 81, "very long for a topic"),
    ],
)
def test_what_names_nothing_is_refused(readers: ReaderDesk, words: str, why: str) -> None:
    """With the reason and an example."""
    with pytest.raises(BadRequestError, match=why):
        readers.on_words(ADA, Wish.FOLLOW, words, by=ADA)


@pytest.mark.exhaustive
def test_wishes_are_bounded(readers: ReaderDesk) -> None:
    """Whoever has very many is asked to take one off first."""
    for number in range(MOST):
        readers.on_words(ADA, Wish.FOLLOW, f"village{number}", by=ADA)
    with pytest.raises(BadRequestError, match="Take one off the list first"):
        readers.on_words(ADA, Wish.FOLLOW, "sudan", by=ADA)
    assert readers.on_words(BEN, Wish.FOLLOW, "sudan", by=BEN).outcome is Outcome.NOTED


def test_words_name_what_is_taken_back(readers: ReaderDesk) -> None:
    """A name, or words of a headline; what is not there is answered with what is."""
    readers.on_words(ADA, Wish.FOLLOW, "sudan", by=ADA)
    readers.on_story(ADA, Wish.FOLLOW, "strike", by=ADA)
    with pytest.raises(
        NotFoundError, match=r"“chad” is not among what you follow\. You follow: “.*” and “sudan”"
    ):
        readers.forget_words(ADA, Wish.FOLLOW, "chad", by=ADA)
    assert readers.forget_words(ADA, Wish.FOLLOW, "dockers", by=ADA).wished.value == "strike"
    assert readers.forget_words(ADA, Wish.FOLLOW, "SUDAN", by=ADA).outcome is Outcome.UNDONE
    with pytest.raises(NotFoundError, match="You have muted nothing yet"):
        readers.forget_words(ADA, Wish.MUTE, "sudan", by=ADA)


def test_words_that_name_several_are_asked_about(readers: ReaderDesk) -> None:
    """Nothing is taken back by guess."""
    for topic in ("south sudan", "north sudan"):
        readers.on_words(ADA, Wish.MUTE, topic, by=ADA)
    with pytest.raises(BadRequestError, match="Which one is meant: “north sudan” and “south sudan”"):
        readers.forget_words(ADA, Wish.MUTE, "sudan", by=ADA)
    assert len(wished(readers)) == 2


def test_breaking_news_are_one_topic_however_called(readers: ReaderDesk) -> None:
    """What follows them looks for one word."""
    change = readers.on_words("C1", Wish.FOLLOW, "Breaking News", by=ADA)
    assert change.wished.value == BREAKING
