"""Following and muting by words, for a reader and for a channel, over both transports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from listening import shown
from whole import Whole, whole

from bot.model import BREAKING, Subject, Wish

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.demo.slack.workspace import Message


@pytest.fixture(params=["dispatch", "socket mode"])
def there(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Whole]:
    with whole(tmp_path) as built:
        if request.param == "dispatch":
            built.slack.attach(built.house.app)
            yield built
        else:
            with built.house.connected():
                yield built


def say(there: Whole, command: str, text: str, user: str = "") -> Message:
    """What a command is answered with."""
    before = len(there.slack.bot_messages())
    there.slack.command(command, text, user=user)
    return there.heard(before + 1)[-1]


def wished(there: Whole, owner: str) -> list[tuple[Wish, Subject, str]]:
    return [(one.wish, one.subject, one.value) for one in there.house.readers.wishes(owner)]


def test_a_reader_follows_and_mutes_by_words(there: Whole) -> None:
    """Each is said in words with its effect, and stands in a list that only the reader sees."""
    reader = there.slack.user
    followed = say(there, "/news", "follow Sudan")
    assert "Followed: “Sudan”." in shown(followed)
    assert "I write to you, at most 3 times a day and not between 22:00 and 07:00." in shown(followed)
    muted = say(there, "/news", "mute pacific mail")
    assert "Muted: Pacific Mail." in shown(muted)
    assert "What it alone reports is left out of your top stories" in shown(muted)
    assert wished(there, reader) == [
        (Wish.FOLLOW, Subject.TOPIC, "Sudan"),
        (Wish.MUTE, Subject.PUBLISHER, "Pacific Mail"),
    ]
    listed = say(there, "/news", "following")
    assert listed.ephemeral_to == reader
    for words in ("What you follow and mute", "“Sudan”", "Pacific Mail · publisher"):
        assert words in shown(listed)
    assert all(one.ephemeral_to == reader for one in (followed, muted))


def test_the_list_lets_go_of_each_thing(there: Whole) -> None:
    """A click takes it off, and the list as it is then takes the list's place; twice does no harm."""
    say(there, "/news", "follow sudan")
    listed = say(there, "/news", "following")
    for words in ("No longer followed: “sudan”.", "That was taken back already."):
        there.slack.click(listed, "wishes_stop")
        there.slack.wait_for(lambda words=words: words in _now(there, listed))
    assert "You follow and mute nothing yet" in _now(there, listed)
    assert wished(there, there.slack.user) == []


def _now(there: Whole, message: Message) -> str:
    return next(shown(one) for one in there.slack.bot_messages() if one.ts == message.ts)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("unfollow sudan", "No longer followed: “sudan”."),
        ("stop following sudan!", "No longer followed: “sudan”."),
        ("unfollow peru", "“peru” is not among what you follow. You follow: “sudan”."),
        ("unmute sudan", "You have muted nothing yet."),
        ("mute the", "“the” is no topic: it holds no word to look for."),
        ("follow", "What shall I follow? Name a topic, such as: follow sudan"),
        ("what am I following?", "What you follow and mute"),
        ("saved", "No saved stories yet"),
        ("why not chad", "No digest has come here yet, so nothing was kept out of one."),
    ],
)
def test_words_are_read_forgivingly(there: Whole, typed: str, words: str) -> None:
    """What can't be done is answered with what can."""
    say(there, "/news", "follow sudan")
    assert words in shown(say(there, "/news", typed))


def test_a_question_is_no_order(there: Whole) -> None:
    """Nothing is noted for who asks about following."""
    for asked in ("follow up on the dam", "mute swans?", "who follows the governor of Sarh"):
        say(there, "/news", asked)
    assert wished(there, there.slack.user) == []


def test_a_channel_follows_and_mutes_for_all(there: Whole) -> None:
    """By /digest, under the channel's ID, and under its name, by which config.yaml may call it."""
    assert "it is posted here" in shown(say(there, "/digest", "follow peru"))
    assert "left out of this channel's digests." in shown(say(there, "/digest", "mute football"))
    channel = there.slack.channel
    expected = [(Wish.FOLLOW, Subject.TOPIC, "peru"), (Wish.MUTE, Subject.TOPIC, "football")]
    assert wished(there, channel) == wished(there, "#general") == expected
    assert wished(there, there.slack.user) == []
    listed = say(there, "/digest", "following")
    assert "What this channel follows and mutes" in shown(listed)
    there.slack.click(listed, "wishes_stop", value="here|mute|topic||football")
    there.slack.wait_for(lambda: "No longer muted: “football”." in _now(there, listed))
    assert wished(there, channel) == wished(there, "#general") == expected[:1]


def test_breaking_news_are_turned_on_and_off(there: Whole) -> None:
    """For a channel, in words that say what is posted."""
    assert "is posted here, once." in shown(say(there, "/digest", "breaking on"))
    assert wished(there, there.slack.channel) == [(Wish.FOLLOW, Subject.TOPIC, BREAKING)]
    assert "say “breaking on” or “breaking off”" in shown(say(there, "/digest", "breaking maybe"))
    assert "No longer followed:" in shown(say(there, "/digest", "breaking off"))
    assert wished(there, there.slack.channel) == []


def test_a_mute_counts_in_the_channels_digest(there: Whole) -> None:
    """The muted story is left out of it, and /news why not says so."""
    say(there, "/digest", "mute chad")
    there.house.delivering.tick()
    (digest,) = [one for one in there.slack.bot_messages() if not one.ephemeral_to and not one.thread_ts]
    assert "Callao" in shown(digest)
    assert "Dam bursts" not in shown(digest)
    said = shown(say(there, "/news", "why not dam"))
    assert "Left out." in said
    assert "chad" in said.casefold()


def test_what_a_reader_mutes_is_never_shown_to_a_channel(there: Whole) -> None:
    """A mention is answered for all: the reader's own wishes don't count there, and are not told."""
    say(there, "/news", "mute chad")
    there.slack.mention("top stories")
    said = there.heard(2)[-1]
    assert not said.ephemeral_to
    assert "Dam bursts" in shown(said)
    assert "muted" not in shown(said)


def test_another_reader_cannot_undo_what_is_not_theirs(there: Whole) -> None:
    """A button takes back the wish of who clicks, whoever's message it stood in."""
    say(there, "/news", "follow sudan")
    said = say(there, "/news", "following")
    other = there.slack.workspace.add_user("robin")
    there.slack.click(said, "wishes_stop", user=other)
    there.slack.wait_for(lambda: "That was taken back already." in _now(there, said))
    assert wished(there, there.slack.user) == [(Wish.FOLLOW, Subject.TOPIC, "sudan")]
