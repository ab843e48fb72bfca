"""Following and muting by words, for a reader and for a channel, over both transports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from listening import shown

from bot.model import BREAKING, Subject, Wish
from bot.slack import blocks
from bot.slack.blocks import parts
from bot.slack.blocks.wishes import value_of

if TYPE_CHECKING:
    from whole import Whole

    from bot.demo.slack.workspace import Message


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


@pytest.mark.exhaustive
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
    on = shown(say(there, "/digest", "breaking on"))
    assert "Followed: breaking news." in on
    assert "is posted here, once." in on
    assert wished(there, there.slack.channel) == [(Wish.FOLLOW, Subject.TOPIC, BREAKING)]
    assert "say “breaking on” or “breaking off”" in shown(say(there, "/digest", "breaking maybe"))
    assert "No longer followed:" in shown(say(there, "/digest", "breaking off"))
    assert wished(there, there.slack.channel) == []


def test_a_reader_asks_for_breaking_news_too(there: Whole) -> None:
    """It goes by the same word, and is not called a topic."""
    told = shown(say(there, "/news", "follow breaking"))
    assert "Followed: breaking news." in told
    assert "is told to you, once" in told


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


def test_a_direct_message_is_a_readers_own_place(there: Whole) -> None:
    """The same words there, the same way back, and /digest follow is the reader's own as well."""
    slack = there.slack
    slack.message("follow sudan")
    (said,) = slack.wait_for(lambda: slack.bot_messages(slack.dm))
    assert "Followed: “sudan”." in shown(said)
    slack.click(said, "undo")
    slack.wait_for(lambda: "No longer followed: “sudan”." in shown(slack.bot_messages(slack.dm)[0]))
    slack.command("/digest", "mute football", channel=slack.dm)
    slack.wait_for(lambda: wished(there, slack.user))
    assert wished(there, slack.user) == [(Wish.MUTE, Subject.TOPIC, "football")]
    assert wished(there, slack.dm) == []


def test_an_alerts_button_leaves_the_alert_where_it_is(there: Whole) -> None:
    """Who clicks is told beside it, and can follow again."""
    slack = there.slack
    say(there, "/digest", "follow peru")
    (wish,) = there.house.readers.wishes(slack.channel)
    stop = parts.button("Unfollow", action=blocks.STOP, value=value_of(wish), reads="Unfollow peru")
    there.house.messenger.post(
        slack.channel, text="News from Peru", blocks=[parts.row("News from Peru", stop)]
    )
    alert = slack.bot_messages()[-1]
    slack.click(alert, "unfollow")
    said = there.heard(3)[-1]
    assert said.ephemeral_to == slack.user
    assert "No longer followed: “peru”." in shown(said)
    assert shown(slack.bot_messages()[1]) == shown(alert)
    assert wished(there, slack.channel) == wished(there, "#general") == []
    slack.click(said, "wish_again")
    slack.wait_for(lambda: wished(there, "#general"))
    assert wished(there, slack.channel) == [(Wish.FOLLOW, Subject.TOPIC, "peru")]


def test_a_guest_changes_nothing_for_a_channel(there: Whole) -> None:
    """By words or by a button; the refusal is kind. Looking and following for oneself are open to all."""
    guest = there.slack.workspace.add_user("kim", restricted=True)
    refusal = "Guests can't change a channel's digests"
    for typed in ("follow sudan", "breaking on"):
        assert refusal in shown(say(there, "/digest", typed, user=guest))
    assert wished(there, there.slack.channel) == []
    say(there, "/digest", "follow peru")
    listed = say(there, "/digest", "following", user=guest)
    there.slack.click(listed, "wishes_stop", user=guest)
    there.slack.wait_for(lambda: refusal in _now(there, listed))
    assert len(wished(there, there.slack.channel)) == 1
    assert "Followed: “sudan”." in shown(say(there, "/news", "follow sudan", user=guest))
