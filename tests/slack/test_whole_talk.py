"""Conversations in the whole house: what follows a question up, over both transports."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from listening import shown
from whole import ARTICLES, Whole, incoming, joined, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.demo.slack.workspace import Message

pytestmark = pytest.mark.exhaustive

REUTERS = "A dam above Sarh in Chad burst on Sunday, and water flooded 4,000 homes."
FOX = "At least 12 people are missing in Sarh."
LATER = "The bodies of 9 people were found in Sarh in Chad on Monday, a week after rain filled the dam."
NEWS = (
    *ARTICLES,
    incoming(
        3, "Reuters", "Flood in Sarh: dam gives way", (REUTERS, "Soldiers brought 300 boats to Sarh in Chad.")
    ),
    incoming(
        4, "Fox News", "Chad dam breaks", ("The dam at Sarh in Chad broke, officials said.", FOX), hours_ago=3
    ),
)


@pytest.fixture
def there(transport: str, tmp_path: Path) -> Iterator[Whole]:
    with whole(tmp_path, articles=NEWS) as built, joined(built, transport):
        yield built


def say(there: Whole, text: str, *, thread: str = "") -> Message:
    """What the bot says to a direct message."""
    before = len(there.slack.bot_messages())
    there.slack.message(text, thread_ts=thread)
    return there.heard(before + 1)[-1]


def asked(there: Whole, text: str) -> str:
    """Ask, and go on in the thread below the question: its time stamp."""
    say(there, text)
    return next(one.ts for one in reversed(there.slack.messages(there.slack.dm)) if not one.from_bot)


def mention(there: Whole, text: str, *, thread: str = "", user: str = "") -> Message:
    before = len(there.slack.bot_messages())
    there.slack.mention(text, thread_ts=thread, user=user)
    return there.heard(before + 1)[-1]


def come(there: Whole, *, after: timedelta) -> None:
    """News that came in when so much time had passed."""
    there.clock.advance(after)
    late = incoming(9, "BBC News", "Chad dam: death toll rises", (LATER,), hours_ago=-1)
    assert [row.new for row in there.house.intake.take([late])] == [1]


def test_a_question_is_followed_up_in_the_direct_message(there: Whole) -> None:
    """Sources, one publisher alone, all of them again, more: each is about the last question."""
    assert "On “chad dam”" in shown(say(there, "chad dam"))
    who = shown(say(there, "who says so?"))
    assert "Who says so" in who
    assert REUTERS in who
    alone = shown(say(there, "only Reuters"))
    assert "On “chad dam”, by Reuters alone" in alone
    assert "Reuters alone · Chad" in alone
    without = shown(say(there, "all publishers"))
    assert "3 publishers" in without
    assert "In their own words" in shown(say(there, "more"))
    assert "That is all that I have on “chad dam”" in shown(say(there, "more"))


def test_a_story_is_opened_by_its_number(there: Whole) -> None:
    """The second of the list by number or word; beyond the list, how many there are."""
    say(there, "what are the top stories?")
    assert "Callao dock strike" in shown(say(there, "tell me more about the second"))
    assert "Callao dock strike" in shown(say(there, "why?"))
    assert "I showed you 2 stories last" in shown(say(there, "7"))


def test_a_time_alone_asks_the_last_question_again(there: Whole) -> None:
    """ "Since Monday" and "in July" are about what was asked."""
    say(there, "chad dam")
    assert "since Monday 16 November" in shown(say(there, "since Monday"))
    assert "I have nothing on “chad dam”" in shown(say(there, "in July"))
    assert "On “chad dam”" in shown(say(there, "today"))


def test_after_half_an_hour_the_direct_message_begins_anew(there: Whole) -> None:
    """What was asked long ago is not what "more" means; in its thread it still is."""
    question = asked(there, "chad dam")
    there.clock.advance(timedelta(minutes=31))
    assert "I don't know which story you mean" in shown(say(there, "the second"))
    assert "In their own words" in shown(say(there, "more", thread=question))


def test_the_thread_below_an_answer_goes_on_with_it(there: Whole) -> None:
    """Who replies to the answer means what was asked, whatever was asked beside it meanwhile."""
    first = say(there, "callao strike")
    say(there, "chad dam")
    assert "Callao" in shown(say(there, "who says so?", thread=first.ts))


def test_what_is_new_leaves_out_what_was_shown(there: Whole) -> None:
    """In a thread: what came in on its topic since; nothing, said plainly, where nothing did."""
    question = asked(there, "chad dam")
    there.clock.advance(timedelta(hours=1))
    assert "Nothing new on “chad dam” since 08:00." in shown(say(there, "what's new?", thread=question))
    come(there, after=timedelta(hours=1))
    new = shown(say(there, "anything new?", thread=question))
    assert "New on “chad dam” since 09:00" in new
    assert LATER in new
    assert REUTERS not in new
    assert "Nothing new on “chad dam”" in shown(say(there, "what's new?", thread=question))


def test_outside_a_thread_what_is_new_are_top_stories_since_the_reader_looked(there: Whole) -> None:
    """Who was shown everything is told so, and can go on with it; what came in since is shown, once."""
    assert REUTERS in shown(say(there, "what's new?"))
    assert "Nothing new since 08:00." in shown(say(there, "what's new?"))
    assert "Who says so: “" in shown(say(there, "who says so?"))
    come(there, after=timedelta(hours=2))
    new = shown(say(there, "what's new?"))
    assert LATER in new
    assert REUTERS not in new


def test_a_mention_s_thread_is_a_conversation_of_its_own(there: Whole) -> None:
    """In a channel only the thread's context counts, and it counts for whoever goes on in it."""
    first = mention(there, "chad dam")
    other = there.slack.workspace.add_user("sam")
    assert "by Reuters alone" in shown(mention(there, "only Reuters", thread=first.thread_ts, user=other))
    assert "I don't know which story you mean" in shown(mention(there, "the second"))
    say(there, "callao strike")
    assert "I don't know which story you mean" in shown(mention(there, "who says so?"))


