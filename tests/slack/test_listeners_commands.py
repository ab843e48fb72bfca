"""The slash commands, through Bolt and the stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from listening import HOSTILE, House, listening, shown, strings

from bot.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def house() -> Iterator[House]:
    with listening() as built:
        yield built


def test_news_shows_the_top_stories_to_who_asked_alone(house: House) -> None:
    """/news answers with now's top stories, for the eyes of who asked."""
    house.slack.command("/news")
    (answer,) = house.heard()
    assert answer.ephemeral_to == house.slack.user
    assert "Top stories now" in shown(answer)
    assert "Both sides signed on Monday." in strings(answer.blocks)


def test_news_on_a_topic(house: House) -> None:
    """/news TOPIC answers with the stories on it, and only those."""
    house.slack.command("/news", "peru")
    (answer,) = house.heard()
    assert "Floods in Peru" in shown(answer)
    assert "Ceasefire" not in shown(answer)


def test_news_help_names_the_commands(house: House) -> None:
    """/news help says what can be asked."""
    house.slack.command("/news", "help")
    assert "/digest add" in shown(house.heard()[0])


def test_an_unknown_topic_is_refused_in_words(house: House) -> None:
    """Where there is nothing, the answer says so, names the words and shows the nearest story."""
    house.slack.command("/news", "quasar")
    seen = shown(house.heard()[0])
    assert "I have nothing on “quasar”." in seen
    assert "Ceasefire in Sudan" in seen
    assert "Both sides signed" not in seen


def test_hostile_titles_arrive_as_text(house: House) -> None:
    """A title's mentions and markup are text elements; no field that Slack parses holds them."""
    house.slack.command("/news")
    (answer,) = house.heard()
    assert HOSTILE in strings(answer.blocks)
    assert "mrkdwn" not in strings(answer.blocks)
    assert "<" not in answer.text


def test_a_question_reaches_the_desk_as_it_was_written(house: House) -> None:
    """Slack's escapes are undone before the desk is asked."""
    house.slack.command("/news", "Q&amp;A &lt;peru&gt;")
    house.heard()
    assert house.desk.asked == ["Q&A <peru>"]


def test_digest_is_added_listed_paused_resumed_and_removed(house: House) -> None:
    """One channel's digest goes through its whole life by commands."""
    house.slack.command("/digest", "add 8am london weekdays 5 stories topics: sudan, chad")
    (added,) = house.heard()
    assert "Done: 08:00 Europe/London, weekdays, 5 stories, on sudan and chad." in shown(added)
    assert "Next: 08:00" in shown(added)
    for number, (typed, words) in enumerate(
        [
            ("pause", "Paused: 08:00"),
            ("resume 1", "Resumed: 08:00"),
            ("list", "1 digest in"),
            ("remove 1", "Removed:"),
        ],
        start=2,
    ):
        house.slack.command("/digest", typed)
        assert words in shown(house.heard(number)[-1])
    assert not house.subscriptions.orders


def test_digest_preview_is_for_who_asked(house: House) -> None:
    """/digest preview shows the digest as it would be, to who asked alone."""
    house.slack.command("/digest", "add 08:00 Europe/London")
    house.heard()
    house.slack.command("/digest", "preview")
    preview = house.heard(2)[-1]
    assert preview.ephemeral_to == house.slack.user
    assert "Dateline · Tuesday 3 March 2026" in strings(preview.blocks)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("add weekdays", "At what time shall it come?"),
        ("add 08:00 Londn", "neither a day nor a time zone"),
        ("add 25:00", "25:00 is no time of day. Write one such as 08:00 or 8 am."),
        ("add", "At what time shall it come?\nFor example: /digest add 08:00 Europe/London weekdays"),
        ("ad 08:00", "I don't know “ad”"),
        ("pause 3", "This channel has no digest yet."),
    ],
)
def test_a_mistake_is_answered_with_a_right_example(house: House, typed: str, words: str) -> None:
    """A line that can't be read is answered with what is wrong and an example that works."""
    house.slack.command("/digest", typed)
    seen = shown(house.heard()[0])
    assert words in seen
    assert "/digest add 08:00 Europe/London" in seen
    assert not house.subscriptions.orders


def test_foreseen_errors_are_shown_as_they_are(house: House) -> None:
    """What Dateline foresees is told in its own words."""
    house.desk.broken = StoreError("The database is newer than the program.")
    house.slack.command("/news")
    assert "The database is newer than the program." in shown(house.heard()[0])


def test_unforeseen_errors_tell_nothing_but_calm(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """A bug is one calm sentence for the reader, and a place without contents for the log."""
    house.desk.broken = KeyError("what the reader wrote")
    house.slack.command("/news", "peru")
    assert "Something went wrong on my side" in shown(house.heard()[0])
    assert "KeyError in" in caplog.text
    assert "what the reader wrote" not in caplog.text


def test_a_channel_sees_only_its_own_digests(house: House) -> None:
    """Another channel's digest can be neither seen nor removed."""
    house.slack.command("/digest", "add 08:00", channel=house.slack.elsewhere)
    house.heard(channel=house.slack.elsewhere)
    house.slack.command("/digest", "list")
    assert "No digest in this channel yet" in shown(house.heard()[0])