def test_a_digest_s_thread_is_about_the_digest(there: Whole) -> None:
    """Who mentions the bot below a digest means its stories."""
    there.clock.advance(timedelta(seconds=10))
    there.house.delivering.tick()
    digest = there.slack.bot_messages(there.slack.channel)[0]
    assert "Callao dock strike" in shown(mention(there, "details on the second story", thread=digest.ts))
    assert "Nothing new" in shown(mention(there, "what's new?", thread=digest.ts))


def test_a_refusal_shows_the_nearest_sentences(there: Whole) -> None:
    """Where the store can't answer: the time that was searched, and the nearest sentences, verbatim."""
    answer = say(there, "what did the governor of Tonga declare?")
    seen = shown(answer)
    assert "I searched 4 articles by 4 publishers in the last 30 days." in seen
    assert "The regional governor, Hawa Mahamat, declared a state of emergency until 30 November." in seen
    assert "https://1.example/article#:~:text=The%20regional%20governor" in str(answer.blocks)


def test_days_are_the_reader_s_own(there: Whole) -> None:
    """For a reader in Auckland it is Monday evening, and "since" is told in that zone."""
    user = there.slack.workspace.add_user("ana", tz="Pacific/Auckland")
    there.slack.message("chad dam", user=user)
    there.heard(1)
    there.slack.message("what's new?", user=user)
    assert "Nothing new since 21:00." in shown(there.heard(2)[-1])


def test_what_one_reader_asked_is_not_another_s(there: Whole) -> None:
    """Two readers' direct messages know nothing of each other."""
    say(there, "chad dam")
    other = there.slack.workspace.add_user("sam")
    there.slack.message("who says so?", user=other)
    assert "I don't know which story you mean" in shown(there.heard(2)[-1])


def test_an_order_in_a_channel_is_sent_to_the_direct_message(there: Whole) -> None:
    """What a reader follows is not spoken of before others."""
    assert "yours alone" in shown(mention(there, "follow sudan"))
    assert "Followed" in shown(say(there, "follow sudan"))
